"""Page: mechanism «Методическая работа»."""

from dashboard.page import Page
from dashboard.views import (
    headings,
    mechanism,
    mechanism_trend,
    mechanism_work,
    ranking,
    roadmap_short,
    special_methodical,
    special_training,
)

PAGE = Page(
    path="/m/methodical",
    name="Методическая работа",
    open=headings.open_mechanism("methodical"),
    heading=headings.mechanism("methodical"),
    rows=(
        (mechanism.tiles,),
        (mechanism_trend.trend, ranking.ranking),
        (mechanism.matrix,),
        (mechanism.all_indicators,),
        (special_methodical.mentors,),
        (special_methodical.unions, special_methodical.networks),
        (mechanism.folded("training", special_training.trained),),
        (mechanism.folded("training", special_training.deficits),),
        (mechanism.folded("training", special_training.needs),),
        (mechanism_work.recommendations,),
        (mechanism_work.decisions,),
        (roadmap_short.roadmap_short,),
    ),
    mechanism="methodical",
)
