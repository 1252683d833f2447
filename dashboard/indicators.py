"""Indicator values in the mart: those of the journal are made here, the others are asked of their makers.

Journal indicators are sums of class roll-ups at every checkpoint, for classes and schools. Computed indicators of
exams, registers and events come from `dashboard/computed`, stated ones from `dashboard/entered`. Municipalities and the
region are sums of what stands below them; percentages are made when they are drawn (`Indicator.value`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select

from dashboard.computed import refresh_computed
from dashboard.computed.values import FINAL, forget, write_sums
from dashboard.entered import refresh_entered
from data_access.queries.rollups import Pupils, Value
from data_access.tables import class_rollup, indicator_value, mark_rollup, unit

_P = class_rollup.c
_M = mark_rollup.c

Part = Callable[[Any], Any]

# Indicator → (numerator, denominator) over pupils. The same words serve the columns of the roll-up and a row of it.
OF_PUPILS: dict[str, tuple[Part, Part]] = {
    "quality": (lambda p: p.n_exc + p.n_good, lambda p: p.n),
    "pass_rate": (lambda p: p.n - p.n_fail, lambda p: p.n),
    "forecast_quality": (lambda p: p.n_exc + p.n_good + p.n_one3, lambda p: p.n),
    "problem_index": (lambda p: 100 * (p.micro_d + p.micro_na + p.micro_r3), lambda p: p.n),
}
# Indicator → (numerator, denominator) over marks (mark roll-up).
OF_MARKS: dict[str, tuple[Part, Part]] = {
    "sou": (
        lambda m: 100 * m.n5 + 64 * m.n4 + 36 * m.n3 + 16 * m.n2 + 7 * m.n_na,
        lambda m: m.n5 + m.n4 + m.n3 + m.n2 + m.n_na,
    ),
    "mean_mark": (
        lambda m: 5 * m.n5 + 4 * m.n4 + 3 * m.n3 + 2 * m.n2,
        lambda m: m.n5 + m.n4 + m.n3 + m.n2,
    ),
}
# Weights of the СОУ are whole percents: summed as whole numbers and then made shares, as every numerator of a percent.
HUNDREDTHS = frozenset({"sou"})
JOURNAL = (*OF_PUPILS, *OF_MARKS)


def pupil_values(rows: Iterable[Pupils]) -> list[Value]:
    """Values of the pupil indicators of single classes, from their roll-ups."""
    return [
        Value(name, row.class_id, row.year, row.checkpoint, above(row), below(row), row.n)
        for row in rows
        for name, (above, below) in OF_PUPILS.items()
        if below(row)
    ]


def refresh_indicators(
    connection: Connection, school_ids: Iterable[int], result_years: Collection[int] | None = None
) -> None:
    """Rebuilds indicator values of these schools, of their classes and of what is above them.

    `result_years`: school years in which results of works may be others than before (see `refresh_computed`).
    """
    schools = sorted(set(school_ids))
    _refresh_journal(connection, schools)
    refresh_computed(connection, schools, result_years)
    refresh_entered(connection, schools)


def _refresh_journal(connection: Connection, schools: list[int]) -> None:
    classes = select(unit.c.id).where(unit.c.parent_id.in_(schools), unit.c.kind == "class")
    connection.execute(delete(indicator_value).where(indicator_value.c.unit_id.in_(classes)))
    forget(connection, schools, JOURNAL)
    rows = _sums(connection, schools, _P.class_id, _M.class_id)
    rows += _sums(connection, schools, _P.school_id, _M.school_id)
    if rows:
        connection.execute(insert(indicator_value), rows)
    write_sums(connection, schools, JOURNAL)


def _sums(connection: Connection, schools: list[int], of_pupils: Any, of_marks: Any) -> list[dict[str, Any]]:
    """Sums by the unit that these columns of the two roll-ups name."""
    pupils_by = (of_pupils, _P.year, _P.checkpoint)
    marks_by = (of_marks, _M.year, _M.checkpoint)
    pupils = select(
        of_pupils.label("unit_id"), *pupils_by[1:], func.sum(_P.n).label("n"), *_columns(OF_PUPILS, _P)
    )
    marks = select(of_marks.label("unit_id"), *marks_by[1:], *_columns(OF_MARKS, _M))
    counts: dict[tuple[int, int, str], int] = {}
    rows = _values(
        connection, pupils.where(_P.school_id.in_(schools)).group_by(*pupils_by), tuple(OF_PUPILS), counts
    )
    return rows + _values(
        connection, marks.where(_M.school_id.in_(schools)).group_by(*marks_by), tuple(OF_MARKS), counts
    )


def _columns(sums: dict[str, tuple[Part, Part]], of: Any) -> list[Any]:
    return [
        func.sum(part(of)).label(f"{name}_{side}")
        for name, parts in sums.items()
        for side, part in zip(("numerator", "denominator"), parts, strict=True)
    ]


def _values(
    connection: Connection,
    statement: Select[Any],
    names: tuple[str, ...],
    counts: dict[tuple[int, int, str], int],
) -> list[dict[str, Any]]:
    rows = []
    for found in connection.execute(statement).mappings():
        key = (found["unit_id"], found["year"], found["checkpoint"])
        if "n" in found:
            counts[key] = found["n"]
        for name in names:
            if not found[f"{name}_denominator"]:
                continue
            rows.append(
                {
                    "indicator": name,
                    "unit_id": found["unit_id"],
                    "year": found["year"],
                    "checkpoint": found["checkpoint"],
                    "numerator": float(found[f"{name}_numerator"]) / (100 if name in HUNDREDTHS else 1),
                    "denominator": float(found[f"{name}_denominator"]),
                    "n": counts.get(key, 0),
                    "status": FINAL,
                }
            )
    return rows
