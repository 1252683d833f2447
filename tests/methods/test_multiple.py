"""Many tests at once: the correction by hand, by statsmodels, and its laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests  # type: ignore[import-untyped]

from dashboard.methods.multiple import adjusted

p_values = st.lists(st.floats(0, 1), max_size=60)


def test_four_tests_by_hand() -> None:
    """0.01·4/1, 0.02·4/2, 0.03·4/3 and 0.5; equal ones take the least of those above them."""
    assert adjusted([0.03, 0.5, 0.01, 0.02]) == pytest.approx([0.04, 0.5, 0.04, 0.04])
    assert adjusted([]) == []


def test_a_number_that_is_no_probability_is_refused() -> None:
    with pytest.raises(ValueError, match="not between 0 and 1"):
        adjusted([0.2, 1.2])
    with pytest.raises(ValueError, match="not between 0 and 1"):
        adjusted([float("nan")])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_corrections_are_those_of_statsmodels(values: list[float]) -> None:
    assert adjusted(values) == pytest.approx(multipletests(values, method="fdr_bh")[1])


@given(p_values)
def test_a_correction_never_makes_a_test_surer_and_keeps_the_order(values: list[float]) -> None:
    corrected = adjusted(values)
    assert all(q >= p for p, q in zip(values, corrected, strict=True))
    assert all(q <= 1 for q in corrected)
    ordered = [q for _, q in sorted(zip(values, corrected, strict=True))]
    assert ordered == sorted(ordered)


@given(p_values, st.randoms())
def test_the_order_of_tests_does_not_matter(values: list[float], random: object) -> None:
    shuffled = list(range(len(values)))
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    corrected = adjusted(values)
    assert adjusted([values[at] for at in shuffled]) == [corrected[at] for at in shuffled]
