"""Results of assessment procedures counted alike: what the identification of schools with low results rests on.

Groups of one mark (ЕГЭ: of one test score) are counted, never listed by person. Who stays below a minimum is decided
by `dashboard/methods/low_results.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select

from data_access.queries.attempts import EXAMS, last_attempts
from data_access.tables import exam_scale, subject, work, work_result
from data_access.viewer import Reader

RUSSIAN, MATHS = "Русский язык", "Математика"


@dataclass(frozen=True, slots=True)
class ProcedureGroup:
    """`n` pupils of a school with the same result in a procedure. `exam`: vpr, oge, ege, ege_base; `subject`: a name.

    `mark` is None in exams of 100 points, `score` is their test score; `minimum`: least passing one of the year's
    scale, None where none is stored.
    """

    school_id: int
    year: int
    exam: str
    grade: int
    subject: str
    mark: int | None
    score: int | None
    minimum: int | None
    n: int


def read_procedure_groups(reader: Reader, school_ids: Iterable[int] | None = None) -> list[ProcedureGroup]:
    """Russian and mathematics in ВПР, ОГЭ and ЕГЭ of schools that the viewer sees as a whole, of all years."""
    wanted = None if school_ids is None else tuple(sorted(set(school_ids)))

    def read() -> list[ProcedureGroup]:
        narrow = reader.schools(work_result.c.school_id)
        if wanted is not None:
            narrow = narrow & work_result.c.school_id.in_(wanted)
        return [ProcedureGroup(*row) for row in reader.connection.execute(_statement(narrow))]

    return reader.once(("procedure groups", wanted), read)


def _statement(narrow: ColumnElement[bool]) -> Select[Any]:
    examined = select(subject.c.id).where(subject.c.name.in_((RUSSIAN, MATHS)))
    in_two = subject.c.id.in_(examined) | subject.c.exam_subject_id.in_(examined)
    attempts = last_attempts(work.c.kind.in_(EXAMS) & in_two & narrow)
    is_of_points = attempts.c.exam == "ege"
    minimum = (
        select(func.max(exam_scale.c.minimum))
        .where(
            exam_scale.c.exam == attempts.c.exam,
            exam_scale.c.subject_id == attempts.c.subject_id,
            exam_scale.c.first_year <= attempts.c.year + 1,
            exam_scale.c.last_year >= attempts.c.year + 1,
        )
        .scalar_subquery()
    )
    results = (
        select(
            attempts.c.school_id,
            attempts.c.year,
            attempts.c.exam,
            attempts.c.grade,
            subject.c.name,
            case((is_of_points, None), else_=attempts.c.mark).label("mark"),
            case((is_of_points, attempts.c.test_score)).label("score"),
            case((is_of_points, minimum)).label("minimum"),
        )
        .join_from(attempts, subject, subject.c.id == attempts.c.subject_id)
        .subquery("results")
    )
    return select(*results.c, func.count()).group_by(*results.c)
