"""Page: pupils of a school with problems by subject, and pupils below the standard, class by class."""

from dashboard.page import Page
from dashboard.views import headings, pupils_school

PAGE = Page(
    path="/school/pupils",
    name="Обучающиеся школы",
    open=headings.open_school,
    heading=headings.school,
    rows=(
        (pupils_school.counts,),
        (pupils_school.below_standard,),
        (pupils_school.reserves,),
    ),
    mechanism="preparation",
)
