"""Page: how the forecasts did (точность прогнозов): exams and quality, against naive forecasts."""

from dashboard.page import Page
from dashboard.views import forecast_accuracy, forecast_quality, headings

PAGE = Page(
    path="/m/accuracy",
    name="Точность прогнозов",
    open=headings.open_mechanism("preparation"),
    heading=headings.mechanism("preparation"),
    rows=(
        (forecast_accuracy.tiles,),
        (forecast_accuracy.methods,),
        (forecast_accuracy.trend,),
        (forecast_quality.quality,),
    ),
    mechanism="preparation",
)
