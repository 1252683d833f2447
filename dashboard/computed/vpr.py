"""ВПР: grade 4 (means, «2», above 75 %, 11 points in three works, mismatch) and confirmed marks of all grades."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from dashboard.computed.papers import read_pupils
from dashboard.computed.values import Family, Place, ValueRow, rows_of_methods
from dashboard.methods.quality_indicators import MASSES, MISMATCH, VPR4, mismatch
from dashboard.methods.share import Share
from data_access.tables import work, work_result

GRADE = 4
SUM_OF_THREE = "vpr4_11"
CONFIRMED = "vpr_confirmed"
METHODS = {
    **VPR4,
    SUM_OF_THREE: MASSES[SUM_OF_THREE],
    **{code: method for code, method in MISMATCH.items() if code.startswith("vpr4_")},
}
Pair = tuple[int, int]  # mark of the work, mark of the journal


def vpr_rows(connection: Connection, school_ids: Sequence[int]) -> list[ValueRow]:
    """Values of these schools."""
    of_four = rows_of_methods(METHODS, read_pupils(connection, "vpr", school_ids, GRADE))
    return of_four + rows_of_methods({CONFIRMED: confirmed}, _pairs(connection, school_ids))


def confirmed(pairs: Sequence[tuple[Pair, int]]) -> Share:
    """Marks of the journal that ВПР confirms among pairs; each pair comes with its number of pupils."""
    parts = [(mismatch([pair]), n) for pair, n in pairs]
    return Share(sum(n - n * part.numerator for part, n in parts), sum(n for _, n in parts))


def _pairs(connection: Connection, school_ids: Sequence[int]) -> dict[Place, list[tuple[Pair, int]]]:
    results = work_result.c
    keys = (results.school_id, work.c.year, results.mark, results.journal_mark)
    statement = (
        select(*keys, func.count())
        .join(work, work.c.id == results.work_id)
        .where(
            work.c.kind == "vpr",
            results.school_id.in_(school_ids),
            results.is_current,
            results.status == "wrote",
            results.mark.is_not(None),
            results.journal_mark.is_not(None),
        )
        .group_by(*keys)
    )
    found: dict[Place, list[tuple[Pair, int]]] = defaultdict(list)
    for school_id, year, mark, journal_mark, n in connection.execute(statement):
        found[school_id, year].append(((mark, journal_mark), n))
    return dict(found)


VPR_FAMILY = Family((*METHODS, CONFIRMED), vpr_rows, of_results_only=True)
