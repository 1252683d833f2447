"""Page: one addressed recommendation (адресная рекомендация): figures, answer, history."""

from dashboard.forms.cycle import recommendation_form
from dashboard.page import Page
from dashboard.views import recommendation

PAGE = Page(
    path="/recommendation",
    name="Рекомендация",
    open=recommendation.open_recommendation,
    heading=recommendation.heading,
    rows=((recommendation.figures, recommendation.answers), (recommendation.history,)),
    is_live=True,
    form=recommendation_form,
)
