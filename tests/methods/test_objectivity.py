"""Signs of results that are not objective: the official rules on examples, and where a sample says nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.methods.objectivity import (
    Candidate,
    Overstatement,
    Sample,
    Sign,
    cohort_ratio,
    fences,
    inflation,
    is_mismatched,
    medals_not_confirmed,
    objectivity_index,
    overstatement,
    rank_correlation,
    sharp_change,
)
from dashboard.methods.papers import MATHS, MATHS_BASE, MATHS_PROFILE, RUSSIAN, Paper, Procedure, Pupil
from dashboard.methods.share import Share

VPR4 = Procedure("vpr", 4, MATHS)
POINTS = st.lists(st.integers(0, 40), max_size=30)


def sample(mean: float, deviation: float, n: int) -> Sample:
    """A sample with this mean and standard deviation (n − 1); fractions are kept as they are."""
    total = mean * n
    return Sample(n, total, deviation**2 * (n - 1) + total**2 / n)  # type: ignore[arg-type]


def test_example_of_the_method_the_school_of_31_points_shows_the_sign_with_a_coefficient_of_1_17() -> None:
    school, region = sample(31.0, 4.0, 25), sample(26.4, 7.1, 8400)
    assert school.interval == pytest.approx((29.432, 32.568))
    assert region.interval == pytest.approx((26.248, 26.552), abs=1e-3)
    found = overstatement(school, region)
    assert found is not None
    assert found.is_sign
    assert round(found.coefficient, 2) == 1.17


def test_a_school_above_the_mean_whose_interval_reaches_down_shows_no_sign() -> None:
    found = overstatement(sample(27.5, 4.0, 25), sample(26.4, 7.1, 8400))
    assert found is not None
    assert found.coefficient > 1
    assert not found.is_sign


def test_samples_without_spread_or_under_ten_show_nothing() -> None:
    others = Sample.of([10, 12] * 10)
    assert overstatement(Sample.of([20] * 12), others) is None
    assert overstatement(Sample.of([20, 21] * 4), others) is None
    assert overstatement(Sample.of([20, 21] * 10), Sample.of([10, 12] * 4)) is None
    assert Sample.of([5]).interval is None


@given(POINTS, POINTS)
def test_a_school_is_taken_out_of_all_schools_exactly(own: list[int], others: list[int]) -> None:
    assert Sample.of(own + others, 40) - Sample.of(own, 40) == Sample.of(others, 40)
    assert Sample.of(own, 40) + Sample.of(others, 40) == Sample.of(own + others, 40)


def test_inflation_weighs_procedures_by_pupils() -> None:
    found = inflation([Overstatement(1.2, True, 10), Overstatement(0.9, False, 30)])
    assert found == Share(39.0, 40)
    assert inflation([]) == Share(0, 0)


def test_example_of_the_method_marks_that_fall_while_points_grow_correlate_at_minus_0_95() -> None:
    counts = {(5, 6): 1, (4, 9): 1, (4, 12): 1, (3, 15): 1}
    assert rank_correlation(counts) == pytest.approx(-0.9487, abs=1e-4)


def test_four_pupils_are_too_few_for_the_sign_and_forty_are_not() -> None:
    counts = {(5, 6): 1, (4, 9): 1, (4, 12): 1, (3, 15): 1}
    assert not is_mismatched(counts)
    assert is_mismatched({pair: 10 * n for pair, n in counts.items()})
    assert not is_mismatched({(3, 6): 10, (4, 9): 10, (5, 15): 10})


def test_equal_marks_have_no_correlation_and_no_sign() -> None:
    assert rank_correlation({(4, 9): 5, (4, 12): 6}) is None
    assert rank_correlation({(4, 9): 5, (5, 9): 6}) is None
    assert not is_mismatched({(4, 9): 5, (4, 12): 6})


@given(st.lists(st.tuples(st.integers(2, 5), st.integers(0, 20)), min_size=2, max_size=25))
def test_correlation_is_between_minus_one_and_one_and_turns_with_the_marks(
    pairs: list[tuple[int, int]],
) -> None:
    counts = {pair: pairs.count(pair) for pair in pairs}
    found = rank_correlation(counts)
    turned = rank_correlation({(7 - mark, points): n for (mark, points), n in counts.items()})
    if found is None or turned is None:
        assert found is None
        assert turned is None
        return
    assert -1 - 1e-9 <= found <= 1 + 1e-9
    assert turned == pytest.approx(-found)


def test_example_of_the_method_a_cohort_that_halves_its_completion_is_a_sharp_fall() -> None:
    ratio = cohort_ratio(Sample.of([16] * 10, 20), Sample.of([8] * 10, 20))
    assert ratio == 2.0
    assert sharp_change(ratio, (0.45, 1.85)) == "падение"
    assert sharp_change(0.4, (0.45, 1.85)) == "рост"
    assert sharp_change(1.85, (0.45, 1.85)) == ""


def test_a_cohort_of_which_one_sample_is_small_or_without_points_has_no_ratio() -> None:
    ten, nine = Sample.of([8] * 10, 20), Sample.of([8] * 9, 20)
    assert cohort_ratio(ten, nine) is None
    assert cohort_ratio(nine, ten) is None
    assert cohort_ratio(ten, Sample.of([0] * 10, 20)) is None
    assert cohort_ratio(ten, Sample.of([8] * 10)) is None


def test_fences_stand_three_interquartile_ranges_away_and_need_five_schools() -> None:
    # quartiles of 1,0 1,1 1,2 1,3 1,4: 1,1 and 1,3
    assert fences([1.0, 1.1, 1.2, 1.3, 1.4]) == pytest.approx((0.5, 1.9))
    assert fences([1.0, 1.1, 1.2, 9.0]) is None
    assert fences([1.0, 1.0, 1.0, 1.0, 9.0]) is None


def test_the_index_is_the_share_of_checked_schools_without_a_sign() -> None:
    sign = Sign("A", VPR4, 25)
    assert objectivity_index([[], [sign], [sign, sign], []]) == Share(2, 4)
    assert objectivity_index([]).percent is None


def exams(russian: int, base: int | None = None, **others: int) -> Pupil:
    papers = {RUSSIAN: Paper(russian), **{name: Paper(points) for name, points in others.items()}}
    return papers if base is None else {**papers, MATHS_BASE: Paper(20, base)}


def test_medals_are_confirmed_by_russian_and_one_more_exam() -> None:
    candidates = [
        Candidate(0, exams(70, physics=70)),
        Candidate(0, exams(69, physics=90)),
        Candidate(0, exams(90, physics=69)),
        Candidate(2, exams(60, **{MATHS_PROFILE: 60})),
        Candidate(1, exams(60, physics=59)),
        Candidate(3, exams(10)),  # no claim
    ]
    assert medals_not_confirmed(candidates) == Share(3, 5)


def test_with_russian_and_basic_mathematics_only_a_five_in_the_latter_confirms() -> None:
    candidates = [
        Candidate(0, exams(70, 5)),
        Candidate(0, exams(70, 4)),
        Candidate(0, exams(70, 5, physics=40)),
    ]
    assert medals_not_confirmed(candidates) == Share(2, 3)
