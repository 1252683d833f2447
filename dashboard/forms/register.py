"""The form of a register line: a new one, or the line that the address names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.catalogue import Register
from dashboard.catalogue.register import RegisterColumn
from dashboard.entry_checks import plain_number
from dashboard.numbers import format_year
from dashboard.register_cells import YES_NO
from dashboard.register_rights import refusal_to_keep
from dashboard.selection import Selection
from dashboard.ui.register_form import FormField, LineForm, register_card
from dashboard.views.register import register_of
from dashboard.views.registers import keeping_places
from data_access.queries.places import Place, read_schools
from data_access.queries.registers import Line, read_line, read_pupil_names
from data_access.queries.rollups import read_subjects
from data_access.viewer import Reader


def form(selection: Selection, reader: Reader, today: date) -> list[Component]:
    """A sentence where the viewer may not write, nothing where the line is closed or was written anew."""
    register = register_of(selection, reader)
    line = read_line(reader, selection.record) if selection.record is not None else None
    places = [place for place in keeping_places(reader) if selection.unit in (None, place.id)]
    if line is not None:
        places = [place for place in keeping_places(reader) if place.id == line.unit_id]
    mine = [place for place in places if not refusal_to_keep(reader.viewer, register, place)]
    if not mine:
        return [_refusal(reader, register, places)]
    if line is not None and (line.status != "active" or not line.is_current):
        return []
    return [register_card(_line_form(selection, reader, register, mine, line))]


def _refusal(reader: Reader, register: Register, places: list[Place]) -> Component:
    """Why there is no form, in the words of the first place."""
    sentence = next((refusal_to_keep(reader.viewer, register, place) for place in places), "")
    return html.Section([html.P(sentence, className="said")], className="card load-card")


def _line_form(
    selection: Selection, reader: Reader, register: Register, places: list[Place], line: Line | None
) -> LineForm:
    year = format_year(line.year if line else selection.year or 0)
    words = "Изменить строку" if line else "Новая строка"
    return LineForm(
        title=f"{words}, {year} учебный год" if register.is_yearly else words,
        places=tuple((place.id, place.short_name) for place in places),
        place=selection.unit,
        fields=tuple(_field(reader, column, line) for column in register.columns),
        is_new=line is None,
        new_href=replace(selection, record=None).address,
        names=_names(selection, reader, register, places),
    )


def _field(reader: Reader, column: RegisterColumn, line: Line | None) -> FormField:
    cell = line.cells.get(column.code, "") if line else ""
    value = plain_number(float(cell)) if isinstance(cell, int | float) else str(cell or "")
    return FormField(
        column.code,
        column.title,
        column.kind,
        value,
        column.hint,
        _choices(reader, column),
        column.is_required,
    )


def _choices(reader: Reader, column: RegisterColumn) -> tuple[str, ...]:
    if column.kind == "choice":
        return column.choices
    if column.kind == "yes":
        return YES_NO
    if column.kind == "school":
        return tuple(sorted(place.short_name for place in read_schools(reader)))
    if column.kind == "subject":
        return tuple(sorted(subject.name for subject in read_subjects(reader).values()))
    return ()


def _names(selection: Selection, reader: Reader, register: Register, places: list[Place]) -> tuple[str, ...]:
    """Pupils are offered by name once the school is known."""
    has_pupils = any(column.kind == "pupil" for column in register.columns)
    if not has_pupils or len(places) != 1:
        return ()
    return tuple(read_pupil_names(reader, places[0].id, selection.year or 0))
