"""Page: the objectivity card of a school (карточка объективности): checks, history, scores, confirmation, a letter."""

from dashboard.page import Page
from dashboard.views import objectivity_chain, objectivity_list, objectivity_marks, objectivity_school
from dashboard.views.score_histogram import histogram

PAGE = Page(
    path="/school/objectivity",
    name="Объективность результатов школы",
    open=objectivity_school.open_page,
    heading=objectivity_school.heading,
    rows=(
        (objectivity_school.history,),
        (objectivity_school.summary,),
        (objectivity_school.context,),
        (histogram,),
        (objectivity_marks.of_school,),
        (objectivity_chain.chain_of_school,),
        (objectivity_list.of_school,),
        (objectivity_school.letter,),
    ),
    mechanism="objectivity",
)
