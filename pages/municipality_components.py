"""Page: problem components of the municipality by subject, teacher and class (контроль по предметам)."""

from dashboard.page import Page
from dashboard.views import components_municipality, components_subject

PAGE = Page(
    path="/m/components",
    name="Проблемные компоненты муниципалитета",
    open=components_municipality.open_page,
    heading=components_municipality.heading,
    rows=(
        (components_municipality.matrix,),
        (components_subject.trend,),
        (components_subject.subject_table,),
    ),
    mechanism="preparation",
)
