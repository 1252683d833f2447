"""Page: entry of indicators (ввод показателей): the form, who has not sent, what is in force."""

from __future__ import annotations

from dashboard.forms.entry import form
from dashboard.page import Page
from dashboard.views import entry, entry_stated

PAGE = Page(
    path="/entry",
    name="Ввод показателей",
    open=entry.open_entry,
    heading=entry.heading,
    rows=((entry.unsent,), (entry_stated.in_force,)),
    form=form,
    is_live=True,
)
