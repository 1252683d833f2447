"""Page: one register (реестр): its lines with the form, and the history of a chosen line."""

from __future__ import annotations

from dashboard.forms.register import form
from dashboard.page import Page
from dashboard.views import register

PAGE = Page(
    path="/register",
    name="Реестр",
    open=register.open_register,
    heading=register.heading,
    rows=((register.lines,), (register.history,)),
    form=form,
    is_live=True,
)
