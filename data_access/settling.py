"""Which of several loads' rows is in force: the newest applied one, a stated row before an implied one.

Settling is a full recomputation inside a narrow part of a table (a few classes, a few works), so the state
after any sequence of loads and undos depends only on which loads stand, never on the way there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, and_, func, not_, select, tuple_, update

from data_access.tables import (
    class_teacher,
    destination,
    enrolment,
    event_result,
    indicator_entry,
    load,
    period_mark,
    reference_result,
    register_row,
    training_result,
    work_result,
)

# Facts whose key is a pupil and not a class: a pupil may change class, and the fact goes with them.
OF_PUPILS: dict[Table, tuple[str, ...]] = {
    period_mark: ("pupil_id", "subject_id", "year", "period"),
    training_result: ("pupil_id", "year", "kind", "programme"),
    destination: ("pupil_id", "year"),
    event_result: ("pupil_id", "event", "stage", "subject_id", "year"),
}


def displaced_classes(connection: Connection, load_id: int) -> set[int]:
    """Classes whose facts this load replaces, or gives back when it goes: of pupils who changed class."""
    found: set[int] = set()
    for table, key in OF_PUPILS.items():
        own, other = table.alias("own"), table.alias("other")
        statement = (
            select(other.c.class_id)
            .distinct()
            .join_from(own, other, and_(*(own.c[name] == other.c[name] for name in key)))
            .where(own.c.load_id == load_id, own.c.class_id != other.c.class_id)
        )
        found |= set(connection.scalars(statement))
    return found


def settle_classes(connection: Connection, class_ids: Sequence[int]) -> None:
    """Facts of pupils, places and class teachers of these classes, and of the pupils whose facts they hold."""
    if not class_ids:
        return
    for table, key in OF_PUPILS.items():
        pupils = select(table.c.pupil_id).where(table.c.class_id.in_(class_ids))
        _settle(connection, table, [table.c[name] for name in key], table.c.pupil_id.in_(pupils))
    places = enrolment.c
    _settle(
        connection,
        enrolment,
        [places.class_id, places.pupil_id],
        places.class_id.in_(class_ids),
        first=[places.is_stated.desc()],
    )
    leaders = class_teacher.c
    _settle(connection, class_teacher, [leaders.class_id], leaders.class_id.in_(class_ids))


def settle_works(connection: Connection, work_ids: Sequence[int]) -> None:
    """Results of these works."""
    if not work_ids:
        return
    results = work_result.c
    _settle(
        connection,
        work_result,
        [results.work_id, results.school_id, results.participant],
        results.work_id.in_(work_ids),
    )


def settle_references(connection: Connection, years: Sequence[int]) -> None:
    """Figures of the country and the region in these school years."""
    if not years:
        return
    figures = reference_result.c
    key = [figures.scope, figures.year, figures.exam, figures.grade, figures.subject_id, figures.report]
    _settle(connection, reference_result, key, figures.year.in_(years))


def settle_statements(connection: Connection, unit_ids: Sequence[int]) -> None:
    """Stated indicators and lines of registers of these places: the newest stands, loaded or typed alike."""
    if not unit_ids:
        return
    entries, lines = indicator_entry.c, register_row.c
    is_submitted = and_(entries.unit_id.in_(unit_ids), entries.status == "submitted")
    _settle_by_time(
        connection, indicator_entry, [entries.indicator, entries.unit_id, entries.year], is_submitted
    )
    identity = [lines.register, lines.unit_id, lines.year, lines.line_key]
    _settle_by_time(connection, register_row, identity, lines.unit_id.in_(unit_ids))


def _settle_by_time(
    connection: Connection, table: Table, key: list[Column[Any]], narrow: ColumnElement[bool]
) -> None:
    newest = [table.c.entered_at.desc(), table.c.id.desc()]
    place = func.row_number().over(partition_by=key, order_by=newest).label("place")
    ranked = select(table.c.id, place).where(narrow).subquery()
    wins = table.c.id.in_(select(ranked.c.id).where(ranked.c.place == 1))
    for is_current in (False, True):
        changed = and_(narrow, table.c.is_current != is_current, wins if is_current else not_(wins))
        connection.execute(update(table).where(changed).values(is_current=is_current))


def _settle(
    connection: Connection,
    table: Table,
    key: list[Column[Any]],
    narrow: ColumnElement[bool],
    first: Sequence[ColumnElement[object]] = (),
) -> None:
    order = [*first, load.c.applied_no.desc()]
    ranked = (
        select(
            *key,
            table.c.load_id,
            func.row_number().over(partition_by=key, order_by=order).label("place"),
        )
        .join(load, load.c.id == table.c.load_id)
        .where(narrow)
        .subquery()
    )
    full_key = [*key, table.c.load_id]
    winners = select(*(ranked.c[column.name] for column in full_key)).where(ranked.c.place == 1)
    wins = tuple_(*full_key).in_(winners)
    # Losers first: two rows in force at once would break the unique index.
    connection.execute(
        update(table).where(and_(narrow, table.c.is_current, not_(wins))).values(is_current=False)
    )
    connection.execute(
        update(table).where(and_(narrow, not_(table.c.is_current), wins)).values(is_current=True)
    )
