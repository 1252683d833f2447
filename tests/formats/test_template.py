"""The project's own long template, as xlsx and csv."""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_access.formats import template_columns as words
from data_access.formats.blank_template import blank_template
from data_access.formats.names import collapse, normalise_class
from data_access.formats.reading import read_file
from data_access.formats.rows import MARKS, PERIODS, Parsed, SchoolRef, Unreadable
from tests.formats.builders import rows_by_sheet, write_csv, write_rows, write_template

MARK: dict[str, Any] = {
    words.YEAR: "2024/25",
    words.SCHOOL: "СОШ № 1",
    words.CLASS: "8 а",
    words.PUPIL: "Петрова Анна",
    words.SUBJECT: "Алгебра",
    words.TEACHER: "Учитель Первый",
    words.PERIOD: "1 четверть",
    words.MARK: "н/а",
    words.AVERAGE: "3,67",
}
# Columns of the tables beside the journal; none of them is a column of «Отметки».
LATER_VALUES: dict[str, Any] = {
    words.EXAM: "ОГЭ",
    words.YEAR_OF_EXAM: 2026,
    words.CODE: "7.2",
    words.ELEMENT_TITLE: "Треугольник",
    words.TASK: "15",
    words.MAX_SCORE: 1,
    words.TRAINING_KIND: "курс",
    words.PROGRAMME: "Оператор ЭВМ",
    words.OUTCOME: "освоил",
    words.DESTINATION: "СПО",
    words.ORGANISATION: "СОШ № 1",
    words.INDICATOR: "young_mentored",
    words.NUMERATOR: 3,
    words.REGISTER: "Кадровый резерв",
    words.EVENT: "ВсОШ",
    words.STAGE: "школьный",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "shablon.xlsx"


def read(path: Path, sheet: str, *rows: dict[str, Any]) -> Parsed:
    return read_file(write_template(path, {sheet: rows}), path.name)


def test_a_mark_is_read_with_everything_the_line_says(path: Path) -> None:
    parsed = read(path, words.MARKS_SHEET, MARK)
    (row,) = parsed.marks
    assert parsed.problems == ()
    assert (row.school, row.class_name, row.year) == (SchoolRef(name="СОШ № 1"), "8А", 2024)
    assert (row.pupil, row.subject, row.teacher) == ("Петрова Анна", "Алгебра", "Учитель Первый")
    assert (row.period, row.value, row.average, row.place.sheet) == ("Q1", "na", 3.67, words.MARKS_SHEET)


def test_all_five_sheets_are_read_from_one_file(path: Path) -> None:
    place = {words.YEAR: "2024/2025", words.SCHOOL: "СОШ № 1", words.CLASS: "8А"}
    sheets: dict[str, list[dict[str, Any]]] = {
        words.SCHOOLS_SHEET: [
            {
                words.OO_CODE: "009306",
                words.LOGIN: "EDU200001",
                words.SHORT_NAME: "СОШ № 1",
                words.FULL_NAME: "МБОУ «СОШ № 1»",
                words.KIND: "Лицей",
                words.RURAL: "да",
            }
        ],
        words.CLASSES_SHEET: [place | {words.CLASS_TEACHER: "Учитель Первый"}],
        words.PUPILS_SHEET: [place | {words.PUPIL: "П-1", words.SINCE: "01.11.2024", words.UNTIL: ""}],
        words.TEACHING_SHEET: [place | {words.SUBJECT: "Алгебра", words.TEACHER: "Учитель Первый"}],
        words.MARKS_SHEET: [MARK],
    }
    parsed = read_file(write_template(path, sheets), path.name)
    assert parsed.problems == ()
    assert parsed.rows_read == 5
    (school,), (pupil,) = parsed.schools, parsed.pupils
    assert (school.oo_code, school.login, school.kind, school.is_rural) == (
        "009306",
        "edu200001",
        "лицей",
        True,
    )
    assert (pupil.pupil, pupil.since, pupil.until, pupil.year) == ("П-1", "2024-11-01", "", 2024)
    assert parsed.classes[0].class_teacher == parsed.teaching[0].teacher == "Учитель Первый"
    assert len(parsed.marks) == 1


@pytest.mark.parametrize(
    ("spelling", "school"),
    [
        ("9306", SchoolRef(oo_code="9306")),
        ("edu203389", SchoolRef(login="edu203389")),
        ("СОШ № 1", SchoolRef(name="СОШ № 1")),
    ],
)
def test_a_school_may_be_named_by_code_login_or_name(path: Path, spelling: str, school: SchoolRef) -> None:
    assert read(path, words.MARKS_SHEET, MARK | {words.SCHOOL: spelling}).marks[0].school == school


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        (words.MARK, "0", "вне шкалы"),
        (words.MARK, "", "не заполнен"),
        (words.PERIOD, "5 четверть", "период не распознан"),
        (words.CLASS, "восьмой", "класс не распознан"),
        (words.YEAR, "2024/2027", "учебный год не распознан"),
        (words.PUPIL, "", "не заполнен столбец «ФИО или код»"),
    ],
)
def test_a_line_that_cannot_be_read_is_an_error_at_its_cell(
    path: Path, column: str, value: str, rule: str
) -> None:
    parsed = read(path, words.MARKS_SHEET, MARK, MARK | {column: value})
    (problem,) = parsed.problems
    letter = "ABCDEFGHI"[words.MARK_COLUMNS.index(column)]
    assert (problem.severity, problem.place and problem.place.cell) == ("error", f"{letter}3")
    assert rule in problem.rule
    assert len(parsed.marks) == 1
    assert parsed.rows_read == 2


