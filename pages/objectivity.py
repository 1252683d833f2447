"""Page: mechanism «Объективность процедур оценки качества образования»."""

from dashboard.page import Page
from dashboard.views import (
    headings,
    mechanism,
    mechanism_trend,
    mechanism_work,
    objectivity_chain,
    objectivity_list,
    objectivity_marks,
    objectivity_signs,
    ranking,
    roadmap_short,
    special_objectivity,
)

PAGE = Page(
    path="/m/objectivity",
    name="Объективность оценки",
    open=headings.open_mechanism("objectivity"),
    heading=headings.mechanism("objectivity"),
    rows=(
        (mechanism.tiles,),
        (mechanism_trend.trend, ranking.ranking),
        (objectivity_signs.official,),
        (objectivity_signs.alarms,),
        (objectivity_signs.project,),
        (objectivity_marks.of_municipality,),
        (objectivity_chain.chain,),
        (objectivity_list.official_list, objectivity_chain.medals),
        (mechanism.matrix,),
        (mechanism.all_indicators,),
        (special_objectivity.observers,),
        (special_objectivity.rechecks, special_objectivity.orders),
        (mechanism_work.recommendations,),
        (mechanism_work.decisions,),
        (roadmap_short.roadmap_short,),
    ),
    mechanism="objectivity",
)
