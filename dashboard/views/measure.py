"""One measure, or the place where a new one is filled in: what it is about, how its indicator stands, its history."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import Cell, Column, Heading, Kind, Row, Table, Trend
from dashboard.catalogue import catalogue_of
from dashboard.numbers import NARROW, format_date, format_moment
from dashboard.selection import Selection
from dashboard.views.action_figures import title_of
from dashboard.views.action_places import places_of
from dashboard.views.cycle_heading import record_address, record_heading, require_staff
from dashboard.views.cycle_words import DECISION_STATES, history_table, measure_state, recommendation_state
from dashboard.views.new_record import new_heading, open_new
from dashboard.views.recommendation import is_hidden
from dashboard.views.record_trend import indicator_trend
from data_access.queries import cycle as records
from data_access.viewer import Reader

COLUMNS = (
    Column("place", "Организация"),
    Column("indicator", "Показатель"),
    Column("expected", "Ожидаемый результат"),
    Column("owner", "Ответственный"),
    Column("due", "Срок"),
    Column("progress", "Готово"),
    Column("state", "Состояние", Kind.STATUS),
    Column("evidence", "Подтверждение", Kind.EVIDENCE),
)
LINK_COLUMNS = (
    Column("kind", "Что"),
    Column("title", "Рекомендация или решение"),
    Column("document", "Документ"),
    Column("day", "Дата"),
    Column("state", "Состояние", Kind.STATUS),
)


def open_measure(selection: Selection, reader: Reader) -> Selection:
    """A measure that the viewer sees, or a new one for who may write it. Raises NotFound, Refused."""
    require_staff(reader)
    if selection.record is not None:
        found = records.read_measure(reader, selection.record)
        return Selection(selection.path, record=found.id, year=found.year)
    return open_new(selection, reader)


def heading(selection: Selection, reader: Reader) -> Heading:
    if selection.record is None:
        return new_heading(selection, reader, "Новая мера")
    row = records.read_measure(reader, selection.record)
    place = places_of(reader)[row.unit_id]
    base = record_heading(selection, reader, row, row.title, f"Мера № {row.id}")
    return replace(base, subtitle=" · ".join((place.short_name, row.owner, f"до {format_date(row.due_on)}")))


def about(selection: Selection, reader: Reader) -> Table | None:
    """The measure in one line; nothing while a new one is filled in."""
    if selection.record is None:
        return None
    row = records.read_measure(reader, selection.record)
    indicator = catalogue_of(reader).indicators.get(row.indicator)
    cells = (
        Cell(places_of(reader)[row.unit_id].short_name),
        Cell(indicator.title if indicator else "—"),
        Cell(row.expected or "—"),
        Cell(row.owner),
        Cell(format_date(row.due_on)),
        Cell(f"{row.progress}{NARROW}%"),
        measure_state(row, reader.day),
        Cell(row.evidence),
    )
    return Table(
        key="measure",
        title="Мера",
        caption=catalogue_of(reader).mechanism(row.mechanism).short_title,
        columns=COLUMNS,
        rows=(Row(cells),),
        source=f"Создана {format_moment(row.created_at, reader.zone)}, {row.author}",
    )


def links(selection: Selection, reader: Reader) -> Table | None:
    """What the measure came of, and the decisions that rest on it."""
    if selection.record is None:
        return None
    row = records.read_measure(reader, selection.record)
    rows = [] if row.recommendation_id is None else [_recommendation(reader, row.recommendation_id)]
    rows += [
        Row(
            (
                Cell("решение"),
                Cell(one.title, href=record_address("/decision", one.id)),
                Cell(one.document),
                Cell(format_date(one.decided_on)),
                Cell(DECISION_STATES[one.status][0], tone=DECISION_STATES[one.status][1]),
            )
        )
        for one in records.read_decisions_on(reader, "measure", row.id)
    ]
    return Table(
        key="links",
        title="С чем связана",
        caption="рекомендация, из которой выросла, и решения на её основании",
        columns=LINK_COLUMNS,
        rows=tuple(rows),
        source="Источник: записи управления и организаций",
        empty="Мера создана без рекомендации, решений на её основании нет.",
    )


def _recommendation(reader: Reader, record_id: int) -> Row:
    row = records.read_recommendation(reader, record_id)
    return Row(
        (
            Cell("рекомендация"),
            Cell(
                title_of(reader, row, is_hidden(reader, row)), href=record_address("/recommendation", row.id)
            ),
            Cell(),
            Cell(format_date(row.created_at.date())),
            recommendation_state(row),
        )
    )


def trend(selection: Selection, reader: Reader) -> Trend | None:
    """The indicator that the measure is about, in its place."""
    code, unit_id = selection.indicator or "", selection.unit or 0
    if selection.record is not None:
        row = records.read_measure(reader, selection.record)
        code, unit_id = row.indicator, row.unit_id
    if code not in catalogue_of(reader).indicators:
        return None
    return indicator_trend(reader, code, places_of(reader)[unit_id], selection.year or 0)


def history(selection: Selection, reader: Reader) -> Table | None:
    """Who did what with the measure and when."""
    if selection.record is None:
        return None
    row = records.read_measure(reader, selection.record)
    return history_table(reader, records.read_events(reader, "measure", row.id))
