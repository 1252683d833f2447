"""Entered indicators: what people state becomes the mart, and sums of it stand at the municipality and the region.

The rows made here say so in their status, so that an indicator whose last statement is taken back by an undo leaves
the mart without anyone knowing its name. No catalogue is needed: a statement without a denominator is a count. What is
stated about a municipality itself stands there as it is; otherwise the sum of the places below stands there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, or_, select

from data_access.tables import indicator_entry, indicator_value, unit

STATED = "entered"  # status of the rows made here
YEARLY = "Y"
DECIMALS = 6  # so that a sum does not depend on the order of its parts

Key = tuple[str, int]  # indicator, year
Amount = tuple[float, float | None]  # numerator, denominator; None: a count
Amounts = dict[Key, Amount]
Tree = Mapping[int, tuple[int | None, str]]  # unit → parent, kind
_E = indicator_entry.c
_IN_FORCE = (_E.is_current, _E.status == "submitted")


def refresh_entered(connection: Connection, unit_ids: Iterable[int]) -> None:
    """Rebuilds the entered indicators of these units and of everything above them; computed ones stay as they are."""
    tree = _tree(connection)
    touched = {above for unit_id in unit_ids for above in _upwards(tree, unit_id)}
    if not touched:
        return
    _forget(connection, touched)
    tops = {unit_id for unit_id in touched if tree[unit_id][1] != "school"}
    schools = touched - tops
    found = _stated(connection, _E.unit_id.in_(schools)) if schools else {}
    found |= _of_tops(connection, tree, tops)
    rows = [
        {
            "indicator": indicator,
            "unit_id": unit_id,
            "year": year,
            "checkpoint": YEARLY,
            "numerator": round(numerator, DECIMALS),
            "denominator": 1.0 if denominator is None else round(denominator, DECIMALS),
            "n": 0,  # no pupils stand behind it: what is stated is not hidden
            "status": STATED,
        }
        for unit_id in sorted(touched)
        for (indicator, year), (numerator, denominator) in sorted(found.get(unit_id, {}).items())
    ]
    if rows:
        connection.execute(insert(indicator_value), rows)


def _tree(connection: Connection) -> Tree:
    """Unit → its parent and kind, classes aside."""
    statement = select(unit.c.id, unit.c.parent_id, unit.c.kind).where(unit.c.kind != "class")
    return {id_: (parent, kind) for id_, parent, kind in connection.execute(statement)}


def _upwards(tree: Tree, unit_id: int) -> list[int]:
    """The unit and everything above it; nothing for a unit that is not there."""
    found: list[int] = []
    at: int | None = unit_id
    while at is not None and at in tree:
        found.append(at)
        at = tree[at][0]
    return found


def _forget(connection: Connection, unit_ids: set[int]) -> None:
    """Deletes what was made here, and whatever else stands under the name of a stated indicator."""
    stated = select(_E.indicator).where(*_IN_FORCE).distinct()
    columns = indicator_value.c
    is_ours = or_(columns.status == STATED, columns.indicator.in_(stated))
    connection.execute(delete(indicator_value).where(columns.unit_id.in_(unit_ids), is_ours))


def _stated(connection: Connection, narrow: ColumnElement[bool]) -> dict[int, Amounts]:
    """Unit → what is stated about it itself."""
    statement = select(_E.unit_id, _E.indicator, _E.year, _E.numerator, _E.denominator)
    found: dict[int, Amounts] = {}
    for unit_id, indicator, year, numerator, denominator in connection.execute(
        statement.where(*_IN_FORCE, narrow)
    ):
        found.setdefault(unit_id, {})[indicator, year] = (numerator, denominator)
    return found


def _of_tops(connection: Connection, tree: Tree, tops: set[int]) -> dict[int, Amounts]:
    """Municipalities and regions: their own statements over the sums of what stands below them."""
    inner = {id_ for id_, (parent, kind) in tree.items() if kind != "school" and parent in tops} | tops
    own = _stated(connection, _E.unit_id.in_(inner))
    sums = _sums_of_schools(connection, inner)
    depth = {id_: len(_upwards(tree, id_)) for id_ in inner}
    found: dict[int, Amounts] = {}
    for id_ in sorted(inner, key=lambda one: -depth[one]):
        below = [found[child] for child in inner if tree[child][0] == id_]
        found[id_] = _added([sums.get(id_, {}), *below]) | own.get(id_, {})
    return found


def _sums_of_schools(connection: Connection, parents: set[int]) -> dict[int, Amounts]:
    """Unit → sums of what is stated about the schools right below it."""
    statement: Any = (
        select(unit.c.parent_id, _E.indicator, _E.year, func.sum(_E.numerator), func.sum(_E.denominator))
        .join(unit, unit.c.id == _E.unit_id)
        .where(*_IN_FORCE, unit.c.kind == "school", unit.c.parent_id.in_(parents))
        .group_by(unit.c.parent_id, _E.indicator, _E.year)
    )
    found: dict[int, Amounts] = {}
    for parent, indicator, year, numerator, denominator in connection.execute(statement):
        found.setdefault(parent, {})[indicator, year] = (numerator, denominator)
    return found


def _added(parts: Iterable[Amounts]) -> Amounts:
    """Numerators and denominators added by indicator and year; counts stay counts."""
    total: Amounts = {}
    for part in parts:
        for key, (numerator, denominator) in part.items():
            before, below = total.get(key, (0.0, None))
            whole = denominator if below is None else below + (denominator or 0.0)
            total[key] = (before + numerator, whole)
    return total
