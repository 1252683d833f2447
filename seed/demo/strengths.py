"""What of a subject a pupil and a class are better and worse at, section by section of a codifier.

A strength is added to the logarithm of the odds of a point. It is drawn once and stays for all years and works, so
what a pupil shows in the school's works is seen again in the exam: that is what a forecast by elements lives on.
Strengths say where points are lost, not how many: over the plan of the exam they sum to nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from seed.demo.codifiers import MATHS, RUSSIAN, codifier
from seed.demo.model import ClassKey, stream
from seed.demo.scores import Task

PUPIL_SPREAD = 0.45
CLASS_SPREAD = 0.20
# The plan that weighs the sections; those of other years differ little.
_WEIGHING_YEAR = 2026

_Cohort = tuple[str, int, str]


def strengths(
    seed: int, key: ClassKey, pupil_number: int, exam: str, subject: str, tasks: Sequence[Task]
) -> list[float]:
    """Strength of a pupil in every task, 0 where it has no codes; they are codes of the exam's codifier.

    Algebra, geometry and mathematics share a codifier, so a strength is one for all of them.
    """
    if not exam:
        return [0.0] * len(tasks)
    cohort = (key.school, key.year - key.grade, key.letter)
    found = _of_sections(seed, cohort, pupil_number, exam, RUSSIAN if subject == RUSSIAN else MATHS)
    return [_mean([found[section] for section in sections_of(task)]) for task in tasks]


@cache
def sections_of(task: Task) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code.split(".")[0] for code in task.codes))


@cache
def _of_sections(seed: int, cohort: _Cohort, number: int, exam: str, subject: str) -> dict[str, float]:
    weights = _weights(exam, subject)
    drawn = {
        section: stream(seed, "strength", number, exam, subject, section).gauss(0.0, PUPIL_SPREAD)
        + stream(seed, "class strength", *cohort, exam, subject, section).gauss(0.0, CLASS_SPREAD)
        for section in weights
    }
    centre = sum(weights[section] * own for section, own in drawn.items()) / sum(weights.values())
    return {section: own - centre for section, own in drawn.items()}


@cache
def _weights(exam: str, subject: str) -> dict[str, float]:
    """Section → points of the plan; the points of a task with several sections are shared among them."""
    found = codifier(exam, subject, _WEIGHING_YEAR)
    weights = {code: 0.0 for code, _ in found.elements if "." not in code}
    for task in found.tasks:
        for section in sections_of(task):
            weights[section] += task.maximum / len(sections_of(task))
    return weights


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
