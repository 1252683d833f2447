"""Page: forecast of exams of a school by subject (прогноз ОГЭ и ЕГЭ по предметам)."""

from dashboard.page import Page
from dashboard.views import forecast_totals, headings

PAGE = Page(
    path="/school/forecast",
    name="Прогноз ОГЭ и ЕГЭ",
    open=headings.open_school,
    heading=headings.school,
    rows=((forecast_totals.school,),),
    mechanism="preparation",
)
