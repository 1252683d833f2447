"""Errors of forecasts, the choice of the method, spread and the model."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.methods.exam_forecast import Floats
from dashboard.methods.forecast_accuracy import (
    ErrorSums,
    Method,
    Prediction,
    chosen_method,
    conformal_half_width,
    error_sums,
    fit_ridge,
    mean_share,
    round_marks,
    share_of_mark,
    shares_by_mark,
    spread_factor,
)

BANDS = ((0, 7), (8, 14), (15, 21), (22, 31))


def floats(*values: float) -> Floats:
    return np.array(values, dtype=np.float64)


def sums(points: float, n: int = 40) -> ErrorSums:
    return ErrorSums(n, points, 0.0, None)


def linear_results(n: int, noise: float) -> tuple[Floats, Floats]:
    """Shares that follow two of three features, with a small error of known size and changing sign."""
    rng = np.random.default_rng(7)
    features = rng.uniform(0.2, 0.8, (n, 3))
    errors = noise * np.where(np.arange(n) % 2, 1.0, -1.0)
    return features, 0.1 + 0.5 * features[:, 0] + 0.3 * features[:, 1] + errors


def test_error_sums_of_three_pupils() -> None:
    said = Prediction(floats(10, 20, 30), floats(3, 4, 5), floats(5, 19, 25), floats(15, 22, 29))
    found = error_sums(said, floats(12, 16, 29), floats(3, 3, 3))
    assert found == ErrorSums(n=3, points=2 + 4 + 1, marks=0 + 1 + 2, covered=2)


def test_a_pupil_without_a_mark_counts_in_points_only() -> None:
    found = error_sums(Prediction(floats(10, 20), floats(3, 4)), floats(11, 22), floats(4, np.nan))
    assert found == ErrorSums(n=2, points=3.0, marks=1.0, covered=None)


def test_the_formula_is_used_until_the_model_has_beaten_it() -> None:
    assert chosen_method({}) is Method.FORMULA
    assert chosen_method({2024: {Method.FORMULA: sums(100)}}) is Method.FORMULA
    beaten = {2024: {Method.FORMULA: sums(100), Method.RIDGE: sums(99)}}
    assert chosen_method(beaten) is Method.RIDGE
    equal = {2024: {Method.FORMULA: sums(100), Method.RIDGE: sums(100)}}
    assert chosen_method(equal) is Method.FORMULA


def test_the_newest_check_with_enough_results_decides() -> None:
    lost = {Method.FORMULA: sums(90), Method.RIDGE: sums(95)}
    won = {Method.FORMULA: sums(100), Method.RIDGE: sums(80)}
    few = {Method.FORMULA: sums(50, n=29), Method.RIDGE: sums(10, n=29)}
    assert chosen_method({2023: won, 2024: lost}) is Method.FORMULA
    assert chosen_method({2023: won, 2024: few}) is Method.RIDGE
    assert chosen_method({2024: few}) is Method.FORMULA


def test_spread_is_widened_to_the_errors_and_never_narrowed() -> None:
    assert spread_factor(np.full(30, 4.0), np.full(30, 4.0)) == pytest.approx(2.0)
    assert spread_factor(np.full(30, 1.0), np.full(30, 4.0)) == 1.0
    assert spread_factor(np.full(29, 4.0), np.full(29, 4.0)) == 1.0


def test_conformal_interval_takes_the_result_of_the_right_rank() -> None:
    residuals = floats(*range(1, 10)) * floats(1, -1, 1, -1, 1, -1, 1, -1, 1)
    assert conformal_half_width(residuals) == 8.0  # ⌈10 · 0,8⌉ = 8th of 9
    assert conformal_half_width(floats(3.0)) == 3.0
    with pytest.raises(ValueError):
        conformal_half_width(floats())


def test_the_model_needs_thirty_results() -> None:
    features, shares = linear_results(29, 0.0)
    assert fit_ridge(features, shares) is None


def test_the_model_finds_the_weights_and_the_size_of_the_error() -> None:
    features, shares = linear_results(400, 0.05)
    model = fit_ridge(features, shares)
    assert model is not None
    assert model.weights == pytest.approx((0.5, 0.3, 0.0), abs=0.02)
    assert model.half_width == pytest.approx(0.05, abs=0.01)
    assert model.shares(np.array([[0.4, 0.5, 0.5]])) == pytest.approx([0.45], abs=0.01)


def test_the_model_does_not_depend_on_the_order_of_results() -> None:
    features, shares = linear_results(60, 0.1)
    order = np.random.default_rng(3).permutation(60)
    assert fit_ridge(features, shares) == fit_ridge(features[order], shares[order])


def test_shares_of_the_model_stay_between_nothing_and_everything() -> None:
    features, shares = linear_results(60, 0.1)
    model = fit_ridge(features, shares)
    assert model is not None
    assert model.shares(np.array([[-9.0, -9.0, 0.0], [9.0, 9.0, 0.0]])).tolist() == [0.0, 1.0]


def test_last_mark_stands_for_the_mean_share_of_those_who_had_it() -> None:
    known = shares_by_mark(floats(4, 4, 3.4, 3.5), floats(0.5, 0.7, 0.2, 0.9))
    assert known == pytest.approx({3: 0.2, 4: 0.7})
    assert share_of_mark(4, known, BANDS, 31) == pytest.approx(0.7)


def test_a_mark_nobody_had_stands_for_the_middle_of_its_band() -> None:
    assert share_of_mark(5, {}, BANDS, 31) * 31 == pytest.approx(26.5)
    assert np.isnan(share_of_mark(5, {}, (), 32))


def test_means_of_marks_round_half_up_within_the_scale() -> None:
    assert round_marks(floats(3.5, 3.49, 1.0, 5.0)).tolist() == [4.0, 3.0, 2.0, 5.0]


def test_a_mean_of_nothing_is_nothing() -> None:
    assert mean_share([]) is None
    assert mean_share([0.25, 0.75]) == 0.5
