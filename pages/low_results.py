"""Page: mechanism «Работа со школами с низкими образовательными результатами»."""

from dashboard.page import Page
from dashboard.views import (
    mechanism,
    mechanism_trend,
    mechanism_work,
    ranking,
    region,
    roadmap_short,
    special_low_support,
)
from dashboard.views import special_low_results as low

PAGE = Page(
    path="/m/low_results",
    name="Школы с низкими результатами",
    open=low.open_page,
    heading=low.heading,
    rows=(
        (mechanism.tiles,),
        (region.municipalities,),
        (low.identification,),
        (low.school_table,),
        (mechanism_trend.trend, ranking.ranking),
        (mechanism.matrix,),
        (special_low_support.risk_profile,),
        (special_low_support.problems,),
        (special_low_support.models,),
        (special_low_support.leaving,),
        (special_low_support.pairs,),
        (mechanism.all_indicators,),
        (mechanism_work.recommendations,),
        (mechanism_work.decisions,),
        (roadmap_short.roadmap_short,),
    ),
    mechanism="low_results",
)
