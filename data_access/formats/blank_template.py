"""The empty template a person downloads, fills and uploads: the same words the reader looks for."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from data_access.formats import template_columns as words
from data_access.formats.exam_words import EXAM_WORDS
from data_access.formats.protocol_words import LEVELS

_LAST_ROW = 50_000
_EXPLAINED_WIDTH = 40
_WIDE = {
    words.FULL_NAME: 48,
    words.PUPIL: 32,
    words.TEACHER: 32,
    words.CLASS_TEACHER: 32,
    words.SUBJECT: 28,
    words.ELEMENT_TITLE: 64,
    words.CODES: 28,
    words.TRAINING_KIND: 28,
    words.PROGRAMME: 48,
    words.INSTITUTION: 48,
    words.SPECIALITY: 32,
    words.MUNICIPALITY: 32,
    words.ORGANISATION: 28,
    words.REGISTER: 40,
    words.INDICATOR: 32,
    words.NOTE: 48,
    words.EVENT: 40,
}
# Excel would make a number or a date of them, and «2.10» would become 2.1.
_TEXT = (words.CODE, words.CODES, words.TASK)
_CHOICES: dict[str, tuple[str, ...]] = {
    words.KIND: words.SCHOOL_KINDS,
    words.RURAL: (words.YES, words.NO),
    words.PERIOD: tuple(words.PERIOD_WORDS.values()),
    words.MARK: tuple(words.MARK_WORDS.values()),
    words.EXAM: tuple(EXAM_WORDS.values()),
    words.LEVEL: LEVELS,
    words.TRAINING_KIND: tuple(words.TRAINING_WORDS.values()),
    words.OUTCOME: tuple(words.OUTCOME_WORDS.values()),
    words.DESTINATION: tuple(words.DESTINATION_WORDS.values()),
    words.STAGE: tuple(words.STAGE_WORDS.values()),
}
# Columns that hold other words on one sheet than elsewhere.
_CHOICES_OF: dict[tuple[str, str], tuple[str, ...]] = {
    (words.EVENT_SHEET, words.OUTCOME): tuple(words.EVENT_OUTCOME_WORDS.values()),
}
_HELP = (
    "Заполните только те листы, которые нужны: остальные оставьте пустыми или удалите.",
    "Названия столбцов в первой строке не меняйте; порядок столбцов может быть любым.",
    "Учебный год: 2024/2025. На листе «Отметки» его можно не указывать и выбрать при загрузке.",
    "Школа: краткое название, код ОО или логин ФИС ОКО (edu…), одинаково на всех листах.",
    "Класс: 8А, 10Б; пробелы и кавычки не важны.",
    "ФИО или код: фамилия, имя и отчество полностью или код, если имена передавать нельзя.",
    f"Период: {', '.join(words.PERIOD_WORDS.values())}.",
    f"Отметка: {', '.join(words.MARK_WORDS.values())}. Нет отметки — нет строки.",
    "Средний балл: число, например 3,67; можно не указывать.",
    f"Вид школы: {', '.join(words.SCHOOL_KINDS)}. Сельская: {words.YES} или {words.NO}.",
    "Прибыл и Выбыл: даты вида 01.09.2024; пусто — учился весь год.",
    f"Экзамен: {', '.join(EXAM_WORDS.values())}. Год: календарный год экзамена, например 2026.",
    "Кодификатор: строка на каждый код, разделы тоже (7 и 7.2). Ячейки кодов — текстовые: 2.10 и 2.1 разные.",
    f"План экзамена: строка на задание по порядку. Уровень: {', '.join(LEVELS)}.",
    "Коды КЭС: через точку с запятой, можно рядами: 1.1; 7.2; 1-8; 7.1-7.3. Уровень и коды можно не указывать.",
    f"Вид подготовки: {', '.join(words.TRAINING_WORDS.values())}.",
    f"Результат подготовки: {', '.join(words.OUTCOME_WORDS.values())}.",
    f"Куда поступил: {', '.join(words.DESTINATION_WORDS.values())}. Учебный год — год выпуска.",
    "Показатели: строка на организацию и показатель. Коды показателей — на листе «Коды показателей»; у числа без "
    "знаменателя знаменатель не указывают. Организация может быть и муниципалитетом, если показатель его.",
    "Реестр: после трёх столбцов добавьте столбцы своего реестра с листа «Столбцы реестров»; для каждого реестра "
    "удобен свой лист, имя листа любое.",
    f"Олимпиады: мероприятие — название, например ВсОШ. Этап: {', '.join(words.STAGE_WORDS.values())}. "
    f"Результат: {', '.join(words.EVENT_OUTCOME_WORDS.values())}.",
    "Муниципалитет на листе «Школы» нужен только там, где в программе целый регион.",
    "Не добавляйте паспортные данные, СНИЛС, адреса, сведения о здоровье: система их не хранит.",
)


def blank_template(explained: Mapping[str, Sequence[Sequence[str]]] | None = None) -> bytes:
    """An xlsx with all sheets of the template, empty, and a sheet that says how to fill them.

    `explained`: more sheets that are never read (codes of indicators, columns of registers) → their rows, header first.
    """
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        header = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EEF2F6"})
        as_text = book.add_format({"num_format": "@"})
        for name, columns in words.SHEETS.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for column, title in enumerate(columns):
                width = _WIDE.get(title, max(14, len(title) + 2))
                sheet.set_column(column, column, width, as_text if title in _TEXT else None)
                sheet.write_string(0, column, title, header)
                _offer(sheet, column, _CHOICES_OF.get((name, title), _CHOICES.get(title, ())))
        for name, rows in (explained or {}).items():
            _explain(book.add_worksheet(name), rows, header)
        notes = book.add_worksheet(words.HELP_SHEET)
        notes.set_column(0, 0, 110)
        for row, sentence in enumerate(_HELP):
            notes.write_string(row, 0, sentence)
    return target.getvalue()


def _offer(sheet: Any, column: int, choices: tuple[str, ...]) -> None:
    if choices:
        rule = {"validate": "list", "source": [*choices], "ignore_blank": True}
        sheet.data_validation(1, column, _LAST_ROW, column, rule)


def _explain(sheet: Any, rows: Sequence[Sequence[str]], header: Any) -> None:
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, max(map(len, rows), default=1) - 1, _EXPLAINED_WIDTH)
    for number, row in enumerate(rows):
        for column, said in enumerate(row):
            sheet.write_string(number, column, said, None if number else header)
