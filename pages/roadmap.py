"""Page: the roadmap (дорожная карта): the year by months, what is done, late and proven; a mark for each item."""

from dashboard.forms.roadmap import form
from dashboard.page import Page
from dashboard.views import roadmap, roadmap_item, roadmap_short

PAGE = Page(
    path="/roadmap",
    name="Дорожная карта",
    open=roadmap.open_roadmap,
    heading=roadmap.heading,
    rows=(
        (roadmap_item.roadmap_history,),
        (roadmap_short.roadmap_totals,),
        (roadmap.roadmap_gantt,),
        (roadmap.roadmap_list,),
    ),
    is_live=True,
    form=form,
)
