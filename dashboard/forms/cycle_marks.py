"""The form of the management cycle: a score of a step with its document, for who may write it."""

from __future__ import annotations

from datetime import date

from dash.development.base_component import Component

from dashboard.catalogue import catalogue_of
from dashboard.numbers import format_year
from dashboard.selection import Selection
from dashboard.ui.cycle_form import cycle_card
from dashboard.views.cycle_steps import steps_of
from data_access.queries.roadmap import may_write_work
from data_access.viewer import Reader


def form(selection: Selection, reader: Reader, today: date) -> list[Component]:
    """Only on the page of one mechanism."""
    if selection.mechanism is None or not may_write_work(reader, selection.mechanism):
        return []
    steps = steps_of(reader, catalogue_of(reader).mechanism(selection.mechanism), selection.year or 0)
    choices = [(step.stage, f"{step.title} — сейчас {step.score}") for step in steps]
    return [
        cycle_card(format_year(selection.year or 0), choices, has_stated=any(step.mark for step in steps))
    ]
