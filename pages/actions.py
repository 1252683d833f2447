"""Page: recommendations, measures and decisions of a school year, narrowed by mechanism, place and state."""

from dashboard.forms.cycle import actions_form
from dashboard.page import Page
from dashboard.views import action_lists, actions

PAGE = Page(
    path="/actions",
    name="Рекомендации и решения",
    open=actions.open_actions,
    heading=actions.heading,
    rows=((action_lists.recommendations,), (action_lists.measures,), (action_lists.decisions,)),
    is_live=True,
    form=actions_form,
)
