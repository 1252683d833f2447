"""Facts → forecasts of exams, their check, and how much of a work pupils of each mark complete.

Forecasts are rebuilt as a whole: that of one class depends on the results of all (the model, the spread, the
baselines); completion by kinds of works. Reading is by sets, but a load that changes nothing must cost nothing:
`forecasts_change` and `changed_kinds` say what it can change. They are as wide as what is read, so no old row stays.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, exists, insert, or_, select

from dashboard.forecast_completion import completion_rows
from dashboard.forecast_facts import read_facts
from dashboard.forecast_scores import READ_GRADES, SCHOOL_WORKS
from dashboard.forecast_series import forecast_series
from data_access.tables import exam_forecast, expected_completion, forecast_check, unit, work, work_result
from data_access.tables.works import WORK_KINDS

FORECASTS = (exam_forecast, forecast_check, expected_completion)


def refresh_forecasts(connection: Connection) -> None:
    """Rebuilds `exam_forecast`, `forecast_check` and `expected_completion` from facts."""
    _refresh_exams(connection)
    _refresh_completion(connection, WORK_KINDS)


def refresh_changed(connection: Connection, class_ids: Collection[int], work_ids: Collection[int]) -> None:
    """Rebuilds those of the three that changed facts of these classes and works can change."""
    if forecasts_change(connection, class_ids, work_ids):
        _refresh_exams(connection)
    _refresh_completion(connection, changed_kinds(connection, class_ids, work_ids))


def forecasts_change(connection: Connection, class_ids: Collection[int], work_ids: Collection[int]) -> bool:
    """Classes of the grades that are read can change forecasts, and all works but ВПР, which know no names."""
    of_works = select(work.c.id).where(work.c.id.in_(work_ids), work.c.kind != "vpr")
    of_classes = select(unit.c.id).where(unit.c.id.in_(class_ids), unit.c.grade.in_(READ_GRADES))
    return any(connection.scalar(found.limit(1)) is not None for found in (of_works, of_classes))


def changed_kinds(
    connection: Connection, class_ids: Collection[int], work_ids: Collection[int]
) -> tuple[str, ...]:
    """Kinds of works whose completion can change.

    A class changes them when its marks are the marks before a work: its own grade wrote one in that year, or the grade
    after it (or the same, of those who stayed) in the next.
    """
    same_year = and_(work.c.year == unit.c.year, work.c.grade == unit.c.grade)
    year_after = and_(work.c.year == unit.c.year + 1, work.c.grade.in_((unit.c.grade, unit.c.grade + 1)))
    wrote = exists().where(
        work_result.c.work_id == work.c.id,
        work_result.c.school_id == unit.c.parent_id,
        unit.c.id.in_(class_ids),
        or_(same_year, year_after),
    )
    changed = or_(work.c.id.in_(work_ids), and_(work.c.kind.in_(SCHOOL_WORKS), wrote))
    return tuple(sorted(connection.scalars(select(work.c.kind).where(changed).distinct())))


def _refresh_exams(connection: Connection) -> None:
    facts = read_facts(connection)
    forecasts: list[dict[str, Any]] = []
    checks: list[dict[str, Any]] = []
    for series in facts.series:
        of_series, checked = forecast_series(facts, series)
        forecasts += of_series
        checks += checked
    _replace(connection, exam_forecast, forecasts)
    _replace(connection, forecast_check, checks)


def _refresh_completion(connection: Connection, kinds: Collection[str]) -> None:
    if kinds:
        rows = completion_rows(connection, kinds)
        _replace(connection, expected_completion, rows, expected_completion.c.kind.in_(kinds))


def _replace(
    connection: Connection, table: Table, rows: list[dict[str, Any]], old: ColumnElement[bool] | None = None
) -> None:
    """`old`: which rows go; all of them unless said otherwise."""
    connection.execute(delete(table) if old is None else delete(table).where(old))
    if rows:
        connection.execute(insert(table), rows)
