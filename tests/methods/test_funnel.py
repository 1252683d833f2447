"""The funnel: limits by hand and by statsmodels, what overdispersion does, how often honest schools fall out."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from scipy.stats import norm
from scipy.stats.mstats import winsorize
from statsmodels.stats.meta_analysis import combine_effects  # type: ignore[import-untyped]

from dashboard.methods.context import Reason, Refusal
from dashboard.methods.funnel import (
    OUTER,
    Limits,
    between_variance,
    limits_of_means,
    limits_of_shares,
)
from dashboard.methods.means import Level
from dashboard.methods.share import Share


def schools(seed: int, count: int = 40, between: float = 0.0, within: float = 15.0) -> list[Level]:
    """Means of schools around 60 % with this spread between them and of their pupils."""
    chance = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        n = int(chance.integers(5, 120))
        pupils = chance.normal(chance.normal(60, between), within, n)
        found.append(Level(n, float(pupils.mean()), float(pupils.var(ddof=1))))
    return found


def limits(found: Limits | Refusal) -> Limits:
    assert isinstance(found, Limits)
    return found


def test_plain_limits_are_those_of_the_normal_distribution_of_a_mean() -> None:
    found = limits(limits_of_means([Level(10, 50.0, 100.0), Level(30, 70.0, 100.0)], overdispersed=False))
    assert (found.centre, found.between) == (65.0, None)
    assert found.within == pytest.approx(100.0)
    for level in (0.95, OUTER):
        low, high = norm.interval(level, 65.0, 10 / sqrt(25))
        assert (found.at(25, level).low, found.at(25, level).high) == pytest.approx((low, high))


def test_larger_schools_have_narrower_limits_and_the_outer_pair_is_wider() -> None:
    found = limits(limits_of_means(schools(1)))
    assert found.at(10).low < found.at(100).low < found.centre < found.at(100).high < found.at(10).high
    assert found.at(50, OUTER).low < found.at(50).low


def test_the_variance_between_schools_is_that_of_dersimonian_and_laird_without_winsorising() -> None:
    levels = schools(3, between=6.0)
    within = 225.0
    variances = np.array([within / level.n for level in levels])
    means = np.array([level.mean for level in levels])
    expected = combine_effects(means, variances, method_re="dl").tau2
    centre = float(np.average(means, weights=1 / variances))
    assert between_variance(levels, centre, within, winsorised=0.0) == pytest.approx(expected)


def test_winsorised_distances_are_those_of_scipy() -> None:
    levels, centre, within = schools(4, between=6.0), 60.0, 225.0
    weights = np.array([level.n / within for level in levels])
    distances = np.array([level.mean - centre for level in levels]) * np.sqrt(weights)
    pulled = np.asarray(winsorize(distances, limits=(0.1, 0.1)))
    excess = float((pulled**2).sum()) - (len(levels) - 1)
    expected = excess / (weights.sum() - (weights**2).sum() / weights.sum())
    assert between_variance(levels, centre, within) == pytest.approx(expected)


def test_schools_that_differ_by_chance_only_get_no_wider_limits_to_speak_of() -> None:
    spreads = [sqrt(limits(limits_of_means(schools(seed))).between or 0.0) for seed in range(20)]
    assert np.median(spreads) < 1.0


def test_overdispersed_limits_hold_the_honest_schools_that_plain_limits_call_special() -> None:
    plain, wide = [], []
    for seed in range(30):
        levels = schools(seed, between=6.0)
        of_plain = limits(limits_of_means(levels, overdispersed=False))
        of_wide = limits(limits_of_means(levels))
        plain += [of_plain.is_beyond(level.n, level.mean, OUTER) for level in levels]
        wide += [of_wide.is_beyond(level.n, level.mean, OUTER) for level in levels]
    assert np.mean(plain) > 0.15
    assert np.mean(wide) < 0.02


def test_an_outlier_does_not_hide_itself_by_widening_the_funnel() -> None:
    levels = [*schools(5, between=3.0), Level(60, 95.0, 225.0)]
    found = limits(limits_of_means(levels))
    assert found.is_beyond(60, 95.0, OUTER)


def test_under_eight_schools_the_limits_stay_plain_and_one_school_has_none() -> None:
    levels = schools(6, count=8, between=6.0)
    assert limits(limits_of_means(levels[:7])).between is None
    assert limits(limits_of_means(levels)).between is not None
    assert limits_of_means(levels[:1]) == Refusal(Reason.FEW_SCHOOLS, 1, 2)


def test_schools_whose_pupils_are_all_equal_have_no_limits() -> None:
    assert limits_of_means([Level(5, 50.0, 0.0), Level(7, 60.0, 0.0)]) == Refusal(Reason.NO_SPREAD)


def test_shares_have_the_limits_of_a_binomial_share_cut_at_zero() -> None:
    found = limits(limits_of_shares([Share(1, 20), Share(3, 60)], overdispersed=False))
    assert found.centre == pytest.approx(5.0)
    error = 100 * sqrt(0.05 * 0.95 / 200)
    assert found.at(200).high == pytest.approx(5.0 + 1.959964 * error)
    assert found.at(20).low == 0.0


def test_shares_of_nobody_and_of_everybody_have_no_limits() -> None:
    assert limits_of_shares([Share(0, 0), Share(1, 2)]) == Refusal(Reason.FEW_SCHOOLS, 1, 2)
    assert limits_of_shares([Share(0, 9), Share(0, 12)]) == Refusal(Reason.NO_SPREAD)
