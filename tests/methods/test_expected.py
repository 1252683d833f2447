"""ИОР: the worked example, previous marks, coverage, calibration, verdicts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.isotonic import IsotonicRegression

from dashboard.methods.expected import (
    DEFAULT_COMPLETION,
    MARKS,
    SIMONOV_COMPLETION,
    VPR_2021_COMPLETION,
    Variant,
    Verdict,
    calibrated,
    class_expectation,
    completion_for,
    completion_in_use,
    expectation,
    previous_mark,
    verdict,
)
from dashboard.methods.share import Share

PREVIOUS = [5, 4, 4, 3, 2]
PREVIOUS_MARKS = st.lists(st.none() | st.integers(1, 5))
FIFTH_MATHS = completion_for("Математика", 5)
GOOD_COUNTS = {5: (80, 100, 30), 4: (60, 100, 30), 3: (40, 100, 30), 2: (20, 100, 30)}


@st.composite
def counts_by_mark(draw: st.DrawFn) -> dict[int, tuple[int, int, int]]:
    found = {}
    for mark in MARKS:
        possible = draw(st.integers(1, 5000))
        found[mark] = (draw(st.integers(0, possible)), possible, draw(st.integers(30, 400)))
    return found


@pytest.mark.parametrize(
    ("completion", "percent", "deviation", "expected"),
    [
        (DEFAULT_COMPLETION, 53.2, 4.8, Verdict.WITHIN),
        (FIFTH_MATHS, 45.5, 12.5, Verdict.ABOVE),
        (SIMONOV_COMPLETION, 56.0, 2.0, Verdict.WITHIN),
    ],
)
def test_the_example_of_the_methods_with_each_table(
    completion: dict[int, float], percent: float, deviation: float, expected: Verdict
) -> None:
    found = expectation(PREVIOUS, completion)
    assert found.percent == pytest.approx(percent)
    assert found.percent is not None
    assert 58 - found.percent == pytest.approx(deviation)
    assert verdict(58, found.percent) is expected


def test_quality_success_and_mean_are_those_of_the_previous_marks() -> None:
    found = expectation(PREVIOUS, DEFAULT_COMPLETION)
    assert (found.quality, found.success, found.mean) == (Share(3, 5), Share(4, 5), 3.6)


def test_a_whole_class_is_expected_to_repeat_its_quality_and_has_no_completion() -> None:
    found = class_expectation([5, 4, 3, 3, 2])
    assert (found.quality, found.success, found.mean) == (Share(2, 5), Share(4, 5), 3.4)
    assert found.percent is None
    assert found.is_computed


def test_a_pupil_without_a_previous_mark_leaves_the_sums_and_lowers_the_coverage() -> None:
    found = expectation([5, None, 3, 4], DEFAULT_COMPLETION)
    assert (found.n_list, found.n_known, found.coverage) == (4, 3, Share(3, 4))
    assert found.percent == pytest.approx(100 * (0.79 + 0.42 + 0.63) / 3)
    assert found.quality == Share(2, 3)


def test_the_index_is_computed_from_70_percent_of_previous_marks() -> None:
    assert expectation([4] * 7 + [None] * 3, DEFAULT_COMPLETION).is_computed
    assert not expectation([4] * 69 + [None] * 31, DEFAULT_COMPLETION).is_computed


def test_a_class_without_previous_marks_or_without_pupils_has_no_index() -> None:
    for previous in ([None, None], []):
        found = expectation(previous, DEFAULT_COMPLETION)
        assert (found.percent, found.mean, found.is_computed) == (None, None, False)
        assert found.quality.percent is None


def test_a_one_counts_as_a_two() -> None:
    assert expectation([1], DEFAULT_COMPLETION) == expectation([2], DEFAULT_COMPLETION)


@given(PREVIOUS_MARKS)
def test_the_index_lies_between_the_shares_of_the_lowest_and_highest_mark(previous: list[int | None]) -> None:
    found = expectation(previous, DEFAULT_COMPLETION)
    assert 0 <= found.coverage.numerator <= found.coverage.denominator == len(previous)
    assert (found.percent is None) == (found.n_known == 0)
    if found.percent is not None:
        assert 19.0 - 1e-9 <= found.percent <= 79.0 + 1e-9
    assert found.quality.numerator <= found.success.numerator <= found.n_known


def test_the_previous_mark_is_that_of_the_part_of_the_year_before() -> None:
    marks = {(2025, "Q1"): "3", (2025, "Q2"): "4", (2025, "Q3"): "5", (2024, "Y"): "2"}
    assert [previous_mark(2025, part, marks) for part in ("Q1", "H1", "Q3", "H2", "Y")] == [2, 3, 4, 5, 2]


def test_parts_without_a_numeric_mark_are_passed_over_to_the_last_one_before() -> None:
    marks = {(2025, "Q1"): "3", (2025, "Q2"): "na", (2025, "Q3"): "ex", (2024, "Y"): "5"}
    assert previous_mark(2025, "H2", marks) == 3
    assert previous_mark(2025, "H1", {(2025, "Q1"): "na", (2024, "Y"): "4"}) == 4


def test_half_years_and_trimesters_are_parts_of_the_year_too() -> None:
    assert previous_mark(2025, "H2", {(2025, "H1"): "4", (2024, "Y"): "3"}) == 4
    assert previous_mark(2025, "H1", {(2025, "T1"): "5", (2024, "Y"): "3"}) == 5


def test_a_year_as_a_whole_looks_back_to_the_year_before_only() -> None:
    assert previous_mark(2025, "Y", {(2025, "Q4"): "5", (2025, "Y"): "5"}) is None
    assert previous_mark(2025, "Y", {(2025, "Q4"): "5", (2024, "Y"): "3"}) == 3


def test_marks_of_the_checkpoint_itself_and_later_are_no_previous_marks() -> None:
    assert previous_mark(2025, "Q1", {(2025, "Q1"): "5", (2025, "Q3"): "5", (2024, "Q4"): "4"}) is None


def test_a_one_of_the_journal_is_a_two_and_a_pass_is_no_mark() -> None:
    assert previous_mark(2025, "H1", {(2025, "Q1"): "1"}) == 2
    assert previous_mark(2025, "H1", {(2025, "Q1"): "pass"}) is None
    with pytest.raises(ValueError):
        previous_mark(2025, "Q9", {})


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (55.0, Verdict.WITHIN),
        (55.1, Verdict.ABOVE),
        (45.0, Verdict.WITHIN),
        (44.9, Verdict.BELOW),
    ],
)
def test_exactly_five_points_from_the_index_is_still_as_expected(fact: float, expected: Verdict) -> None:
    assert verdict(fact, 50.0) is expected


def test_a_difference_of_five_that_is_not_five_in_binary_is_within_and_unknown_sides_have_no_verdict() -> (
    None
):
    assert 64.4 - 59.4 > 5
    assert verdict(64.4, 59.4) is Verdict.WITHIN
    assert verdict(59.4, 64.4) is Verdict.WITHIN
    assert verdict(None, 50.0) is verdict(50.0, None) is None
    assert verdict(58, 53.2, tolerance=3) is Verdict.ABOVE


def test_built_in_completion_is_that_of_the_subject_and_grade_or_the_mean_of_all() -> None:
    assert completion_for("Русский язык", 4)[5] == 0.869
    assert completion_for("Физика", 9) is DEFAULT_COMPLETION
    for mark in MARKS:
        mean = sum(table[mark] for table in VPR_2021_COMPLETION.values()) / len(VPR_2021_COMPLETION)
        assert DEFAULT_COMPLETION[mark] == pytest.approx(mean, abs=0.01)


def test_every_table_gives_a_higher_mark_more() -> None:
    for table in (DEFAULT_COMPLETION, SIMONOV_COMPLETION, *VPR_2021_COMPLETION.values()):
        assert 0 < table[2] < table[3] < table[4] < table[5] <= 1


def test_own_completion_needs_thirty_results_of_every_mark() -> None:
    assert calibrated(GOOD_COUNTS) == {5: 0.8, 4: 0.6, 3: 0.4, 2: 0.2}
    assert calibrated(GOOD_COUNTS | {2: (20, 100, 29)}) is None
    assert calibrated({mark: counts for mark, counts in GOOD_COUNTS.items() if mark != 3}) is None
    assert calibrated({}) is None


def test_marks_in_the_wrong_order_are_pooled_by_their_points() -> None:
    found = calibrated(GOOD_COUNTS | {4: (30, 100, 30), 3: (120, 200, 60)})
    assert found == {5: 0.8, 4: 0.5, 3: 0.5, 2: 0.2}


@given(counts_by_mark())
def test_calibration_agrees_with_the_isotonic_regression_of_scikit_learn(
    counts: dict[int, tuple[int, int, int]],
) -> None:
    found = calibrated(counts)
    assert found is not None
    shares = [counts[mark][0] / counts[mark][1] for mark in MARKS]
    weights = [counts[mark][1] for mark in MARKS]
    reference = IsotonicRegression(out_of_bounds="clip").fit_transform(
        np.array(MARKS, dtype=float), np.array(shares), sample_weight=np.array(weights, dtype=float)
    )
    assert [found[mark] for mark in MARKS] == pytest.approx(list(reference), abs=1e-9)


@given(counts_by_mark())
def test_calibrated_completion_never_falls_with_the_mark_and_stays_a_share(
    counts: dict[int, tuple[int, int, int]],
) -> None:
    found = calibrated(counts)
    assert found is not None
    assert 0 <= found[2] <= found[3] <= found[4] <= found[5] <= 1


def test_an_installation_uses_simonov_or_its_own_results_or_the_built_in_table() -> None:
    assert completion_in_use(Variant.SOU, "Математика", 5, GOOD_COUNTS) is SIMONOV_COMPLETION
    assert completion_in_use(Variant.CALIBRATED, "Математика", 5, GOOD_COUNTS) == calibrated(GOOD_COUNTS)
    assert completion_in_use(Variant.CALIBRATED, "Математика", 5) is FIFTH_MATHS


def test_variants_and_verdicts_have_words() -> None:
    assert Variant("sou").label == "по СОУ предыдущего периода"
    assert [one.label for one in Verdict] == ["ниже ожидаемого", "в пределах ожидаемого", "выше ожидаемого"]
