"""Tables of the template beside the journal: codifiers, plans of exams, preparation, graduates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.formats import template_columns as words
from data_access.formats.book import Book, Sheet
from data_access.formats.codes import split_codes
from data_access.formats.exam_words import EXAM_WORDS
from data_access.formats.reading import read_file
from data_access.formats.rows import Parsed, SchoolRef, TaskRow, Unreadable
from data_access.formats.template import parse, sniff
from data_access.formats.template_exams import LONGEST_CODES
from data_access.tables.others import DESTINATIONS, TRAINING_KINDS, TRAINING_OUTCOMES
from tests.formats.builders import rows_by_sheet, write_rows, write_template

ELEMENT: dict[str, Any] = {
    words.EXAM: "ОГЭ",
    words.SUBJECT: "Математика",
    words.YEAR_OF_EXAM: 2026,
    words.CODE: "7.2",
    words.ELEMENT_TITLE: "Треугольник",
}
TASK: dict[str, Any] = {
    words.EXAM: "ЕГЭ (база)",
    words.SUBJECT: "Математика",
    words.YEAR_OF_EXAM: "2026",
    words.TASK: "15",
    words.MAX_SCORE: 1,
    words.LEVEL: "Б",
    words.CODES: "7; 1-3",
}
PUPIL = {words.YEAR: "2025/2026", words.SCHOOL: "СОШ № 1", words.CLASS: "9 а", words.PUPIL: "П-1"}
TRAINING = PUPIL | {
    words.TRAINING_KIND: "Профессиональное обучение",
    words.PROGRAMME: "Оператор ЭВМ",
    words.OUTCOME: "свидетельство",
}
DESTINATION = PUPIL | {
    words.DESTINATION: "спо",
    words.INSTITUTION: "Н-ский техникум",
    words.SPECIALITY: "Сварщик",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "shablon.xlsx"


def read(path: Path, sheet: str, *rows: dict[str, Any]) -> Parsed:
    return read_file(write_template(path, {sheet: rows}), path.name)


def test_the_words_of_the_template_are_those_of_the_tables() -> None:
    assert set(words.TRAINING_WORDS) == set(TRAINING_KINDS)
    assert set(words.OUTCOME_WORDS) == set(TRAINING_OUTCOMES)
    assert set(words.DESTINATION_WORDS) == set(DESTINATIONS)


def test_an_element_of_a_codifier_is_read(path: Path) -> None:
    parsed = read(path, words.CODIFIER_SHEET, ELEMENT, ELEMENT | {words.CODE: "7"})
    assert parsed.problems == ()
    row, section = parsed.codifiers
    assert (row.exam, row.subject, row.year, row.code) == ("oge", "Математика", 2026, "7.2")
    assert (row.title, row.place.sheet, section.code) == ("Треугольник", words.CODIFIER_SHEET, "7")


def test_tasks_of_a_plan_are_numbered_within_their_exam_subject_and_year(path: Path) -> None:
    other = {words.SUBJECT: "Физика", words.TASK: "1", words.LEVEL: "", words.CODES: ""}
    rows = (TASK, TASK | other, TASK | {words.TASK: "16"}, TASK | {words.YEAR_OF_EXAM: 2025})
    parsed = read(path, words.PLAN_SHEET, *rows)
    assert parsed.problems == ()
    assert [row.position for row in parsed.exam_tasks] == [0, 0, 1, 0]
    assert (parsed.exam_tasks[0].exam, parsed.exam_tasks[0].year) == ("ege_base", 2026)
    assert parsed.exam_tasks[0].task == TaskRow("15", 1, "Б", ("7", "1", "2", "3"))
    assert parsed.exam_tasks[1].task == TaskRow("1", 1, "")


@pytest.mark.parametrize(
    ("sheet", "row", "change", "cell", "rule"),
    [
        (words.CODIFIER_SHEET, ELEMENT, {words.EXAM: "ГВЭ"}, "A3", "экзамен не из списка"),
        (words.CODIFIER_SHEET, ELEMENT, {words.SUBJECT: ""}, "B3", "не заполнен"),
        (words.CODIFIER_SHEET, ELEMENT, {words.YEAR_OF_EXAM: "2025/2026"}, "C3", "год экзамена"),
        (words.CODIFIER_SHEET, ELEMENT, {words.CODE: "1-3"}, "D3", "ожидается один код"),
        (words.CODIFIER_SHEET, ELEMENT, {words.CODE: "семь"}, "D3", "не код"),
        (words.CODIFIER_SHEET, ELEMENT, {words.ELEMENT_TITLE: "а" * 401}, "E3", "длиннее 400"),
        (words.PLAN_SHEET, TASK, {words.TASK: "первое"}, "D3", "номер задания"),
        (words.PLAN_SHEET, TASK, {words.MAX_SCORE: 0}, "E3", "максимальный балл"),
        (words.PLAN_SHEET, TASK, {words.MAX_SCORE: ""}, "E3", "максимальный балл"),
        (words.TRAINING_SHEET, TRAINING, {words.TRAINING_KIND: "кружок"}, "E3", "не из списка"),
        (words.TRAINING_SHEET, TRAINING, {words.PROGRAMME: ""}, "F3", "не заполнен"),
        (words.TRAINING_SHEET, TRAINING, {words.OUTCOME: "да"}, "G3", "не из списка"),
        (words.DESTINATION_SHEET, DESTINATION, {words.DESTINATION: "техникум"}, "E3", "не из списка"),
        (words.DESTINATION_SHEET, DESTINATION, {words.CLASS: "девятый"}, "C3", "класс"),
    ],
)
def test_a_line_that_cannot_be_read_is_an_error_at_its_cell(
    path: Path, sheet: str, row: dict[str, Any], change: dict[str, Any], cell: str, rule: str
) -> None:
    parsed = read(path, sheet, row, row | change)
    (problem,) = parsed.problems
    assert (problem.severity, problem.place and problem.place.cell) == ("error", cell)
    assert rule in problem.rule
    kept = (*parsed.codifiers, *parsed.exam_tasks, *parsed.trainings, *parsed.destinations)
    assert (len(kept), parsed.rows_read) == (1, 2)


def test_doubtful_level_and_codes_of_a_plan_are_left_out_with_a_warning(path: Path) -> None:
    parsed = read(path, words.PLAN_SHEET, TASK | {words.LEVEL: "Д", words.CODES: "7, семь"})
    assert parsed.exam_tasks[0].task == TaskRow("15", 1, "", ("7",))
    assert [problem.severity for problem in parsed.problems] == ["warning", "warning"]


def test_a_list_of_codes_longer_than_its_column_is_refused(path: Path) -> None:
    codes = "10.10.10.10-10.10.10.69"
    assert len(" ".join(split_codes(codes)[0])) > LONGEST_CODES
    parsed = read(path, words.PLAN_SHEET, TASK, TASK | {words.TASK: "16", words.CODES: codes})
    assert [problem.place and problem.place.cell for problem in parsed.problems] == ["G3"]


def test_what_stands_twice_is_kept_once_and_seen(path: Path) -> None:
    again = ELEMENT | {words.SUBJECT: "математика", words.ELEMENT_TITLE: "Многоугольник"}
    parsed = read(path, words.CODIFIER_SHEET, ELEMENT, again, ELEMENT | {words.YEAR_OF_EXAM: 2025})
    assert [(row.title, row.year) for row in parsed.codifiers] == [
        ("Треугольник", 2026),
        ("Треугольник", 2025),
    ]
    assert [(problem.severity, problem.value) for problem in parsed.problems] == [("error", "7.2")]
    plan = read(path, words.PLAN_SHEET, TASK, TASK | {words.MAX_SCORE: 2}, TASK | {words.TASK: "16"})
    assert [(row.position, row.task.number) for row in plan.exam_tasks] == [(0, "15"), (1, "16")]
    assert [(problem.severity, problem.value) for problem in plan.problems] == [("error", "15")]


def test_vocational_preparation_is_read(path: Path) -> None:
    parsed = read(path, words.TRAINING_SHEET, TRAINING)
    (row,) = parsed.trainings
    assert parsed.problems == ()
    assert (row.school, row.class_name, row.year, row.pupil) == (SchoolRef("СОШ № 1"), "9А", 2025, "П-1")
    assert (row.kind, row.programme, row.outcome) == ("training", "Оператор ЭВМ", "certificate")


def test_the_place_where_a_graduate_went_is_read(path: Path) -> None:
    nowhere = PUPIL | {words.PUPIL: "П-2", words.DESTINATION: "не определился"}
    parsed = read(path, words.DESTINATION_SHEET, DESTINATION, nowhere)
    first, second = parsed.destinations
    assert parsed.problems == ()
    assert (first.year, first.kind, first.institution, first.speciality) == (
        2025,
        "college",
        "Н-ский техникум",
        "Сварщик",
    )
    assert (second.kind, second.institution, second.speciality) == ("unsettled", "", "")


def test_schools_of_all_tables_are_mentioned(path: Path) -> None:
    sheets = {words.TRAINING_SHEET: [TRAINING], words.DESTINATION_SHEET: [DESTINATION]}
    parsed = read_file(write_template(path, sheets), path.name)
    assert [school.name for school in parsed.school_refs()] == ["СОШ № 1", "СОШ № 1"]


@pytest.mark.parametrize(
    ("sheet", "missing"),
    [
        (words.CODIFIER_SHEET, words.CODE),
        (words.PLAN_SHEET, words.MAX_SCORE),
        (words.TRAINING_SHEET, words.OUTCOME),
        (words.DESTINATION_SHEET, words.CLASS),
    ],
)
def test_a_missing_column_is_named_with_its_table(path: Path, sheet: str, missing: str) -> None:
    columns = [column for column in words.SHEETS[sheet] if column != missing]
    write_rows(path, {"Лист1": [columns, ["x"] * len(columns)]})
    with pytest.raises(Unreadable, match=f"«{sheet}».*«{missing}»"):
        read_file(path, path.name)


@given(st.data(), st.sampled_from([*words.SHEETS]))
def test_a_header_with_all_columns_in_any_order_is_its_own_table(data: st.DataObject, sheet: str) -> None:
    values: dict[str, Any] = {
        **{column: "1" for column in words.SHEETS[sheet]},
        **{words.YEAR: "2025/2026", words.CLASS: "9А", words.PERIOD: "год", words.MARK: "5"},
        **{words.EXAM: EXAM_WORDS["oge"], words.YEAR_OF_EXAM: 2026},
        **{words.TRAINING_KIND: "курс", words.OUTCOME: "освоил", words.DESTINATION: "вуз"},
        **{words.NUMERATOR: "1", words.DENOMINATOR: "", words.STAGE: "школьный"},
        **{words.SINCE: "", words.UNTIL: "", words.LEVEL: "", words.RURAL: "", words.KIND: ""},
    }
    if sheet == words.EVENT_SHEET:
        values[words.OUTCOME] = "участник"
    columns = data.draw(st.permutations(words.SHEETS[sheet]))
    book = Book((Sheet("Лист1", [[*columns], [values[column] for column in columns]]),))
    assert sniff(book)
    parsed = parse(book)
    assert parsed.problems == ()
    found = rows_by_sheet(parsed)
    assert [len(rows) for rows in found] == [int(name == sheet) for name in words.SHEETS]
