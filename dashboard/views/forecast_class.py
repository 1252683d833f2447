"""Forecast of a class: pupils × exams, and what to expect of the class in each exam."""

from __future__ import annotations

from dashboard.blocks import Cell, Header, Matrix, MatrixRow, Measure, Notice, Table, Tone
from dashboard.names import without_patronymic
from dashboard.numbers import NARROW, format_number, format_year
from dashboard.selection import Selection
from dashboard.views.exam_titles import CHOICE_NOTE, FORMULA_NOTE, STATUS_REASONS, exam_title
from dashboard.views.forecast_pupil import actual, evidence, expected_mark, interval
from dashboard.views.forecast_totals import SUMS, WHERE, sum_row
from dashboard.views.suppression import hides
from data_access.queries.forecasts import Forecast, read_forecast_sums, read_forecasts
from data_access.queries.places import read_class
from data_access.queries.rollups import read_subjects
from data_access.viewer import Reader

MARK_TONES = {5: Tone.GOOD, 4: Tone.FAIR, 3: Tone.WARN, 2: Tone.BAD}
EMPTY = "Прогноз строится для 9 и 11 классов, когда загружены работы с кодами и план экзамена."


def pupils(selection: Selection, reader: Reader) -> Matrix | Notice:
    """Pupils × exams: the expected mark; points, spread and evidence in the tooltip."""
    place, _ = read_class(reader, selection.unit or 0)
    if hides(reader):
        return Notice(
            "pupils",
            "Прогноз по обучающимся",
            "Прогноз каждого обучающегося — персональные данные: их видит школа.",
        )
    subjects = read_subjects(reader)
    rows = read_forecasts(reader, class_id=place.id)
    exams = sorted(
        {(row.exam, row.subject_id) for row in rows}, key=lambda key: (key[0], subjects[key[1]].name)
    )
    by_pupil: dict[int, dict[tuple[str, int], Forecast]] = {}
    for row in rows:
        by_pupil.setdefault(row.pupil_id, {})[row.exam, row.subject_id] = row
    return Matrix(
        key="pupils",
        title="Прогноз по обучающимся",
        caption="самая вероятная отметка или тестовый балл; в рамке — риск «2» от 30 %",
        corner="Обучающийся",
        columns=tuple(_header(exam, subjects[subject_id].name) for exam, subject_id in exams),
        rows=tuple(_pupil_row(selection, found, exams) for found in by_pupil.values()),
        notes=(FORMULA_NOTE, CHOICE_NOTE),
        source=_source(selection),
        empty=EMPTY,
        is_personal=True,
    )


def _source(selection: Selection) -> str:
    return f"Источник: отметки журнала и работы, {format_year(selection.year or 0)} учебный год"


def _header(exam: str, subject: str) -> Header:
    title = exam_title(exam, subject)
    return Header(f"{title.split(',')[0]} {subject[:3].lower()}.", title)


def _pupil_row(
    selection: Selection, found: dict[tuple[str, int], Forecast], exams: list[tuple[str, int]]
) -> MatrixRow:
    someone = next(iter(found.values()))
    href = selection.at("/pupil/forecast", person=someone.pupil_id).address
    label = Cell(without_patronymic(someone.name), href=href, note=someone.name)
    return MatrixRow(label, tuple(_cell(found.get(exam)) for exam in exams))


def _cell(row: Forecast | None) -> Cell:
    if row is None:
        return Cell("–", note="прогноза нет")
    if row.status != "ok" or row.p2 is None:
        return Cell(
            "–", tone=Tone.MUTED, note=f"{STATUS_REASONS.get(row.status, 'нет прогноза')}; {evidence(row)}"
        )
    expected = format_number(row.expected, Measure.INDEX)
    spread = format_number(row.deviation, Measure.INDEX)
    risk = format_number(100 * row.p2, Measure.PERCENT)
    words = [
        f"{expected} ± {spread} из {row.max_score}",
        f"80{NARROW}%: {interval(row)}",
        f"«2»: {risk}{NARROW}%",
    ]
    result = actual(row)
    note = "; ".join([*words, evidence(row), *([f"результат: {result}"] if result else [])])
    return Cell(
        expected_mark(row), tone=MARK_TONES.get(row.mark or 0, Tone.PLAIN), framed=row.p2 >= 0.3, note=note
    )


def totals(selection: Selection, reader: Reader) -> Table:
    """What to expect of the class in each exam, as numbers of marks."""
    place, school = read_class(reader, selection.unit or 0)
    subjects = read_subjects(reader)
    rows = [row for row in read_forecast_sums(reader, school_id=school.id) if row.class_id == place.id]
    rows.sort(key=lambda row: (row.exam, subjects[row.subject_id].name))
    hidden = hides(reader) and any(
        0 < count < reader.small_number for row in rows for count in (row.pupils, row.n)
    )
    return Table(
        key="totals",
        title="Чего ждать от класса",
        caption="ожидаемое число отметок — сумма вероятностей",
        columns=(WHERE[0], *SUMS),
        rows=tuple(
            sum_row((Cell(exam_title(row.exam, subjects[row.subject_id].name)),), [row], reader, hidden)
            for row in rows
        ),
        source=_source(selection),
        empty=EMPTY,
    )
