"""Computed indicators (вычисляемые показатели): facts of exams, registers, olympiads and graduates → the mart.

Each family reads the facts of all its schools in a few statements, lets `dashboard/methods` count, and writes rows of
schools; municipalities and the region are sums of those. Indicators of the journal are in `dashboard/indicators.py`,
stated ones in `dashboard/entered.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, select

from dashboard.computed.diagnostics import DIAGNOSTIC_FAMILY
from dashboard.computed.ege import EGE_FAMILY
from dashboard.computed.expected import refresh_expected
from dashboard.computed.graduates import GRADUATE_FAMILY
from dashboard.computed.low_results import LOW_FAMILY
from dashboard.computed.low_support import INCLUDED, SUPPORT_FAMILY, refresh_included
from dashboard.computed.objectivity import OBJECTIVITY_FAMILY
from dashboard.computed.oge import OGE_FAMILY
from dashboard.computed.olympiads import OLYMPIAD_FAMILY
from dashboard.computed.registers import REGISTER_FAMILY
from dashboard.computed.signs import refresh_signs
from dashboard.computed.values import Family, write_sums, write_values
from dashboard.computed.vpr import VPR_FAMILY
from data_access.tables import unit, work

FAMILIES = (
    EGE_FAMILY,
    OGE_FAMILY,
    VPR_FAMILY,
    DIAGNOSTIC_FAMILY,
    OBJECTIVITY_FAMILY,
    LOW_FAMILY,
    OLYMPIAD_FAMILY,
    GRADUATE_FAMILY,
    REGISTER_FAMILY,
    SUPPORT_FAMILY,
)
COUNTS = frozenset(code for family in FAMILIES for code in family.counts)
# Whether a municipality is included is asked of it as a whole: no family of schools makes it.
COMPUTED = (*(code for family in FAMILIES for code in family.codes), INCLUDED)


def refresh_computed(
    connection: Connection, school_ids: Iterable[int], result_years: Collection[int] | None = None
) -> None:
    """Rebuilds the computed indicators of these schools and of everything above them.

    `result_years`: school years in which results of works may be others than before, None: any. In those years
    profiles and signs, which compare schools with each other, are made anew for all schools. Without such a year, as
    after a change in registers, what is made of nothing but results stays as it is.
    """
    own = sorted(set(school_ids))
    known = _years_of_works(connection)
    years = known if result_years is None else set(result_years)
    refresh_signs(connection, years)
    # sizes of classes and the context of schools may have changed without any result
    refresh_expected(connection, known)
    refresh_included(connection)
    if not own:
        return
    everybody = select(unit.c.id).where(unit.c.kind == "school").order_by(unit.c.id)
    if result_years is None or years:
        _refresh(
            connection, list(connection.scalars(everybody)), [one for one in FAMILIES if one.of_everybody]
        )
        _refresh(connection, own, [one for one in FAMILIES if not one.of_everybody])
    else:
        _refresh(connection, own, [one for one in FAMILIES if not one.of_results_only])


def _years_of_works(connection: Connection) -> set[int]:
    return set(connection.scalars(select(work.c.year).distinct()))


def _refresh(connection: Connection, school_ids: Sequence[int], families: Sequence[Family]) -> None:
    codes = [code for family in families for code in family.codes]
    rows = [row for family in families for row in family.rows(connection, school_ids)]
    write_values(connection, school_ids, codes, rows)
    write_sums(connection, school_ids, codes, COUNTS)


__all__ = ["COMPUTED", "COUNTS", "FAMILIES", "refresh_computed"]
