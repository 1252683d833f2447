"""One management decision, or the place where a new one is filled in: what it rests on and its history.

Its effect is in `decision_effect`.
"""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import Cell, Column, Heading, Kind, Row, Table, Trend
from dashboard.catalogue import catalogue_of
from dashboard.numbers import format_date
from dashboard.selection import Selection
from dashboard.views.action_figures import title_of
from dashboard.views.action_places import places_of
from dashboard.views.cycle_heading import record_address, record_heading, require_staff
from dashboard.views.cycle_words import (
    DECISION_STATES,
    history_table,
    measure_state,
    recommendation_state,
)
from dashboard.views.new_record import new_heading, open_new
from dashboard.views.recommendation import is_hidden
from dashboard.views.record_trend import indicator_trend
from data_access.queries import cycle as records
from data_access.queries.cycle import Basis
from data_access.viewer import Reader

BASIS_COLUMNS = (
    Column("kind", "Основание"),
    Column("title", "Что"),
    Column("document", "Документ", Kind.EVIDENCE),
    Column("state", "Состояние", Kind.STATUS),
)


def open_decision(selection: Selection, reader: Reader) -> Selection:
    """A decision that the viewer sees; with a mechanism in the address, a new one, which `record` is the basis of.

    Raises NotFound, Refused.
    """
    require_staff(reader)
    if selection.record is not None and selection.mechanism is None:
        found = records.read_decision(reader, selection.record)
        return Selection(selection.path, record=found.id, year=found.year)
    chosen = open_new(selection, reader)
    basis_of(chosen, reader)
    return chosen


def is_new(selection: Selection) -> bool:
    return selection.mechanism is not None


def basis_of(selection: Selection, reader: Reader) -> tuple[str, int, str] | None:
    """What a new decision rests on by the address: kind, id, title. Raises NotFound, Refused."""
    if selection.record is None:
        return None
    if selection.state == "recommendation":
        row = records.read_recommendation(reader, selection.record)
        return "recommendation", row.id, title_of(reader, row, is_hidden(reader, row))
    known = records.read_measure(reader, selection.record)
    return "measure", known.id, known.title


def heading(selection: Selection, reader: Reader) -> Heading:
    if is_new(selection):
        return new_heading(selection, reader, "Новое решение")
    row = records.read_decision(reader, selection.record or 0)
    place = places_of(reader)[row.unit_id]
    base = record_heading(selection, reader, row, row.title, f"Решение № {row.id}")
    words = [
        place.short_name,
        row.document,
        f"принято {format_date(row.decided_on)}",
        DECISION_STATES[row.status][0],
    ]
    return replace(base, subtitle=" · ".join(words))


def trend(selection: Selection, reader: Reader) -> Trend | None:
    """While a new decision is filled in: the indicator of the address, in its place."""
    if not is_new(selection) or selection.indicator not in catalogue_of(reader).indicators:
        return None
    place = places_of(reader)[selection.unit or 0]
    return indicator_trend(reader, selection.indicator or "", place, selection.year or 0)


def bases(selection: Selection, reader: Reader) -> Table | None:
    """What the decision rests on."""
    if is_new(selection):
        return None
    row = records.read_decision(reader, selection.record or 0)
    found = records.read_bases(reader, row.id)
    return Table(
        key="bases",
        title="На чём основано",
        caption=catalogue_of(reader).mechanism(row.mechanism).short_title,
        columns=BASIS_COLUMNS,
        rows=tuple(_basis(reader, one) for one in found),
        source="Источник: записи управления образования",
        empty="Основание не указано.",
    )


def _basis(reader: Reader, one: Basis) -> Row:
    if one.kind == "measure" and one.record_id is not None:
        known = records.read_measure(reader, one.record_id)
        link = Cell(known.title, href=record_address("/measure", known.id))
        return Row((Cell("мера"), link, Cell(known.evidence), measure_state(known, reader.day)))
    if one.kind == "recommendation" and one.record_id is not None:
        row = records.read_recommendation(reader, one.record_id)
        title = title_of(reader, row, is_hidden(reader, row))
        link = Cell(title, href=record_address("/recommendation", row.id))
        return Row((Cell("рекомендация"), link, Cell(), recommendation_state(row)))
    return Row((Cell("документ"), Cell("—"), Cell(one.text), Cell()))


def history(selection: Selection, reader: Reader) -> Table | None:
    """Who did what with the decision and when."""
    if is_new(selection):
        return None
    return history_table(reader, records.read_events(reader, "decision", selection.record or 0))
