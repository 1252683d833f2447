"""Places that chance leaves possible: equal to pairwise differences, and wide enough to hold the true place."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.methods.intervals import differ_significantly
from dashboard.methods.places import alike_groups, place_ranges

share = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@settings(max_examples=60, deadline=None)
@given(st.lists(share, min_size=1, max_size=12))
def test_a_range_counts_those_that_differ_by_the_interval_of_the_difference(
    found: list[tuple[int, int]],
) -> None:
    ordered = sorted(found, key=lambda pair: -pair[0] / pair[1])
    for at, (best, worst) in enumerate(place_ranges(ordered)):
        above = sum(differ_significantly(*other, *ordered[at]) for other in ordered[:at])
        below = sum(differ_significantly(*ordered[at], *other) for other in ordered[at + 1 :])
        assert (best, worst) == (1 + above, len(ordered) - below)
        assert best <= at + 1 <= worst
    for first, last in alike_groups(ordered):
        assert not differ_significantly(*ordered[first - 1], *ordered[last - 1])


def test_two_alike_and_one_apart() -> None:
    shares = [(90, 100), (88, 100), (20, 100)]
    assert place_ranges(shares) == [(1, 2), (1, 2), (3, 3)]
    assert alike_groups(shares) == [(1, 2)]
    assert place_ranges([]) == alike_groups([]) == []
    with pytest.raises(ValueError, match="nobody"):
        place_ranges([(0, 0)])


def test_the_true_place_lies_in_the_range_in_nineteen_cases_of_twenty() -> None:
    rng = np.random.default_rng(7)
    held = whole = 0
    for _ in range(60):
        truth = np.sort(rng.uniform(0.3, 0.9, 12))[::-1]
        sizes = rng.integers(20, 150, 12)
        drawn = rng.binomial(sizes, truth)
        order = np.argsort(-drawn / sizes, kind="stable")
        ranges = place_ranges([(float(drawn[at]), float(sizes[at])) for at in order])
        held += sum(best <= at + 1 <= worst for at, (best, worst) in zip(order, ranges, strict=True))
        whole += 12
    assert held / whole >= 0.95
