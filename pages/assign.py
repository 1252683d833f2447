"""Page: individual work with a pupil in a subject (индивидуальная работа): assign, close, look back."""

from dashboard.forms.assigning import form
from dashboard.page import Page
from dashboard.views import assigning

PAGE = Page(
    path="/assign",
    name="Индивидуальная работа",
    open=assigning.open_assign,
    heading=assigning.heading,
    rows=((assigning.history,),),
    mechanism="preparation",
    form=form,
)
