"""Page: a school on two sheets of A4 (карточка школы)."""

from dashboard.page import Page
from dashboard.views import headings, school, school_card

PAGE = Page(
    path="/school/card",
    name="Карточка школы",
    open=headings.open_school,
    heading=headings.school,
    rows=(
        (school.tiles,),
        (school.trend,),
        (school_card.leads,),
        (school_card.classes,),
        (school_card.subjects,),
        (school_card.objectivity,),
        (school_card.measures,),
    ),
)
