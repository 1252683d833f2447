"""What the program has on record about the nine steps of the management cycle: counts by mechanism in a school year.

One statement per kind of record, whatever the number of mechanisms; each counts only what the viewer sees.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, case, exists, func, literal, or_, select, union_all

from data_access.queries.places import CHECKPOINT_ORDER
from data_access.tables import (
    cycle_mark,
    decision,
    decision_aim,
    decision_basis,
    indicator_entry,
    indicator_value,
    measure,
    recommendation,
    unit,
)
from data_access.viewer import Reader


@dataclass(frozen=True, slots=True)
class CycleMark:
    """What people said about a step: `score` 0 no, 1 in part, 2 yes."""

    id: int
    mechanism: str
    year: int
    stage: str
    score: int
    evidence: str
    author: str
    at: datetime
    is_current: bool


@dataclass(frozen=True, slots=True)
class DecisionOnRecord:
    """A decision that stands: whether it rests on something, names what it should move, and what came after it."""

    mechanism: str
    has_basis: bool
    has_aim: bool
    has_effect: bool


_MARK = tuple(cycle_mark.c[name] for name in CycleMark.__dataclass_fields__)


def read_valued(reader: Reader, year: int) -> dict[str, set[str]]:
    """Indicator → checkpoints of the school year at which anything seen has a value."""

    def read() -> dict[str, set[str]]:
        columns = indicator_value.c
        statement = (
            select(columns.indicator, columns.checkpoint)
            .distinct()
            .where(columns.year == year, columns.unit_id.in_(_places(reader)))
        )
        found: dict[str, set[str]] = {}
        for indicator, checkpoint in reader.connection.execute(statement):
            found.setdefault(indicator, set()).add(checkpoint)
        return found

    return reader.once(("valued", year), read)


def read_submitted(reader: Reader, year: int) -> dict[tuple[str, int], datetime]:
    """(Indicator, place) → when its value of the school year was first submitted, if it still stands."""

    def read() -> dict[tuple[str, int], datetime]:
        columns = indicator_entry.c
        statement = (
            select(columns.indicator, columns.unit_id, func.min(columns.entered_at))
            .where(columns.year == year, columns.status == "submitted", columns.unit_id.in_(_places(reader)))
            .group_by(columns.indicator, columns.unit_id)
            .having(func.count().filter(columns.is_current) > 0)
        )
        rows = reader.connection.execute(statement)
        return {(indicator, unit_id): at for indicator, unit_id, at in rows}

    return reader.once(("submitted", year), read)


def count_work(reader: Reader, year: int) -> dict[tuple[str, str, str], int]:
    """(«recommendation» or «measure», mechanism, state) → how many of the school year."""

    def read() -> dict[tuple[str, str, str], int]:
        places = _places(reader)
        parts = [
            select(literal(table.name), table.c.mechanism, table.c.status, func.count())
            .where(table.c.year == year, table.c.unit_id.in_(places))
            .group_by(table.c.mechanism, table.c.status)
            for table in (recommendation, measure)
        ]
        rows = reader.connection.execute(union_all(*parts))
        return {(kind, mechanism, status): count for kind, mechanism, status, count in rows}

    return reader.once(("work counts", year), read)


def read_decisions_on_record(reader: Reader, year: int) -> list[DecisionOnRecord]:
    """Decisions of the school year that were not withdrawn."""

    def read() -> list[DecisionOnRecord]:
        columns = decision.c
        of_decision = decision_aim.c.decision_id == columns.id
        later = exists().where(
            of_decision,
            indicator_value.c.indicator == decision_aim.c.indicator,
            indicator_value.c.unit_id == decision_aim.c.unit_id,
            _moment(indicator_value.c.year, indicator_value.c.checkpoint)
            > _moment(decision_aim.c.year, decision_aim.c.checkpoint),
        )
        statement = select(
            columns.mechanism,
            exists().where(decision_basis.c.decision_id == columns.id),
            exists().where(of_decision),
            later,
        ).where(columns.year == year, columns.status == "active", columns.unit_id.in_(_places(reader)))
        return [
            DecisionOnRecord(mechanism, bool(basis), bool(aim), bool(effect))
            for mechanism, basis, aim, effect in reader.connection.execute(statement)
        ]

    return reader.once(("decisions on record", year), read)


def read_cycle_marks(reader: Reader, year: int) -> dict[tuple[str, str], CycleMark]:
    """(Mechanism, step) → what people say of it, in force."""

    def read() -> dict[tuple[str, str], CycleMark]:
        if not reader.viewer.sees_municipality:
            return {}
        statement = select(*_MARK).where(cycle_mark.c.year == year, cycle_mark.c.is_current)
        marks = [CycleMark(*row) for row in reader.connection.execute(statement)]
        return {(mark.mechanism, mark.stage): mark for mark in marks}

    return reader.once(("cycle marks", year), read)


def read_cycle_history(reader: Reader, mechanism: str, year: int) -> list[CycleMark]:
    """Everything people said of a mechanism's steps in a school year, newest first."""
    if not reader.viewer.sees_municipality:
        return []
    statement = select(*_MARK).where(cycle_mark.c.mechanism == mechanism, cycle_mark.c.year == year)
    rows = reader.connection.execute(statement.order_by(cycle_mark.c.id.desc()))
    return [CycleMark(*row) for row in rows]


def _places(reader: Reader) -> Select[tuple[int]]:
    """Organisations seen as a whole and the municipality for those who see all of it."""
    return select(unit.c.id).where(or_(reader.schools(unit.c.id), reader.municipalities(unit.c.id)))


def _moment(year: ColumnElement[int], checkpoint: ColumnElement[str]) -> ColumnElement[int]:
    """Years and checkpoints in the order of time."""
    return year * len(CHECKPOINT_ORDER) + case(CHECKPOINT_ORDER, value=checkpoint, else_=0)
