"""The form of individual work: offers three weeks, long enough to help and short enough to be looked at again."""

from __future__ import annotations

from datetime import date, timedelta

from dash.development.base_component import Component

from dashboard.selection import Selection
from dashboard.ui.assign_form import assign_card
from dashboard.views.assigning import of_subject
from data_access.viewer import Reader

OFFERED = "Индивидуальные занятия"


def form(selection: Selection, reader: Reader, today: date) -> list[Component]:
    """Work that goes on, with its buttons, and a line for a new one."""
    going = [row for row in of_subject(selection, reader) if row.status == "open"]
    return [
        assign_card([(row.id, row.text, row.due_on) for row in going], today + timedelta(days=21), OFFERED)
    ]
