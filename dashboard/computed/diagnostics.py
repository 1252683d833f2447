"""Diagnostic works: metasubject skills (works named «метапредмет…») and the regional diagnostic works (РДР).

A regional work is a diagnostic work that schools share and that is not about metasubject skills. The minimum of a
metasubject work is half of its maximum: works carry no minimum of their own, so this is a методика проекта.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, exists, func, literal, select

from dashboard.computed.values import Family, Place, ValueRow, rows_of_methods, share_row
from dashboard.methods.papers import META, Paper, Pupil
from dashboard.methods.quality_indicators import METASUBJECT, TASKS, TaskSum
from data_access.tables import task_score, work, work_result, work_task

WORD = "метапредмет"


def diagnostic_rows(connection: Connection, school_ids: Sequence[int]) -> list[ValueRow]:
    """Values of these schools."""
    of_meta, of_region = _diagnostic_works(connection)
    rows = rows_of_methods(METASUBJECT, _papers(connection, school_ids, of_meta)) if of_meta else []
    return rows + _task_rows(connection, school_ids, of_region) if of_region else rows


def _diagnostic_works(connection: Connection) -> tuple[list[int], list[int]]:
    """Works on metasubject skills, regional works. Titles are compared here: not every database folds Cyrillic."""
    statement = select(work.c.id, work.c.title, work.c.school_id).where(work.c.kind == "dr")
    of_meta, of_region = [], []
    for work_id, title, school_id in connection.execute(statement):
        if WORD in title.casefold():
            of_meta.append(work_id)
        elif school_id is None:
            of_region.append(work_id)
    return of_meta, of_region


def _written(statement: Select[Any], school_ids: Sequence[int], works: Sequence[int]) -> Select[Any]:
    return statement.where(
        work_result.c.work_id.in_(works),
        work_result.c.school_id.in_(school_ids),
        work_result.c.is_current,
        work_result.c.status == "wrote",
    )


def _papers(
    connection: Connection, school_ids: Sequence[int], works: Sequence[int]
) -> dict[Place, list[Pupil]]:
    """Every paper as a pupil of its own: who wrote two works is counted in both."""
    columns = select(work_result.c.school_id, work.c.year, work_result.c.primary_score, work.c.max_score)
    joined = columns.join(work, work.c.id == work_result.c.work_id)
    found: dict[Place, list[Pupil]] = defaultdict(list)
    for school_id, year, points, maximum in connection.execute(_written(joined, school_ids, works)):
        minimum = None if maximum is None else -(-maximum // 2)
        found[school_id, year].append({META: Paper(points, maximum=maximum, minimum=minimum)})
    return dict(found)


def _task_rows(connection: Connection, school_ids: Sequence[int], works: Sequence[int]) -> list[ValueRow]:
    sums: dict[Place, list[TaskSum]] = defaultdict(list)
    for statement in (_scored(school_ids, works), _unscored(school_ids, works)):
        for school_id, year, level, got, possible in connection.execute(statement):
            sums[school_id, year].append(TaskSum(level, got, possible))
    pupils = _pupils(connection, school_ids, works)
    rows = [
        share_row(code, place, method(found), pupils[place])
        for place, found in sums.items()
        for code, method in TASKS.items()
    ]
    return [row for row in rows if row.denominator]


def _scored(school_ids: Sequence[int], works: Sequence[int]) -> Select[Any]:
    """Points by level of task. A task not begun is 0 of its maximum, «Н/п» has no row and is in neither sum."""
    keys = (work_result.c.school_id, work.c.year, work_task.c.level)
    sums = select(*keys, func.sum(func.coalesce(task_score.c.score, 0)), func.sum(work_task.c.max_score))
    joined = (
        sums.join_from(work_result, work, work.c.id == work_result.c.work_id)
        .join(task_score, task_score.c.result_id == work_result.c.id)
        .join(work_task, work_task.c.id == task_score.c.task_id)
    )
    return _written(joined, school_ids, works).group_by(*keys)


def _unscored(school_ids: Sequence[int], works: Sequence[int]) -> Select[Any]:
    """Results without scores of tasks: the primary score, of no level."""
    keys = (work_result.c.school_id, work.c.year)
    sums = select(
        *keys, literal("").label("level"), func.sum(work_result.c.primary_score), func.sum(work.c.max_score)
    )
    joined = sums.join_from(work_result, work, work.c.id == work_result.c.work_id).where(
        ~exists().where(task_score.c.result_id == work_result.c.id),
        work_result.c.primary_score.is_not(None),
        work.c.max_score.is_not(None),
    )
    return _written(joined, school_ids, works).group_by(*keys)


def _pupils(connection: Connection, school_ids: Sequence[int], works: Sequence[int]) -> dict[Place, int]:
    keys = (work_result.c.school_id, work.c.year)
    counted = select(*keys, func.count(work_result.c.participant.distinct()))
    joined = counted.join_from(work_result, work, work.c.id == work_result.c.work_id)
    rows = connection.execute(_written(joined, school_ids, works).group_by(*keys))
    return {(school_id, year): n for school_id, year, n in rows}


DIAGNOSTIC_FAMILY = Family((*METASUBJECT, *TASKS), diagnostic_rows, of_results_only=True)
