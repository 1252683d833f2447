"""Conditions of exams in a forecast (дополнительные условия шкал ОГЭ: геометрия, грамотность).

A mark may be bound to some of the tasks: without the points in them it is lower (`scales.requirement_of`). For a
forecast this is a chance that moves: of the pupils expected to reach a mark, those who miss its condition go to the
lower one. The two are not independent, weak pupils miss both, so the chance is counted jointly: the points of the
bound tasks exactly, task by task, the rest of the work by the normal distribution; P(mark, condition missed) then
is a sum over the points that are too few.

A condition applies only when the plan names all of its tasks; a plan with other numbers has none.

Source: методика проекта on §1.10 and §4.2 (notes 1–3) of the methods.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.methods.exam_forecast import MARKS, Floats, PlanTask, bands
from dashboard.methods.scales import requirement_of


@dataclass(frozen=True, slots=True)
class Condition:
    """`tasks`: positions in the plan. `needed`: (mark, points in those tasks, mark without them)."""

    tasks: tuple[int, ...]
    needed: tuple[tuple[int, int, int], ...]


def find_condition(exam: str, subject: str, year: int, plan: Sequence[PlanTask]) -> Condition | None:
    """The condition of an exam over the tasks of its plan; `year` is the calendar year of the exam."""
    requirement = requirement_of(exam, subject, year)
    if requirement is None:
        return None
    tasks = tuple(position for position, task in enumerate(plan) if task.number in requirement.tasks)
    return Condition(tasks, requirement.needed) if len(tasks) == len(requirement.tasks) else None


def missed_chances(
    plan: Sequence[PlanTask], chance: Floats, condition: Condition, borders: tuple[int, ...]
) -> Floats:
    """P(condition missed | mark), a row per pupil, a column per mark 2…5. A mark out of reach → 0."""
    bound = points_distribution(
        [plan[task].max_score for task in condition.tasks], chance[:, condition.tasks]
    )
    rest = [task for task in range(len(plan)) if task not in condition.tasks]
    maxima = np.array([plan[task].max_score for task in rest], dtype=np.float64)
    expected = (maxima * chance[:, rest]).sum(axis=1)
    deviation = np.sqrt((maxima**2 * chance[:, rest] * (1 - chance[:, rest])).sum(axis=1))
    edges = (0, *borders, sum(task.max_score for task in plan) + 1)
    fewest = {mark: points for mark, points, _ in condition.needed}
    reached = np.zeros((len(chance), len(MARKS)))
    missed = np.zeros_like(reached)
    for points in range(bound.shape[1]):
        joint = bound[:, [points]] * bands(expected, deviation, edges, points)
        reached += joint
        missed += joint * np.array([points < fewest.get(mark, 0) for mark in MARKS])
    return np.divide(missed, reached, out=np.zeros_like(missed), where=reached > 1e-9)


def points_distribution(maxima: Sequence[int], chance: Floats) -> Floats:
    """P(points in these tasks = 0, 1, …, Σ max), a row per pupil; each task gives all of its points or none."""
    found = np.zeros((len(chance), sum(maxima) + 1))
    found[:, 0] = 1.0
    for task, points in enumerate(maxima):
        p = chance[:, [task]]
        solved = np.zeros_like(found)
        solved[:, points:] = found[:, : found.shape[1] - points]
        found = found * (1 - p) + solved * p
    return found


def move_missed(marks: Floats, missed: Floats, condition: Condition) -> Floats:
    """Chances of marks 2…5 after those who miss the condition have gone to the lower mark; rows keep their sum."""
    moved = marks.copy()
    for mark, _, lower in condition.needed:
        lost = marks[:, mark - 2] * missed[:, mark - 2]
        moved[:, mark - 2] -= lost
        moved[:, lower - 2] += lost
    return moved
