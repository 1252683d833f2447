"""Page: the management cycle (цикл управления): nine steps of each mechanism with what proves them."""

from dashboard.forms.cycle_marks import form
from dashboard.page import Page
from dashboard.views import cycle, cycle_profile

PAGE = Page(
    path="/cycle",
    name="Цикл управления",
    open=cycle.open_cycle,
    heading=cycle.heading,
    rows=(
        (cycle.cycle_matrix,),
        (cycle.cycle_table,),
        (cycle.cycle_history,),
        (cycle_profile.decision_levels,),
        (cycle_profile.target_groups,),
        (cycle_profile.parties,),
    ),
    is_live=True,
    form=form,
)
