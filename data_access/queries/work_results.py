"""Which results of works a page is about: the scope, and the rights that every statement about works carries."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import CTE, ColumnElement, and_, exists, func, or_, select

from data_access.tables import subject, teaching, work, work_result
from data_access.viewer import Reader

OWN_KINDS = ("kr", "akr", "dr")


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose works: of a class, a school, a pupil or the classes and subjects of a teacher, in a school year.

    `one_subject`: only the works of `subject_id`, or of the subject with most results when it is None; otherwise
    works of every subject. ВПР are given only for classes that the viewer sees as a whole.
    """

    year: int
    class_id: int | None = None
    school_id: int | None = None
    pupil_id: int | None = None
    teacher_id: int | None = None
    kinds: tuple[str, ...] = OWN_KINDS
    one_subject: bool = False
    subject_id: int | None = None


def listed_results(reader: Reader, scope: Scope) -> CTE:
    """Results in force within the scope that the viewer sees; `subject_id` is the work's."""
    results = work_result.c
    taught = reader.assessed(results.school_id, results.class_id, work.c.subject_id)
    whole = reader.classes(results.school_id, results.class_id)
    wanted = {
        results.class_id: scope.class_id,
        results.school_id: scope.school_id,
        results.pupil_id: scope.pupil_id,
    }
    narrow = [column == value for column, value in wanted.items() if value is not None]
    if scope.teacher_id is not None:
        narrow.append(_taught_by(scope.teacher_id))
    columns = (
        results.id,
        results.work_id,
        results.class_id,
        results.pupil_id,
        results.status,
        results.mark,
        results.journal_mark,
        results.primary_score,
        work.c.subject_id,
        work.c.max_score,
    )
    return (
        select(*columns)
        .join(work, work.c.id == results.work_id)
        .where(
            results.is_current,
            results.class_id.is_not(None),
            work.c.year == scope.year,
            work.c.kind.in_(scope.kinds),
            or_(and_(work.c.kind != "vpr", taught), whole),
            *narrow,
        )
        .cte("listed")
    )


def _taught_by(teacher_id: int) -> ColumnElement[bool]:
    """Class × subject rows of this teacher, whoever looks; own aliases, or the reader's condition would catch them."""
    load, of_load = teaching.alias("load_of"), subject.alias("subject_of_load")
    return exists().where(
        load.c.teacher_id == teacher_id,
        load.c.class_id == work_result.c.class_id,
        of_load.c.id == load.c.subject_id,
        or_(of_load.c.id == work.c.subject_id, of_load.c.exam_subject_id == work.c.subject_id),
    )


def of_subject(listed: CTE, scope: Scope) -> CTE:
    """The listed results, of one subject where the scope asks for one."""
    if not scope.one_subject:
        return listed
    if scope.subject_id is not None:
        return select(listed).where(listed.c.subject_id == scope.subject_id).cte("chosen")
    most = (
        select(listed.c.subject_id)
        .group_by(listed.c.subject_id)
        .order_by(func.count().desc(), listed.c.subject_id)
        .limit(1)
        .scalar_subquery()
    )
    return select(listed).where(listed.c.subject_id == most).cte("chosen")
