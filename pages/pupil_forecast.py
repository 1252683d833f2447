"""Page: what to expect of a pupil: exams (ОГЭ, ЕГЭ) and quality, with what to work on."""

from dashboard.page import Page
from dashboard.views import forecast_pupil, headings, pupil

PAGE = Page(
    path="/pupil/forecast",
    name="Прогноз обучающегося",
    open=headings.open_pupil,
    heading=headings.pupil,
    rows=((forecast_pupil.exams,), (pupil.individual_work, pupil.trend)),
    mechanism="preparation",
)
