"""The empty protocol of a work that a person downloads, fills and uploads: the same words the reader looks for.

Task numbers and codes are text cells: Excel would make «9.1» a date and «2.10» the number 2.1.
"""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from data_access.formats import protocol_words as words
from data_access.formats.exam_words import EXAM_WORDS

SHEET = "Протокол"

_TASKS = 20
_LAST_ROW = 60
_CHOICES: dict[str, tuple[str, ...]] = {
    words.KIND: tuple(words.KIND_WORDS.values()),
    words.HELD_BY: (words.BY_SCHOOL, words.BY_MUNICIPALITY),
}
_TEXT_ROWS = (words.TASK_ROW, words.CODES_ROW)
_HELP = (
    "Один лист — одна работа в одном классе. Для других классов и работ скопируйте лист: файл может хранить их все.",
    "Слова в столбце A не меняйте. Лишние столбцы заданий оставьте пустыми, недостающие добавьте справа.",
    f"{words.SCHOOL}: краткое название, код ОО или логин ФИС ОКО (edu…).",
    f"{words.YEAR}: 2025/2026. {words.DATE}: 12.12.2025. {words.CLASS}: 9А. {words.SUBJECT}: как в журнале.",
    f"{words.KIND}: {', '.join(words.KIND_WORDS.values())}.",
    f"{words.HELD_BY}: {words.BY_SCHOOL} или {words.BY_MUNICIPALITY}; пусто — {words.BY_SCHOOL}, "
    f"а для диагностической — {words.BY_MUNICIPALITY}.",
    f"{words.WORK}: название, одинаковое на листах всех классов, писавших эту работу; задания тоже одинаковы.",
    f"{words.CODIFIER}: {', '.join(f'{exam} 2026' for exam in EXAM_WORDS.values())}; можно не указывать.",
    f"{words.LEVEL_ROW}: {', '.join(words.LEVELS)}; можно не указывать.",
    f"{words.CODES_ROW}: 1.1; 7.2 или рядами 1-8, 7.1-7.3; можно не указывать. Ячейки текстовые: 2.10 и 2.1 разные.",
    f"Балл: целое число до максимального. {words.NOT_BEGUN} или - — не приступал, это 0 баллов.",
    f"{words.NOT_TAUGHT} — тему не проходили или задание не назначалось: оно не считается ни в числе, ни в максимуме.",
    f"Отсутствовал: «{words.ABSENT}» или пустая строка. Пустая ячейка среди баллов читается как «не приступал».",
    f"Столбец «{words.MARK}» — отметка за работу: 2, 3, 4, 5 или пусто. Столбец «{words.VARIANT}» можно добавить.",
    f"{words.PUPIL_ROW}: фамилия, имя и отчество полностью или код, если имена передавать нельзя.",
)


def blank_protocol() -> bytes:
    """An xlsx with one empty protocol and a sheet that says how to fill it."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(SHEET)
        bold = book.add_format({"bold": True})
        header = book.add_format({"bold": True, "bg_color": "#EEF2F6", "num_format": "@"})
        as_text = book.add_format({"num_format": "@"})
        sheet.set_column(0, 0, 32)
        sheet.set_column(1, _TASKS + 1, 9)
        _write_captions(sheet, bold, as_text)
        _write_table(sheet, header, as_text)
        notes = book.add_worksheet(words.HELP_SHEET)
        notes.set_column(0, 0, 120)
        for row, sentence in enumerate(_HELP):
            notes.write_string(row, 0, sentence)
    return target.getvalue()


def _write_captions(sheet: Any, bold: Any, as_text: Any) -> None:
    sheet.write_string(0, 0, words.TITLE, bold)
    for row, caption in enumerate(words.CAPTIONS, start=1):
        sheet.write_string(row, 0, caption)
        sheet.write_blank(row, 1, None, as_text)
        if caption in _CHOICES:
            sheet.data_validation(row, 1, row, 1, {"validate": "list", "source": [*_CHOICES[caption]]})


def _write_table(sheet: Any, header: Any, as_text: Any) -> None:
    first = len(words.CAPTIONS) + 2
    for row, title in enumerate(words.TABLE_ROWS, start=first):
        sheet.write_string(row, 0, title, header)
        if title in _TEXT_ROWS:
            sheet.set_row(row, None, as_text)
    for task in range(1, _TASKS + 1):
        sheet.write_string(first, task, str(task), header)
    sheet.write_string(first, _TASKS + 1, words.MARK, header)
    levels = first + words.TABLE_ROWS.index(words.LEVEL_ROW)
    sheet.data_validation(levels, 1, levels, _TASKS, {"validate": "list", "source": [*words.LEVELS]})
    pupils = first + len(words.TABLE_ROWS)
    marks = {"validate": "list", "source": ["2", "3", "4", "5"], "ignore_blank": True}
    sheet.data_validation(pupils, _TASKS + 1, _LAST_ROW, _TASKS + 1, marks)
    sheet.freeze_panes(pupils, 1)
