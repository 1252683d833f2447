"""Page: mechanism «Мониторинг эффективности руководителей»."""

from dashboard.page import Page
from dashboard.views import (
    headings,
    mechanism,
    mechanism_trend,
    mechanism_work,
    ranking,
    roadmap_short,
    special_heads,
)

PAGE = Page(
    path="/m/heads",
    name="Эффективность руководителей",
    open=headings.open_mechanism("heads"),
    heading=headings.mechanism("heads"),
    rows=(
        (mechanism.tiles,),
        (mechanism_trend.trend, ranking.ranking),
        (mechanism.matrix,),
        (mechanism.all_indicators,),
        (special_heads.criteria,),
        (special_heads.groups,),
        (special_heads.attestation,),
        (special_heads.reserve,),
        (mechanism_work.recommendations,),
        (mechanism_work.decisions,),
        (roadmap_short.roadmap_short,),
    ),
    mechanism="heads",
)
