"""Scores of the schools' works as arrays, and what they say about the tasks of an exam.

A work speaks of an exam when its codes are of that exam's codifier: «7.2» of ОГЭ is not «7.2» of ЕГЭ. Basic and
profile mathematics share one codifier. Scores that a codifier does not explain still count in the share of points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, func, select

from dashboard.methods.exam_forecast import Floats, PlanTask
from data_access.tables import task_code, task_score, work, work_result, work_task

Ints = NDArray[np.int64]
SCHOOL_WORKS = ("kr", "akr", "dr")
READ_GRADES = (8, 9, 10, 11)
CODIFIERS = {"oge": ("oge",), "ege": ("ege", "ege_base"), "ege_base": ("ege", "ege_base")}


@dataclass(frozen=True, slots=True)
class ScoredTask:
    """A task of a work. `exam`: whose codifier its codes are of, empty when the work names none."""

    work_id: int
    subject_id: int
    year: int
    exam: str
    max_score: int
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    """What works say about pupils (rows) and tasks of a plan (columns). `share`: of all points, NaN without works."""

    earned: Floats
    possible: Floats
    n_works: Ints
    share: Floats

    @property
    def tasks_covered(self) -> Ints:
        covered: Ints = (self.possible > 0).sum(axis=1)
        return covered


@dataclass(frozen=True)
class WorkScores:
    """One element per score; `tasks` counts in `described`."""

    pupils: Ints
    tasks: Ints
    points: Ints
    described: tuple[ScoredTask, ...]

    def evidence(
        self, pupil_ids: Sequence[int], exam: str, subject_id: int, year: int, plan: Sequence[PlanTask]
    ) -> Evidence:
        """Works of the exam's school year and of the year before. `pupil_ids` ascending."""
        known = np.array(pupil_ids, dtype=np.int64)
        chosen = [task.subject_id == subject_id and year - 1 <= task.year <= year for task in self.described]
        kept = np.array(chosen, dtype=np.bool_)[self.tasks] & np.isin(self.pupils, known)
        places, tasks = np.searchsorted(known, self.pupils[kept]), self.tasks[kept]
        points = self.points[kept].astype(np.float64)
        maxima = np.array([task.max_score for task in self.described], dtype=np.float64)[tasks]
        touched = self._touched(chosen, exam, plan)[tasks]
        earned, possible = np.zeros((len(known), len(plan))), np.zeros((len(known), len(plan)))
        for column in range(len(plan)):
            which = touched[:, column]
            earned[:, column] = np.bincount(places[which], points[which], len(known))
            possible[:, column] = np.bincount(places[which], maxima[which], len(known))
        got, could = np.bincount(places, points, len(known)), np.bincount(places, maxima, len(known))
        share = np.divide(got, could, out=np.full(len(known), np.nan), where=could > 0)
        of_plan = np.zeros(len(places), dtype=np.bool_) | touched.any(axis=1)
        return Evidence(earned, possible, self._count_works(places, tasks, of_plan, len(known)), share)

    def _count_works(self, places: Ints, tasks: Ints, which: NDArray[np.bool_], n_pupils: int) -> Ints:
        """Different works of each pupil among these scores."""
        works = np.array([task.work_id for task in self.described], dtype=np.int64)[tasks]
        pairs = np.unique(np.column_stack([places[which], works[which]]), axis=0)
        return np.bincount(pairs[:, 0], minlength=n_pupils)

    def _touched(self, chosen: Sequence[bool], exam: str, plan: Sequence[PlanTask]) -> NDArray[np.bool_]:
        """Which tasks of works speak of which tasks of the plan."""
        found = np.zeros((len(self.described), len(plan)), dtype=np.bool_)
        remembered: dict[tuple[str, ...], list[bool]] = {}
        for number, (task, is_chosen) in enumerate(zip(self.described, chosen, strict=True)):
            if not is_chosen or task.exam not in CODIFIERS[exam]:
                continue
            if task.codes not in remembered:
                remembered[task.codes] = [of_plan.is_touched_by(task.codes) for of_plan in plan]
            found[number] = remembered[task.codes]
        return found


def read_work_scores(connection: Connection, exam_subject: Mapping[int, int]) -> WorkScores:
    """Scores of known pupils in the works of grades that take exams, and of the year before."""
    codes: dict[int, list[str]] = {}
    works = select(work.c.id).where(work.c.kind.in_(SCHOOL_WORKS), work.c.grade.in_(READ_GRADES))
    of_works = select(work_task.c.id).where(work_task.c.work_id.in_(works))
    coded = select(task_code.c.task_id, task_code.c.code).where(task_code.c.task_id.in_(of_works))
    for task_id, code in connection.execute(coded.order_by(task_code.c.task_id, task_code.c.code)):
        codes.setdefault(task_id, []).append(code)
    tasks = select(
        work_task.c.id,
        work_task.c.max_score,
        work.c.id.label("work_id"),
        work.c.subject_id,
        work.c.year,
        work.c.codifier,
    ).join(work, work.c.id == work_task.c.work_id)
    described = connection.execute(tasks.where(work_task.c.work_id.in_(works)).order_by(work_task.c.id)).all()
    ids = np.array([row.id for row in described], dtype=np.int64)
    scores = _columns(connection, _scores(works), 3)
    return WorkScores(
        pupils=scores[:, 0],
        tasks=np.searchsorted(ids, scores[:, 1]),
        points=scores[:, 2],
        described=tuple(
            ScoredTask(
                row.work_id,
                exam_subject[row.subject_id],
                row.year,
                row.codifier,
                row.max_score,
                tuple(codes.get(row.id, ())),
            )
            for row in described
        ),
    )


def _scores(works: Select[tuple[int]]) -> Select[tuple[int, int, int]]:
    return (
        select(work_result.c.pupil_id, task_score.c.task_id, func.coalesce(task_score.c.score, 0))
        .join(work_result, work_result.c.id == task_score.c.result_id)
        .where(
            work_result.c.work_id.in_(works),
            work_result.c.is_current,
            work_result.c.status == "wrote",
            work_result.c.pupil_id.is_not(None),
        )
    )


def _columns(connection: Connection, statement: Select[Any], width: int) -> Ints:
    """The answer of a statement as an array of whole numbers."""
    rows = connection.execute(statement).all()
    flat = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=len(rows) * width)
    return flat.reshape(len(rows), width)
