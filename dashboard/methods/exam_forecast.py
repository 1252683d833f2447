"""Forecast of ОГЭ and ЕГЭ (прогноз экзамена) from the elements a pupil has shown in works and from the last mark.

Chance of a point in task t of the exam's plan for pupil s:

    p(s, t) = (earned(s, codes of t) + k · p0(level of t, mark of s)) / (possible(s, codes of t) + k)

The works speak where they touched the codes of the task, the mark speaks for the rest; k is how many points
the mark is worth. Then E = Σ max·p, Var = Σ max²·p(1−p), and marks by the normal distribution between the
borders of the scale, half a point wide on each side, over 0…max. Everything is done for all pupils at once:
an array has a row per pupil and a column per task of the plan.

A pupil with several journal subjects (algebra and geometry in mathematics) has a mean mark; p0 then lies on the
line between its two neighbours in the table.

Source: методика проекта (§1.10 of the methods); the conditions of some exams are in `exam_conditions`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import erf, floor, sqrt

import numpy as np
from numpy.typing import NDArray

from dashboard.methods.scales import Scale

Floats = NDArray[np.float64]
MARKS = (2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class ForecastParameters:
    """Numbers of the method. A prior is the chance of a point for marks 2, 3, 4, 5."""

    prior_points: float = 4.0
    basic: tuple[float, ...] = (0.40, 0.65, 0.85, 0.95)
    advanced: tuple[float, ...] = (0.10, 0.25, 0.50, 0.75)
    high: tuple[float, ...] = (0.01, 0.05, 0.20, 0.50)
    interval_deviations: float = 1.2816  # 80 % of a normal distribution lie within
    red_risk: float = 0.3
    yellow_risk: float = 0.1
    fewest_works: int = 2
    least_coverage: float = 0.5

    def prior(self, level: str) -> tuple[float, ...]:
        """A task without a level is basic."""
        return {"П": self.advanced, "В": self.high}.get(level, self.basic)


PARAMETERS = ForecastParameters()


@dataclass(frozen=True, slots=True)
class PlanTask:
    """A task of the exam's plan (обобщённый план варианта)."""

    number: str
    max_score: int
    level: str = ""
    codes: tuple[str, ...] = ()

    def is_touched_by(self, codes: Iterable[str]) -> bool:
        """A plan that says «7» is touched by a work on 7.2; a plan that says 7.2 is not touched by a work on «7»."""
        return any(code == own or code.startswith(f"{own}.") for code in codes for own in self.codes)


@dataclass(frozen=True)
class Outlook:
    """Expected primary score and its variance, one per pupil."""

    expected: Floats
    variance: Floats

    @property
    def deviation(self) -> Floats:
        return np.sqrt(self.variance)


class Status(StrEnum):
    """Why there is a forecast or none; codes of the mart."""

    OK = "ok"
    NO_PLAN = "no_plan"
    NO_MARKS = "no_marks"
    FEW_WORKS = "few_works"
    LOW_COVERAGE = "low_coverage"


class Risk(StrEnum):
    """Colour of the risk to stay under the minimum."""

    RED = "red"
    YELLOW = "yellow"
    NONE = "none"


def forecast_status(
    has_mark: bool, n_works: int, tasks_covered: int, tasks: int, parameters: ForecastParameters = PARAMETERS
) -> Status:
    """Whether the evidence is enough; `tasks` of the plan, `tasks_covered` of them touched by the pupil's works."""
    if tasks == 0:
        return Status.NO_PLAN
    if not has_mark:
        return Status.NO_MARKS
    if n_works < parameters.fewest_works:
        return Status.FEW_WORKS
    if tasks_covered < parameters.least_coverage * tasks:
        return Status.LOW_COVERAGE
    return Status.OK


def chances(
    plan: Sequence[PlanTask],
    earned: Floats,
    possible: Floats,
    marks: Floats,
    parameters: ForecastParameters = PARAMETERS,
) -> Floats:
    """p(s, t). `earned`, `possible`: points of works, by pupil and task of the plan. A mark of 1 counts as 2."""
    k = parameters.prior_points
    prior = np.column_stack([np.interp(marks, MARKS, parameters.prior(task.level)) for task in plan])
    return (earned + k * prior) / (possible + k)


def outlook(plan: Sequence[PlanTask], chance: Floats) -> Outlook:
    """E and Var of the primary score: a task is worth all of its points or none."""
    maxima = np.array([task.max_score for task in plan], dtype=np.float64)
    expected = (maxima * chance).sum(axis=1)
    return Outlook(expected, (maxima**2 * chance * (1 - chance)).sum(axis=1))


def mark_borders(scale: Scale) -> tuple[int, ...] | None:
    """First primary scores of the bands: of 3, 4, 5, or of a pass alone; None where the scale knows neither."""
    if scale.from3 is not None and scale.from4 is not None and scale.from5 is not None:
        return (scale.from3, scale.from4, scale.from5)
    return None if scale.minimum_primary is None else (scale.minimum_primary,)


def mark_bands(scale: Scale) -> tuple[tuple[int, int], ...]:
    """First and last primary score of marks 2, 3, 4, 5; nothing for an exam without marks."""
    borders = mark_borders(scale)
    return tuple(map(scale.bounds, MARKS)) if borders and len(borders) == 3 else ()


def band_chances(expected: Floats, deviation: Floats, borders: tuple[int, ...], max_score: int) -> Floats:
    """Chance of each band of the scale, a row per pupil; rows sum to 1."""
    found = bands(expected, deviation, (0, *borders, max_score + 1))
    found /= found.sum(axis=1, keepdims=True)
    return found


def bands(expected: Floats, deviation: Floats, edges: Sequence[int], in_hand: int = 0) -> Floats:
    """Masses of the normal distribution between neighbouring edges, not made to sum to 1.

    An edge is the first score of a band and lies half a point under it. `in_hand`: points that are sure already.
    """
    at_edges = np.array([edge - 0.5 - in_hand for edge in edges])
    # A model that never erred still has a width, or the distribution would divide by nothing.
    wide = np.maximum(deviation, 1e-6)
    below = _normal((at_edges[None, :] - expected[:, None]) / wide[:, None])
    return below[:, 1:] - below[:, :-1]


def interval(
    expected: Floats, deviation: Floats, max_score: int, parameters: ForecastParameters = PARAMETERS
) -> tuple[Floats, Floats]:
    """The 80 % interval, inside 0…max."""
    half = parameters.interval_deviations * deviation
    return np.maximum(expected - half, 0.0), np.minimum(expected + half, float(max_score))


def expected_test_score(expected: float, scale: Scale) -> int | None:
    """Test score of the expected primary score, rounded half up; None where the exam has marks only."""
    return scale.test_score(min(floor(expected + 0.5), scale.max_score))


def risk_of(below_minimum: float | None, parameters: ForecastParameters = PARAMETERS) -> Risk | None:
    """Colour of P(below the minimum): from 0.3 red, from 0.1 yellow. Nothing known → None."""
    if below_minimum is None:
        return None
    if below_minimum >= parameters.red_risk:
        return Risk.RED
    return Risk.YELLOW if below_minimum >= parameters.yellow_risk else Risk.NONE


_erf = np.vectorize(erf, otypes=[np.float64])


def _normal(z: Floats) -> Floats:
    if z.size == 0:
        return z
    found: Floats = 0.5 * (1.0 + _erf(z / sqrt(2.0)))
    return found
