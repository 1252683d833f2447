"""Tasks of an exam's protocol by the exam's plan: protocols of РЦОИ print neither maxima nor levels nor codes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from data_access.codifiers import ExamTask, read_exam_plan
from data_access.formats.rows import TaskRow, WorkRow

OF_PROTOCOLS = ("oge", "ege")


def exam_of_protocol(row: WorkRow) -> str:
    """Code of the exam whose protocol this is: ЕГЭ has two, with test scores and with marks; empty for other works."""
    return {"oge": "oge", "ege": row.codifier}.get(row.kind, "")


def plan_of_protocol(connection: Connection, row: WorkRow, subject_id: int) -> tuple[ExamTask, ...]:
    """The plan of the exam that ends the school year of a protocol of РЦОИ; empty for other works."""
    exam = exam_of_protocol(row)
    return read_exam_plan(connection, exam, subject_id, row.year + 1) if exam else ()


def plan_fits(plan: Sequence[ExamTask], tasks: Sequence[TaskRow]) -> bool:
    """As many tasks, and nobody got more for one of them than the plan allows: else it is another variant's."""
    return len(plan) == len(tasks) and all(
        task.max_score <= planned.max_score for planned, task in zip(plan, tasks, strict=True)
    )


def tasks_by_plan(plan: Sequence[ExamTask], tasks: Sequence[TaskRow]) -> tuple[TaskRow, ...]:
    """Numbers as the protocol has them; maxima, levels and codes as the plan has them."""
    return tuple(
        TaskRow(task.number, planned.max_score, planned.level, planned.codes)
        for planned, task in zip(plan, tasks, strict=True)
    )
