"""Confidence intervals of shares, for classes and schools of any size.

Wilson's score interval behaves near 0 and 100 % and with few pupils, where the textbook p ± z·√(pq/n) leaves
[0, 1] or collapses to a point. The difference of two shares uses Newcombe's hybrid score interval, built from
two Wilson intervals (method 10), which needs no iteration and no other library.

Source: Wilson E. B. (1927), JASA 22, 209–212; Newcombe R. G. (1998), Statistics in Medicine 17, 873–890.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan, nan, sqrt
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, as fractions (not percent). Both NaN: nothing is known."""

    low: float
    high: float

    @property
    def is_known(self) -> bool:
        return not isnan(self.low)


UNKNOWN = Interval(nan, nan)


def wilson_interval(successes: float, n: float, level: float = 0.95) -> Interval:
    """Interval of a share, in [0, 1]. n = 0 → Interval(nan, nan). Wilson (1927).

    `successes` outside [0, n] or `level` outside (0, 1) → ValueError.
    """
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} successes of {n}")
    z = _quantile(level)
    if n == 0:
        return UNKNOWN
    share = successes / n
    centre = share + z * z / (2 * n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    # At the ends the bound is exactly the share; rounding must not push the interval off it.
    low = 0.0 if successes == 0 else max(0.0, (centre - half) / scale)
    high = 1.0 if successes == n else min(1.0, (centre + half) / scale)
    return Interval(low, high)


def difference_of_shares_interval(
    successes1: float, n1: float, successes2: float, n2: float, level: float = 0.95
) -> Interval:
    """Interval of share1 − share2 for two independent groups, in [−1, 1]. Newcombe (1998), method 10.

    An empty group → Interval(nan, nan). Counts out of range → ValueError.
    """
    first = wilson_interval(successes1, n1, level)
    second = wilson_interval(successes2, n2, level)
    if not (first.is_known and second.is_known):
        return UNKNOWN
    share1, share2 = successes1 / n1, successes2 / n2
    difference = share1 - share2
    below = sqrt((share1 - first.low) ** 2 + (second.high - share2) ** 2)
    above = sqrt((first.high - share1) ** 2 + (share2 - second.low) ** 2)
    return Interval(max(-1.0, difference - below), min(1.0, difference + above))


def differ_significantly(
    successes1: float, n1: float, successes2: float, n2: float, level: float = 0.95
) -> bool:
    """True when the interval of the difference leaves 0 out. An empty group never differs."""
    interval = difference_of_shares_interval(successes1, n1, successes2, n2, level)
    return interval.is_known and not interval.low <= 0.0 <= interval.high


def _quantile(level: float) -> float:
    if not 0 < level < 1:
        raise ValueError(f"confidence level {level} is not between 0 and 1")
    return NormalDist().inv_cdf((1 + level) / 2)
