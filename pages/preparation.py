"""Page: mechanism «Оценка качества подготовки обучающихся»."""

from dashboard.page import Page
from dashboard.views import (
    headings,
    mechanism,
    mechanism_trend,
    mechanism_work,
    municipal_subjects,
    ranking,
    roadmap_short,
    special_objectivity,
    special_preparation,
)

PAGE = Page(
    path="/m/preparation",
    name="Подготовка обучающихся",
    open=headings.open_mechanism("preparation"),
    heading=headings.mechanism("preparation"),
    rows=(
        (mechanism.tiles,),
        (mechanism_trend.trend, (ranking.ranking, municipal_subjects.mark_bars)),
        (mechanism.matrix,),
        (mechanism.all_indicators,),
        (special_preparation.exam_marks, (special_preparation.masses, special_preparation.levels)),
        (special_preparation.exam_years,),
        (mechanism.folded("objectivity", special_objectivity.observers),),
        (
            mechanism.folded("objectivity", special_objectivity.rechecks),
            mechanism.folded("objectivity", special_objectivity.orders),
        ),
        (mechanism_work.recommendations,),
        (mechanism_work.decisions,),
        (roadmap_short.roadmap_short,),
    ),
    mechanism="preparation",
)
