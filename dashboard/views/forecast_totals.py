"""Forecast of exams by subject for a school and the municipality: expected marks as sums of probabilities.

Sums over pupils stay sums on every level, so a school's figure is what its classes add up to. The interval of a
share treats pupils as independent; a common shock (a hard paper) is not in it, and the note says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from dashboard.blocks import Cell, Column, Kind, Measure, Quantity, Row, State, Table, Tone
from dashboard.methods.ordering import class_key, natural_key
from dashboard.numbers import format_year
from dashboard.selection import Selection
from dashboard.views.exam_titles import CHOICE_NOTE, FORMULA_NOTE, exam_title
from dashboard.views.suppression import hidden_parts, hides, is_fragile, note
from data_access.queries.forecasts import ForecastSum, read_forecast_sums
from data_access.queries.places import read_municipality, read_school, read_schools
from data_access.queries.rollups import read_subjects
from data_access.viewer import Reader

NORMAL_95 = 1.96
WHERE = (Column("exam", "Экзамен"), Column("where", "Где"))
SUMS = (
    Column("pupils", "Обуч.", Kind.QUANTITY, Measure.COUNT, "обучающихся в выпускных классах"),
    Column(
        "n",
        "Прогноз",
        Kind.QUANTITY,
        Measure.COUNT,
        "у скольких он есть: у остальных мало работ или нет плана",
    ),
    Column("quality", "Ждём «4», «5»", Kind.BAR, Measure.PERCENT, "доля, с 95 % интервалом"),
    Column("fail", "Ждём «2»", Kind.QUANTITY, Measure.INDEX, "ожидаемое число не преодолевших минимум"),
    Column("risk", "Риск", Kind.QUANTITY, Measure.COUNT, "у скольких вероятность «2» от 30 %"),
    Column("points", "Ждём вып.", Kind.QUANTITY, Measure.PERCENT, "ожидаемая доля первичных баллов"),
    Column("actual_n", "Сдали", Kind.QUANTITY, Measure.COUNT, "результат известен"),
    Column("actual_quality", "Факт «4», «5»", Kind.QUANTITY, Measure.PERCENT),
    Column("actual_fail", "Факт «2»", Kind.QUANTITY, Measure.COUNT),
    Column("actual_points", "Факт вып.", Kind.QUANTITY, Measure.PERCENT, "доля первичных баллов"),
)
NOTES = (
    FORMULA_NOTE,
    CHOICE_NOTE,
    "Интервал доли не учитывает общего для всех: необычно трудного варианта или нового задания.",
)
NO_RESULTS = "результатов ещё нет"
NO_MARKS = Quantity(None, Measure.PERCENT, State.NOT_APPLICABLE, note="у этого экзамена баллы, а не отметки")
EMPTY = "Прогноза ещё нет: нужны работы 9 и 11 классов с кодами элементов и план экзамена."


def sum_row(names: Sequence[Cell], rows: Sequence[ForecastSum], reader: Reader, is_hidden: bool) -> Row:
    """One line of sums after its names; `is_hidden`: everything but the names is closed."""
    if is_hidden:
        reason = note(reader)
        closed = (Cell(quantity=Quantity.hidden(column.measure or Measure.COUNT, reason)) for column in SUMS)
        return Row((*names, *closed))

    def total(field: str) -> float:
        return sum(float(getattr(row, field)) for row in rows)

    n, n_actual = total("n"), total("n_actual")
    good = total("p4") + total("p5")
    spread = 100 * NORMAL_95 * sqrt(max(total("v_good"), 0.0)) / n if n else 0.0
    has_marks = rows[0].exam != "ege"
    quality = Quantity.share(good, n, "прогноза нет") if has_marks else NO_MARKS
    share = quality.value or 0.0
    return Row(
        (
            *names,
            Cell(quantity=Quantity(total("pupils"), Measure.COUNT)),
            Cell(quantity=Quantity(n, Measure.COUNT)),
            Cell(quantity=quality, low=max(share - spread, 0.0), high=min(share + spread, 100.0)),
            Cell(quantity=_known(total("p2"), n, Measure.INDEX)),
            Cell(quantity=_known(total("at_risk"), n, Measure.COUNT)),
            Cell(quantity=Quantity.share(total("expected"), total("possible"), "прогноза нет")),
            Cell(quantity=Quantity(n_actual, Measure.COUNT)),
            Cell(
                quantity=Quantity.share(total("actual_good"), n_actual, NO_RESULTS) if has_marks else NO_MARKS
            ),
            Cell(quantity=_known(total("actual_fail"), n_actual, Measure.COUNT)),
            Cell(quantity=Quantity.share(total("actual_points"), total("actual_possible"), NO_RESULTS)),
        )
    )


def _known(value: float, n: float, measure: Measure) -> Quantity:
    return Quantity(value, measure) if n else Quantity.missing(measure, "нет данных")


def school(selection: Selection, reader: Reader) -> Table:
    """By subject for the school, with its classes under each."""
    place = read_school(reader, selection.unit or 0)
    rows = [row for row in _of_year(selection, reader) if row.school_id == place.id]
    listed: list[Row] = []
    for title, of_exam in _by_exam(rows, reader):
        closed_schools, _ = _closed(of_exam_everywhere(selection, reader, of_exam[0]), reader)
        is_closed = place.id in closed_schools
        listed.append(sum_row((Cell(title), Cell("Вся школа")), of_exam, reader, is_closed))
        closed_classes = frozenset() if not hides(reader) else _small(of_exam, reader)
        for row in sorted(of_exam, key=lambda found: class_key(found.class_name)):
            href = selection.at("/class/forecast", unit=row.class_id).address
            is_hidden = is_closed or row.class_id in closed_classes
            listed.append(
                sum_row(
                    (Cell(title, tone=Tone.MUTED), Cell(row.class_name, href=href)), [row], reader, is_hidden
                )
            )
    return _table(selection, listed, "Прогноз ОГЭ и ЕГЭ по предметам", "школа и её классы")


def municipality(selection: Selection, reader: Reader) -> Table:
    """By subject for the municipality, with its schools under each."""
    read_municipality(reader)
    names = {place.id: place.short_name for place in read_schools(reader)}
    listed: list[Row] = []
    for title, of_exam in _by_exam(_of_year(selection, reader), reader):
        closed, is_total_closed = _closed(of_exam, reader)
        listed.append(sum_row((Cell(title), Cell("Муниципалитет")), of_exam, reader, is_total_closed))
        for school_id in sorted({row.school_id for row in of_exam}, key=lambda id_: natural_key(names[id_])):
            href = selection.at("/school/forecast", unit=school_id).address
            of_school = [row for row in of_exam if row.school_id == school_id]
            name = (Cell(title, tone=Tone.MUTED), Cell(names[school_id], href=href))
            listed.append(sum_row(name, of_school, reader, school_id in closed))
    return _table(selection, listed, "Прогноз ОГЭ и ЕГЭ по предметам", "муниципалитет и его школы")


def _of_year(selection: Selection, reader: Reader) -> list[ForecastSum]:
    everywhere = read_forecast_sums(
        reader, school_id=None if reader.viewer.sees_municipality else selection.unit
    )
    return [row for row in everywhere if row.year == selection.year]


def of_exam_everywhere(selection: Selection, reader: Reader, example: ForecastSum) -> list[ForecastSum]:
    """The same exam in every school that the viewer sees: what is hidden is decided once for all pages."""
    rows = _of_year(selection, reader)
    return [row for row in rows if (row.exam, row.subject_id) == (example.exam, example.subject_id)]


def _by_exam(rows: Sequence[ForecastSum], reader: Reader) -> list[tuple[str, list[ForecastSum]]]:
    subjects = read_subjects(reader)
    groups: dict[tuple[str, int], list[ForecastSum]] = {}
    for row in rows:
        groups.setdefault((row.exam, row.subject_id), []).append(row)
    titled = [(exam_title(exam, subjects[id_].name), found) for (exam, id_), found in groups.items()]
    return sorted(titled, key=lambda pair: (-sum(row.pupils for row in pair[1]), pair[0]))


COUNTED = ("pupils", "n", "n_actual")


def _closed(rows: Sequence[ForecastSum], reader: Reader) -> tuple[frozenset[int], bool]:
    """Schools whose sums are hidden, and whether the total would give them away."""
    if not hides(reader):
        return frozenset(), False
    counts = [_counts(rows, "school_id", field) for field in COUNTED]
    return _hidden(counts, reader.small_number)


def _small(rows: Sequence[ForecastSum], reader: Reader) -> frozenset[int]:
    """Classes of a school that are hidden under its shown total."""
    counts = [_counts(rows, "class_id", field) for field in COUNTED]
    hidden, is_total_closed = _hidden(counts, reader.small_number)
    return frozenset(row.class_id for row in rows) if is_total_closed else hidden


def _counts(rows: Sequence[ForecastSum], key: str, field: str) -> dict[int, int]:
    counts: dict[int, int] = {}
    for row in rows:
        counts[getattr(row, key)] = counts.get(getattr(row, key), 0) + int(getattr(row, field))
    return counts


def _hidden(counts: list[dict[int, int]], threshold: int) -> tuple[frozenset[int], bool]:
    small = {part for of_field in counts for part, count in of_field.items() if 0 < count < threshold}
    hidden = hidden_parts(counts[0], threshold, small)
    left = [[of_field[part] for part in hidden if of_field[part]] for of_field in counts]
    return hidden, any(is_fragile(found, threshold) for found in left if found)


def _table(selection: Selection, rows: list[Row], title: str, caption: str) -> Table:
    return Table(
        key="forecast",
        title=title,
        caption=caption,
        columns=(*WHERE, *SUMS),
        rows=tuple(rows),
        notes=NOTES,
        source=f"Источник: отметки журнала, работы, протоколы РЦОИ, {format_year(selection.year or 0)} учебный год",
        empty=EMPTY,
    )
