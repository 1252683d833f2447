"""Page: problem components of a school with the rating of its classes over time (проблемные компоненты школы)."""

from dashboard.page import Page
from dashboard.views import components_rating, components_school, headings

PAGE = Page(
    path="/school/components",
    name="Проблемные компоненты школы",
    open=headings.open_school,
    heading=headings.school,
    rows=(
        (components_school.matrix,),
        (components_rating.rating_table,),
    ),
    mechanism="preparation",
)
