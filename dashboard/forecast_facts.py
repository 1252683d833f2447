"""What the forecasts are made from, read set by set: plans, scales, pupils, last marks, scores of works, results.

Only classes of grades 8…11 are read: the two grades that take exams and the year before each. That bound is also
what `forecasts.forecasts_change` relies on, so a loaded fourth grade costs nothing and changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import fsum
from typing import Any

from sqlalchemy import Connection, and_, case, exists, func, or_, select

from dashboard.forecast_scores import READ_GRADES, WorkScores, read_work_scores
from dashboard.methods.comparable import counted_in_period
from dashboard.methods.exam_forecast import PlanTask
from dashboard.methods.scales import Scale
from data_access.codifiers import read_exam_plan
from data_access.tables import (
    enrolment,
    exam_scale,
    exam_task,
    period,
    period_mark,
    subject,
    unit,
    work,
    work_result,
)

GRADES = {"oge": 9, "ege": 11, "ege_base": 11}
COMPULSORY = (("oge", "Русский язык"), ("oge", "Математика"), ("ege", "Русский язык"), ("ege", "Математика"))
# In the order in which they end; the year's mark is the last word.
PERIOD_ORDER = ("Q1", "T1", "Q2", "H1", "T2", "Q3", "Q4", "T3", "H2", "Y")
WHOLE_MARKS = {"5": 5, "4": 4, "3": 3, "2": 2, "1": 2}

Series = tuple[str, int]  # exam, subject


@dataclass(frozen=True, slots=True)
class Seat:
    """A pupil in the class in which the school year ends."""

    pupil_id: int
    class_id: int
    school_id: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A pupil in the journal subjects of an exam: mean of last marks, mean of the averages of the year's periods."""

    mark: float
    average: float


@dataclass(frozen=True, slots=True)
class Result:
    """What came of the exam."""

    primary: int
    mark: int | None


@dataclass(frozen=True)
class Facts:
    """Everything known, of all years; who looks at a year takes only what was known before its exam."""

    subjects: Mapping[int, str]
    compulsory: frozenset[Series]
    plans: Mapping[Series, Mapping[int, tuple[PlanTask, ...]]]
    scales: Mapping[Series, tuple[tuple[int, int, Scale], ...]]
    seats: Mapping[tuple[int, int], tuple[Seat, ...]]
    standings: Mapping[tuple[int, int, int], Standing]
    results: Mapping[tuple[str, int, int], Mapping[int, Result]]
    scores: WorkScores
    # exams to forecast: compulsory or with a plan, where anybody wrote anything
    series: tuple[Series, ...]

    def years(self, grade: int) -> list[int]:
        return sorted(year for of_grade, year in self.seats if of_grade == grade)

    def standing(self, pupil_id: int, subject_id: int, year: int) -> Standing | None:
        """The last marks before the exam: of this school year, or else of the year before."""
        now = self.standings.get((pupil_id, subject_id, year))
        return now or self.standings.get((pupil_id, subject_id, year - 1))

    def scale(self, series: Series, calendar: int, maximum: int | None = None) -> Scale | None:
        """The scale of a year; with `maximum` only one for that many points."""
        for first, last, scale in self.scales.get(series, ()):
            if first <= calendar <= last and maximum in (None, scale.max_score):
                return scale
        return None

    def plan(self, series: Series, calendar: int) -> tuple[PlanTask, ...]:
        """The plan of the year, or the nearest one with as many points as the year's scale; empty: none."""
        plans = self.plans.get(series, {})
        if calendar in plans:
            return plans[calendar]
        scale = self.scale(series, calendar)
        for year in sorted(plans, key=lambda other: (abs(other - calendar), other)):
            if scale is not None and sum(task.max_score for task in plans[year]) == scale.max_score:
                return plans[year]
        return ()


def read_facts(connection: Connection) -> Facts:
    """Reads everything the forecasts of all years need."""
    rows = connection.execute(select(subject.c.id, subject.c.name, subject.c.exam_subject_id)).all()
    exam_subject = {row.id: row.exam_subject_id or row.id for row in rows}
    names = {row.id: row.name for row in rows}
    compulsory = frozenset(
        (exam, id_) for exam, needed in COMPULSORY for id_, name in names.items() if name == needed
    )
    plans = _read_plans(connection)
    worked = {exam_subject[subject_id] for subject_id in _read_worked(connection)}
    series = tuple(sorted(key for key in compulsory.union(plans) if key[1] in worked))
    concerned = {subject_id for _, subject_id in series}
    return Facts(
        subjects=names,
        compulsory=compulsory,
        plans=plans,
        scales=_read_scales(connection),
        seats=_read_seats(connection),
        standings=_read_standings(
            connection, {own: of_exam for own, of_exam in exam_subject.items() if of_exam in concerned}
        ),
        results=_read_results(connection, exam_subject),
        scores=read_work_scores(connection, exam_subject),
        series=series,
    )


def _read_worked(connection: Connection) -> list[int]:
    """Subjects in which somebody wrote a work or an exam: without a single one there is nothing to forecast from.

    So a plan loaded into such a subject changes no row, as `forecasts_change` needs: it names works, not plans.
    """
    wrote = exists().where(work_result.c.work_id == work.c.id)
    return list(connection.scalars(select(work.c.subject_id).where(wrote, work.c.kind != "vpr").distinct()))


