"""Final scores of ЕГЭ protocols against the scale of the year: a doubt for the preview when they differ.

What the protocol says is stored. A scale of another year, or a column read wrongly, shows at once in most of the
rows, so a work has one warning with the number of participants and an example.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from dashboard.loading.plan import Plan, PlannedWork
from dashboard.methods.scales import Scale
from data_access.formats.rows import Problem, ResultRow, WorkRow
from data_access.tables import exam_scale, subject

BASE = "ege_base"  # it has marks, the others test scores


def scale_problems(connection: Connection, plan: Plan) -> Iterator[Problem]:
    """One warning for each ЕГЭ whose final scores are not those of the scale."""
    for key, planned in plan.works.items():
        scale = _scale(connection, planned)
        if scale is None:
            continue
        rows = [result.row for result in plan.results if result.work == key]
        wrong = [row for row in rows if _differs(row, planned.row, scale)]
        if wrong:
            yield _problem(wrong, planned.row, scale)


def _scale(connection: Connection, planned: PlannedWork) -> Scale | None:
    """The scale of the calendar year of the exam, where it leads from primary scores anywhere."""
    row, columns = planned.row, exam_scale.c
    if row.kind != "ege" or not isinstance(planned.subject, int):
        return None
    examined = func.coalesce(subject.c.exam_subject_id, subject.c.id)
    of_subject = select(examined).where(subject.c.id == planned.subject).scalar_subquery()
    statement = select(exam_scale).where(
        columns.exam == row.codifier,
        columns.subject_id == of_subject,
        columns.first_year <= row.year + 1,
        columns.last_year >= row.year + 1,
    )
    for found in connection.execute(statement.order_by(columns.first_year.desc())):
        test_scores = tuple(found.test_scores) if found.test_scores else None
        scale = Scale(found.max_score, found.from3, found.from4, found.from5, found.minimum, test_scores)
        if test_scores or found.from5 is not None:
            return scale
    return None


def _said(row: ResultRow, work: WorkRow) -> int | None:
    return row.mark if work.codifier == BASE else row.test_score


def _by_scale(row: ResultRow, work: WorkRow, scale: Scale) -> int | None:
    primary = row.primary or 0
    return scale.mark(primary) if work.codifier == BASE else scale.test_score(primary)


def _differs(row: ResultRow, work: WorkRow, scale: Scale) -> bool:
    said = _said(row, work)
    return said is not None and row.primary is not None and said != _by_scale(row, work, scale)


def _problem(wrong: list[ResultRow], work: WorkRow, scale: Scale) -> Problem:
    first = wrong[0]
    what = "оценка" if work.codifier == BASE else "тестовый балл"
    expected = _by_scale(first, work, scale)
    example = f"по шкале {expected}" if expected is not None else f"в шкале только {scale.max_score}"
    rule = (
        f"«{work.title}»: {what} не по шкале {work.year + 1} года, участников: {len(wrong)}. Например, за первичный "
        f"балл {first.primary} в протоколе {_said(first, work)}, {example}. Загружено будет то, что в протоколе"
    )
    return Problem("warning", rule, first.place, str(_said(first, work)))