def test_doubtful_cells_are_read_with_a_warning(path: Path) -> None:
    school = {words.SHORT_NAME: "СОШ № 1", words.KIND: "колледж", words.RURAL: "отчасти"}
    parsed = read(path, words.SCHOOLS_SHEET, school)
    assert (parsed.schools[0].kind, parsed.schools[0].is_rural) == ("иное", False)
    assert [problem.value for problem in parsed.problems] == ["колледж", "отчасти"]
    assert read(path, words.MARKS_SHEET, MARK | {words.AVERAGE: "три"}).problems[0].severity == "warning"


def test_wrong_dates_of_a_pupil_are_errors_and_date_cells_are_dates(path: Path) -> None:
    pupil = {words.YEAR: "2024", words.SCHOOL: "СОШ № 1", words.CLASS: "8А", words.PUPIL: "П-1"}
    wrong = [
        pupil | {words.SINCE: "31.02.2025"},
        pupil | {words.SINCE: "02.02.2025", words.UNTIL: "01.02.2025"},
    ]
    parsed = read(path, words.PUPILS_SHEET, *wrong)
    assert [problem.severity for problem in parsed.problems] == ["error", "error"]
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([*words.PUPIL_COLUMNS])
    sheet.append([2024, "СОШ № 1", "8А", "П-1", dt.date(2024, 11, 1), None])
    book.save(path)
    assert read_file(path, path.name).pupils[0].since == "2024-11-01"


def test_columns_may_stand_in_any_order_and_a_sheet_may_be_renamed(path: Path) -> None:
    rows = [[*reversed(words.MARK_COLUMNS)], [MARK[column] for column in reversed(words.MARK_COLUMNS)]]
    write_rows(path, {"Моя таблица": rows})
    assert read_file(path, path.name).marks[0].pupil == "Петрова Анна"


@pytest.mark.parametrize("title", ["Паспорт", "СНИЛС", "Домашний адрес", "Диагноз", "Инвалидность"])
def test_personal_details_are_never_kept(path: Path, title: str) -> None:
    write_rows(path, {"Отметки": [[*words.MARK_COLUMNS, title], [*MARK.values(), "тайна-135791"]]})
    parsed = read_file(path, path.name)
    (warning,) = parsed.problems
    assert warning.severity == "warning"
    assert title in warning.rule
    assert "личные сведения" in warning.rule
    assert "135791" not in repr(parsed)
    assert len(parsed.marks) == 1


