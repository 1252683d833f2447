"""Page: vocational preparation of a class and where its graduates went (профподготовка и выпуск)."""

from dashboard.page import Page
from dashboard.views import career, headings

PAGE = Page(
    path="/class/career",
    name="Профподготовка и выпуск",
    open=headings.open_whole_class,
    heading=headings.school_class,
    rows=(
        (career.training_totals, career.destination_totals),
        (career.trainings,),
        (career.graduates,),
    ),
    mechanism="preparation",
)
