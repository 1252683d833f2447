"""Page: the page of citizens (страница для граждан): what is published, a preview, the history of releases."""

from dashboard.forms.publication import form
from dashboard.page import Page
from dashboard.views import publication

PAGE = Page(
    path="/publication",
    name="Страница для граждан",
    open=publication.open_publication,
    heading=publication.heading,
    rows=((publication.releases,), (publication.indicators,)),
    is_live=True,
    form=form,
)
