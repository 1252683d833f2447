"""Page: mechanism «Повышение квалификации педагогов»."""

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
    path="/m/training",
    name="Повышение квалификации",
    open=headings.open_mechanism("training"),
    heading=headings.mechanism("training"),
    rows=(
        (mechanism.tiles,),
        (mechanism_trend.trend, ranking.ranking),
        (mechanism.matrix,),
        (mechanism.all_indicators,),
        (special_training.trained,),
        (special_training.deficits,),
        (special_training.needs,),
        (mechanism.folded("methodical", special_methodical.mentors),),
        (
            mechanism.folded("methodical", special_methodical.unions),
            mechanism.folded("methodical", special_methodical.networks),
        ),
        (mechanism_work.recommendations,),
        (mechanism_work.decisions,),
        (roadmap_short.roadmap_short,),
    ),
    mechanism="training",
)
