"""Tasks of works with their codes (КЭС) and the points got: of a class, or of each pupil with the right to names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Subquery, func, select

from data_access.queries.work_results import Scope, listed_results
from data_access.tables import task_code, task_score, work_task
from data_access.viewer import Reader


@dataclass(frozen=True, slots=True)
class Task:
    """A task of a work; `level` Б, П, В or empty."""

    id: int
    work_id: int
    position: int
    number: str
    max_score: int
    level: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaskSum:
    """Points in a task of `n` pupils of a class, or of one pupil. Who had «Н/п» is not among them."""

    task: Task
    class_id: int
    pupil_id: int | None
    got: int
    possible: int
    n: int


def read_task_sums(reader: Reader, scope: Scope, by_pupil: bool = False) -> list[TaskSum]:
    """Points by task and class, in the order of the tasks; `by_pupil` gives nothing without the right to names."""
    if by_pupil and not reader.viewer.sees_names:
        return []

    def read() -> list[TaskSum]:
        listed, codes = listed_results(reader, scope), _codes()
        key = [work_task.c[name] for name in ("id", "work_id", "position", "number", "max_score", "level")]
        whose = [listed.c.class_id, *([listed.c.pupil_id] if by_pupil else [])]
        score = func.coalesce(task_score.c.score, 0)
        statement = (
            select(
                *key,
                codes.c.codes,
                *whose,
                func.sum(score).label("got"),
                func.sum(work_task.c.max_score).label("possible"),
                func.count().label("n"),
            )
            .select_from(listed)
            .join(task_score, task_score.c.result_id == listed.c.id)
            .join(work_task, work_task.c.id == task_score.c.task_id)
            .outerjoin(codes, codes.c.task_id == work_task.c.id)
            .where(listed.c.status == "wrote")
            .group_by(*key, codes.c.codes, *whose)
            .order_by(work_task.c.work_id, work_task.c.position)
        )
        if scope.subject_id is not None:
            statement = statement.where(listed.c.subject_id == scope.subject_id)
        return _collect(reader.connection.execute(statement), by_pupil)

    return reader.once(("task sums", scope, by_pupil), read)


def _codes() -> Subquery:
    """Codes of a task as one text."""
    return (
        select(task_code.c.task_id, func.aggregate_strings(task_code.c.code, " ").label("codes"))
        .group_by(task_code.c.task_id)
        .subquery("codes")
    )


def _collect(rows: Any, by_pupil: bool) -> list[TaskSum]:
    tasks: dict[int, Task] = {}
    found = []
    for row in rows:
        if row.id not in tasks:
            codes = tuple((row.codes or "").split())
            tasks[row.id] = Task(
                row.id, row.work_id, row.position, row.number, row.max_score, row.level, codes
            )
        pupil_id = row.pupil_id if by_pupil else None
        found.append(TaskSum(tasks[row.id], row.class_id, pupil_id, int(row.got), int(row.possible), row.n))
    return found
