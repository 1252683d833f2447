"""Metrics of a subject from counts of marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.methods.categories import CategoryCounts
from dashboard.methods.forecast import gap_to_mark, quality_forecast, subject_forecast
from dashboard.methods.marks import Mark
from dashboard.methods.share import Share
from dashboard.methods.totals import MarkCounts, count_marks, sou_share

EXAMPLE = MarkCounts(n5=4, n4=8, n3=10, n2=2, n_na=1)
VALUES = st.lists(st.sampled_from([*Mark, ""]), max_size=60)
COUNTS = st.builds(MarkCounts, *[st.integers(0, 500)] * 5)


def test_metrics_of_the_published_example() -> None:
    assert EXAMPLE.n == 25
    assert EXAMPLE.pass_share.percent == pytest.approx(88.0)
    assert EXAMPLE.quality_share.percent == pytest.approx(48.0)
    assert EXAMPLE.sou.percent == pytest.approx(52.44)
    assert EXAMPLE.mean is not None
    assert round(EXAMPLE.mean, 2) == 3.58


def test_nobody_counted_gives_no_number_rather_than_zero() -> None:
    nobody = MarkCounts()
    assert nobody.pass_share.percent is None
    assert nobody.quality_share.percent is None
    assert nobody.sou.percent is None
    assert nobody.mean is None


def test_not_attested_is_in_the_denominator_and_exempt_is_not() -> None:
    counts = count_marks(["5", "na", "ex"])
    assert counts.n == 2
    assert counts.quality_share == Share(1, 2)
    assert counts.mean == 5.0


def test_a_class_with_credits_only_has_no_success_rate() -> None:
    assert count_marks(["pass", "pass", "fail", "ex", ""]).pass_share.percent is None


def test_one_counts_as_two() -> None:
    assert count_marks(["1", "2", "5"]) == MarkCounts(n5=1, n2=2)


def test_all_not_attested_has_success_of_zero_and_no_mean() -> None:
    counts = MarkCounts(n_na=3)
    assert counts.pass_share.percent == 0.0
    assert counts.mean is None


def test_a_school_may_weigh_not_attested_differently() -> None:
    assert sou_share(EXAMPLE, na_weight=8).percent == pytest.approx(52.48)


def test_an_unknown_code_is_an_error_and_not_a_missing_mark() -> None:
    with pytest.raises(ValueError, match="н/а"):
        count_marks(["5", "н/а"])


def test_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        MarkCounts(n5=-1)
    with pytest.raises(ValueError, match="negative"):
        Share(1, -1)


@given(VALUES, st.integers(0, 60))
def test_counts_of_two_parts_add_up_to_the_whole(values: list[str], cut: int) -> None:
    assert count_marks(values[:cut]) + count_marks(values[cut:]) == count_marks(values)


@given(COUNTS, COUNTS)
def test_shares_of_two_parts_add_up_to_the_share_of_the_whole(one: MarkCounts, two: MarkCounts) -> None:
    whole = one + two
    assert one.quality_share + two.quality_share == whole.quality_share
    assert one.pass_share + two.pass_share == whole.pass_share
    assert (one.sou + two.sou).numerator == pytest.approx(whole.sou.numerator)


@given(COUNTS)
def test_quality_never_exceeds_success_and_mean_stays_on_the_scale(counts: MarkCounts) -> None:
    if counts.n:
        assert 0 <= counts.quality_share.numerator <= counts.pass_share.numerator <= counts.n
        assert counts.sou.percent is not None
        assert 0 <= counts.sou.percent <= 100
    assert counts.mean is None or 2 <= counts.mean <= 5


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 10), st.integers(0, 10))
def test_forecast_levels_are_the_quality_plus_its_uplifts(good: int, fail: int, one3: int, two3: int) -> None:
    forecast = quality_forecast(
        CategoryCounts(good=good, sat=one3 + two3 + 1, fail=fail, one3=one3, two3=two3)
    )
    assert forecast.level1.numerator == forecast.quality.numerator + forecast.uplift1.numerator
    assert forecast.level2.numerator == forecast.level1.numerator + forecast.uplift2.numerator
    assert forecast.level2.numerator < forecast.level2.denominator


def test_forecast_of_nobody_has_no_numbers() -> None:
    forecast = quality_forecast(CategoryCounts())
    assert forecast.level1.percent is None
    assert forecast.pass_uplift.percent is None


def test_a_subject_cannot_have_more_single_threes_than_threes() -> None:
    with pytest.raises(ValueError, match="3 single threes among 2"):
        subject_forecast(MarkCounts(n3=2), n_r3=3)


def test_gap_is_what_the_average_lacks_to_rounding_up() -> None:
    assert gap_to_mark(3.38) == 0.12
    assert gap_to_mark(3.38, threshold=3.6) == 0.22
    assert gap_to_mark(3.5) == 0
    assert gap_to_mark(None) is None


def test_success_can_rise_only_by_pupils_with_a_single_failing_mark() -> None:
    forecast = quality_forecast(CategoryCounts(good=2, fail=3, one_fail=1))
    assert forecast.pass_uplift == Share(1, 5)
