"""Forecasts of exams (прогноз ОГЭ и ЕГЭ) with what came of them, and how the forecasts of each method did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Join, Subquery, and_, case, func, select, true

from data_access.queries.people import require_names
from data_access.tables import exam_forecast, forecast_check, person_name, unit, work, work_result
from data_access.viewer import Reader


@dataclass(frozen=True, slots=True)
class Forecast:
    """One pupil, exam and subject; `year` is the school year that ends with the exam.

    Scores are primary points. Everything from `expected` to `test_score` is None unless `status` is «ok».
    `actual_*` is the result, when it is known.
    """

    pupil_id: int
    name: str
    exam: str
    subject_id: int
    year: int
    class_id: int
    class_name: str
    school_id: int
    method: str
    status: str
    n_works: int
    tasks_covered: int
    tasks: int
    max_score: int | None
    expected: float | None
    deviation: float | None
    low: float | None
    high: float | None
    p2: float | None
    p3: float | None
    p4: float | None
    p5: float | None
    mark: int | None
    test_score: int | None
    actual_score: int | None
    actual_mark: int | None
    actual_test_score: int | None


def _results(narrow: ColumnElement[bool]) -> Subquery:
    """Exams written, one row per pupil, exam, subject and year: of several tries the last one stands.

    `narrow` keeps the window small: it ranks all rows that it is given.
    """
    exam = case((and_(work.c.kind == "ege", work.c.codifier == "ege_base"), "ege_base"), else_=work.c.kind)
    attempt = func.row_number().over(
        partition_by=(work_result.c.pupil_id, exam, work.c.subject_id, work.c.year),
        order_by=(work.c.held_on.desc().nulls_last(), work.c.id.desc()),
    )
    ranked = (
        select(
            work_result.c.pupil_id,
            exam.label("exam"),
            work.c.subject_id,
            work.c.year,
            work_result.c.primary_score,
            work_result.c.mark,
            work_result.c.test_score,
            attempt.label("attempt"),
        )
        .join(work, work.c.id == work_result.c.work_id)
        .where(
            work.c.kind.in_(("oge", "ege")), work_result.c.is_current, work_result.c.status == "wrote", narrow
        )
        .subquery()
    )
    return select(ranked).where(ranked.c.attempt == 1).subquery("result")


_OWN = {name: exam_forecast.c[name] for name in Forecast.__dataclass_fields__ if name in exam_forecast.c} | {
    "name": person_name.c.full_name,
    "class_name": unit.c.short_name,
}
_ACTUAL = {"actual_score": "primary_score", "actual_mark": "mark", "actual_test_score": "test_score"}


def _joined(result: Subquery) -> Join:
    """Forecasts with what came of them."""
    columns = exam_forecast.c
    keys = ("pupil_id", "exam", "subject_id", "year")
    return exam_forecast.outerjoin(result, and_(*(columns[name] == result.c[name] for name in keys)))


def _seen(reader: Reader) -> ColumnElement[bool]:
    columns = exam_forecast.c
    return reader.assessed(columns.school_id, columns.class_id, columns.subject_id)


def read_forecasts(
    reader: Reader, *, pupil_id: int | None = None, class_id: int | None = None, school_id: int | None = None
) -> list[Forecast]:
    """Forecasts of pupils with names, in every year. Raises Refused without the right to names."""
    require_names(reader, "Прогноз обучающегося")

    def read() -> list[Forecast]:
        columns, results = exam_forecast.c, work_result.c
        wanted = {"pupil_id": pupil_id, "class_id": class_id, "school_id": school_id}
        where = [columns[name] == value for name, value in wanted.items() if value is not None]
        result = _results(results.pupil_id.in_(select(columns.pupil_id).where(*where)))
        actual = {name: result.c[of_result] for name, of_result in _ACTUAL.items()}
        listed = [(_OWN | actual)[name].label(name) for name in Forecast.__dataclass_fields__]
        statement = (
            select(*listed)
            .select_from(_joined(result))
            .join(person_name, person_name.c.person_id == exam_forecast.c.pupil_id)
            .join(unit, unit.c.id == exam_forecast.c.class_id)
            .where(_seen(reader), *where)
            .order_by(person_name.c.name_key, columns.pupil_id)
        )
        return [Forecast(*row) for row in reader.connection.execute(statement)]

    return reader.once(("forecasts", pupil_id, class_id, school_id), read)


@dataclass(frozen=True, slots=True)
class ForecastSum:
    """A class in an exam: sums over its pupils. `p2`…`p5` are expected numbers of marks, `v_good` and `v_fail`
    the variances of the expected numbers of «4» and «5» and of «2»."""

    exam: str
    subject_id: int
    year: int
    class_id: int
    class_name: str
    grade: int
    school_id: int
    pupils: int
    n: int
    expected: float
    possible: float
    p2: float
    p3: float
    p4: float
    p5: float
    v_good: float
    v_fail: float
    at_risk: int
    n_actual: int
    actual_good: int
    actual_fail: int
    actual_points: float
    actual_possible: float


RISK_FROM = 0.3


def read_forecast_sums(reader: Reader, *, school_id: int | None = None) -> list[ForecastSum]:
    """Sums by class, exam and year over what the viewer sees; no persons, so no right to names is needed."""

    def read() -> list[ForecastSum]:
        columns, results = exam_forecast.c, work_result.c
        result = _results(true() if school_id is None else results.school_id == school_id)
        good = columns.p4 + columns.p5
        is_known = columns.status == "ok"
        has_result = result.c.mark.is_not(None)
        scored = and_(result.c.primary_score.is_not(None), columns.max_score.is_not(None))

        def total(value: Any) -> Any:
            return func.coalesce(func.sum(value), 0)

        def number(condition: ColumnElement[bool]) -> Any:
            return total(case((condition, 1), else_=0))

        statement = (
            select(
                columns.exam,
                columns.subject_id,
                columns.year,
                columns.class_id,
                unit.c.short_name,
                unit.c.grade,
                columns.school_id,
                func.count(),
                number(is_known),
                total(columns.expected),
                total(case((is_known, columns.max_score))),
                *(total(columns[f"p{mark}"]) for mark in (2, 3, 4, 5)),
                total(good * (1 - good)),
                total(columns.p2 * (1 - columns.p2)),
                number(columns.p2 >= RISK_FROM),
                number(has_result),
                number(result.c.mark >= 4),
                number(result.c.mark == 2),
                total(case((scored, result.c.primary_score))),
                total(case((scored, columns.max_score))),
            )
            .select_from(_joined(result))
            .join(unit, unit.c.id == columns.class_id)
            .where(_seen(reader))
            .group_by(
                columns.exam,
                columns.subject_id,
                columns.year,
                columns.class_id,
                unit.c.short_name,
                unit.c.grade,
                columns.school_id,
            )
        )
        if school_id is not None:
            statement = statement.where(columns.school_id == school_id)
        return [ForecastSum(*row) for row in reader.connection.execute(statement)]

    return reader.once(("forecast sums", school_id), read)


@dataclass(frozen=True, slots=True)
class Check:
    """How the forecasts of one method did; sums over `n` pupils, `covered` is None where a method has no interval."""

    exam: str
    subject_id: int
    year: int
    method: str
    n: int
    error_points: float
    error_marks: float
    covered: int | None
    is_used: bool


_CHECK = tuple(forecast_check.c[name] for name in Check.__dataclass_fields__)


def read_checks(reader: Reader) -> list[Check]:
    """Checks of every exam and year: sums over the whole municipality, about methods and not about people."""

    def read() -> list[Check]:
        columns = forecast_check.c
        order = (columns.year.desc(), columns.exam, columns.subject_id, columns.method)
        return [Check(*row) for row in reader.connection.execute(select(*_CHECK).order_by(*order))]

    return reader.reference("forecast checks", read)
