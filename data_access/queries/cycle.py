"""Recommendations, measures, decisions and their history: the management cycle as people and the program keep it.

Seen by those who see the place they are about as a whole: the department, and a director of the own school.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, or_, select

from data_access.tables import (
    decision,
    decision_aim,
    decision_basis,
    measure,
    recommendation,
    unit,
    work_event,
)
from data_access.viewer import NotFound, Reader, Refused

FOREIGN = "Данные этой организации вам не открыты."
OPEN = ("open", "doing")


@dataclass(frozen=True, slots=True)
class Recommendation:
    """`status`: new, accepted, rejected or outdated. `numbers` are the figures that fired the rule."""

    id: int
    rule: str
    cause: str
    mechanism: str
    unit_id: int
    role: str
    year: int
    checkpoint: str
    indicator: str
    text: str
    numbers: dict[str, Any]
    status: str
    reason: str
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Measure:
    """`status`: open, doing, done or dropped."""

    id: int
    recommendation_id: int | None
    mechanism: str
    unit_id: int
    year: int
    indicator: str
    title: str
    expected: str
    owner: str
    due_on: date
    status: str
    progress: int
    evidence: str
    author: str
    created_at: datetime
    closed_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    def is_overdue(self, today: date) -> bool:
        return self.is_open and self.due_on < today


@dataclass(frozen=True, slots=True)
class Decision:
    """`status`: active or withdrawn."""

    id: int
    mechanism: str
    unit_id: int
    year: int
    title: str
    document: str
    decided_on: date
    status: str
    author: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Basis:
    """What a decision rests on: a recommendation or a measure by its id, or a document in words."""

    decision_id: int
    kind: str
    record_id: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Aim:
    """An indicator that a decision should move, and where it stood then."""

    decision_id: int
    indicator: str
    unit_id: int
    year: int
    checkpoint: str


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history of a record."""

    id: int
    action: str
    note: str
    author: str
    at: datetime


def _columns(table: Table, kind: Any) -> tuple[Any, ...]:
    return tuple(table.c[column.name] for column in fields(kind))


_RECOMMENDATION = _columns(recommendation, Recommendation)
_MEASURE = _columns(measure, Measure)
_DECISION = _columns(decision, Decision)
_BASIS = _columns(decision_basis, Basis)
_AIM = _columns(decision_aim, Aim)
_EVENT = _columns(work_event, Event)


def read_recommendations(reader: Reader) -> list[Recommendation]:
    """Of every school year, newest first."""

    def read() -> list[Recommendation]:
        columns = recommendation.c
        statement = select(*_RECOMMENDATION).where(seen_places(reader, columns.unit_id))
        rows = reader.connection.execute(statement.order_by(columns.id.desc()))
        return [Recommendation(*row) for row in rows]

    return reader.once("recommendations", read)


def read_measures(reader: Reader) -> list[Measure]:
    """Of every school year, the nearest term first."""

    def read() -> list[Measure]:
        columns = measure.c
        statement = select(*_MEASURE).where(seen_places(reader, columns.unit_id))
        rows = reader.connection.execute(statement.order_by(columns.due_on, columns.id))
        return [Measure(*row) for row in rows]

    return reader.once("measures", read)


def read_overdue(reader: Reader) -> list[Measure]:
    """Measures of any year that are neither done nor dropped and whose term has passed, the oldest term first."""

    def read() -> list[Measure]:
        columns = measure.c
        statement = select(*_MEASURE).where(
            columns.status.in_(OPEN), columns.due_on < reader.day, seen_places(reader, columns.unit_id)
        )
        rows = reader.connection.execute(statement.order_by(columns.due_on, columns.id))
        return [Measure(*row) for row in rows]

    return reader.once("overdue measures", read)


def read_decisions(reader: Reader) -> list[Decision]:
    """Of every school year, newest first."""

    def read() -> list[Decision]:
        columns = decision.c
        statement = select(*_DECISION).where(seen_places(reader, columns.unit_id))
        rows = reader.connection.execute(statement.order_by(columns.decided_on.desc(), columns.id.desc()))
        return [Decision(*row) for row in rows]

    return reader.once("decisions", read)


def read_recommendation(reader: Reader, record_id: int) -> Recommendation:
    """One recommendation. Raises NotFound, Refused."""
    return reader.once(
        ("recommendation", record_id),
        lambda: Recommendation(
            *_one(reader, recommendation, _RECOMMENDATION, record_id, "Такой рекомендации нет.")
        ),
    )


def read_measure(reader: Reader, record_id: int) -> Measure:
    """One measure. Raises NotFound, Refused."""
    return reader.once(
        ("measure", record_id),
        lambda: Measure(*_one(reader, measure, _MEASURE, record_id, "Такой меры нет.")),
    )


