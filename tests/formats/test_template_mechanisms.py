"""Tables of the template for mechanisms: indicators, registers, olympiads; the municipality of a school."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.catalogue import catalogue
from data_access.formats import template_columns as words
from data_access.formats.blank_template import blank_template
from data_access.formats.book import Book, Sheet
from data_access.formats.names import collapse
from data_access.formats.reading import read_file
from data_access.formats.rows import Parsed, RegisterLine, SchoolRef, Unreadable
from data_access.formats.template import parse
from data_access.tables.others import EVENT_OUTCOMES, EVENT_STAGES
from tests.formats.builders import write_rows, write_template

HERE: dict[str, Any] = {words.YEAR: "2025/2026", words.ORGANISATION: "СОШ № 1"}
INDICATOR = HERE | {
    words.INDICATOR: "young_mentored",
    words.NUMERATOR: "3",
    words.DENOMINATOR: "4",
    words.NOTE: "на 1 сентября",
}
LINE = HERE | {words.REGISTER: "Кадровый резерв", "На какую должность": "директор"}
EVENT = HERE | {
    words.EVENT: "ВсОШ",
    words.STAGE: "Муниципальный",
    words.SUBJECT: "Химия",
    words.CLASS: "9 а",
    words.PUPIL: "П-1",
    words.OUTCOME: "призер",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "shablon.xlsx"


def read(path: Path, sheet: str, *rows: dict[str, Any]) -> Parsed:
    return read_file(write_template(path, {sheet: rows}), path.name)


def test_the_words_of_olympiads_are_those_of_the_table() -> None:
    assert set(words.STAGE_WORDS) == set(EVENT_STAGES)
    assert set(words.EVENT_OUTCOME_WORDS) == set(EVENT_OUTCOMES)


def test_a_stated_indicator_is_read_with_both_numbers(path: Path) -> None:
    parsed = read(path, words.INDICATOR_SHEET, INDICATOR)
    (row,) = parsed.indicators
    assert parsed.problems == ()
    assert (row.school, row.year, row.indicator) == (SchoolRef("СОШ № 1"), 2025, "young_mentored")
    assert (row.numerator, row.denominator, row.note) == (3.0, 4.0, "на 1 сентября")
    assert row.place.cell == "A2"


def test_a_count_has_no_denominator_and_numbers_may_be_written_as_people_do(path: Path) -> None:
    rows = (
        INDICATOR | {words.NUMERATOR: "1 234,5", words.DENOMINATOR: ""},
        INDICATOR | {words.NUMERATOR: 7, words.DENOMINATOR: None},
    )
    found = read(path, words.INDICATOR_SHEET, *rows).indicators
    assert [(row.numerator, row.denominator) for row in found] == [(1234.5, None), (7.0, None)]


@pytest.mark.parametrize(
    ("spoiled", "rule"),
    [
        ({words.NUMERATOR: "много"}, "ожидается число"),
        ({words.NUMERATOR: ""}, "не заполнен столбец «Числитель»"),
        ({words.DENOMINATOR: "-"}, "ожидается число"),
        ({words.INDICATOR: ""}, "не заполнен столбец «Код показателя»"),
        ({words.ORGANISATION: ""}, "не заполнен столбец «Организация»"),
        ({words.YEAR: "2025/2027"}, "учебный год не распознан"),
        ({words.NOTE: "я" * 401}, "примечание длиннее 400 знаков"),
    ],
)
def test_a_line_that_cannot_be_read_is_rejected_at_its_cell(
    path: Path, spoiled: dict[str, Any], rule: str
) -> None:
    parsed = read(path, words.INDICATOR_SHEET, INDICATOR, INDICATOR | spoiled)
    (problem,) = parsed.problems
    column = list(words.INDICATOR_COLUMNS).index(next(iter(spoiled)))
    assert (problem.severity, problem.place and problem.place.cell) == ("error", f"{'ABCDEF'[column]}3")
    assert rule in problem.rule
    assert len(parsed.indicators) == 1


def test_a_line_of_a_register_keeps_its_filled_cells_by_their_titles(path: Path) -> None:
    dated = LINE | {"Подготовка": "курсы", "Готовность": ""}
    (row,) = read(path, words.REGISTER_SHEET, dated).registers
    assert (row.register, row.school.name, row.year) == ("Кадровый резерв", "СОШ № 1", 2025)
    assert row.cells == (("На какую должность", "директор"), ("Подготовка", "курсы"))


def test_one_sheet_may_hold_lines_of_several_registers(path: Path) -> None:
    other = HERE | {words.REGISTER: "Приказы об объективности", "О чём": "о наблюдателях"}
    first, second = read(path, words.REGISTER_SHEET, LINE, other).registers
    assert (first.register, second.register) == ("Кадровый резерв", "Приказы об объективности")
    assert second.cells == (("О чём", "о наблюдателях"),)


def test_a_register_may_have_a_column_of_the_name_that_the_table_itself_has(path: Path) -> None:
    """Partners of vocational guidance are organisations, too: the first column is the school's."""
    header = [*words.REGISTER_COLUMNS, "Организация", "Вид"]
    line = ["Партнёры профориентации", "2025/2026", "СОШ № 1", "Завод", "предприятие"]
    write_rows(path, {"Партнёры": [header, line]})
    parsed = read_file(path, path.name)
    (row,) = parsed.registers
    assert parsed.problems == ()
    assert (row.school.name, row.cells) == ("СОШ № 1", (("Организация", "Завод"), ("Вид", "предприятие")))


