"""Page: totals of the journal by school and by subject (общие итоги освоения программ)."""

from dashboard.page import Page
from dashboard.views import headings, municipal_subjects, school_totals

PAGE = Page(
    path="/m/totals",
    name="Итоги по школам и предметам",
    open=headings.open_mechanism("preparation"),
    heading=headings.mechanism("preparation"),
    rows=(
        (school_totals.school_totals,),
        (municipal_subjects.subject_components,),
    ),
    mechanism="preparation",
)
