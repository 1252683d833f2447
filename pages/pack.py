"""Page: a book of each school in one archive (книги школ)."""

from dashboard.forms.pack import form
from dashboard.page import Page
from dashboard.views import pack

PAGE = Page(
    path="/pack",
    name="Книги школ",
    open=pack.open_pack,
    heading=pack.heading,
    rows=((pack.schools,),),
    form=form,
)