def _read_plans(connection: Connection) -> dict[Series, dict[int, tuple[PlanTask, ...]]]:
    """The plan in force of every exam, subject and calendar year: which one, `read_exam_plan` knows."""
    stated = select(exam_task.c.exam, exam_task.c.subject_id, exam_task.c.year).distinct()
    plans: dict[Series, dict[int, tuple[PlanTask, ...]]] = defaultdict(dict)
    for exam, subject_id, year in connection.execute(stated.where(exam_task.c.exam.in_(GRADES))).all():
        tasks = read_exam_plan(connection, exam, subject_id, year)
        plans[exam, subject_id][year] = tuple(
            PlanTask(task.number, task.max_score, task.level, task.codes) for task in tasks
        )
    return dict(plans)


def _read_scales(connection: Connection) -> dict[Series, tuple[tuple[int, int, Scale], ...]]:
    """Scales of primary scores. Where only the passing test score is known, the maximum is of test scores: left out."""
    found: dict[Series, list[tuple[int, int, Scale]]] = defaultdict(list)
    columns = exam_scale.c
    is_of_primary = or_(columns.from3.is_not(None), columns.test_scores.is_not(None))
    statement = select(exam_scale).where(columns.exam.in_(GRADES), is_of_primary)
    for row in connection.execute(statement.order_by(columns.first_year.desc(), columns.max_score)):
        test_scores = tuple(row.test_scores) if row.test_scores else None
        scale = Scale(row.max_score, row.from3, row.from4, row.from5, row.minimum, test_scores)
        found[row.exam, row.subject_id].append((row.first_year, row.last_year, scale))
    return {series: tuple(scales) for series, scales in found.items()}


def _read_seats(connection: Connection) -> dict[tuple[int, int], tuple[Seat, ...]]:
    """(grade, year) → who is in the grade when the school year ends; who changed class sits in the later one."""
    statement = (
        select(
            enrolment.c.pupil_id,
            enrolment.c.class_id,
            unit.c.parent_id,
            unit.c.grade,
            unit.c.year,
            unit.c.short_name,
            enrolment.c.since,
            enrolment.c.until,
            period.c.ends_on,
        )
        .join(unit, unit.c.id == enrolment.c.class_id)
        .join(period, and_(period.c.year == unit.c.year, period.c.code == "Y"))
        .where(enrolment.c.is_current, unit.c.grade.in_(set(GRADES.values())))
    )
    found: dict[tuple[int, int], dict[int, tuple[tuple[date, str], Seat]]] = defaultdict(dict)
    for row in connection.execute(statement):
        if not counted_in_period(row.since, row.until, row.ends_on):
            continue
        seats, came = found[row.grade, row.year], (row.since or date.min, row.short_name)
        if row.pupil_id not in seats or seats[row.pupil_id][0] < came:
            seats[row.pupil_id] = came, Seat(row.pupil_id, row.class_id, row.parent_id)
    return {key: tuple(seats[pupil][1] for pupil in sorted(seats)) for key, seats in found.items()}


def _read_standings(
    connection: Connection, exam_subject: Mapping[int, int]
) -> dict[tuple[int, int, int], Standing]:
    columns = period_mark.c
    read = select(unit.c.id).where(unit.c.kind == "class", unit.c.grade.in_(READ_GRADES))
    statement = select(
        columns.pupil_id, columns.subject_id, columns.year, columns.period, columns.value, columns.average
    ).where(columns.is_current, columns.class_id.in_(read), columns.subject_id.in_(exam_subject))
    marks: dict[tuple[int, int, int], dict[int, dict[str, Any]]] = {}
    for pupil_id, subject_id, year, code, value, average in connection.execute(statement):
        if value in WHOLE_MARKS:
            of_exam = marks.setdefault((pupil_id, exam_subject[subject_id], year), {})
            of_exam.setdefault(subject_id, {})[code] = (WHOLE_MARKS[value], average)
    return {key: _standing(of_exam.values()) for key, of_exam in marks.items()}


def _standing(journal: Iterable[dict[str, tuple[int, float | None]]]) -> Standing:
    """`journal`: of each subject the marks by period. Sums are exact, so their order does not matter."""
    last, averages = [], []
    for marks in journal:
        last.append(float(marks[max(marks, key=PERIOD_ORDER.index)][0]))
        parts = [pair for code, pair in marks.items() if code != "Y"] or list(marks.values())
        averages.append(_mean([float(mark) if average is None else average for mark, average in parts]))
    return Standing(_mean(last), _mean(averages))


def _mean(values: list[float]) -> float:
    return fsum(values) / len(values)


def _read_results(
    connection: Connection, exam_subject: Mapping[int, int]
) -> dict[tuple[str, int, int], dict[int, Result]]:
    """Exams that were written; of several tries the last one stands."""
    exam = case((and_(work.c.kind == "ege", work.c.codifier == "ege_base"), "ege_base"), else_=work.c.kind)
    statement = (
        select(
            exam.label("exam"),
            work.c.subject_id,
            work.c.year,
            work_result.c.pupil_id,
            work_result.c.primary_score,
            work_result.c.mark,
        )
        .join(work, work.c.id == work_result.c.work_id)
        .where(
            work.c.kind.in_(("oge", "ege")),
            work_result.c.is_current,
            work_result.c.status == "wrote",
            work_result.c.pupil_id.is_not(None),
            work_result.c.primary_score.is_not(None),
        )
        .order_by(func.coalesce(work.c.held_on, date.min), work.c.id)
    )
    found: dict[tuple[str, int, int], dict[int, Result]] = defaultdict(dict)
    for row in connection.execute(statement):
        key = (row.exam, exam_subject[row.subject_id], row.year)
        found[key][row.pupil_id] = Result(row.primary_score, row.mark)
    return dict(found)
