"""Page: one management decision (управленческое решение): basis, effect, history; or a new one."""

from dashboard.forms.cycle import decision_form
from dashboard.page import Page
from dashboard.views import decision, decision_effect

PAGE = Page(
    path="/decision",
    name="Решение",
    open=decision.open_decision,
    heading=decision.heading,
    rows=((decision_effect.effect,), (decision.bases, decision.history), (decision.trend,)),
    is_live=True,
    form=decision_form,
)
