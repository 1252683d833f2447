"""Page: mechanism «Воспитание и социализация обучающихся»."""

from dashboard.page import Page
from dashboard.views import (
    headings,
    mechanism,
    mechanism_trend,
    mechanism_work,
    ranking,
    roadmap_short,
    special_upbringing,
)

PAGE = Page(
    path="/m/upbringing",
    name="Воспитание и социализация",
    open=headings.open_mechanism("upbringing"),
    heading=headings.mechanism("upbringing"),
    rows=(
        (mechanism.tiles,),
        (mechanism_trend.trend, ranking.ranking),
        (mechanism.matrix,),
        (mechanism.all_indicators,),
        (special_upbringing.satisfaction, special_upbringing.prevention),
        (mechanism_work.recommendations,),
        (mechanism_work.decisions,),
        (roadmap_short.roadmap_short,),
    ),
    mechanism="upbringing",
)
