"""Scores of one participant in the tasks of a work.

The level on the scale of marks is turned into an expected share of points, through the borders of the
work's own scale, and then into points task by task; harder tasks are solved less often. So a work's marks
follow knowledge, and its tasks keep their order of difficulty.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from data_access.formats.codes import read_codes

SPREAD = 0.22  # a day's luck, in marks


@dataclass(frozen=True)
class Scale:
    """First primary scores of marks 3, 4 and 5, and the maximum."""

    maximum: int
    three: int
    four: int
    five: int

    def mark(self, primary: int) -> int:
        return 2 + sum(primary >= border for border in (self.three, self.four, self.five))


@dataclass(frozen=True)
class Task:
    """`hardness` shifts the logarithm of the odds of a point; `level` is Б, П or В.

    `code_list` is the list of content elements as it is printed, `codes` is what it means.
    """

    number: str
    maximum: int
    level: str = "Б"
    hardness: float = 0.0
    code_list: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        return _codes(self.code_list)


@cache
def _codes(printed: str) -> tuple[str, ...]:
    return read_codes(printed)


def expected_share(level: float, scale: Scale) -> float:
    """Share of points that a level deserves: 2,5 stands at the border of «3», 3,5 of «4», 4,5 of «5»."""
    points = (
        (1.0, 0.05 * scale.maximum),
        (2.5, scale.three - 0.5),
        (3.5, scale.four - 0.5),
        (4.5, scale.five - 0.5),
        (5.4, 0.99 * scale.maximum),
    )
    clipped = min(max(level, points[0][0]), points[-1][0])
    for (low, low_score), (high, high_score) in pairwise(points):
        if clipped <= high:
            return (low_score + (clipped - low) / (high - low) * (high_score - low_score)) / scale.maximum
    return points[-1][1] / scale.maximum


def draw(
    level: float,
    scale: Scale,
    tasks: Sequence[Task],
    rng: random.Random,
    strengths: Sequence[float] | None = None,
) -> tuple[int, ...]:
    """Points in every task, in the order of the tasks. `strengths`: the participant's own odds, task by task."""
    share = expected_share(level + rng.gauss(0.0, SPREAD), scale)
    shift = _shift(round(share, 2), tuple((task.maximum, task.hardness) for task in tasks))
    chances = [
        _logistic(shift - task.hardness + own)
        for task, own in zip(tasks, strengths or [0.0] * len(tasks), strict=True)
    ]
    return tuple(
        sum(rng.random() < chance for _ in range(task.maximum))
        for task, chance in zip(tasks, chances, strict=True)
    )


@cache
def _shift(share: float, tasks: tuple[tuple[int, float], ...]) -> float:
    """The shift at which the expected share of points over all tasks is `share` (halving the interval)."""
    total = sum(maximum for maximum, _ in tasks)
    low, high = -8.0, 8.0
    for _ in range(40):
        middle = (low + high) / 2
        reached = sum(maximum * _logistic(middle - hardness) for maximum, hardness in tasks) / total
        low, high = (middle, high) if reached < share else (low, middle)
    return (low + high) / 2


def _logistic(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-x))
