"""Upper tails of the distributions that tests use, from scipy, which is imported with the first test, not at start."""

from __future__ import annotations

from math import log1p

import numpy as np


def t_above(statistic: float, degrees: float) -> float:
    """Chance of this value of Student's t, or a larger one."""
    from scipy.special import stdtr

    return float(stdtr(degrees, -statistic))


def normal_above(statistic: float) -> float:
    """Chance of this value of a standard normal, or a larger one."""
    from scipy.special import ndtr

    return float(ndtr(-statistic))


def binomial_at_least(count: int, n: int, chance: float) -> float:
    """Chance of `count` or more of `n`."""
    from scipy.special import bdtrc

    return 1.0 if count < 1 else float(bdtrc(count - 1, n, chance))


def poisson_at_least(count: int, mean: float) -> float:
    """Chance of `count` or more where `mean` are usual."""
    from scipy.special import pdtrc

    return 1.0 if count < 1 else float(pdtrc(count - 1, mean))


def hypergeometric_at_least(count: int, drawn: int, marked: int, whole: int) -> float:
    """Chance of `count` or more marked among so many drawn of the whole (Fisher's exact test)."""
    from scipy.special import betaln

    most = min(drawn, marked)
    if count > most:
        return 0.0
    # ln C(n, k) = −ln(n + 1) − ln B(n − k + 1, k + 1)
    found = np.arange(max(count, drawn + marked - whole, 0), most + 1)
    ways = -betaln(marked - found + 1, found + 1) - log1p(marked)
    rest = drawn - found
    ways -= betaln(whole - marked - rest + 1, rest + 1) + log1p(whole - marked)
    ways += betaln(whole - drawn + 1, drawn + 1) + log1p(whole)
    return min(1.0, float(np.exp(ways).sum()))
