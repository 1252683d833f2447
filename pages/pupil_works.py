"""Page: works of a pupil (работы обучающегося): against the journal, elements mastered and not, tasks."""

from dashboard.page import Page
from dashboard.views import works_pupil, works_pupil_elements

PAGE = Page(
    path="/pupil/works",
    name="Работы обучающегося",
    open=works_pupil.open_works,
    heading=works_pupil.heading,
    rows=(
        (works_pupil.works,),
        (works_pupil_elements.elements,),
        (works_pupil_elements.tasks,),
        (works_pupil.diagnostic,),
    ),
    mechanism="preparation",
)
