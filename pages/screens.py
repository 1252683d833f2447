"""Page: screens on walls (экраны), set up by the department head."""

from dashboard.forms.screens import form
from dashboard.page import Page
from dashboard.views import wall_screens

PAGE = Page(
    path="/screens",
    name="Экраны",
    open=wall_screens.open_screens,
    heading=wall_screens.heading,
    rows=((wall_screens.screens,),),
    is_live=True,
    form=form,
)
