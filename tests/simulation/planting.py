"""Faults planted into a school of an honest municipality."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import Enum, auto

import numpy as np

from dashboard.methods.papers import MATHS
from tests.simulation.papers import BORDERS, give
from tests.simulation.schools import Numbers, School
from tests.simulation.town import SUBJECTS, YEAR, Municipality, procedure

PLANTED_SIZE = 100  # pupils in a parallel of the school
LIFTED_SHARE, COPIED_SHARE, CLASS = 0.15, 1 / 3, 25
HIGH, LOW = 0.80, 0.45
NEAR = 3  # points under a border from which pupils are lifted
WRITTEN = (procedure(5, MATHS), YEAR)  # where marks are lifted and sheets copied


class Fault(Enum):
    """What is done to a school."""

    INFLATED = auto()
    COPIED = auto()
    FALLING = auto()


def lift_marks(town: Municipality, school: School) -> None:
    """15 % of the pupils are lifted over a border from right under it: the border with most pupils just under it."""
    papers = town.papers[school.school_id, *WRITTEN]
    points = papers.points.copy()
    scores = points.sum(axis=1)
    border = max(BORDERS, key=lambda least: int(((scores < least) & (scores >= least - NEAR)).sum()))
    under = np.flatnonzero(scores < border)
    nearest = under[np.argsort(-scores[under], kind="stable")][: round(LIFTED_SHARE * len(scores))]
    for pupil in nearest:
        give(town.rng, points, np.array([pupil]), int(border - scores[pupil]))
    town.replace(replace(papers, points=points))


def copy_answers(town: Municipality, school: School) -> None:
    """A third of one class hands in the sheet of its middle pupil."""
    papers = town.papers[school.school_id, *WRITTEN]
    points = papers.points.copy()
    in_class = np.argsort(points[:CLASS].sum(axis=1), kind="stable")
    sheet = points[in_class[len(in_class) // 2]]
    points[in_class[: round(COPIED_SHARE * CLASS)]] = sheet
    town.replace(replace(papers, points=points))


def let_fall(town: Municipality, school: School) -> None:
    """A cohort with 80 % of the points in grade 4 has 45 % of them in grade 5, in both subjects."""
    for grade, year, completion in ((4, YEAR - 1, HIGH), (5, YEAR, LOW)):
        for subject in SUBJECTS:
            count = len(town.papers[school.school_id, procedure(grade, subject), year].journal)
            ability = town.rng.normal(0.0, 1.0, count)
            level = _level(town, school, ability, (grade, subject, year), completion)
            town.replace(town.write(school, ability + level, grade, subject, year))


PLANT: Mapping[Fault, Callable[[Municipality, School], None]] = {
    Fault.INFLATED: lift_marks,
    Fault.COPIED: copy_answers,
    Fault.FALLING: let_fall,
}


def _level(
    town: Municipality, school: School, ability: Numbers, work: tuple[int, str, int], completion: float
) -> float:
    """How able pupils must be to get this share of the points, by halving."""
    low, high = -4.0, 4.0
    for _ in range(12):
        middle = (low + high) / 2
        written = town.write(school, np.tile(ability, 5) + middle, *work)
        low, high = (middle, high) if written.completion < completion else (low, middle)
    return (low + high) / 2
