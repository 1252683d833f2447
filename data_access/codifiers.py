"""Codifiers and exam plans in force: reference material without personal data, so a connection is enough.

Several loads may state the codifier (or the plan) of one exam, subject and year. The newest applied load is
taken as a whole, never row by row: a corrected codifier that drops an element must not get it back from the
old one. What the program ships has no load and is the oldest. Undoing a load deletes its rows, so the earlier
statement is in force again without any settling.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, ScalarSelect, Table, func, select

from data_access.tables import codifier_element, exam_task, load, subject, work

SHIPPED = -1


@dataclass(frozen=True, slots=True)
class ExamTask:
    """A task of an exam's plan (обобщённый план варианта)."""

    number: str
    max_score: int
    level: str
    codes: tuple[str, ...]


def read_elements(connection: Connection, exam: str, subject_id: int, year: int) -> dict[str, str]:
    """Code → title of the codifier of this exam and calendar year; empty when none is known.

    `subject_id` may be a subject that is examined in another one: algebra has the codifier of mathematics.
    """
    return {row.code: row.title for row in _newest(connection, codifier_element, exam, subject_id, year)}


def read_exam_plan(connection: Connection, exam: str, subject_id: int, year: int) -> tuple[ExamTask, ...]:
    """Tasks of the plan of this exam and calendar year in their order; empty when none is known."""
    rows = _newest(connection, exam_task, exam, subject_id, year)
    return tuple(
        ExamTask(row.number, row.max_score, row.level, tuple(row.codes.split()))
        for row in sorted(rows, key=lambda row: row.position)
    )


def works_examined_in(connection: Connection, subject_ids: Collection[int]) -> set[int]:
    """Works of these exam subjects and of the subjects examined in them: what a new plan is read for."""
    examined = func.coalesce(subject.c.exam_subject_id, subject.c.id)
    statement = select(work.c.id).join(subject, subject.c.id == work.c.subject_id)
    return set(connection.scalars(statement.where(examined.in_(subject_ids))))


def _newest(connection: Connection, table: Table, exam: str, subject_id: int, year: int) -> list[Any]:
    """Rows of the newest load that states the whole (exam, subject, year), in the order of the file."""
    applied_no = func.coalesce(load.c.applied_no, SHIPPED).label("applied_no")
    statement = (
        select(table, applied_no)
        .outerjoin(load, load.c.id == table.c.load_id)
        .where(table.c.exam == exam, table.c.subject_id == _exam_subject(subject_id), table.c.year == year)
        .order_by(table.c.id)
    )
    rows = connection.execute(statement).all()
    newest = max((row.applied_no for row in rows), default=SHIPPED)
    return [row for row in rows if row.applied_no == newest]


def _exam_subject(subject_id: int) -> ScalarSelect[int]:
    examined = func.coalesce(subject.c.exam_subject_id, subject.c.id)
    return select(examined).where(subject.c.id == subject_id).scalar_subquery()
