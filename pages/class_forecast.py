"""Page: forecast of exams of a class (прогноз ОГЭ и ЕГЭ)."""

from dashboard.page import Page
from dashboard.views import forecast_class, headings

PAGE = Page(
    path="/class/forecast",
    name="Прогноз ОГЭ и ЕГЭ",
    open=headings.open_class,
    heading=headings.school_class,
    rows=((forecast_class.totals,), (forecast_class.pupils,)),
    mechanism="preparation",
)
