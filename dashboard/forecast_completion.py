"""How much of a work pupils of each mark complete here: the sums under the calibrated ИОР.

The mark is the one the journal had before the work: ВПР protocols state it; for works of the school it is the mark
of the last closed period. A work in mathematics finds it in algebra and geometry (their mean, half up). Points are
those of the tasks the pupil was set: «Н/п» leaves both sums. A result without tasks counts by its primary score.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from math import floor
from typing import Any

from sqlalchemy import Connection, Row, and_, func, or_, select

from dashboard.forecast_scores import SCHOOL_WORKS
from dashboard.methods.expected import previous_mark
from data_access.tables import (
    expected_completion,
    period,
    period_mark,
    subject,
    task_score,
    unit,
    work,
    work_result,
    work_task,
)
from data_access.tables.works import WORK_KINDS

# Where the year's checkpoints end; a work after the last of them, or without a date, is of the last part.
PARTS = {"Q1": "Q1", "Q2": "H1", "Q3": "Q3"}
LAST_PART = "H2"

# pupil → journal subject → (class grade, year, period) → mark
Journal = Mapping[int, Mapping[int, Mapping[tuple[int, int, str], str]]]


def completion_rows(connection: Connection, kinds: Collection[str] = WORK_KINDS) -> list[dict[str, Any]]:
    """Rows of `expected_completion` of these kinds of works: points got, points possible and pupils by mark."""
    exam_subject = {
        id_: of_exam or id_
        for id_, of_exam in connection.execute(select(subject.c.id, subject.c.exam_subject_id))
    }
    before = _MarksBefore(connection, exam_subject, kinds)
    empty = {column.name: 0 for column in expected_completion.c if not column.primary_key}
    found: dict[tuple[str, int, int], dict[str, int]] = defaultdict(lambda: dict(empty))
    for row in connection.execute(_results(kinds)):
        mark = row.journal_mark or before.find(row)
        if mark is None or not row.possible:
            continue
        sums, counted = found[row.kind, exam_subject[row.subject_id], row.grade], max(mark, 2)
        for name, value in (("got", row.got), ("possible", row.possible), ("n", 1)):
            sums[f"{name}{counted}"] += value
    return [
        {"kind": kind, "subject_id": subject_id, "grade": grade, **sums}
        for (kind, subject_id, grade), sums in sorted(found.items())
    ]


def _results(kinds: Collection[str]) -> Any:
    """Every result of which the mark before may be known, with its points."""
    scored = (
        select(
            task_score.c.result_id,
            func.sum(func.coalesce(task_score.c.score, 0)).label("got"),
            func.sum(work_task.c.max_score).label("possible"),
        )
        .join(work_task, work_task.c.id == task_score.c.task_id)
        .join(work, work.c.id == work_task.c.work_id)
        .where(work.c.kind.in_(kinds))
        .group_by(task_score.c.result_id)
        .subquery()
    )
    is_known = or_(
        work_result.c.journal_mark.is_not(None),
        and_(work.c.kind.in_(SCHOOL_WORKS), work_result.c.pupil_id.is_not(None)),
    )
    return (
        select(
            work.c.kind,
            work.c.subject_id,
            work.c.grade,
            work.c.year,
            work.c.held_on,
            work_result.c.pupil_id,
            work_result.c.journal_mark,
            func.coalesce(scored.c.got, work_result.c.primary_score, 0).label("got"),
            func.coalesce(scored.c.possible, work.c.max_score, 0).label("possible"),
        )
        .join(work, work.c.id == work_result.c.work_id)
        .outerjoin(scored, scored.c.result_id == work_result.c.id)
        .where(work.c.kind.in_(kinds), work_result.c.is_current, work_result.c.status == "wrote", is_known)
    )


def _read_ends(connection: Connection) -> dict[int, list[tuple[date, str]]]:
    """Year → last days of its parts, with the checkpoint that ends on each."""
    ends: dict[int, list[tuple[date, str]]] = defaultdict(list)
    statement = select(period.c.year, period.c.ends_on, period.c.code).where(period.c.code.in_(PARTS))
    for year, last, code in connection.execute(statement.order_by(period.c.ends_on)):
        ends[year].append((last, PARTS[code]))
    return ends


def _read_journal(connection: Connection) -> Journal:
    """Marks of those who wrote a work of a school; only in subjects of which there are such works."""
    columns = period_mark.c
    works = select(work.c.id).where(work.c.kind.in_(SCHOOL_WORKS))
    wrote = select(work_result.c.pupil_id).where(work_result.c.work_id.in_(works), work_result.c.is_current)
    worked = select(work.c.subject_id).where(work.c.kind.in_(SCHOOL_WORKS))
    journal = select(subject.c.id).where(or_(subject.c.id.in_(worked), subject.c.exam_subject_id.in_(worked)))
    statement = (
        select(
            columns.pupil_id, columns.subject_id, unit.c.grade, columns.year, columns.period, columns.value
        )
        .join(unit, unit.c.id == columns.class_id)
        .where(columns.is_current, columns.pupil_id.in_(wrote), columns.subject_id.in_(journal))
    )
    found: dict[int, dict[int, dict[tuple[int, int, str], str]]] = defaultdict(lambda: defaultdict(dict))
    for pupil_id, subject_id, grade, year, code, value in connection.execute(statement):
        found[pupil_id][subject_id][grade, year, code] = value
    return found


class _MarksBefore:
    """Finds the mark before a work, once for all works of a pupil in one subject and part of the year."""

    def __init__(
        self, connection: Connection, exam_subject: Mapping[int, int], kinds: Collection[str]
    ) -> None:
        # ВПР state the mark themselves: nobody's journal is read for them.
        has_works = not set(kinds).isdisjoint(SCHOOL_WORKS)
        self._journal = _read_journal(connection) if has_works else {}
        self._ends = _read_ends(connection)
        self._exam_subject = exam_subject
        self._found: dict[tuple[int, int, int, int, str], int | None] = {}

    def find(self, row: Row[Any]) -> int | None:
        """The mark in the work's own subject, or else the mean over the subjects of its exam."""
        checkpoint = _checkpoint(row.held_on, self._ends[row.year])
        key = (row.pupil_id, row.subject_id, row.grade, row.year, checkpoint)
        if key not in self._found:
            self._found[key] = self._look_up(*key)
        return self._found[key]

    def _look_up(self, pupil_id: int, subject_id: int, grade: int, year: int, checkpoint: str) -> int | None:
        journal = self._journal.get(pupil_id, {})
        own = [subject_id] if subject_id in journal else []
        examined = [other for other in journal if self._exam_subject[other] == subject_id]
        # Of no other class may a mark be taken: `forecasts.changed_kinds` relies on it.
        seats = {(grade, year), (grade, year - 1), (grade - 1, year - 1)}
        marks = [
            previous_mark(
                year, checkpoint, {key[1:]: value for key, value in journal[of].items() if key[:2] in seats}
            )
            for of in own or examined
        ]
        return _mean([mark for mark in marks if mark is not None])


def _checkpoint(held_on: date | None, ends: Iterable[tuple[date, str]]) -> str:
    """The part of the year in which a work was held."""
    if held_on is None:
        return LAST_PART
    return next(_parts_from(held_on, ends), LAST_PART)


def _parts_from(held_on: date, ends: Iterable[tuple[date, str]]) -> Iterator[str]:
    return (part for last, part in ends if held_on <= last)


def _mean(marks: list[int]) -> int | None:
    return floor(sum(marks) / len(marks) + 0.5) if marks else None
