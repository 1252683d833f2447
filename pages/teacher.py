"""Page: a teacher (педагог): final marks with microcomponents, by period, the pupils to work with."""

from dashboard.page import Page
from dashboard.views import headings, teacher, teacher_periods

PAGE = Page(
    path="/teacher",
    name="Педагог",
    open=headings.open_teacher,
    heading=headings.teacher,
    rows=(
        (teacher.tiles,),
        (teacher.classes,),
        (teacher_periods.periods,),
        (teacher.pupils,),
    ),
    mechanism="preparation",
)
