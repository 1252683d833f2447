"""Page: one indicator (показатель): passport, values by year and place, history, targets."""

from __future__ import annotations

from dashboard.forms.indicator import form
from dashboard.page import Page
from dashboard.views import indicator_history, indicator_page

PAGE = Page(
    path="/indicator",
    name="Показатель",
    open=indicator_page.open_indicator,
    heading=indicator_page.heading,
    rows=(
        (indicator_page.values,),
        (indicator_page.passport, indicator_history.targets),
        (indicator_history.history,),
    ),
    form=form,
    is_live=True,
)
