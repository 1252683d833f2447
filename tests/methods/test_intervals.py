"""Intervals of shares against published values, laws and exact coverage."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.methods.intervals import differ_significantly, difference_of_shares_interval, wilson_interval


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_interval_equals_the_table_of_newcombe_1998(
    successes: int, n: int, low: float, high: float
) -> None:
    interval = wilson_interval(successes, n)
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0),
    ],
)
def test_difference_interval_equals_method_10_of_newcombe_1998(
    counts: tuple[int, int, int, int], low: float, high: float
) -> None:
    interval = difference_of_shares_interval(*counts)
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


def test_an_empty_group_has_no_interval_and_never_differs() -> None:
    assert not wilson_interval(0, 0).is_known
    assert not difference_of_shares_interval(0, 0, 5, 10).is_known
    assert not differ_significantly(0, 0, 10, 10)


def test_impossible_counts_and_levels_are_refused() -> None:
    with pytest.raises(ValueError, match="6 successes of 5"):
        wilson_interval(6, 5)
    with pytest.raises(ValueError, match="level"):
        wilson_interval(1, 5, level=95)


def test_a_large_difference_is_significant_and_a_small_one_is_not() -> None:
    assert differ_significantly(56, 70, 48, 80)
    assert not differ_significantly(14, 25, 12, 25)
    assert differ_significantly(5600, 10000, 4800, 10000)


def binomial(n: int, share: float) -> list[float]:
    return [comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(n + 1)]


@pytest.mark.parametrize("n", [5, 12, 25, 60])
def test_wilson_interval_covers_the_true_share_about_95_times_in_100(n: int) -> None:
    intervals = [wilson_interval(k, n) for k in range(n + 1)]
    shares = [step / 200 for step in range(1, 200)]
    coverage = [
        sum(p for p, one in zip(binomial(n, share), intervals, strict=True) if one.low <= share <= one.high)
        for share in shares
    ]
    assert 0.94 < sum(coverage) / len(coverage) < 0.965
    assert min(coverage) > 0.82


@pytest.mark.parametrize(("n1", "n2"), [(10, 25), (25, 25)])
def test_two_equal_groups_are_called_different_about_5_times_in_100(n1: int, n2: int) -> None:
    verdicts = [
        (k1, k2) for k1 in range(n1 + 1) for k2 in range(n2 + 1) if differ_significantly(k1, n1, k2, n2)
    ]
    for share in (0.2, 0.5, 0.8):
        first, second = binomial(n1, share), binomial(n2, share)
        assert 0.01 < sum(first[k1] * second[k2] for k1, k2 in verdicts) < 0.075


COUNTS = st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(COUNTS, st.floats(0.5, 0.999))
def test_wilson_interval_stays_between_0_and_1_and_contains_the_share(
    counts: tuple[int, int], level: float
) -> None:
    successes, n = counts
    interval = wilson_interval(successes, n, level)
    assert 0 <= interval.low <= successes / n <= interval.high <= 1
    assert interval.low < interval.high


@given(COUNTS, COUNTS)
def test_difference_changes_its_sign_when_the_groups_change_places(
    one: tuple[int, int], two: tuple[int, int]
) -> None:
    forward, backward = difference_of_shares_interval(*one, *two), difference_of_shares_interval(*two, *one)
    assert (forward.low, forward.high) == pytest.approx((-backward.high, -backward.low))
    assert differ_significantly(*one, *two) == differ_significantly(*two, *one)


@given(COUNTS)
def test_a_group_does_not_differ_from_itself(counts: tuple[int, int]) -> None:
    assert not differ_significantly(*counts, *counts)


def test_at_0_and_100_percent_the_interval_ends_exactly_there() -> None:
    for level in (0.8, 0.9, 0.95, 0.99):
        assert all(wilson_interval(0, n, level).low == 0.0 for n in range(1, 400))
        assert all(wilson_interval(n, n, level).high == 1.0 for n in range(1, 400))
