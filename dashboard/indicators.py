"""Computed indicators: numerator and denominator of each, summed from class roll-ups to school and municipality."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Connection, Integer, Select, cast, delete, func, insert, literal, select

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
FACTOR = {"quality": 100.0, "pass_rate": 100.0, "forecast_quality": 100.0}


def value_of(indicator: str, numerator: float, denominator: float) -> float | None:
    """The value in the indicator's unit; None without a denominator."""
    return FACTOR.get(indicator, 1.0) * numerator / denominator if denominator else None


def pupil_values(rows: Iterable[Pupils]) -> list[Value]:
    """Values of the pupil indicators of single classes, from their roll-ups."""
    return [
        Value(name, row.class_id, row.year, row.checkpoint, above(row), below(row), row.n)
        for row in rows
        for name, (above, below) in OF_PUPILS.items()
        if below(row)
    ]


def refresh_indicators(connection: Connection, school_ids: Iterable[int]) -> None:
    """Rebuilds indicator values of these schools, of their classes and of the municipality above."""
    schools = sorted(set(school_ids))
    classes = select(unit.c.id).where(unit.c.parent_id.in_(schools), unit.c.kind == "class")
    above = set(connection.scalars(select(unit.c.parent_id).where(unit.c.id.in_(schools))))
    old = indicator_value.c.unit_id
    connection.execute(delete(indicator_value).where(old.in_(classes)))
    connection.execute(delete(indicator_value).where(old.in_([*schools, *above])))
    rows = _sums(connection, "class", _P.school_id.in_(schools), _M.school_id.in_(schools))
    rows += _sums(connection, "school", _P.school_id.in_(schools), _M.school_id.in_(schools))
    for municipality_id in above:
        inside = select(unit.c.id).where(unit.c.parent_id == municipality_id)
        found = _sums(connection, "all", _P.school_id.in_(inside), _M.school_id.in_(inside))
        rows += [{**row, "unit_id": municipality_id} for row in found]
    if rows:
        connection.execute(insert(indicator_value), rows)


def _sums(connection: Connection, level: str, of_pupils: Any, of_marks: Any) -> list[dict[str, Any]]:
    unit_of = {"class": (_P.class_id, _M.class_id), "school": (_P.school_id, _M.school_id)}
    pupils_unit, marks_unit = unit_of.get(level, (cast(literal(0), Integer), cast(literal(0), Integer)))
    pupils = select(
        pupils_unit.label("unit_id"),
        _P.year,
        _P.checkpoint,
        func.sum(_P.n).label("n"),
        *_columns(OF_PUPILS, _P),
    ).where(of_pupils)
    marks = select(marks_unit.label("unit_id"), _M.year, _M.checkpoint, *_columns(OF_MARKS, _M)).where(
        of_marks
    )
    group_pupils = [_P.year, _P.checkpoint, *([] if level == "all" else [pupils_unit])]
    group_marks = [_M.year, _M.checkpoint, *([] if level == "all" else [marks_unit])]
    counts: dict[tuple[int, int, str], int] = {}
    rows = _values(connection, pupils.group_by(*group_pupils), tuple(OF_PUPILS), counts)
    return rows + _values(connection, marks.group_by(*group_marks), tuple(OF_MARKS), counts)


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
                    "numerator": float(found[f"{name}_numerator"]),
                    "denominator": float(found[f"{name}_denominator"]),
                    "n": counts.get(key, 0),
                    "status": "final",
                }
            )
    return rows
