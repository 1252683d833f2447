"""All years of one exam in one subject, from the first to the last: forecast, then check, then learn.

The order is the guarantee that nothing looks ahead: a year's forecasts are made from `Past`, which the year's own
results join only afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from dashboard.forecast_cohort import Basis, Cohort, Forecast, make_basis, make_cohort, make_forecast
from dashboard.forecast_facts import GRADES, Facts, Series
from dashboard.methods.exam_forecast import (
    MARKS,
    PARAMETERS,
    Floats,
    Status,
    expected_test_score,
    mark_bands,
)
from dashboard.methods.forecast_accuracy import (
    ErrorSums,
    Method,
    Prediction,
    RidgeModel,
    chosen_method,
    error_sums,
    fit_ridge,
    mean_share,
    round_marks,
    share_of_mark,
    shares_by_mark,
    spread_factor,
)

Row = dict[str, Any]
DIGITS = 4
VALUES = ("expected", "deviation", "low", "high", "p2", "p3", "p4", "p5", "mark", "test_score")


@dataclass
class Past:
    """What earlier years have taught. Lists hold one array per year."""

    errors: list[Floats] = field(default_factory=list)
    variances: list[Floats] = field(default_factory=list)
    features: list[Floats] = field(default_factory=list)
    shares: list[Floats] = field(default_factory=list)
    marks: list[Floats] = field(default_factory=list)
    mark_shares: list[Floats] = field(default_factory=list)
    school_means: dict[int, float] = field(default_factory=dict)
    checks: dict[int, dict[Method, ErrorSums]] = field(default_factory=dict)

    @property
    def factor(self) -> float:
        return spread_factor(_joined(self.errors), _joined(self.variances))

    def model(self) -> RidgeModel | None:
        return fit_ridge(np.concatenate(self.features), _joined(self.shares)) if self.features else None

    def learn(self, cohort: Cohort, basis: Basis) -> None:
        """Adds a year whose results are known."""
        shares = cohort.shares
        scored = ~np.isnan(shares[basis.places])
        self.errors.append((basis.outlook.expected - cohort.scores[basis.places])[scored])
        self.variances.append(basis.outlook.variance[scored])
        self.features.append(basis.features[scored])
        self.shares.append(shares[basis.places][scored])
        marked = ~np.isnan(shares) & ~np.isnan(cohort.marks)
        self.marks.append(cohort.marks[marked])
        self.mark_shares.append(shares[marked])
        for school in sorted(set(cohort.schools.tolist())):
            mean = mean_share(shares[(cohort.schools == school) & ~np.isnan(shares)].tolist())
            if mean is not None:
                self.school_means[school] = mean


def forecast_series(facts: Facts, series: Series) -> tuple[list[Row], list[Row]]:
    """Rows of `exam_forecast` and of `forecast_check` for one exam and subject, in every year."""
    past = Past()
    forecasts: list[Row] = []
    checks: list[Row] = []
    for year in facts.years(GRADES[series[0]]):
        cohort = make_cohort(facts, series, year)
        basis = make_basis(cohort)
        made = _forecasts(cohort, basis, past)
        method = chosen_method(past.checks)
        is_compulsory = series in facts.compulsory
        forecasts += _forecast_rows(series, cohort, basis, method, made[method], is_compulsory)
        sums = _check(cohort, basis, made, past)
        if sums:
            past.checks[year] = sums
            checks += _check_rows(series, year, sums, method)
        past.learn(cohort, basis)
    return forecasts, checks


def _forecasts(cohort: Cohort, basis: Basis, past: Past) -> dict[Method, Forecast]:
    """The formula, and the model where earlier years have enough results to fit it."""
    own = basis.outlook
    made = {Method.FORMULA: make_forecast(cohort, basis, own.expected, past.factor * own.deviation)}
    model = past.model()
    if model is not None:
        maximum = float(cohort.maximum or 0)
        expected = model.shares(basis.features) * maximum
        width = np.full(len(expected), model.half_width * maximum / PARAMETERS.interval_deviations)
        made[Method.RIDGE] = make_forecast(cohort, basis, expected, width)
    return made


def _check(cohort: Cohort, basis: Basis, made: dict[Method, Forecast], past: Past) -> dict[Method, ErrorSums]:
    """Errors of every method that had something to say, over the pupils for whom all of them had."""
    said = {method: forecast.prediction for method, forecast in made.items()}
    said[Method.LAST_MARK] = _by_last_mark(cohort, basis, past)
    said[Method.SCHOOL_MEAN] = _by_school(cohort, basis, past)
    said = {method: one for method, one in said.items() if not np.isnan(one.scores).all()}
    scores, marks = cohort.scores[basis.places], cohort.score_marks[basis.places]
    kept = ~np.isnan(scores)
    for one in said.values():
        kept &= ~np.isnan(one.scores)
    if not kept.any():
        return {}
    return {method: error_sums(one.only(kept), scores[kept], marks[kept]) for method, one in said.items()}


def _by_last_mark(cohort: Cohort, basis: Basis, past: Past) -> Prediction:
    marks = round_marks(cohort.marks[basis.places])
    known = shares_by_mark(_joined(past.marks), _joined(past.mark_shares))
    bands = mark_bands(cohort.scale) if cohort.scale else ()
    maximum = cohort.maximum or 1
    shares = np.array([share_of_mark(int(mark), known, bands, maximum) for mark in marks], dtype=np.float64)
    return Prediction(shares * maximum, marks if bands else np.full(len(marks), np.nan))


def _by_school(cohort: Cohort, basis: Basis, past: Past) -> Prediction:
    schools = cohort.schools[basis.places].tolist()
    shares = np.array([past.school_means.get(school, np.nan) for school in schools], dtype=np.float64)
    scores = shares * (cohort.maximum or 1)
    scale = cohort.scale
    marks = [
        np.nan if np.isnan(score) or scale is None else _mark(scale.mark(int(score + 0.5)))
        for score in scores
    ]
    return Prediction(scores, np.array(marks, dtype=np.float64))


def _mark(mark: int | None) -> float:
    return np.nan if mark is None else float(mark)


def _joined(arrays: list[Floats]) -> Floats:
    return np.concatenate(arrays) if arrays else np.zeros(0)


def _check_rows(series: Series, year: int, sums: dict[Method, ErrorSums], used: Method) -> Iterator[Row]:
    for method, errors in sums.items():
        yield {
            "exam": series[0],
            "subject_id": series[1],
            "year": year,
            "method": method.value,
            "n": errors.n,
            "error_points": round(errors.points, DIGITS),
            "error_marks": round(errors.marks, DIGITS),
            "covered": errors.covered,
            "is_used": method is used,
        }


def _forecast_rows(
    series: Series, cohort: Cohort, basis: Basis, method: Method, forecast: Forecast, is_compulsory: bool
) -> Iterator[Row]:
    """A row for every pupil; in an exam of choice only for those who wrote a work with its codes."""
    numbers = {place: number for number, place in enumerate(basis.places.tolist())}
    works, covered = cohort.evidence.n_works.tolist(), cohort.evidence.tasks_covered.tolist()
    for place, (seat, status) in enumerate(zip(cohort.seats, cohort.statuses, strict=True)):
        if not is_compulsory and works[place] == 0:
            continue
        known = status is Status.OK
        yield {
            "pupil_id": seat.pupil_id,
            "exam": series[0],
            "subject_id": series[1],
            "year": cohort.year,
            "class_id": seat.class_id,
            "school_id": seat.school_id,
            "method": method.value,
            "status": status.value,
            "n_works": works[place],
            "tasks_covered": covered[place],
            "tasks": len(cohort.plan),
            "max_score": cohort.maximum,
            **(_values(cohort, forecast, numbers[place]) if known else dict.fromkeys(VALUES)),
        }


def _values(cohort: Cohort, forecast: Forecast, number: int) -> Row:
    expected, mark = float(forecast.expected[number]), float(forecast.marks[number])
    return {
        "expected": round(expected, DIGITS),
        "deviation": round(float(forecast.deviation[number]), DIGITS),
        "low": round(float(forecast.low[number]), DIGITS),
        "high": round(float(forecast.high[number]), DIGITS),
        **_of_marks(forecast.chances[number].tolist()),
        "mark": None if np.isnan(mark) else int(mark),
        "test_score": expected_test_score(expected, cohort.scale) if cohort.scale else None,
    }


def _of_marks(chances: list[float]) -> Row:
    """Columns p2…p5; an exam of a pass alone has only the chance to stay under it."""
    known = chances if len(chances) == len(MARKS) else chances[:1]
    padded = [*(round(chance, DIGITS) for chance in known), *([None] * (len(MARKS) - len(known)))]
    return {f"p{mark}": chance for mark, chance in zip(MARKS, padded, strict=True)}
