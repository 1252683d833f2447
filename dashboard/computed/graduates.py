"""Where graduates of grades 9 and 11 went, and who was trained for a trade; shares are of those of whom it is known."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, and_, case, func, select

from dashboard.computed.olympiads import is_enrolled, pupils_of_grades
from dashboard.computed.values import Family, Place, ValueRow, share_row
from dashboard.methods.share import Share
from data_access.tables import destination, training_result, unit

# Indicator → grades, destinations that count.
WENT: dict[str, tuple[tuple[int, ...], tuple[str, ...]]] = {
    "graduates9_continue": ((9,), ("grade10", "college")),
    "graduates9_college": ((9,), ("college",)),
    "graduates11_university": ((11,), ("university",)),
    "graduates11_college": ((11,), ("college",)),
    "graduates_unsettled": ((9, 11), ("unsettled",)),
}
CERTIFICATES = "training_certificates"
TRAINED_GRADES = tuple(range(8, 12))
TRAINED = ("certificate", "completed")
Kinds = Counter[tuple[int, str]]  # grade, destination → pupils


def graduate_rows(connection: Connection, school_ids: Sequence[int]) -> list[ValueRow]:
    """Values of these schools."""
    rows = [
        share_row(code, place, _went(counts, *wanted))
        for place, counts in _destinations(connection, school_ids).items()
        for code, wanted in WENT.items()
    ]
    return [row for row in rows if row.denominator] + _certificates(connection, school_ids)


def _went(counts: Kinds, grades: tuple[int, ...], kinds: tuple[str, ...]) -> Share:
    graduates = {key: n for key, n in counts.items() if key[0] in grades}
    return Share(sum(n for (_, kind), n in graduates.items() if kind in kinds), sum(graduates.values()))


def _destinations(connection: Connection, school_ids: Sequence[int]) -> dict[Place, Kinds]:
    columns = destination.c
    keys = (columns.school_id, columns.year, unit.c.grade, columns.kind)
    statement = (
        select(*keys, func.count(columns.pupil_id.distinct()))
        .join(unit, unit.c.id == columns.class_id)
        .where(columns.is_current, columns.school_id.in_(school_ids))
        .group_by(*keys)
    )
    found: dict[Place, Kinds] = defaultdict(Counter)
    for school_id, year, grade, kind, n in connection.execute(statement):
        found[school_id, year][grade, kind] += n
    return dict(found)


def _certificates(connection: Connection, school_ids: Sequence[int]) -> list[ValueRow]:
    """Pupils of grades 8–11 who completed vocational training (with a certificate or without), of all of them.

    Only in years in which the school reports any vocational preparation.
    """
    columns = training_result.c
    is_trained = and_(
        columns.kind == "training",
        columns.outcome.in_(TRAINED),
        is_enrolled(columns, TRAINED_GRADES),
    )
    statement = (
        select(columns.school_id, columns.year, func.count(case((is_trained, columns.pupil_id)).distinct()))
        .where(columns.is_current, columns.school_id.in_(school_ids))
        .group_by(columns.school_id, columns.year)
    )
    sizes = pupils_of_grades(connection, school_ids, TRAINED_GRADES)
    return [
        share_row(CERTIFICATES, (school_id, year), Share(n, sizes[school_id, year]))
        for school_id, year, n in connection.execute(statement)
        if sizes.get((school_id, year))
    ]


GRADUATE_FAMILY = Family((*WENT, CERTIFICATES), graduate_rows)
