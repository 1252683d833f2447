"""Page: mechanism «Самоопределение и профессиональная ориентация»."""

from dashboard.page import Page
from dashboard.views import (
    headings,
    mechanism,
    mechanism_trend,
    mechanism_work,
    ranking,
    roadmap_short,
    special_career,
)

PAGE = Page(
    path="/m/career",
    name="Профориентация",
    open=headings.open_mechanism("career"),
    heading=headings.mechanism("career"),
    rows=(
        (mechanism.tiles,),
        (mechanism_trend.trend, ranking.ranking),
        (mechanism.matrix,),
        (mechanism.all_indicators,),
        (special_career.flow, special_career.partners),
        (special_career.flow_by_school,),
        (mechanism_work.recommendations,),
        (mechanism_work.decisions,),
        (roadmap_short.roadmap_short,),
    ),
    mechanism="career",
)
