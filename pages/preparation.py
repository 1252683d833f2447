"""Page: mechanism «Оценка качества подготовки обучающихся»."""

from dashboard.page import Page
from dashboard.views import headings, municipal_subjects, municipality, ranking

PAGE = Page(
    path="/m/preparation",
    name="Подготовка обучающихся",
    open=headings.open_municipality,
    heading=headings.mechanism,
    rows=(
        (municipality.mechanism_tiles,),
        (ranking.trend, (ranking.ranking, municipal_subjects.mark_bars)),
        (municipal_subjects.subject_components,),
    ),
    mechanism="preparation",
)
