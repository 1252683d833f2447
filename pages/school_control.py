"""Page: personal control of a school by teacher and by subject (персональный контроль)."""

from dashboard.page import Page
from dashboard.views import control_school, headings

PAGE = Page(
    path="/school/control",
    name="Персональный контроль школы",
    open=headings.open_school,
    heading=headings.school,
    rows=(
        (control_school.teachers,),
        (control_school.dynamics,),
        (control_school.subjects,),
    ),
    mechanism="preparation",
)
