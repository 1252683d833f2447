"""One year of an exam: who may take it, what was known of them before it, and what came of it.

Arrays have one element per pupil, in the order of ids; NaN stands for what is not known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.forecast_facts import GRADES, Facts, Result, Seat, Series
from dashboard.forecast_scores import Evidence, Ints
from dashboard.methods.exam_conditions import Condition, find_condition, missed_chances, move_missed
from dashboard.methods.exam_forecast import (
    MARKS,
    Floats,
    Outlook,
    PlanTask,
    Status,
    band_chances,
    chances,
    forecast_status,
    interval,
    mark_borders,
    outlook,
)
from dashboard.methods.forecast_accuracy import Prediction
from dashboard.methods.scales import Scale


@dataclass(frozen=True)
class Cohort:
    """`year`: the school year that ends with the exam. `maximum` of primary points, None when nothing states it."""

    year: int
    seats: tuple[Seat, ...]
    plan: tuple[PlanTask, ...]
    scale: Scale | None
    condition: Condition | None
    maximum: int | None
    marks: Floats
    averages: Floats
    evidence: Evidence
    statuses: tuple[Status, ...]
    scores: Floats
    score_marks: Floats

    @property
    def schools(self) -> Ints:
        return np.array([seat.school_id for seat in self.seats], dtype=np.int64)

    @property
    def shares(self) -> Floats:
        """Results as shares of the maximum: years with other maxima can then be compared."""
        return self.scores / (self.maximum or np.nan)


@dataclass(frozen=True)
class Basis:
    """What the methods start from, for the pupils that have a forecast; `places` among all of the cohort.

    Columns of `features`: mean of the marks' averages, share of points in works.
    """

    places: Ints
    chance: Floats
    outlook: Outlook
    features: Floats


@dataclass(frozen=True)
class Forecast:
    """What one method says of the pupils of a basis. `chances` has a column per band of the scale, or none."""

    expected: Floats
    deviation: Floats
    low: Floats
    high: Floats
    chances: Floats

    @property
    def marks(self) -> Floats:
        """The likeliest mark, the lower of two equal ones; NaN for an exam without marks."""
        if self.chances.shape[1] != len(MARKS):
            return np.full(len(self.expected), np.nan)
        likeliest: Floats = self.chances.argmax(axis=1) + float(MARKS[0])
        return likeliest

    @property
    def prediction(self) -> Prediction:
        return Prediction(self.expected, self.marks, self.low, self.high)


def make_cohort(facts: Facts, series: Series, year: int) -> Cohort:
    """Gathers a year. The plan and the scale are those of the calendar year of the exam."""
    exam, subject_id = series
    seats, plan = facts.seats[GRADES[exam], year], facts.plan(series, year + 1)
    points = sum(task.max_score for task in plan)
    scale = facts.scale(series, year + 1, points or None)
    evidence = facts.scores.evidence([seat.pupil_id for seat in seats], exam, subject_id, year, plan)
    standings = [facts.standing(seat.pupil_id, subject_id, year) for seat in seats]
    maximum = points or (scale.max_score if scale else None)
    results = [
        _possible(facts.results.get((exam, subject_id, year), {}).get(seat.pupil_id), maximum)
        for seat in seats
    ]
    return Cohort(
        year=year,
        seats=seats,
        plan=plan,
        scale=scale,
        condition=find_condition(exam, facts.subjects[subject_id], year + 1, plan),
        maximum=maximum,
        marks=_floats([None if standing is None else standing.mark for standing in standings]),
        averages=_floats([None if standing is None else standing.average for standing in standings]),
        evidence=evidence,
        statuses=tuple(
            forecast_status(standing is not None, n_works, covered, len(plan))
            for standing, n_works, covered in zip(
                standings, evidence.n_works.tolist(), evidence.tasks_covered.tolist(), strict=True
            )
        ),
        scores=_floats([None if result is None else result.primary for result in results]),
        score_marks=_floats([None if result is None else result.mark for result in results]),
    )


def _possible(result: Result | None, maximum: int | None) -> Result | None:
    """A result over the maximum belongs to another plan or scale: it says nothing here."""
    return result if result and maximum and result.primary <= maximum else None


def _floats(values: Sequence[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def make_basis(cohort: Cohort) -> Basis:
    """The formula for those whose evidence is enough."""
    places = np.array(
        [place for place, status in enumerate(cohort.statuses) if status is Status.OK], dtype=np.int64
    )
    if len(places) == 0:
        nothing = np.zeros(0)
        return Basis(places, np.zeros((0, len(cohort.plan))), Outlook(nothing, nothing), np.zeros((0, 2)))
    earned, possible = cohort.evidence.earned[places], cohort.evidence.possible[places]
    chance = chances(cohort.plan, earned, possible, cohort.marks[places])
    features = np.column_stack([cohort.averages[places], cohort.evidence.share[places]])
    return Basis(places, chance, outlook(cohort.plan, chance), features)


def make_forecast(cohort: Cohort, basis: Basis, expected: Floats, deviation: Floats) -> Forecast:
    """Interval and chances of marks around an expected score, with the condition of the exam."""
    maximum = cohort.maximum or 0
    low, high = interval(expected, deviation, maximum)
    borders = mark_borders(cohort.scale) if cohort.scale else None
    if borders is None or len(expected) == 0:
        return Forecast(expected, deviation, low, high, np.zeros((len(expected), 0)))
    found = band_chances(expected, deviation, borders, maximum)
    if cohort.condition is not None and found.shape[1] == len(MARKS):
        missed = missed_chances(cohort.plan, basis.chance, cohort.condition, borders)
        found = move_missed(found, missed, cohort.condition)
    return Forecast(expected, deviation, low, high, found)
