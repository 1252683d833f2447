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
    load,
    period_mark,
    training_result,
    work_result,
)

# Facts whose key is a pupil and not a class: a pupil may change class, and the fact goes with them.
OF_PUPILS: dict[Table, tuple[str, ...]] = {
    period_mark: ("pupil_id", "subject_id", "year", "period"),
    training_result: ("pupil_id", "year", "kind", "programme"),
    destination: ("pupil_id", "year"),
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