def read_decision(reader: Reader, record_id: int) -> Decision:
    """One decision. Raises NotFound, Refused."""
    return reader.once(
        ("decision", record_id),
        lambda: Decision(*_one(reader, decision, _DECISION, record_id, "Такого решения нет.")),
    )


def read_measures_of(reader: Reader, recommendation_id: int) -> list[Measure]:
    """Measures made of a recommendation, oldest first."""

    def read() -> list[Measure]:
        columns = measure.c
        statement = select(*_MEASURE).where(
            columns.recommendation_id == recommendation_id, seen_places(reader, columns.unit_id)
        )
        return [Measure(*row) for row in reader.connection.execute(statement.order_by(columns.id))]

    return reader.once(("measures of", recommendation_id), read)


def read_decisions_on(reader: Reader, kind: str, record_id: int) -> list[Decision]:
    """Decisions that rest on a recommendation or a measure, oldest first."""

    def read() -> list[Decision]:
        statement = (
            select(*_DECISION)
            .join(decision_basis, decision_basis.c.decision_id == decision.c.id)
            .where(
                decision_basis.c.kind == kind,
                decision_basis.c.record_id == record_id,
                seen_places(reader, decision.c.unit_id),
            )
        )
        return [Decision(*row) for row in reader.connection.execute(statement.order_by(decision.c.id))]

    return reader.once(("decisions on", kind, record_id), read)


def read_bases(reader: Reader, decision_id: int) -> list[Basis]:
    """What a decision rests on, in the order in which it was said."""

    def read() -> list[Basis]:
        statement = (
            select(*_BASIS)
            .join(decision, decision.c.id == decision_basis.c.decision_id)
            .where(decision_basis.c.decision_id == decision_id, seen_places(reader, decision.c.unit_id))
        )
        return [Basis(*row) for row in reader.connection.execute(statement.order_by(decision_basis.c.id))]

    return reader.once(("bases", decision_id), read)


def read_aims(reader: Reader, decision_ids: Iterable[int]) -> list[Aim]:
    """What these decisions should move."""
    wanted = tuple(sorted(set(decision_ids)))

    def read() -> list[Aim]:
        columns = decision_aim.c
        statement = select(*_AIM).where(columns.decision_id.in_(wanted), seen_places(reader, columns.unit_id))
        rows = reader.connection.execute(statement.order_by(columns.decision_id, columns.indicator))
        return [Aim(*row) for row in rows]

    return reader.once(("aims", wanted), read) if wanted else []


def read_events(reader: Reader, kind: str, record_id: int) -> list[Event]:
    """The history of a record, newest first. Who may not see the record must have been refused before."""

    def read() -> list[Event]:
        statement = select(*_EVENT).where(work_event.c.kind == kind, work_event.c.record == str(record_id))
        return [Event(*row) for row in reader.connection.execute(statement.order_by(work_event.c.id.desc()))]

    return reader.once(("events", kind, record_id), read)


def may_write(reader: Reader, unit_id: int, mechanism: str) -> bool:
    """Whether the viewer writes the department's work about this place: who sees all of its municipality, and of
    coordinators of one mechanism only in that one."""
    viewer = reader.viewer
    if viewer.is_system:
        return True
    if not viewer.sees_municipality or viewer.mechanism not in ("", mechanism):
        return False
    above = select(unit.c.id).where(
        unit.c.id == unit_id, or_(reader.municipalities(unit.c.id), reader.municipalities(unit.c.parent_id))
    )
    return reader.once(("writes", unit_id), lambda: reader.connection.scalar(above) is not None)


def may_report(reader: Reader, unit_id: int, mechanism: str) -> bool:
    """Whether the viewer says how a measure of this place goes: its director, or who writes it."""
    return unit_id in reader.viewer.school_ids or may_write(reader, unit_id, mechanism)


def seen_places(reader: Reader, unit_id: Column[int]) -> ColumnElement[bool]:
    """Organisations seen as a whole, and the municipality for those who see all of it."""
    return unit_id.in_(
        select(unit.c.id).where(or_(reader.schools(unit.c.id), reader.municipalities(unit.c.id)))
    )


def _one(reader: Reader, table: Table, wanted: tuple[Any, ...], record_id: int, absent: str) -> Any:
    """A record of a place that the viewer sees; of others only that they are not open."""
    seen = seen_places(reader, table.c.unit_id).label("seen")
    row = reader.connection.execute(select(*wanted, seen).where(table.c.id == record_id)).first()
    if row is None:
        raise NotFound(absent)
    if not row.seen:
        raise Refused(FOREIGN)
    return row[:-1]
