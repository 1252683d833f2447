"""Forecast of a pupil's exams: what is expected, how sure it is, on what it rests, and what came of it."""

from __future__ import annotations

from dashboard.blocks import Cell, Column, Kind, Measure, Quantity, Row, State, Status, Table, Tone
from dashboard.numbers import NARROW, format_number, format_year
from dashboard.selection import Selection
from dashboard.views.exam_titles import (
    CHOICE_NOTE,
    FORMULA_NOTE,
    METHOD_TITLES,
    STATUS_REASONS,
    exam_title,
)
from data_access.queries.forecasts import RISK_FROM, Forecast, read_forecasts
from data_access.queries.people import read_pupil
from data_access.queries.rollups import read_subjects
from data_access.viewer import Reader

YELLOW_FROM = 0.1
COLUMNS = (
    Column("exam", "Экзамен"),
    Column("expected", "Балл", Kind.QUANTITY, Measure.INDEX, "ожидаемый первичный балл"),
    Column("deviation", "±1·SD", Kind.QUANTITY, Measure.INDEX, "стандартное отклонение ожидаемого балла"),
    Column("range", "80 % интервал", Kind.TEXT, None, "в таких границах окажутся 8 результатов из 10"),
    Column("max", "Из", Kind.QUANTITY, Measure.COUNT, "наибольший первичный балл"),
    Column("mark", "Отметка", Kind.TEXT, None, "самая вероятная"),
    Column("p2", "«2»", Kind.QUANTITY, Measure.PERCENT, "вероятность не преодолеть минимум"),
    Column("p3", "«3»", Kind.QUANTITY, Measure.PERCENT, "вероятность"),
    Column("p4", "«4»", Kind.QUANTITY, Measure.PERCENT, "вероятность"),
    Column("p5", "«5»", Kind.QUANTITY, Measure.PERCENT, "вероятность"),
    Column("risk", "Риск", Kind.STATUS),
    Column("evidence", "На чём основан"),
    Column("method", "Способ"),
    Column("actual", "Результат", Kind.TEXT, None, "первичный балл и отметка на экзамене"),
)


def exams(selection: Selection, reader: Reader) -> Table:
    """Every exam that the pupil will take or took this school year."""
    person = read_pupil(reader, selection.person or 0)
    subjects = read_subjects(reader)
    rows = [row for row in read_forecasts(reader, pupil_id=person.id) if row.year == selection.year]
    rows.sort(key=lambda row: (row.exam, subjects[row.subject_id].name))
    return Table(
        key="exams",
        title="Прогноз ОГЭ и ЕГЭ",
        caption="прогноз, ±1·SD; вероятности отметок в процентах",
        columns=COLUMNS,
        rows=tuple(_row(row, exam_title(row.exam, subjects[row.subject_id].name)) for row in rows),
        notes=(FORMULA_NOTE, CHOICE_NOTE),
        source=f"Источник: отметки журнала и работы, {format_year(selection.year or 0)} учебный год",
        empty="Прогноз строится для обучающихся 9 и 11 классов по предметам, план экзамена которых загружен.",
        is_personal=True,
    )


def _row(row: Forecast, title: str) -> Row:
    reason = STATUS_REASONS.get(row.status, "")
    return Row(
        (
            Cell(title),
            Cell(quantity=number(row.expected, Measure.INDEX, reason)),
            Cell(quantity=number(row.deviation, Measure.INDEX, reason)),
            Cell(interval(row) or "–", note=reason),
            Cell(quantity=number(row.max_score, Measure.COUNT, reason)),
            Cell(expected_mark(row), note=reason),
            *(Cell(quantity=probability(value, reason)) for value in (row.p2, row.p3, row.p4, row.p5)),
            risk_cell(row),
            Cell(evidence(row)),
            Cell(METHOD_TITLES[row.method] if row.status == "ok" else ""),
            Cell(actual(row)),
        )
    )


def number(value: float | None, measure: Measure, reason: str) -> Quantity:
    return Quantity.missing(measure, reason) if value is None else Quantity(value, measure)


def probability(value: float | None, reason: str) -> Quantity:
    if value is None:
        return Quantity.missing(Measure.PERCENT, reason)
    return Quantity(100 * value, Measure.PERCENT, State.OK)


def interval(row: Forecast) -> str:
    """«14–22», whole points: results are whole."""
    if row.low is None or row.high is None:
        return ""
    return f"{max(0, round(row.low))}–{min(row.max_score or 0, round(row.high))}"


def expected_mark(row: Forecast) -> str:
    """The likeliest mark, or the test score where the exam has those."""
    if row.test_score is not None:
        return f"{row.test_score} т.б."
    return str(row.mark) if row.mark is not None else "–"


def risk_cell(row: Forecast) -> Cell:
    """Risk of staying under the minimum; the colour has a number behind it and words beside it."""
    if row.p2 is None:
        return Cell(STATUS_REASONS.get(row.status, "нет прогноза"), tone=Tone.MUTED, status=Status.NO_DATA)
    note = f"вероятность «2» {format_number(100 * row.p2, Measure.PERCENT)}{NARROW}%"
    if row.p2 >= RISK_FROM:
        return Cell("высокий", tone=Tone.BAD, status=Status.BELOW, note=note)
    if row.p2 >= YELLOW_FROM:
        return Cell("есть", tone=Tone.WARN, status=Status.RISK, note=note)
    return Cell("низкий", tone=Tone.GOOD, status=Status.REACHED, note=note)


def evidence(row: Forecast) -> str:
    """How much stands behind the forecast."""
    if not row.tasks:
        return f"работ: {row.n_works}"
    return f"работ: {row.n_works}, заданий экзамена: {row.tasks_covered} из {row.tasks}"


def actual(row: Forecast) -> str:
    """The result once it is known: «18 б., «4»»."""
    if row.actual_score is None and row.actual_mark is None:
        return ""
    parts = []
    if row.actual_score is not None:
        parts.append(f"{row.actual_score} б.")
    if row.actual_mark is not None:
        parts.append(f"«{row.actual_mark}»")
    if row.actual_test_score is not None:
        parts.append(f"{row.actual_test_score} т.б.")
    return ", ".join(parts)
