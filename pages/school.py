"""Page: a school (школа): its classes, subjects and teachers."""

from dashboard.page import Page
from dashboard.views import headings, school

PAGE = Page(
    path="/school",
    name="Школа",
    open=headings.open_school,
    heading=headings.school,
    rows=(
        (school.tiles,),
        (school.classes,),
        (school.subjects, school.trend),
        (school.teachers,),
    ),
    mechanism="preparation",
)
