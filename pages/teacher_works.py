"""Page: works in a teacher's classes (работы педагога): against ИОР, classes × elements, diagnostic works."""

from dashboard.page import Page
from dashboard.views import works_teacher

PAGE = Page(
    path="/teacher/works",
    name="Работы в классах педагога",
    open=works_teacher.open_works,
    heading=works_teacher.heading,
    rows=(
        (works_teacher.works,),
        (works_teacher.low,),
        (works_teacher.elements,),
        (works_teacher.diagnostic,),
    ),
    mechanism="preparation",
)
