"""Marks of exams counted by exam, subject and year over all schools the viewer sees; no persons."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from data_access.queries.attempts import last_attempts
from data_access.tables import subject, work_result
from data_access.viewer import Reader


@dataclass(frozen=True, slots=True)
class ExamMarks:
    """`n` pupils with one mark. `exam`: vpr, oge or ege_base: exams of 100 points have no marks."""

    exam: str
    grade: int
    subject: str
    year: int
    school_id: int
    mark: int
    n: int


def read_exam_marks(reader: Reader) -> list[ExamMarks]:
    """The last attempts with a mark, of every year."""

    def read() -> list[ExamMarks]:
        attempts = last_attempts(reader.schools(work_result.c.school_id))
        columns = attempts.c
        key = (columns.exam, columns.grade, subject.c.name, columns.year, columns.school_id, columns.mark)
        statement = (
            select(*key, func.count())
            .join_from(attempts, subject, subject.c.id == columns.subject_id)
            .where(columns.mark.is_not(None), columns.exam.in_(("vpr", "oge", "ege_base")))
            .group_by(*key)
        )
        return [ExamMarks(*row) for row in reader.connection.execute(statement)]

    return reader.once("exam marks", read)
