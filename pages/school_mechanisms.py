"""Page: indicators of every mechanism for one school, beside the municipality."""

from dashboard.page import Page
from dashboard.views import headings, school_mechanisms

PAGE = Page(
    path="/school/mechanisms",
    name="Показатели механизмов",
    open=headings.open_school,
    heading=headings.school,
    rows=((school_mechanisms.table,),),
    mechanism="",
)
