"""The all-Russia olympiad (ВсОШ): coverage of the school stage, winners of the municipal one, who reached the region.

Pupils are counted, not participations. A school whose results of a year were never loaded has no value: it is not
known to have no participants.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, and_, case, exists, func, select

from dashboard.computed.values import Family, Place, ValueRow, share_row
from dashboard.methods.share import Share
from data_access.keys import name_key
from data_access.tables import enrolment, event_result, unit

PARTICIPANTS, WINNERS, REGION = (
    "olympiad_participants",
    "olympiad_municipal_winners",
    "olympiad_region",
)
GRADES = tuple(range(4, 12))
NAMES = ("всош", "всероссийская олимпиада школьников")
WON = ("prize", "winner")
_E = event_result.c


def olympiad_rows(connection: Connection, school_ids: Sequence[int]) -> list[ValueRow]:
    """Values of these schools."""
    stages = _stages(connection, school_ids)
    sizes = pupils_of_grades(connection, school_ids, GRADES)
    rows: list[ValueRow] = []
    for place, found in stages.items():
        enrolled, at_school = sizes.get(place, 0), found.get("school")
        if at_school is not None and enrolled:
            rows.append(share_row(PARTICIPANTS, place, Share(at_school.enrolled, enrolled)))
        municipal = found.get("municipal")
        if municipal is not None:
            rows.append(share_row(WINNERS, place, Share(municipal.won, municipal.pupils)))
        region = found["region"].pupils if "region" in found else 0
        rows.append(share_row(REGION, place, Share(region, 1), region))
    return rows


def pupils_of_grades(
    connection: Connection, school_ids: Sequence[int], grades: Sequence[int]
) -> dict[Place, int]:
    """Pupils who were in these grades at any time of the year, each once."""
    statement = (
        select(unit.c.parent_id, unit.c.year, func.count(enrolment.c.pupil_id.distinct()))
        .join(unit, unit.c.id == enrolment.c.class_id)
        .where(enrolment.c.is_current, unit.c.parent_id.in_(school_ids), unit.c.grade.in_(grades))
        .group_by(unit.c.parent_id, unit.c.year)
    )
    return {(school_id, year): n for school_id, year, n in connection.execute(statement)}


def is_enrolled(fact: Any, grades: Sequence[int]) -> Any:
    """The pupil of a fact (columns pupil_id, school_id, year) was in these grades of that school and year."""
    place = unit.alias("place")
    return exists().where(
        and_(
            enrolment.c.class_id == place.c.id,
            enrolment.c.pupil_id == fact.pupil_id,
            enrolment.c.is_current,
            place.c.parent_id == fact.school_id,
            place.c.year == fact.year,
            place.c.grade.in_(grades),
        )
    )


def _stages(connection: Connection, school_ids: Sequence[int]) -> dict[Place, dict[str, Any]]:
    """School and year → stage → pupils, winners among them, those of the grades that may take part."""
    statement = (
        select(
            _E.school_id,
            _E.year,
            _E.stage,
            func.count(_E.pupil_id.distinct()).label("pupils"),
            func.count(case((_E.outcome.in_(WON), _E.pupil_id)).distinct()).label("won"),
            func.count(case((is_enrolled(_E, GRADES), _E.pupil_id)).distinct()).label("enrolled"),
        )
        .where(_E.is_current, _E.school_id.in_(school_ids), _E.event.in_(_events(connection)))
        .group_by(_E.school_id, _E.year, _E.stage)
    )
    found: dict[Place, dict[str, Any]] = defaultdict(dict)
    for row in connection.execute(statement):
        found[row.school_id, row.year][row.stage] = row
    return dict(found)


def _events(connection: Connection) -> list[str]:
    """Spellings of the olympiad; contests have their own names. Not every database folds Cyrillic."""
    spellings = connection.scalars(select(_E.event).distinct())
    return sorted(event for event in spellings if any(name in name_key(event) for name in NAMES))


OLYMPIAD_FAMILY = Family((PARTICIPANTS, WINNERS, REGION), olympiad_rows, counts=frozenset((REGION,)))
