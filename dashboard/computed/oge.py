"""ОГЭ: means, shares below the minimum and above 75 %, 10 points in three exams, mismatch with annual marks."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from dashboard.computed.papers import read_pupils
from dashboard.computed.values import Family, ValueRow, rows_of_methods
from dashboard.methods.quality_indicators import COMPULSORY_OGE, MASSES, MISMATCH, OGE

SUM_OF_THREE = "oge_10"
METHODS = {**OGE, **{code: method for code, method in MISMATCH.items() if code.startswith("oge_")}}


def oge_rows(connection: Connection, school_ids: Sequence[int]) -> list[ValueRow]:
    """Values of these schools. Everybody takes electives, so a school without any has not loaded them: no sum then."""
    pupils = read_pupils(connection, "oge", school_ids)
    with_electives = {
        place: found for place, found in pupils.items() if any(one.keys() - COMPULSORY_OGE for one in found)
    }
    sums = rows_of_methods({SUM_OF_THREE: MASSES[SUM_OF_THREE]}, with_electives)
    return rows_of_methods(METHODS, pupils) + sums


OGE_FAMILY = Family((*METHODS, SUM_OF_THREE), oge_rows)
