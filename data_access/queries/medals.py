"""Candidates for medals: leavers whose annual marks are «5» with at most two «4», and their ЕГЭ. No names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import case, func, select

from data_access.queries.attempts import last_attempts
from data_access.tables import period_mark, subject, unit, work, work_result
from data_access.viewer import Reader

LAST_GRADE = 11
MOST_FOURS = 2


@dataclass(frozen=True, slots=True)
class Leaver:
    """One candidate. `exams`: (exam, subject, test score, mark) of the year; «ege_base» has a mark, «ege» a score."""

    school_id: int
    fours: int
    exams: tuple[tuple[str, str, int | None, int | None], ...]


def read_leavers(reader: Reader, year: int) -> list[Leaver]:
    """Candidates of the schools that the viewer sees as a whole, who sat ЕГЭ in the year."""

    def read() -> list[Leaver]:
        fours = _candidates(reader, year)
        if not fours:
            return []
        exams = _exams(reader, year)
        return [
            Leaver(school_id, count, tuple(exams[pupil_id]))
            for (school_id, pupil_id), count in sorted(fours.items())
            if pupil_id in exams
        ]

    return reader.once(("leavers", year), read)


def _candidates(reader: Reader, year: int) -> dict[tuple[int, int], int]:
    """(school, pupil) → «4» among the annual marks."""
    marks = period_mark.c
    fours = func.sum(case((marks.value == "4", 1), else_=0))
    others = func.sum(case((marks.value.in_(("5", "4", "pass", "ex")), 0), else_=1))
    statement = (
        select(marks.school_id, marks.pupil_id, fours)
        .join(unit, unit.c.id == marks.class_id)
        .where(
            unit.c.grade == LAST_GRADE,
            marks.year == year,
            marks.period == "Y",
            marks.is_current,
            reader.schools(marks.school_id),
        )
        .group_by(marks.school_id, marks.pupil_id)
        .having(others == 0, fours <= MOST_FOURS)
    )
    return {(school, pupil): int(count) for school, pupil, count in reader.connection.execute(statement)}


def _exams(reader: Reader, year: int) -> dict[int, list[tuple[str, str, int | None, int | None]]]:
    narrow = (work.c.kind == "ege") & (work.c.year == year) & reader.schools(work_result.c.school_id)
    attempts = last_attempts(narrow)
    columns = attempts.c
    statement = (
        select(columns.pupil_id, columns.exam, subject.c.name, columns.test_score, columns.mark)
        .join_from(attempts, subject, subject.c.id == columns.subject_id)
        .where(columns.pupil_id.is_not(None))
    )
    found: dict[int, list[tuple[str, str, int | None, int | None]]] = defaultdict(list)
    for pupil_id, *exam in reader.connection.execute(statement):
        found[pupil_id].append((exam[0], exam[1], exam[2], exam[3]))
    return found