def test_personal_details_in_a_register_are_never_kept(path: Path) -> None:
    parsed = read(path, words.REGISTER_SHEET, LINE | {"СНИЛС": "тайна-135791", "Домашний адрес": "135791"})
    assert "135791" not in repr(parsed)
    assert [problem.severity for problem in parsed.problems] == ["warning"] * 2
    assert "личные сведения" in parsed.problems[0].rule


def test_how_many_children_have_special_needs_is_no_detail_of_one_of_them(path: Path) -> None:
    parsed = read(path, words.REGISTER_SHEET, LINE | {"ОВЗ": "да", "Численность детей с ОВЗ": 12})
    assert dict(parsed.registers[0].cells)["Численность детей с ОВЗ"] == "12"
    assert "ОВЗ" not in dict(parsed.registers[0].cells)
    assert [problem.severity for problem in parsed.problems] == ["warning"]


def test_no_column_of_the_registers_of_the_program_is_taken_for_a_personal_detail(path: Path) -> None:
    titles = sorted({column.title for item in catalogue().registers.values() for column in item.columns})
    write_rows(path, {"Реестр": [[*words.REGISTER_COLUMNS, *titles], ["Любой", 2025, "СОШ № 1", *titles]]})
    parsed = read_file(path, path.name)
    assert parsed.problems == ()
    assert [title for title, _ in parsed.registers[0].cells] == titles


@pytest.mark.parametrize("missing", [words.YEAR, words.ORGANISATION])
def test_a_register_without_one_of_its_three_columns_is_told_which(path: Path, missing: str) -> None:
    header = [title for title in (*words.REGISTER_COLUMNS, "Должность") if title != missing]
    write_rows(path, {"Лист1": [header, ["Кадровый резерв", "СОШ № 1", "директор"]]})
    with pytest.raises(Unreadable, match=f"«Реестр».*«{missing}»"):
        read_file(path, path.name)


def test_a_result_of_an_olympiad_is_read_with_its_stage_and_outcome(path: Path) -> None:
    (row,) = read(path, words.EVENT_SHEET, EVENT).events
    assert (row.event, row.stage, row.outcome, row.subject) == ("ВсОШ", "municipal", "prize", "Химия")
    assert (row.class_name, row.pupil, row.year, row.school.name) == ("9А", "П-1", 2025, "СОШ № 1")


@pytest.mark.parametrize(
    ("column", "value"), [(words.STAGE, "дворовый"), (words.OUTCOME, "чемпион"), (words.CLASS, "девятый")]
)
def test_an_unknown_stage_outcome_or_class_rejects_the_line(path: Path, column: str, value: str) -> None:
    parsed = read(path, words.EVENT_SHEET, EVENT | {column: value})
    assert (len(parsed.events), [problem.value for problem in parsed.problems]) == (0, [value])


def test_a_roster_may_say_the_municipality_of_a_school(path: Path) -> None:
    rows = ({words.SHORT_NAME: "СОШ № 1", words.MUNICIPALITY: "Н-ский округ"}, {words.SHORT_NAME: "СОШ № 2"})
    parsed = read(path, words.SCHOOLS_SHEET, *rows)
    assert parsed.problems == ()
    assert [row.municipality for row in parsed.schools] == ["Н-ский округ", ""]


def test_the_blank_template_explains_codes_and_registers_on_sheets_that_are_never_read(path: Path) -> None:
    header = [*words.INDICATOR_COLUMNS]
    explained = {
        words.INDICATOR_LIST: [["Код", "Показатель"], ["young_mentored", "Наставники"]],
        words.REGISTER_LIST: [header, [str(INDICATOR[title]) for title in header]],
    }
    path.write_bytes(blank_template(explained))
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    assert book.sheetnames == [*words.SHEETS, words.INDICATOR_LIST, words.REGISTER_LIST, words.HELP_SHEET]
    assert book[words.INDICATOR_LIST]["A2"].value == "young_mentored"
    with pytest.raises(Unreadable, match="ни одной заполненной строки"):
        read_file(path, path.name)


def test_the_outcome_of_an_olympiad_offers_other_words_than_that_of_a_training() -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank_template()))

    def offered(title: str) -> str:
        return " ".join(str(rule.formula1) for rule in book[title].data_validations.dataValidation)

    assert "победитель" in offered(words.EVENT_SHEET)
    assert "победитель" not in offered(words.TRAINING_SHEET)
    assert "свидетельство" not in offered(words.EVENT_SHEET)
    said = " ".join(cell.value for cell in book[words.HELP_SHEET]["A"])
    for word in (*words.STAGE_WORDS.values(), *words.EVENT_OUTCOME_WORDS.values()):
        assert word in said


LETTERS = "АБВГДЕЖЗИКЛМНОПабвгдежзиклмноп"
WORDS = st.text(LETTERS + " -", min_size=1, max_size=12).map(collapse).filter(bool)
OWN = WORDS.filter(lambda title: title.casefold() not in {name.casefold() for name in words.REGISTER_COLUMNS})


@settings(max_examples=40)
@given(cells=st.dictionaries(OWN, WORDS, max_size=4), name=WORDS)
def test_whatever_columns_a_register_has_its_line_is_read_back(cells: dict[str, str], name: str) -> None:
    titles = {title.casefold().replace("ё", "е"): title for title in cells}.values()
    kept = {title: cells[title] for title in titles}
    header = [*words.REGISTER_COLUMNS, *kept]
    book = Book((Sheet("Лист", [[*header], [name, "2025/2026", "СОШ № 1", *kept.values()]]),))
    place = Sheet("Лист", []).place(1, 0)
    assert parse(book).registers == (
        RegisterLine(SchoolRef("СОШ № 1"), 2025, name, tuple(kept.items()), place),
    )
