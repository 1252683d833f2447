"""Page: mechanism «Выявление, поддержка и развитие способностей и талантов»."""

from dashboard.page import Page
from dashboard.views import (
    headings,
    mechanism,
    mechanism_trend,
    mechanism_work,
    ranking,
    roadmap_short,
    special_talent,
)

PAGE = Page(
    path="/m/talent",
    name="Развитие талантов",
    open=headings.open_mechanism("talent"),
    heading=headings.mechanism("talent"),
    rows=(
        (mechanism.tiles,),
        (mechanism_trend.trend, ranking.ranking),
        (mechanism.matrix,),
        (mechanism.all_indicators,),
        (special_talent.funnel, special_talent.programmes),
        (special_talent.by_subject,),
        (special_talent.by_school,),
        (special_talent.gifted,),
        (mechanism_work.recommendations,),
        (mechanism_work.decisions,),
        (roadmap_short.roadmap_short,),
    ),
    mechanism="talent",
)
