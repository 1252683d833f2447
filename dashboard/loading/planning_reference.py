"""From rows to planned codifiers (кодификатор), exam plans (план экзамена) and figures of the region.

Codifiers and plans are of an exam, so their subject is the exam's: rows of algebra become rows of mathematics. All of
them change what every school sees, so only the department loads them.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.loading.limits import sound
from dashboard.loading.matching import Matcher
from dashboard.loading.plan import PlannedElement, PlannedReport, PlannedTask, Token
from data_access.formats.rows import CodifierRow, ExamTaskRow, Parsed, ReportRow

OF_DEPARTMENT = "кодификаторы и планы экзаменов загружает управление образования: не загружено строк: "
REPORTS_OF_DEPARTMENT = "сводные отчёты региона загружает управление образования: не загружено строк: "


def plan_reference(parsed: Parsed, matcher: Matcher) -> None:
    """Elements, tasks and figures; the second row for one place is rejected when it says something else."""
    rows = len(parsed.codifiers) + len(parsed.exam_tasks)
    if not matcher.sees_municipality:
        for count, sentence in ((rows, OF_DEPARTMENT), (len(parsed.reports), REPORTS_OF_DEPARTMENT)):
            if count:
                matcher.reject(f"{sentence}{count}", None)
        return
    _plan_elements(parsed.codifiers, matcher)
    _plan_tasks(parsed.exam_tasks, matcher)
    _plan_reports(parsed.reports, matcher)


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


def _plan_reports(rows: Sequence[ReportRow], matcher: Matcher) -> None:
    """By the subject of the work, as results of schools have it."""
    seen: set[tuple[str, str, int, Token, int, str]] = set()
    for row in sound(rows, matcher.directory.years, matcher.plan.problems):
        planned = PlannedReport(row, matcher.subject(row.subject))
        key = (row.scope, row.exam, row.grade, planned.subject, row.year, row.report)
        if key in seen:
            rule = "страна или регион в этой работе повторяется: оставлена первая строка"
            matcher.reject(rule, row.place, row.area)
            continue
        seen.add(key)
        matcher.plan.reports.append(planned)
