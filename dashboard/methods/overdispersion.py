"""Honest schools differ: the variance between them, beside the chance inside each (сверхдисперсия).

A school of a good district is above the others without anybody cheating. A test that knows only the chance of who came
that day calls every tenth honest school; one that adds the variance between schools asks whether the school stands
out among schools. The variance solves Paule and Mandel's equation with distances bounded as in Huber's second
proposal: the very schools that are looked for do not hide themselves by widening it, and for honest ones it is not too
small (merely drawing values in makes it a third too small). It is an estimate itself, so tests that use it are
Student's, with degrees of freedom after Satterthwaite.

Source: Spiegelhalter D. J. (2005), Statistics in Medicine 24, 1185–1202; Paule R. C., Mandel J. (1982), J. Res. NBS 87;
Huber P. J. (1964), Ann. Math. Statist. 35, 73–101.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import asin, exp, inf, isinf, pi, sqrt
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dashboard.methods.distributions import normal_above, t_above

FEWEST_SCHOOLS = 8  # under them the variance between schools is a guess: there is no test then
BOUND = 1.5  # distances of more standard deviations count as so many
EFFICIENCY = 0.7  # of a scale estimated with this bound, against the standard deviation
STEPS = 50
ROUNDS = 8
Array = NDArray[np.float64]


class Between(NamedTuple):
    """How schools lie: around `centre` with `variance` beside chance; `degrees`: of freedom, of the variance."""

    centre: float
    variance: float
    degrees: float


def between_schools(
    values: Sequence[float], variances: Sequence[float], centre: float | None = None, bound: float = BOUND
) -> Between | None:
    """Centre and variance of values with these sampling variances; None under eight schools.

    `centre`: where it is known, as with figures of a region: the variance is then around it. The variance is zero when
    values differ no more than chance makes them. A sampling variance that is not positive → ValueError.
    """
    if any(variance <= 0 for variance in variances):
        raise ValueError("a sampling variance is not positive")
    if len(values) < FEWEST_SCHOOLS:
        return None
    at, chance = np.array(values), np.array(variances)
    degrees = len(values) - (centre is None)
    usual = degrees * _usual_square(bound)
    low, high = 0.0, float(np.ptp(at)) ** 2 + (0.0 if centre is None else float(np.max((at - centre) ** 2)))
    if _spread(at, chance, 0.0, centre, bound) > usual:
        while _spread(at, chance, high, centre, bound) > usual:
            high *= 2
        for _ in range(STEPS):
            middle = (low + high) / 2
            is_wider = _spread(at, chance, middle, centre, bound) > usual
            low, high = (middle, high) if is_wider else (low, middle)
    found = _centre(at, chance + low, bound) if centre is None else centre
    return Between(found, low, degrees if isinf(bound) else degrees * EFFICIENCY)


def chance_above(
    distance: float, own: float, own_degrees: float, between: Between, weight_of_others: float = 0.0
) -> float:
    """Chance that an honest school is as far above the reference.

    `own`: sampling variance of the distance, with its degrees of freedom (inf: known). `weight_of_others`: Σ squared
    weights of the schools that make the reference, 0 for a region: a mean of few schools is off by chance, too.
    """
    of_schools = between.variance * (1 + weight_of_others)
    statistic = distance / sqrt(own + of_schools)
    doubt = own**2 / own_degrees + of_schools**2 / between.degrees
    return t_above(statistic, (own + of_schools) ** 2 / doubt) if doubt else normal_above(statistic)


class Sizes(NamedTuple):
    """Pupils of all schools, and Σ squares of schools' pupils."""

    pupils: float
    squares: float

    @classmethod
    def of(cls, counts: Iterable[float]) -> Sizes:
        listed = list(counts)
        return cls(sum(listed), sum(n * n for n in listed))

    def weight_of_others(self, own: float) -> float:
        """Σ squared weights of schools in the mean of all pupils but the own ones; 1 where there is one other."""
        others = self.pupils - own
        return (self.squares - own * own) / others**2 if others else 1.0


def angle(count: float, n: float) -> float:
    """A share on the scale on which chance is the same everywhere (Anscombe 1948)."""
    return asin(sqrt((count + 3 / 8) / (n + 3 / 4)))


def angle_variance(n: float) -> float:
    return 1 / (4 * n + 2)


def _spread(values: Array, variances: Array, between: float, centre: float | None, bound: float) -> float:
    """Sum of bounded squared distances from the centre, in units of the whole variance."""
    whole = variances + between
    middle = _centre(values, whole, bound) if centre is None else centre
    return float(np.minimum((values - middle) ** 2 / whole, bound**2).sum())


def _centre(values: Array, variances: Array, bound: float) -> float:
    """Weighted mean in which what is beyond the bound weighs less."""
    middle = float(np.median(values))
    for _ in range(ROUNDS):
        distances = np.abs(values - middle) / np.sqrt(variances)
        weights = np.minimum(1.0, bound / np.maximum(distances, 1e-12)) / variances
        middle = float(np.average(values, weights=weights))
    return middle


def _usual_square(bound: float) -> float:
    """Mean of a bounded square of a standard normal; 1 without a bound."""
    if bound == inf:
        return 1.0
    inside = 2 * NormalDist().cdf(bound) - 1
    return inside - 2 * bound * exp(-(bound**2) / 2) / sqrt(2 * pi) + bound**2 * (1 - inside)
