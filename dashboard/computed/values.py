"""What every family of computed indicators gives, and how it comes into the mart.

A yearly indicator stands at checkpoint «Y». Rows of an indicator are deleted before they are made, so a refresh of one
school equals a full rebuild; numbers are rounded to six decimals, so that a sum does not depend on the order of its
parts. Rows that people stated (status «entered») belong to `dashboard/entered.py` and are left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from sqlalchemy import Connection, delete, func, insert, select

from dashboard.methods.share import Share
from data_access.tables import indicator_value, unit

YEARLY = "Y"
FINAL = "final"
DECIMALS = 6
Place = tuple[int, int]  # school, school year
Group = TypeVar("Group")
_V = indicator_value.c


class ValueRow(NamedTuple):
    """An indicator of a school in a school year; `n` pupils stand behind it, 0: no pupils."""

    indicator: str
    unit_id: int
    year: int
    numerator: float
    denominator: float
    n: int


@dataclass(frozen=True, slots=True)
class Family:
    """Indicators that are made of the same facts. `counts`: those among them whose denominator stays 1 in sums.

    `of_everybody`: a school's value depends on results of other schools, so a change of results makes all of them
    anew. `of_results_only`: nothing but results of works can change it.
    """

    codes: tuple[str, ...]
    rows: Callable[[Connection, Sequence[int]], list[ValueRow]]
    counts: frozenset[str] = frozenset()
    of_everybody: bool = False
    of_results_only: bool = False


def share_row(indicator: str, place: Place, share: Share, n: int | None = None) -> ValueRow:
    """A row of a share; by default its denominator counts the pupils."""
    pupils = int(share.denominator) if n is None else n
    return ValueRow(indicator, *place, share.numerator, share.denominator, pupils)


def rows_of_methods(
    methods: Mapping[str, Callable[[Group], Share]], groups: Mapping[Place, Group]
) -> list[ValueRow]:
    """Every method on every group; where nobody is counted there is no value, not a zero."""
    found = (
        share_row(code, place, method(group))
        for place, group in groups.items()
        for code, method in methods.items()
    )
    return [row for row in found if row.denominator]


def write_values(
    connection: Connection, school_ids: Collection[int], codes: Collection[str], rows: Iterable[ValueRow]
) -> None:
    """Puts the rows of these indicators in place of those that the schools had."""
    forget(connection, school_ids, codes)
    made = [
        {
            **row._asdict(),
            "checkpoint": YEARLY,
            "numerator": round(float(row.numerator), DECIMALS),
            "denominator": round(float(row.denominator), DECIMALS),
            "status": FINAL,
        }
        for row in rows
    ]
    if made:
        connection.execute(insert(indicator_value), made)


def write_sums(
    connection: Connection,
    school_ids: Collection[int],
    codes: Collection[str],
    counts: Collection[str] = (),
) -> None:
    """Sums of these indicators at the municipalities above the schools, and at the region above those."""
    level = set(school_ids)
    while level:
        above = set(
            connection.scalars(
                select(unit.c.parent_id).where(unit.c.id.in_(level), unit.c.parent_id.is_not(None))
            )
        )
        _sum_below(connection, above, codes, counts)
        level = above


def forget(connection: Connection, unit_ids: Collection[int], codes: Collection[str]) -> None:
    """Deletes what stands of these indicators at these units, except what people stated."""
    connection.execute(
        delete(indicator_value).where(_V.unit_id.in_(unit_ids), _V.indicator.in_(codes), _V.status == FINAL)
    )


def _sum_below(
    connection: Connection, parents: Collection[int], codes: Collection[str], counts: Collection[str]
) -> None:
    """Σ numerators and Σ denominators of the schools and municipalities right below each of the parents."""
    forget(connection, parents, codes)
    statement = (
        select(
            _V.indicator,
            unit.c.parent_id.label("unit_id"),
            _V.year,
            _V.checkpoint,
            func.sum(_V.numerator).label("numerator"),
            func.sum(_V.denominator).label("denominator"),
            func.sum(_V.n).label("n"),
        )
        .join(unit, unit.c.id == _V.unit_id)
        .where(
            unit.c.parent_id.in_(parents),
            unit.c.kind != "class",
            _V.indicator.in_(codes),
            _V.status == FINAL,
        )
        .group_by(_V.indicator, unit.c.parent_id, _V.year, _V.checkpoint)
    )
    made = [
        {
            **row,
            "numerator": round(row["numerator"], DECIMALS),
            "denominator": 1.0 if row["indicator"] in counts else round(row["denominator"], DECIMALS),
            "status": FINAL,
        }
        for row in connection.execute(statement).mappings()
    ]
    if made:
        connection.execute(insert(indicator_value), made)
