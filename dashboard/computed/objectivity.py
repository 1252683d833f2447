"""Objectivity: signs A, B, C of every school and year, the coefficient of inflation, the objectivity index.

The reference of a school is everybody else in the database, so these values of all schools are made anew whenever
results change. A school is checked when at least one procedure was written by ten pupils: one that is too small to
show a sign is not proof of objectivity and stands in neither number of the index.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, and_, func, or_, select

from dashboard.computed.papers import KEYS
from dashboard.computed.values import Family, Place, ValueRow, share_row
from dashboard.methods.objectivity import (
    FEWEST_PUPILS,
    Overstatement,
    Sample,
    Sign,
    cohort_ratio,
    fences,
    inflation,
    is_mismatched,
    objectivity_index,
    overstatement,
    sharp_change,
)
from dashboard.methods.papers import MATHS, RUSSIAN, Procedure
from dashboard.methods.quality_indicators import INFLATION
from data_access.queries.attempts import last_attempts
from data_access.tables import subject, work

INDEX = "obj_index"
SUBJECTS = (RUSSIAN, MATHS)
VPR4, VPR5 = (tuple(Procedure("vpr", grade, name) for name in SUBJECTS) for grade in (4, 5))
CHECKED = (*VPR4, *VPR5, *(Procedure("oge", 9, name) for name in SUBJECTS))
Samples = Mapping[tuple[Procedure, int], Mapping[int, Sample]]  # procedure, year → school → sample


@dataclass
class SchoolCheck:
    """What was found about a school in a year. `n`: pupils of the largest procedure that could be checked."""

    n: int = 0
    overstatements: list[Overstatement] = field(default_factory=list)
    signs: list[Sign] = field(default_factory=list)


def check_schools(connection: Connection) -> dict[Place, SchoolCheck]:
    """Signs of all schools in all years; schools with fewer than ten pupils in every procedure are not there."""
    samples = _read_samples(connection)
    found: dict[Place, SchoolCheck] = defaultdict(SchoolCheck)
    for (procedure, year), schools in sorted(samples.items()):
        whole = sum(schools.values(), Sample())
        for school_id, sample in sorted(schools.items()):
            if sample.n >= FEWEST_PUPILS:
                _add_overstatement(found[school_id, year], procedure, sample, whole - sample)
    _add_mismatches(connection, found)
    for before, after in zip(VPR4, VPR5, strict=True):
        _add_changes(samples, before, after, found)
    return dict(found)


def objectivity_rows(connection: Connection, school_ids: Sequence[int]) -> list[ValueRow]:
    """The coefficient of inflation and the index of each school checked: 1 of 1 without a sign, 0 of 1 with one."""
    rows = []
    for place, check in sorted(check_schools(connection).items()):
        if place[0] not in school_ids:
            continue
        coefficient = inflation(check.overstatements)
        if coefficient.denominator:
            rows.append(share_row(INFLATION, place, coefficient, check.n))
        rows.append(share_row(INDEX, place, objectivity_index([check.signs]), check.n))
    return rows


def _add_overstatement(check: SchoolCheck, procedure: Procedure, school: Sample, others: Sample) -> None:
    check.n = max(check.n, school.n)
    found = overstatement(school, others)
    if found is None:
        return
    check.overstatements.append(found)
    if found.is_sign:
        check.signs.append(Sign("A", procedure, school.n))


def _add_mismatches(connection: Connection, found: Mapping[Place, SchoolCheck]) -> None:
    for (procedure, place), counts in sorted(_read_pairs(connection).items()):
        if place in found and is_mismatched(counts):
            found[place].signs.append(Sign("B", procedure, sum(counts.values())))


def _add_changes(
    samples: Samples, before: Procedure, after: Procedure, found: Mapping[Place, SchoolCheck]
) -> None:
    """Sign C of a cohort stands in the year in which it is in grade 5."""
    for procedure, year in sorted(samples):
        if procedure != after:
            continue
        earlier = samples.get((before, year - 1), {})
        now = samples[after, year]
        ratios = {
            school_id: ratio
            for school_id in sorted(now.keys() & earlier.keys())
            if (ratio := cohort_ratio(earlier[school_id], now[school_id])) is not None
        }
        borders = fences(list(ratios.values()))
        if borders is None:
            continue
        for school_id, ratio in ratios.items():
            if detail := sharp_change(ratio, borders):
                found[school_id, year].signs.append(Sign("C", after, now[school_id].n, detail))


_IS_VPR = and_(work.c.kind == "vpr", work.c.grade.in_((4, 5)))
_IS_CHECKED = or_(_IS_VPR, and_(work.c.kind == "oge", work.c.grade == 9))


def _read_samples(connection: Connection) -> dict[tuple[Procedure, int], dict[int, Sample]]:
    attempts = last_attempts(_IS_CHECKED)
    points = attempts.c.primary_score
    keys = (attempts.c.school_id, attempts.c.year, attempts.c.exam, attempts.c.grade, subject.c.name)
    statement = (
        select(
            *keys,
            func.count(),
            func.sum(points),
            func.sum(points * points),
            func.sum(func.coalesce(attempts.c.max_score, 0)),
        )
        .join_from(attempts, subject, subject.c.id == attempts.c.subject_id)
        .where(points.is_not(None), subject.c.name.in_(KEYS))
        .group_by(*keys)
    )
    found: dict[tuple[Procedure, int], dict[int, Sample]] = defaultdict(dict)
    for school_id, year, exam, grade, name, *sums in connection.execute(statement):
        procedure = Procedure(exam, grade, KEYS[name])
        if procedure in CHECKED:
            found[procedure, year][school_id] = Sample(*map(int, sums))
    return dict(found)


def _read_pairs(connection: Connection) -> dict[tuple[Procedure, Place], dict[tuple[int, int], int]]:
    """(journal mark, points) → pupils, of ВПР in grades 4 and 5."""
    attempts = last_attempts(_IS_VPR)
    keys = (
        attempts.c.school_id,
        attempts.c.year,
        attempts.c.grade,
        subject.c.name,
        attempts.c.journal_mark,
        attempts.c.primary_score,
    )
    statement = (
        select(*keys, func.count())
        .join_from(attempts, subject, subject.c.id == attempts.c.subject_id)
        .where(attempts.c.journal_mark.is_not(None), attempts.c.primary_score.is_not(None))
        .group_by(*keys)
    )
    found: dict[tuple[Procedure, Place], dict[tuple[int, int], int]] = defaultdict(dict)
    for school_id, year, grade, name, mark, points, n in connection.execute(statement):
        procedure = Procedure("vpr", grade, KEYS.get(name, ""))
        if procedure in CHECKED:
            found[procedure, (school_id, year)][mark, points] = n
    return dict(found)


OBJECTIVITY_FAMILY = Family((INFLATION, INDEX), objectivity_rows, of_everybody=True, of_results_only=True)
