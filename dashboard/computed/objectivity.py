"""Objectivity: the coefficient of inflation and the objectivity index of every school, from the signs in the mart.

A school is checked when at least one of the fourteen official signs could be looked for: one that is too small to show
a sign is no proof of objectivity and stands in neither number of the index. The signs themselves are made by
`dashboard/computed/signs.py` right before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from dashboard.computed.values import Family, Place, ValueRow, share_row
from dashboard.methods.objectivity import Overstatement, inflation
from dashboard.methods.quality_indicators import INFLATION
from dashboard.methods.share import Share
from data_access.tables import objectivity_sign

INDEX = "obj_index"
_S = objectivity_sign.c


@dataclass
class SchoolCheck:
    """What was found about a school in a year. `n`: pupils of the largest procedure that could be checked."""

    n: int = 0
    overstatements: list[Overstatement] = field(default_factory=list)
    signs: int = 0


def objectivity_rows(connection: Connection, school_ids: Sequence[int]) -> list[ValueRow]:
    """The coefficient of inflation and the index of each school checked: 1 of 1 without a sign, 0 of 1 with one."""
    rows = []
    for place, check in sorted(_checks(connection, school_ids).items()):
        coefficient = inflation(check.overstatements)
        if coefficient.denominator:
            rows.append(share_row(INFLATION, place, coefficient, check.n))
        rows.append(share_row(INDEX, place, Share(int(not check.signs), 1), check.n))
    return rows


def _checks(connection: Connection, school_ids: Sequence[int]) -> dict[Place, SchoolCheck]:
    statement = (
        select(_S.unit_id, _S.year, _S.kind, _S.state, _S.n, _S.numbers)
        .where(_S.unit_id.in_(school_ids), _S.number.is_not(None), _S.state != "unchecked")
        .order_by(_S.unit_id, _S.year, _S.number)
    )
    found: dict[Place, SchoolCheck] = defaultdict(SchoolCheck)
    for unit_id, year, kind, state, n, numbers in connection.execute(statement):
        check = found[unit_id, year]
        check.n = max(check.n, n)
        check.signs += state == "sign"
        if kind == "mean":
            check.overstatements.append(Overstatement(numbers["coefficient"], state == "sign", n))
    return dict(found)


OBJECTIVITY_FAMILY = Family((INFLATION, INDEX), objectivity_rows, of_everybody=True, of_results_only=True)
