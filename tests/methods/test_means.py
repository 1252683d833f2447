"""Means: intervals as scipy and statsmodels give them, and where a sample says nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW  # type: ignore[import-untyped]

from dashboard.methods.means import (
    Level,
    Moments,
    difference_of_levels_interval,
    difference_of_means_interval,
    mean_interval,
    means_differ,
    pooled_variance,
)

SCORES = st.lists(st.integers(0, 60), min_size=2, max_size=60)


def moments(scores: list[int]) -> Moments:
    return Moments(len(scores), sum(scores), sum(score * score for score in scores))


def varies(*groups: list[int]) -> bool:
    return any(len(set(group)) > 1 for group in groups)


@given(SCORES, st.sampled_from([0.8, 0.95, 0.998]))
def test_the_interval_of_a_mean_is_that_of_scipy(scores: list[int], level: float) -> None:
    assume(varies(scores))
    found = mean_interval(moments(scores), level)
    expected = stats.t.interval(level, len(scores) - 1, np.mean(scores), stats.sem(scores))
    assert (found.low, found.high) == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(SCORES, SCORES, st.sampled_from([0.9, 0.95]))
def test_the_interval_of_a_difference_is_that_of_welch_in_statsmodels(
    first: list[int], second: list[int], level: float
) -> None:
    assume(varies(first, second))
    found = difference_of_means_interval(moments(first), moments(second), level)
    compared = CompareMeans(DescrStatsW(first), DescrStatsW(second))
    expected = compared.tconfint_diff(alpha=1 - level, usevar="unequal")
    assert (found.low, found.high) == pytest.approx(expected, rel=1e-8, abs=1e-8)


@given(SCORES, SCORES)
def test_means_differ_exactly_where_the_test_of_welch_says_so(first: list[int], second: list[int]) -> None:
    assume(varies(first, second))
    compared = CompareMeans(DescrStatsW(first), DescrStatsW(second))
    _, p, _ = compared.ttest_ind(usevar="unequal")
    assume(abs(p - 0.05) > 1e-9)
    assert means_differ(moments(first), moments(second)) == (p < 0.05)


@given(SCORES, SCORES, st.integers(60, 100))
def test_a_difference_of_schools_in_percent_is_that_of_their_points(
    first: list[int], second: list[int], most: int
) -> None:
    assume(varies(first, second))
    one, two = Level.of(moments(first), most), Level.of(moments(second), most)
    found, points = (
        difference_of_levels_interval(one, two),
        difference_of_means_interval(moments(first), moments(second)),
    )
    assert (found.low, found.high) == pytest.approx((points.low * 100 / most, points.high * 100 / most))


def test_overlapping_intervals_of_two_means_that_still_differ() -> None:
    first, second = Moments(50, 1000, 20_000 + 49 * 25), Moments(50, 1120, 25_088 + 49 * 25)
    assert mean_interval(first).high > mean_interval(second).low
    assert means_differ(first, second)


@pytest.mark.parametrize("alone", [Moments(0, 0, 0), Moments(1, 7, 49), Moments(5, 35, 245)])
def test_nobody_one_pupil_and_equal_scores_have_no_interval_and_differ_from_nothing(alone: Moments) -> None:
    assert not mean_interval(alone).is_known
    assert not difference_of_means_interval(alone, alone).is_known
    assert not means_differ(alone, Moments(5, 100, 2000))


def test_a_level_that_is_no_probability_is_refused() -> None:
    for group in (Moments(1, 7, 49), Moments(3, 6, 14)):
        with pytest.raises(ValueError, match="confidence level"):
            mean_interval(group, 95)


@given(SCORES, st.integers(60, 100))
def test_percents_of_the_largest_score_have_the_spread_of_the_percents(scores: list[int], most: int) -> None:
    percents = [100 * score / most for score in scores]
    level = Level.of(moments(scores), most)
    assert level.mean == pytest.approx(np.mean(percents))
    assert level.variance == pytest.approx(np.var(percents, ddof=1))


def test_an_interval_of_percents_ends_at_the_largest_score() -> None:
    level = Level.of(moments([20, 20, 20, 17]), 20)
    assert level.interval.high == 100.0
    assert 0.0 < level.interval.low < 100.0


@given(st.lists(SCORES, min_size=2, max_size=5))
def test_the_pooled_variance_is_the_one_of_the_analysis_of_variance(groups: list[list[int]]) -> None:
    assume(varies(*groups))
    inside = sum(np.sum((np.array(group) - np.mean(group)) ** 2) for group in groups)
    expected = inside / sum(len(group) - 1 for group in groups)
    found = pooled_variance(Level.of(moments(group), 100) for group in groups)
    assert found == pytest.approx(expected)


def test_schools_without_any_spread_have_no_pooled_variance() -> None:
    assert pooled_variance([Level(1, 50.0), Level(4, 50.0, 0.0)]) is None
