"""How forecasts did, and which one to trust next (точность прогнозов).

Four methods are compared on the same pupils, after their exam and with what was known before it: the formula of
`exam_forecast`; a ridge regression on two features, the mean of the year's marks and the share of points in works;
and two baselines that need no method, the last mark and the school's mean a year ago. The next forecasts use the
formula unless the model made a smaller error in points in the newest check of at least 30 results; a forecast never
uses a check of its own year or of a later one.

Spread. The model's 80 % interval is the conformal quantile of its errors on pupils it was not fitted to. The
formula's own variance treats tasks as independent, so its deviation is multiplied by the spread factor: root mean
square error of earlier years over the deviation that was promised, never below 1.

Sums of floats are exact (`fsum`) and rows are sorted by value before the model is fitted: the result depends on
the results themselves, not on the order in which they were loaded.

Source: методика проекта; split conformal prediction, Lei et al. (2018), JASA 113, 1094–1111.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, fsum, sqrt

import numpy as np
from numpy.typing import NDArray

from dashboard.methods.exam_forecast import Floats

LEVEL = 0.8
FEWEST_RESULTS = 30
FOLDS = 5
PENALTY = 1.0


class Method(StrEnum):
    """Codes of the mart."""

    FORMULA = "formula"
    RIDGE = "ridge"
    LAST_MARK = "last_mark"
    SCHOOL_MEAN = "school_mean"


@dataclass(frozen=True)
class Prediction:
    """What one method said, per pupil. Marks are NaN where the exam has none; bounds are None without an interval."""

    scores: Floats
    marks: Floats
    low: Floats | None = None
    high: Floats | None = None

    def only(self, kept: NDArray[np.bool_]) -> Prediction:
        """The same of some of the pupils."""
        low, high = (bound if bound is None else bound[kept] for bound in (self.low, self.high))
        return Prediction(self.scores[kept], self.marks[kept], low, high)


@dataclass(frozen=True, slots=True)
class ErrorSums:
    """Sums over `n` pupils; `covered` is None where the method gives no interval."""

    n: int
    points: float
    marks: float
    covered: int | None


def error_sums(said: Prediction, scores: Floats, marks: Floats) -> ErrorSums:
    """Absolute errors against what came. Pupils without a mark are in the points and not in the marks."""
    covered = None
    if said.low is not None and said.high is not None:
        covered = int(((said.low <= scores) & (scores <= said.high)).sum())
    of_marks = np.abs(said.marks - marks)
    return ErrorSums(
        n=len(scores),
        points=fsum(np.abs(said.scores - scores)),
        marks=fsum(of_marks[~np.isnan(of_marks)]),
        covered=covered,
    )


def chosen_method(checks: Mapping[int, Mapping[Method, ErrorSums]]) -> Method:
    """The method of the next forecasts after these checks (by year): the formula unless the model beat it."""
    for year in sorted(checks, reverse=True):
        formula, model = checks[year].get(Method.FORMULA), checks[year].get(Method.RIDGE)
        if formula is None or model is None or formula.n < FEWEST_RESULTS:
            continue
        return Method.RIDGE if model.points < formula.points else Method.FORMULA
    return Method.FORMULA


def spread_factor(errors: Floats, variance: Floats) -> float:
    """Widens the formula's deviation to the errors of earlier years; 1 under 30 results and never below 1."""
    if len(errors) < FEWEST_RESULTS:
        return 1.0
    return max(1.0, sqrt(fsum(errors**2) / fsum(variance)))


def conformal_half_width(residuals: Floats, level: float = LEVEL) -> float:
    """Half of the interval that holds `level` of new results: the ⌈(n + 1)·level⌉-th smallest absolute error.

    Fewer results than the level needs → the largest error. No results → ValueError.
    """
    if len(residuals) == 0:
        raise ValueError("no results to take a quantile of")
    ranked = np.sort(np.abs(residuals))
    return float(ranked[min(ceil((len(ranked) + 1) * level), len(ranked)) - 1])


@dataclass(frozen=True, slots=True)
class RidgeModel:
    """A fitted model: share of the maximum = intercept + Σ weight · feature, and half of its 80 % interval."""

    intercept: float
    weights: tuple[float, ...]
    half_width: float

    def shares(self, features: Floats) -> Floats:
        """Expected shares, within 0…1. Column by column: the answer for a pupil must not depend on the others."""
        found = np.full(len(features), self.intercept)
        for column, weight in enumerate(self.weights):
            found = found + weight * features[:, column]
        bounded: Floats = np.clip(found, 0.0, 1.0)
        return bounded


def fit_ridge(features: Floats, shares: Floats) -> RidgeModel | None:
    """The model of these results (a row per pupil, a column per feature); None under 30 of them."""
    if len(shares) < FEWEST_RESULTS:
        return None
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    order = np.lexsort((*features.T, shares))
    rows, target = features[order], shares[order]
    folds = np.arange(len(target)) % FOLDS
    with threadpool_limits(limits=1):
        residuals = np.empty(len(target))
        for fold in range(FOLDS):
            held = folds == fold
            intercept, weights = _fit(rows[~held], target[~held])
            residuals[held] = target[held] - RidgeModel(intercept, weights, 0.0).shares(rows[held])
        intercept, weights = _fit(rows, target)
    return RidgeModel(intercept, weights, conformal_half_width(residuals))


def _fit(features: Floats, shares: Floats) -> tuple[float, tuple[float, ...]]:
    """Intercept and weights in the units of the features; the penalty sees them standardised."""
    # Loaded on first need: a start without forecasts does not pay a second and its memory.
    from sklearn.linear_model import Ridge  # type: ignore[import-untyped]

    centre, width = features.mean(axis=0), features.std(axis=0)
    width[width == 0] = 1.0
    fitted = Ridge(alpha=PENALTY, solver="cholesky").fit((features - centre) / width, shares)
    weights = fitted.coef_ / width
    return float(fitted.intercept_ - (weights * centre).sum()), tuple(map(float, weights))


def mean_share(shares: Iterable[float]) -> float | None:
    """Mean of shares; None without any."""
    listed = list(shares)
    return fsum(listed) / len(listed) if listed else None


def shares_by_mark(marks: NDArray[np.float64], shares: Floats) -> dict[int, float]:
    """Baseline «last mark»: what share of points pupils with each last mark got in earlier years."""
    whole = round_marks(marks)
    found = {mark: mean_share(shares[whole == mark]) for mark in (2, 3, 4, 5)}
    return {mark: share for mark, share in found.items() if share is not None}


def share_of_mark(
    mark: int, known: Mapping[int, float], bands: Sequence[tuple[int, int]], maximum: int
) -> float:
    """The baseline's share for one last mark: known from earlier years, or the middle of the mark's band.

    `bands`: scores of marks 2…5, empty for an exam without marks. Nothing known → NaN.
    """
    if mark in known:
        return known[mark]
    if not bands:
        return float("nan")
    low, high = bands[mark - 2]
    return (low + high) / 2 / maximum


def round_marks(marks: Floats) -> Floats:
    """Means of marks as one mark, half up, within 2…5; NaN stays."""
    return np.clip(np.floor(marks + 0.5), 2, 5)
