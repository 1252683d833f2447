"""Page: works of a school (работы школы): by class against ИОР and marks of the period, classes × elements."""

from dashboard.page import Page
from dashboard.views import works_school

PAGE = Page(
    path="/school/works",
    name="Работы школы",
    open=works_school.open_works,
    heading=works_school.heading,
    rows=(
        (works_school.works,),
        (works_school.elements,),
        (works_school.diagnostic,),
    ),
    mechanism="preparation",
)
