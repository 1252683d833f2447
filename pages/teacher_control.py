"""Page: personal control of a teacher over time, by each subject and class (персональный контроль)."""

from dashboard.page import Page
from dashboard.views import control_teacher, headings

PAGE = Page(
    path="/teacher/control",
    name="Персональный контроль педагога",
    open=headings.open_teacher,
    heading=headings.teacher,
    rows=(
        (control_teacher.control,),
        (control_teacher.matrix,),
        (control_teacher.trend,),
        (control_teacher.repeats,),
    ),
    mechanism="preparation",
)
