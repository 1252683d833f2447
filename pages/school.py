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
        (school.teachers, (school.trend, school.subjects)),
    ),
    mechanism="preparation",
)
