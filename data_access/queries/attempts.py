"""Last attempts (последний действующий результат): one written result of a participant in an exam and subject.

Main and reserve days of an exam are works of their own, and who came twice has two results: the later one stands. A
participant is a name or a code inside a school; algebra is examined as mathematics. `exam` is the kind of the work,
with «ege_base» for basic mathematics, which shares the kind ЕГЭ with the exam of 100 points.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import CTE, ColumnElement, and_, case, func, select

from data_access.tables import subject, work, work_result

EXAMS = ("vpr", "oge", "ege")


def last_attempts(narrow: ColumnElement[bool]) -> CTE:
    """The results that stand among those the condition lets through (columns of `work` and `work_result`)."""
    exam = case((and_(work.c.kind == "ege", work.c.codifier == "ege_base"), "ege_base"), else_=work.c.kind)
    examined_in = func.coalesce(subject.c.exam_subject_id, subject.c.id)
    key = (
        work_result.c.school_id,
        work_result.c.participant,
        exam,
        work.c.grade,
        work.c.year,
        examined_in,
    )
    newest = (func.coalesce(work.c.held_on, date.min).desc(), work.c.id.desc())
    ranked = (
        select(
            work_result.c.school_id,
            work_result.c.participant,
            exam.label("exam"),
            work.c.grade,
            work.c.year,
            examined_in.label("subject_id"),
            work_result.c.pupil_id,
            work_result.c.primary_score,
            work_result.c.test_score,
            work_result.c.mark,
            work_result.c.journal_mark,
            work_result.c.answers,
            work.c.max_score,
            func.row_number().over(partition_by=key, order_by=newest).label("place"),
        )
        .join_from(work_result, work, work.c.id == work_result.c.work_id)
        .join(subject, subject.c.id == work.c.subject_id)
        .where(work_result.c.is_current, work_result.c.status == "wrote", narrow)
        .cte("ranked")
    )
    return select(ranked).where(ranked.c.place == 1).cte("attempts")
