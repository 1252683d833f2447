"""Page: a class (класс): marks with the blocking cells, where quality is lost, whom to help."""

from dashboard.page import Page
from dashboard.views import class_tiles, headings, school_class

PAGE = Page(
    path="/class",
    name="Класс",
    open=headings.open_class,
    heading=headings.school_class,
    rows=(
        (class_tiles.tiles,),
        (school_class.marks_matrix,),
        (school_class.whom_to_help,),
        (school_class.subjects,),
    ),
    mechanism="preparation",
)
