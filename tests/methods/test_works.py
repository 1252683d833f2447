"""Works: completion, standard, confirmation of marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.methods.share import Share
from dashboard.methods.works import Confirmation, completion, confirmation, reached_standard

MARK = st.none() | st.integers(2, 5)


def test_the_example_of_the_methods_is_two_lowered_two_confirmed_one_raised_and_one_wide_gap() -> None:
    found = confirmation([(3, 4), (4, 4), (5, 4), (2, 4), (3, 3)])
    assert found == Confirmation(lowered=2, confirmed=2, raised=1, gap2=1, n=5)
    percents = [found.share(name).percent for name in ("lowered", "confirmed", "raised", "gap2")]
    assert percents == [40.0, 40.0, 20.0, 20.0]


def test_a_pupil_without_one_of_the_marks_is_in_no_pair() -> None:
    assert confirmation([(None, 4), (4, None), (None, None), (5, 5)]) == Confirmation(0, 1, 0, 0, 1)


def test_a_wide_gap_counts_either_way() -> None:
    assert confirmation([(5, 3), (2, 5), (4, 3)]) == Confirmation(1, 0, 2, 2, 3)


def test_a_one_in_the_journal_is_a_two() -> None:
    assert confirmation([(2, 1), (3, 1)]) == Confirmation(lowered=0, confirmed=1, raised=1, gap2=0, n=2)


def test_nobody_with_both_marks_has_no_percent_and_an_unknown_group_is_an_error() -> None:
    empty = confirmation([])
    assert empty.share("confirmed").percent is None
    with pytest.raises(ValueError, match="unknown group 'n'"):
        empty.share("n")


@given(st.lists(st.tuples(MARK, MARK)))
def test_every_pair_is_in_exactly_one_group(pairs: list[tuple[int | None, int | None]]) -> None:
    found = confirmation(pairs)
    assert found.lowered + found.confirmed + found.raised == found.n <= len(pairs)
    assert found.gap2 <= found.lowered + found.raised


def test_completion_is_all_points_of_all_that_was_possible() -> None:
    assert completion([(10, 20), (3, 10)]) == Share(13, 30)
    assert completion([]).percent is None


def test_half_of_the_maximum_reaches_the_standard() -> None:
    assert reached_standard(10, 20) is True
    assert reached_standard(9, 20) is False
    assert reached_standard(11, 20, standard=0.6) is False
    assert reached_standard(0, 0) is None


def test_a_standard_that_is_not_exact_in_binary_is_reached_at_its_border() -> None:
    assert 0.55 * 100 > 55
    assert reached_standard(55, 100, standard=0.55) is True
    assert reached_standard(54, 100, standard=0.55) is False
