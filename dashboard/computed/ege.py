"""ЕГЭ: means, shares below the minimum and above 80 %, graduates without electives, mismatch with annual marks."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from dashboard.computed.papers import KEYS, read_pupils
from dashboard.computed.values import Family, ValueRow, rows_of_methods
from dashboard.methods.quality_indicators import EGE, MASSES, MISMATCH
from data_access.tables import subject, work, work_result

SUM_OF_THREE = "ege_160"
# They need protocols of electives: until the first one is loaded, everybody would seem to have chosen nothing.
OF_ELECTIVES = (SUM_OF_THREE, "ege_only_compulsory")
METHODS = {
    **EGE,
    SUM_OF_THREE: MASSES[SUM_OF_THREE],
    **{code: method for code, method in MISMATCH.items() if code.startswith("ege_")},
}


def ege_rows(connection: Connection, school_ids: Sequence[int]) -> list[ValueRow]:
    """Values of these schools; those of electives only for years in which any school has an elective."""
    rows = rows_of_methods(METHODS, read_pupils(connection, "ege", school_ids))
    known = _years_of_electives(connection)
    return [row for row in rows if row.indicator not in OF_ELECTIVES or row.year in known]


def _years_of_electives(connection: Connection) -> set[int]:
    compulsory = select(subject.c.id).where(subject.c.name.in_(KEYS))
    wrote = (
        select(work.c.year)
        .join(work_result, work_result.c.work_id == work.c.id)
        .where(work.c.kind == "ege", work.c.subject_id.not_in(compulsory))
        .where(work_result.c.is_current, work_result.c.status == "wrote")
        .distinct()
    )
    return set(connection.scalars(wrote))


EGE_FAMILY = Family(tuple(METHODS), ege_rows, of_everybody=True)
