"""Page: mechanism «Оценка качества подготовки обучающихся»."""

from dashboard.page import Page
from dashboard.views import headings, municipal_subjects, municipality, ranking, school_totals

PAGE = Page(
    path="/m/preparation",
    name="Подготовка обучающихся",
    open=headings.open_municipality,
    heading=headings.mechanism,
    rows=(
        (municipality.mechanism_tiles,),
        (ranking.trend, (ranking.ranking, municipal_subjects.mark_bars)),
        (school_totals.school_totals,),
        (municipal_subjects.subject_components,),
    ),
    mechanism="preparation",
)
