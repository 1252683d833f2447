"""Targets set in the program (целевые значения): the newest of each indicator, place and school year is in force.

Goals of a municipality are known to everybody who works in it; goals of a school only to those who see the school.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select

from data_access.tables import target, unit
from data_access.viewer import Reader

Targets = dict[tuple[str, int], tuple[float, float | None]]  # (indicator, unit) → target, border of risk


@dataclass(frozen=True, slots=True)
class SetTarget:
    """A target as somebody set it; the older ones of the same indicator, place and year are its history."""

    id: int
    indicator: str
    unit_id: int
    year: int
    value: float
    risk: float | None
    author: str
    at: datetime
    is_current: bool


_COLUMNS = tuple(target.c[name] for name in SetTarget.__dataclass_fields__)


def read_targets(reader: Reader, year: int) -> Targets:
    """Targets in force of a school year; `risk` None: the border of risk is the target itself."""

    def read() -> Targets:
        columns = target.c
        statement = select(columns.indicator, columns.unit_id, columns.value, columns.risk).where(
            columns.year == year, columns.is_current, _known_to(reader)
        )
        return {
            (code, unit_id): (value, risk)
            for code, unit_id, value, risk in reader.connection.execute(statement)
        }

    # kept for a data version, which every new target raises, apart for each scope of rights
    return reader.reference(("targets", year, reader.viewer.scope_key), read)


def read_target_history(reader: Reader, indicator: str) -> list[SetTarget]:
    """Every target of an indicator that was ever set, newest first."""

    def read() -> list[SetTarget]:
        statement = select(*_COLUMNS).where(target.c.indicator == indicator, _known_to(reader))
        return [SetTarget(*row) for row in reader.connection.execute(statement.order_by(target.c.id.desc()))]

    return reader.once(("target history", indicator), read)


def _known_to(reader: Reader) -> ColumnElement[bool]:
    above = unit.c.kind.in_(("municipality", "region"))
    return target.c.unit_id.in_(select(unit.c.id).where(or_(above, reader.schools(unit.c.id))))
