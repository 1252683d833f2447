"""Page: the state of the municipality's education quality (обзор)."""

from dashboard.page import Page
from dashboard.views import headings, mechanism_trend, municipality
from dashboard.views.attention import attention
from dashboard.views.overdue import overdue_measures

PAGE = Page(
    path="/",
    name="Обзор",
    open=headings.open_municipality,
    heading=headings.overview,
    rows=(
        (municipality.overview_tiles,),
        ((municipality.schools_matrix, mechanism_trend.trend), (overdue_measures, attention)),
        (municipality.mechanisms,),
    ),
)
