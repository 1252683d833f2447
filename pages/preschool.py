"""Page: mechanism «Качество дошкольного образования»."""

from dashboard.page import Page
from dashboard.views import (
    headings,
    mechanism,
    mechanism_trend,
    mechanism_work,
    ranking,
    roadmap_short,
    special_preschool,
)

PAGE = Page(
    path="/m/preschool",
    name="Дошкольное образование",
    open=headings.open_mechanism("preschool"),
    heading=headings.mechanism("preschool"),
    rows=(
        (mechanism.tiles,),
        (mechanism_trend.trend, ranking.ranking),
        (mechanism.matrix,),
        (mechanism.all_indicators,),
        (special_preschool.areas,),
        (special_preschool.groups,),
        (mechanism_work.recommendations,),
        (mechanism_work.decisions,),
        (roadmap_short.roadmap_short,),
    ),
    mechanism="preschool",
)
