"""Page: a pupil (обучающийся): marks by period and subject, what separates them from the next group."""

from dashboard.page import Page
from dashboard.views import headings, pupil

PAGE = Page(
    path="/pupil",
    name="Обучающийся",
    open=headings.open_pupil,
    heading=headings.pupil,
    rows=(
        (pupil.tiles,),
        (pupil.marks_matrix, (pupil.individual_work, pupil.trend)),
    ),
    mechanism="preparation",
)
