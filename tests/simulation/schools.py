"""Schools of a generated municipality: how they honestly differ, before anybody writes anything.

Sizes run from a village class of 12 to a town parallel of 120; a seventh of what pupils can do lies between schools
(intraclass correlation about 0.15), one school is an honest lyceum. Schools also differ in how leniently they mark in
the journal, in how readily a missing point is found at a border, and in which tasks were taught well: none of this
is a fault, and all of it makes naive tests cry wolf.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

SIZES = (12, 12, 14, 15, 16, 18, 20, 22, 24, 25, 25, 28, 30, 35, 40, 45, 48, 50, 52, 55,
         60, 65, 70, 75, 80, 85, 90, 100, 110, 120)  # fmt: skip
VILLAGE = 24  # pupils in a parallel, up to which a school is a village one
BETWEEN = (
    0.36  # standard deviation of school levels beside 1 of pupils; with the lyceum and villages: ICC 0.15
)
LYCEUM_SIZE, LYCEUM_LEVEL, VILLAGE_LEVEL = 90, 1.1, -0.2  # one school has 90 pupils in a parallel
TASK_BETWEEN = 0.3  # of what a school taught better or worse than its level, per task, in logits
LENIENCY, READINESS = 0.2, 0.25

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class School:
    """`level`: mean ability of its pupils; `leniency`: added to journal marks; `readiness`: heaping at borders as a
    multiple of the region's."""

    school_id: int
    size: int
    level: float
    leniency: float
    readiness: float

    @property
    def is_lyceum(self) -> bool:
        return self.size == LYCEUM_SIZE


def honest_schools(rng: np.random.Generator, count: int = len(SIZES)) -> list[School]:
    """Schools by number, from 0, the smallest first. With fewer schools sizes still run from 12 to 120."""
    positions = np.linspace(0, len(SIZES) - 1, count).round().astype(int)
    return [_school(rng, number, SIZES[at]) for number, at in enumerate(positions)]


def _school(rng: np.random.Generator, number: int, size: int) -> School:
    level = LYCEUM_LEVEL if size == LYCEUM_SIZE else rng.normal(0.0, BETWEEN)
    level += VILLAGE_LEVEL if size <= VILLAGE else 0.0
    leniency = float(rng.normal(0.0, LENIENCY))
    readiness = float(np.exp(rng.normal(0.0, READINESS)))
    return School(number, size, float(level), leniency, readiness)
