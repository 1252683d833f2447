"""Scores of the management cycle (оценка цикла управления): a step is 0, 1 or 2, a mechanism the sum over nine steps.

Source: METHODS §3.9, методика проекта: no published formula is known. A step is 2 when it is done in whole, 1 in
part, 0 when there is nothing; the share of a mechanism is its sum against the most it could have.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

FULL = 2


class Band(StrEnum):
    """How well the cycle of a mechanism is run."""

    HIGH = "высокий"
    MIDDLE = "средний"
    LOW = "низкий"


@dataclass(frozen=True, slots=True)
class CycleScore:
    """Points of a mechanism and the most it could have."""

    points: int
    most: int

    @property
    def share(self) -> float | None:
        """In [0, 1]; None without a step."""
        return self.points / self.most if self.most else None

    @property
    def band(self) -> Band | None:
        """From 0.8 high, from 0.5 middle, else low."""
        if not self.most:
            return None
        # whole numbers: 0.8 of 10 points is 8 of them, whatever a float makes of it
        if 10 * self.points >= 8 * self.most:
            return Band.HIGH
        return Band.MIDDLE if 2 * self.points >= self.most else Band.LOW


def step_score(done: int, whole: int) -> int:
    """Nothing done, or nothing to do: 0; a part: 1; all of it: 2."""
    if done <= 0 or whole <= 0:
        return 0
    return FULL if done >= whole else 1


def cycle_score(steps: Iterable[int]) -> CycleScore:
    """Sum of the steps and its maximum."""
    points = list(steps)
    return CycleScore(sum(points), FULL * len(points))
