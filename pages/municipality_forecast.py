"""Page: forecast of exams of the municipality by subject (прогноз ОГЭ и ЕГЭ по предметам)."""

from dashboard.page import Page
from dashboard.views import forecast_totals, headings

PAGE = Page(
    path="/m/forecast",
    name="Прогноз ОГЭ и ЕГЭ",
    open=headings.open_mechanism("preparation"),
    heading=headings.mechanism("preparation"),
    rows=((forecast_totals.municipality,),),
    mechanism="preparation",
)