def test_a_missing_column_is_named(path: Path) -> None:
    columns = [column for column in words.MARK_COLUMNS if column != words.PERIOD]
    write_rows(path, {"Лист1": [columns, [MARK[column] for column in columns]]})
    with pytest.raises(Unreadable, match=r"«Отметки».*«Период»"):
        read_file(path, path.name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1251", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_is_read_in_any_usual_encoding_and_delimiter(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = tmp_path / "marks.bin"
    write_csv(path, [[*MARK], [*MARK.values()]], delimiter, encoding)
    (row,) = read_file(path, "отметки за год.csv").marks
    assert (row.value, row.average, row.place.sheet, row.place.cell) == (
        "na",
        3.67,
        "отметки за год.csv",
        "A2",
    )


@pytest.mark.parametrize("name", list(words.SHEETS))
def test_each_table_alone_is_recognised_in_csv_by_its_header(tmp_path: Path, name: str) -> None:
    values = MARK | {
        words.SHORT_NAME: "СОШ № 1",
        words.CLASS_TEACHER: "Учитель Первый",
        words.SINCE: "01.09.2024",
        **LATER_VALUES,
    }
    if name == words.EVENT_SHEET:
        values[words.OUTCOME] = "участник"
    if name == words.REGISTER_SHEET:
        values = {title: values[title] for title in words.REGISTER_COLUMNS}
    parsed = read_file(write_template(tmp_path / "any.csv", {name: [values]}), "any.csv")
    assert parsed.problems == ()
    found = rows_by_sheet(parsed)
    assert [len(rows) for rows in found] == [int(name == sheet) for sheet in words.SHEETS]


def test_the_hint_excel_writes_for_itself_is_skipped(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "m.csv", [[*MARK], [*MARK.values()]], ",")
    path.write_text("sep=,\r\n" + path.read_text("utf-8-sig"), "utf-8")
    assert len(read_file(path, path.name).marks) == 1


def test_the_blank_template_says_that_it_is_empty_and_reads_once_filled(path: Path) -> None:
    path.write_bytes(blank_template())
    with pytest.raises(Unreadable, match="ни одной заполненной строки"):
        read_file(path, path.name)
    book = openpyxl.load_workbook(io.BytesIO(blank_template()))
    assert book.sheetnames == [*words.SHEETS, words.HELP_SHEET]
    assert {sheet.freeze_panes for sheet in book.worksheets[:-1]} == {"A2"}
    book[words.MARKS_SHEET].append([MARK[column] for column in words.MARK_COLUMNS])
    book.save(path)
    parsed = read_file(path, path.name)
    assert (len(parsed.marks), parsed.problems) == (1, ())


def test_a_value_that_begins_like_a_formula_stays_text(path: Path) -> None:
    assert read(path, words.MARKS_SHEET, MARK | {words.PUPIL: "=1+1"}).marks[0].pupil == "=1+1"


def test_the_sheet_that_explains_the_template_is_never_read(path: Path) -> None:
    table = [[*MARK], [*MARK.values()]]
    write_rows(path, {words.MARKS_SHEET: table, words.HELP_SHEET: table})
    assert read_file(path, path.name).rows_read == 1


def test_a_mean_of_zero_in_the_template_means_no_mean(path: Path) -> None:
    assert read(path, words.MARKS_SHEET, MARK | {words.AVERAGE: 0}).marks[0].average is None


@pytest.mark.parametrize("subject", ["Табель успеваемости", "Учебные периоды", "Статистика по отметкам"])
def test_words_of_other_layouts_inside_the_cells_change_nothing(path: Path, subject: str) -> None:
    assert read(path, words.MARKS_SHEET, MARK | {words.SUBJECT: subject}).marks[0].subject == subject


LETTERS = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя"
# Words a person types: no control characters, no digits alone (those are codes of schools).
NAMES = st.text(LETTERS + " -.«»№", min_size=1, max_size=30).map(collapse).filter(bool)
CLASSES = st.builds(
    lambda grade, letter: f"{grade}{letter}", st.integers(1, 12), st.sampled_from("АБВГДЕЖЗИК")
)
MARK_LINES = st.fixed_dictionaries(
    {
        words.YEAR: st.integers(2000, 2060).map(words.year_words),
        words.SCHOOL: NAMES,
        words.CLASS: CLASSES,
        words.PUPIL: NAMES,
        words.SUBJECT: NAMES,
        words.TEACHER: NAMES | st.just(""),
        words.PERIOD: st.sampled_from(PERIODS),
        words.MARK: st.sampled_from(MARKS),
        words.AVERAGE: st.integers(100, 500).map(lambda hundredths: hundredths / 100) | st.just(""),
    }
)


@settings(max_examples=40, deadline=None)
@given(lines=st.lists(MARK_LINES, min_size=1, max_size=8), suffix=st.sampled_from([".xlsx", ".csv"]))
def test_whatever_is_written_into_the_template_is_read_back(lines: list[dict[str, Any]], suffix: str) -> None:
    written = [
        line
        | {
            words.PERIOD: words.PERIOD_WORDS[line[words.PERIOD]],
            words.MARK: words.MARK_WORDS[line[words.MARK]],
        }
        for line in lines
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = write_template(Path(folder) / f"t{suffix}", {words.MARKS_SHEET: written})
        parsed = read_file(path, path.name)
    assert parsed.problems == ()
    read_back = [
        {
            words.YEAR: words.year_words(row.year or 0),
            words.SCHOOL: row.school.name,
            words.CLASS: row.class_name,
            words.PUPIL: row.pupil,
            words.SUBJECT: row.subject,
            words.TEACHER: row.teacher,
            words.PERIOD: row.period,
            words.MARK: row.value,
            words.AVERAGE: row.average or "",
        }
        for row in parsed.marks
    ]
    assert read_back == lines


@given(st.text(max_size=12))
def test_a_normalised_class_is_normal(spelling: str) -> None:
    name = normalise_class(spelling)
    assert normalise_class(name) == name
