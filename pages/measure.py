"""Page: one measure (мера): what is done, by whom, by when, with its history; or a new one."""

from dashboard.forms.cycle import measure_form
from dashboard.page import Page
from dashboard.views import measure

PAGE = Page(
    path="/measure",
    name="Мера",
    open=measure.open_measure,
    heading=measure.heading,
    rows=((measure.about,), (measure.trend, measure.links), (measure.history,)),
    is_live=True,
    form=measure_form,
)
