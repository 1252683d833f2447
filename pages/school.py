"""Page: a school (школа): its classes, subjects and teachers."""

from dashboard.page import Page
from dashboard.views import headings, school, school_staff

PAGE = Page(
    path="/school",
    name="Школа",
    open=headings.open_school,
    heading=headings.school,
    rows=(
        (school.tiles,),
        (school.classes,),
        (school_staff.subjects, school.trend),
        (school_staff.teachers,),
    ),
    mechanism="preparation",
)
