"""Writes works, their tasks and codes, results and scores.

A work is made once, by the first load that speaks of it; its tasks, maxima and codes cannot change while
results stand on them, so a file that says otherwise is refused. Protocols of РЦОИ (ОГЭ, ЕГЭ) are the exception:
they do not state maxima, which grow with the best result so far, unless an exam plan is known on the day the
work is made. A plan that comes later does not change works that are there: undo and load the protocol again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, select, update

from dashboard.loading.exam_tasks import (
    OF_PROTOCOLS,
    exam_of_protocol,
    plan_fits,
    plan_of_protocol,
    tasks_by_plan,
)
from dashboard.loading.identity import WORKS_OF_TEACHERS, work_code
from dashboard.loading.ledger import Ledger
from dashboard.loading.plan import LoadRefused, PlannedResult, PlannedWork
from data_access.formats.rows import NOT_TAUGHT, ResultRow, TaskRow, WorkRow
from data_access.tables import task_code, task_score, work, work_result, work_task

MOST_ANSWERS = 120
WAY_OUT = "Отмените прежнюю загрузку этой работы, исправьте файл или назовите работу иначе."


def write_results(ledger: Ledger) -> None:
    """Works that are new, and every planned result with its scores."""
    works = {key: _work(ledger, planned) for key, planned in ledger.plan.works.items()}
    tasks = {work_id: _task_ids(ledger.connection, work_id) for work_id in works.values()}
    scores: list[dict[str, Any]] = []
    for planned in ledger.plan.results:
        work_id = works[planned.work]
        scores += _scores(planned, _write_result(ledger, planned, work_id), tasks[work_id])
    ledger.insert_many(task_score, scores)


def _write_result(ledger: Ledger, planned: PlannedResult, work_id: int) -> int:
    row = planned.row
    pupil_id = None if planned.pupil is None else ledger.id(planned.pupil)
    return ledger.insert_one(
        work_result,
        work_id=work_id,
        school_id=ledger.id(planned.school),
        class_id=None if planned.in_class is None else ledger.id(planned.in_class),
        pupil_id=pupil_id,
        # A name never becomes a key: a matched participant is known by the pupil's id.
        participant=f"p{pupil_id}" if row.is_name else row.participant,
        load_id=ledger.load_id,
        variant=row.variant,
        primary_score=row.primary,
        test_score=row.test_score,
        mark=row.mark,
        journal_mark=row.journal_mark,
        status=row.status,
        answers=answers(row),
        is_current=False,
    )


def answers(row: ResultRow) -> str:
    """The scores of the tasks in order, «-» for one not begun: works that are alike have equal texts."""
    taught = (score for score in row.scores if score != NOT_TAUGHT)
    return ",".join("-" if score is None else str(score) for score in taught)[:MOST_ANSWERS]


def _scores(planned: PlannedResult, result_id: int, task_ids: Sequence[int]) -> list[dict[str, Any]]:
    """Rows of the tasks that were assigned to this pupil; the absent were assigned none."""
    if planned.row.status == "absent":
        return []
    return [
        {"result_id": result_id, "task_id": task_id, "score": score}
        for task_id, score in zip(task_ids, planned.row.scores, strict=True)
        if score != NOT_TAUGHT
    ]


def _task_ids(connection: Connection, work_id: int) -> list[int]:
    known = select(work_task.c.id).where(work_task.c.work_id == work_id).order_by(work_task.c.position)
    return list(connection.scalars(known))


def _work(ledger: Ledger, planned: PlannedWork) -> int:
    """The id of a work, made now or checked against the one that is there."""
    subject_id = ledger.id(planned.subject)
    school_id = None if planned.school is None else ledger.id(planned.school)
    code = work_code(planned.row, subject_id, school_id)
    work_id = ledger.connection.scalar(select(work.c.id).where(work.c.code == code))
    if work_id is not None:
        _check_work(ledger.connection, work_id, planned.row)
    else:
        row = _with_exam_plan(ledger.connection, planned.row, subject_id)
        work_id = ledger.insert_one(
            work,
            code=code,
            kind=row.kind,
            subject_id=subject_id,
            grade=row.grade,
            year=row.year,
            held_on=date.fromisoformat(row.date) if row.date else None,
            title=row.title,
            max_score=_max_score(row),
            school_id=school_id,
            codifier=row.codifier,
            codifier_year=row.codifier_year,
            created_load_id=ledger.load_id,
        )
        _write_tasks(ledger, work_id, row.tasks)
    ledger.touched.works.add(work_id)
    return work_id


def _with_exam_plan(connection: Connection, row: WorkRow, subject_id: int) -> WorkRow:
    plan = plan_of_protocol(connection, row, subject_id)
    if not plan or not plan_fits(plan, row.tasks):
        return row
    tasks = tasks_by_plan(plan, row.tasks)
    whole = sum(task.max_score for task in tasks)
    exam = exam_of_protocol(row)
    return replace(row, tasks=tasks, max_score=whole, codifier=exam, codifier_year=row.year + 1)


def _max_score(row: WorkRow) -> int | None:
    return sum(task.max_score for task in row.tasks) if row.kind in WORKS_OF_TEACHERS else row.max_score


def _write_tasks(ledger: Ledger, work_id: int, tasks: Sequence[TaskRow]) -> None:
    ledger.insert_many(
        work_task,
        [
            {
                "work_id": work_id,
                "position": position,
                "number": task.number,
                "max_score": task.max_score,
                "level": task.level,
            }
            for position, task in enumerate(tasks)
        ],
    )
    task_ids = _task_ids(ledger.connection, work_id)
    codes = [
        {"task_id": task_id, "code": code}
        for task_id, task in zip(task_ids, tasks, strict=True)
        for code in dict.fromkeys(task.codes)
    ]
    ledger.insert_many(task_code, codes)


def _check_work(connection: Connection, work_id: int, row: WorkRow) -> None:
    """The tasks of a known work must be those of the file, or scores would go to the wrong tasks."""
    known = _read_tasks(connection, work_id)
    if [task.number for task in known] != [task.number for task in row.tasks]:
        raise LoadRefused(
            f"«{row.title}» уже загружена с другими заданиями: было {len(known)}, "
            f"в файле {len(row.tasks)}. {WAY_OUT}"
        )
    if row.kind in OF_PROTOCOLS:
        _grow_maxima(connection, work_id, known, row)
        return
    is_whole = row.kind in WORKS_OF_TEACHERS
    if is_whole:
        _check_codifier(connection, work_id, row)
    for before, now in zip(known, row.tasks, strict=True):
        fault = _fault(before, now, is_whole)
        if fault:
            raise LoadRefused(f"«{row.title}» уже загружена иначе: задание {now.number}: {fault}. {WAY_OUT}")


def _read_tasks(connection: Connection, work_id: int) -> list[TaskRow]:
    tasks = work_task.c
    codes: dict[int, list[str]] = {}
    of_work = select(task_code.c.task_id, task_code.c.code).join(work_task).where(tasks.work_id == work_id)
    for task_id, code in connection.execute(of_work):
        codes.setdefault(task_id, []).append(code)
    rows = connection.execute(select(work_task).where(tasks.work_id == work_id).order_by(tasks.position))
    return [
        TaskRow(row.number, row.max_score, row.level, tuple(sorted(codes.get(row.id, ())))) for row in rows
    ]


def _fault(before: TaskRow, now: TaskRow, is_whole: bool) -> str:
    """What the file says otherwise of a task. Files of ВПР may leave levels and codes out: `is_whole` is False."""
    if before.max_score != now.max_score:
        return f"максимальный балл был {before.max_score}, в файле {now.max_score}"
    if before.level != now.level and (is_whole or now.level):
        return f"уровень был «{before.level}», в файле «{now.level}»"
    codes = tuple(sorted(set(now.codes)))
    if before.codes != codes and (is_whole or codes):
        return f"коды были {_listed(before.codes)}, в файле {_listed(codes)}"
    return ""


def _listed(codes: Sequence[str]) -> str:
    return ", ".join(codes) or "не указаны"


def _check_codifier(connection: Connection, work_id: int, row: WorkRow) -> None:
    """The same code names another element in another codifier."""
    statement = select(work.c.codifier, work.c.codifier_year).where(work.c.id == work_id)
    if tuple(connection.execute(statement).one()) != (row.codifier, row.codifier_year):
        raise LoadRefused(f"«{row.title}» уже загружена с другим кодификатором. {WAY_OUT}")


def _grow_maxima(connection: Connection, work_id: int, known: Sequence[TaskRow], row: WorkRow) -> None:
    """Protocols of РЦОИ do not state the maximum: it is the best that anybody has got so far."""
    for position, (before, now) in enumerate(zip(known, row.tasks, strict=True)):
        if now.max_score > before.max_score:
            better = update(work_task).where(work_task.c.work_id == work_id, work_task.c.position == position)
            connection.execute(better.values(max_score=now.max_score))
