"""Empty forms to download: what they hold is what the reader looks for."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from data_access.formats import protocol_words as words
from data_access.formats import template_columns as columns
from data_access.formats.blank_protocol import SHEET, blank_protocol
from data_access.formats.blank_template import blank_template
from data_access.formats.reading import read_file
from data_access.formats.rows import NOT_TAUGHT, TaskRow, Unreadable


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "blank.xlsx"


def row_of(sheet: Worksheet, word: str) -> int:
    return next(cell.row for cell in sheet["A"] if cell.value == word)


def test_the_blank_protocol_says_that_it_is_empty(path: Path) -> None:
    path.write_bytes(blank_protocol())
    with pytest.raises(Unreadable, match="ни одного обучающегося"):
        read_file(path, path.name)


def test_the_blank_protocol_holds_every_word_and_a_sheet_that_explains_them() -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank_protocol()))
    assert book.sheetnames == [SHEET, words.HELP_SHEET]
    filled = [cell.value for cell in book[SHEET]["A"] if cell.value]
    assert filled == [words.TITLE, *words.CAPTIONS, *words.TABLE_ROWS]
    said = " ".join(cell.value for cell in book[words.HELP_SHEET]["A"])
    explained = (*words.CAPTIONS, words.LEVEL_ROW, words.CODES_ROW, words.MARK, words.VARIANT)
    assert [word for word in explained if word not in said] == []


def test_the_blank_protocol_reads_once_filled_and_unused_tasks_are_none(path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank_protocol()))
    sheet = book[SHEET]
    values = (
        "СОШ № 1",
        "2025/2026",
        "диагностическая",
        "",
        "Срез № 1",
        "Химия",
        "9А",
        "12.12.2025",
        "ВПР 2026",
    )
    for caption, value in zip(words.CAPTIONS, values, strict=True):
        sheet.cell(row_of(sheet, caption), 2).value = value
    for word, cells in {words.MAX_ROW: (1, 2), words.CODES_ROW: ("2.10", "1-2")}.items():
        for column, value in enumerate(cells, start=2):
            sheet.cell(row_of(sheet, word), column).value = value
    sheet.append(["П-1", 1, "Н/п", *[None] * 18, 5])
    book.save(path)
    parsed = read_file(path, path.name)
    assert parsed.problems == ()
    assert parsed.works[0].tasks == (TaskRow("1", 1, "", ("2.10",)), TaskRow("2", 2, "", ("1", "2")))
    assert (parsed.results[0].scores, parsed.results[0].mark) == ((1, NOT_TAUGHT), 5)


def test_cells_of_codes_and_task_numbers_are_text_so_that_no_zero_is_lost() -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank_protocol()))
    sheet = book[SHEET]
    assert {sheet.row_dimensions[row_of(sheet, words.CODES_ROW)].number_format} == {"@"}
    assert sheet.cell(row_of(sheet, words.TASK_ROW), 2).number_format == "@"
    template = openpyxl.load_workbook(io.BytesIO(blank_template()))
    places = [
        (columns.CODIFIER_SHEET, columns.CODE),
        (columns.PLAN_SHEET, columns.CODES),
        (columns.PLAN_SHEET, columns.TASK),
    ]
    for title, column in places:
        letter = "ABCDEFG"[columns.SHEETS[title].index(column)]
        assert template[title].column_dimensions[letter].number_format == "@"


def test_the_words_of_the_template_are_offered_as_lists_and_explained() -> None:
    template = openpyxl.load_workbook(io.BytesIO(blank_template()))
    offered = " ".join(
        str(rule.formula1) for sheet in template for rule in sheet.data_validations.dataValidation
    )
    said = " ".join(cell.value for cell in template[columns.HELP_SHEET]["A"])
    tables = (columns.TRAINING_WORDS, columns.OUTCOME_WORDS, columns.DESTINATION_WORDS)
    for word in (word for table in tables for word in table.values()):
        assert word in offered
        assert word in said
