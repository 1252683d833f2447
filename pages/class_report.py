"""Page: the class teacher's report (отчёт классного руководителя): standard, ИОР, pupils by name, personal control."""

from dashboard.page import Page
from dashboard.views import headings, report_class, report_moves, report_pupils

PAGE = Page(
    path="/class/report",
    name="Отчёт классного руководителя",
    open=headings.open_whole_class,
    heading=headings.school_class,
    rows=(
        (report_class.indicators,),
        (report_class.subjects,),
        (report_pupils.control,),
        (report_pupils.pupils,),
        (report_moves.moves,),
    ),
    mechanism="preparation",
)
