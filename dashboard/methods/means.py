"""Means with their uncertainty: t-intervals from n, Σx, Σx², and Welch's interval of a difference of two means.

Whole sums, not lists of scores, come in, so a school can be taken out of its municipality exactly. Two means are
compared by the interval of their difference: intervals of the means themselves may overlap although the means differ.
The interval assumes nothing about equal spread (Welch), since schools differ in spread as well as in level.

Source: Student (1908), Biometrika 6, 1–25; Welch B. L. (1947), Biometrika 34, 28–35.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from dashboard.methods.intervals import UNKNOWN, Interval


@dataclass(frozen=True, slots=True)
class Moments:
    """Scores as n, Σx and Σx², whole numbers."""

    n: int
    total: int
    squares: int

    @property
    def mean(self) -> float | None:
        return self.total / self.n if self.n else None

    @property
    def variance(self) -> float | None:
        """s² with n − 1; None under two scores."""
        if self.n < 2:
            return None
        return (self.n * self.squares - self.total**2) / (self.n * (self.n - 1))


@dataclass(frozen=True, slots=True)
class Level:
    """How a school did: the mean of n pupils in percent of the largest score.

    `variance`: of the pupils around it, in the same unit; None: not known, as when works of different maxima are in it.
    """

    n: int
    mean: float
    variance: float | None = None

    @classmethod
    def of(cls, moments: Moments, maximum: int) -> Level:
        """Scores of one work with this largest score. Nobody, or a work without points → ValueError."""
        if moments.n < 1 or maximum < 1:
            raise ValueError(f"{moments.n} scores of at most {maximum}")
        scale = 100.0 / maximum
        variance = moments.variance
        return cls(
            moments.n, scale * moments.total / moments.n, None if variance is None else scale**2 * variance
        )

    @property
    def interval(self) -> Interval:
        """95 % interval of the mean, in percent; unknown without a spread. It ends at 0 and at 100."""
        if self.variance is None or self.n < 2:
            return UNKNOWN
        found = _around(self.mean, self.variance / self.n, self.n - 1, 0.95)
        return Interval(max(0.0, found.low), min(100.0, found.high)) if found.is_known else found


def mean_interval(moments: Moments, level: float = 0.95) -> Interval:
    """Student's interval of a mean, in points. Unknown under two scores and where all are equal.

    Equal scores say that nothing varied, not that the mean is known without error. `level` outside (0, 1) → ValueError.
    """
    variance = moments.variance
    if variance is None:
        _quantile(1, level)
        return UNKNOWN
    return _around(moments.total / moments.n, variance / moments.n, moments.n - 1, level)


def difference_of_means_interval(first: Moments, second: Moments, level: float = 0.95) -> Interval:
    """Welch's interval of mean1 − mean2 of two independent groups, in points.

    Unknown where a group has fewer than two scores or neither has any spread.
    """
    return _welch(first, second, level)


def difference_of_levels_interval(first: Level, second: Level, level: float = 0.95) -> Interval:
    """The same of two schools, in percentage points."""
    return _welch(first, second, level)


def means_differ(first: Moments, second: Moments, level: float = 0.95) -> bool:
    """True when the interval of the difference leaves 0 out. Groups without an interval never differ."""
    interval = difference_of_means_interval(first, second, level)
    return interval.is_known and not interval.low <= 0.0 <= interval.high


def pooled_variance(levels: Iterable[Level]) -> float | None:
    """Variance of pupils around the means of their schools, over schools together; None: no school shows any.

    The spread inside one small school is a chance figure itself, so its error is better judged by that of all.
    """
    known = [(level.n - 1, level.variance) for level in levels if level.variance is not None and level.n > 1]
    freedom = sum(count for count, _ in known)
    pooled = sum(count * variance for count, variance in known) / freedom if freedom else 0.0
    return pooled or None


def _welch(first: Moments | Level, second: Moments | Level, level: float) -> Interval:
    mean1, mean2, one, two = first.mean, second.mean, first.variance, second.variance
    if mean1 is None or mean2 is None or one is None or two is None or one + two == 0:
        return UNKNOWN
    of_first, of_second = one / first.n, two / second.n
    error = of_first + of_second
    freedom = error**2 / (of_first**2 / (first.n - 1) + of_second**2 / (second.n - 1))
    return _around(mean1 - mean2, error, freedom, level)


def _around(mean: float, squared_error: float, freedom: float, level: float) -> Interval:
    quantile = _quantile(freedom, level)
    if squared_error <= 0:
        return UNKNOWN
    half = quantile * sqrt(squared_error)
    return Interval(mean - half, mean + half)


def _quantile(freedom: float, level: float) -> float:
    """Of Student's distribution, two-sided."""
    # slow to import, and most pages show no mean
    from scipy.special import stdtrit

    if not 0 < level < 1:
        raise ValueError(f"confidence level {level} is not between 0 and 1")
    return float(stdtrit(freedom, (1 + level) / 2))
