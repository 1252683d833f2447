"""From rows to planned codifiers (кодификатор) and exam plans (план экзамена).

They are of an exam, so their subject is the exam's: rows of algebra become rows of mathematics. They change
what every school sees, so only the department loads them.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.loading.limits import sound
from dashboard.loading.matching import Matcher
from dashboard.loading.plan import PlannedElement, PlannedTask, Token
from data_access.formats.rows import CodifierRow, ExamTaskRow, Parsed

OF_DEPARTMENT = "кодификаторы и планы экзаменов загружает управление образования: не загружено строк: "


def plan_reference(parsed: Parsed, matcher: Matcher) -> None:
    """Elements and tasks; the second row for one place is rejected when it says something else."""
    rows = len(parsed.codifiers) + len(parsed.exam_tasks)
    if rows and not matcher.sees_municipality:
        matcher.reject(f"{OF_DEPARTMENT}{rows}", None)
        return
    _plan_elements(parsed.codifiers, matcher)
    _plan_tasks(parsed.exam_tasks, matcher)


def _plan_elements(rows: Sequence[CodifierRow], matcher: Matcher) -> None:
    seen: dict[tuple[str, Token, int, str], str] = {}
    for row in sound(rows, matcher.directory.years, matcher.plan.problems):
        subject = matcher.exam_subject(row.subject)
        key = (row.exam, subject, row.year, row.code)
        if key not in seen:
            seen[key] = row.title
            matcher.plan.elements.append(PlannedElement(row, subject))
        elif seen[key] != row.title:
            matcher.reject("код повторяется с другим названием: оставлена первая строка", row.place, row.code)


def _plan_tasks(rows: Sequence[ExamTaskRow], matcher: Matcher) -> None:
    seen: set[tuple[str, Token, int, str | int]] = set()
    for row in sound(rows, matcher.directory.years, matcher.plan.problems):
        subject = matcher.exam_subject(row.subject)
        exam = (row.exam, subject, row.year)
        keys: set[tuple[str, Token, int, str | int]] = {(*exam, row.position), (*exam, row.task.number)}
        if keys & seen:
            matcher.reject("задание повторяется: оставлена первая строка", row.place, row.task.number)
            continue
        seen |= keys
        matcher.plan.exam_tasks.append(PlannedTask(row, subject))
