"""«Табель успеваемости учащегося» of a whole class, as «Сетевой город. Образование» exports it.

One block per pupil on one sheet; marks are text and averages numbers, as in the real file. A subject without
marks («Разговоры о важном», the other group of «Труд») keeps its row with zero averages.
"""

from __future__ import annotations

from pathlib import Path

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from data_access.formats.template_columns import MARK_WORDS, year_words
from seed.demo.curriculum import periods_of
from seed.demo.model import Cell, Municipality, Pupil, SchoolClass
from seed.demo.sheets import Value, open_workbook, write_row

_PERIOD_TITLES = {
    "Q1": "1 Четверть",
    "Q2": "2 Четверть",
    "Q3": "3 Четверть",
    "Q4": "4 Четверть",
    "H1": "1 Полугодие",
    "H2": "2 Полугодие",
}
_FINALS = ("Год. оценка", "Экз. оценка", "Гос. экз. оценка", "Итог. оценка")
_MARK_COLUMNS = ("Средний балл", "Ср. взв. балл", "Итог")
_FIRST_MARK_COLUMN = 2
_LAST_COLUMN = 25
_FIRST_BLOCK = 5

_Marks = dict[tuple[str, str], Cell]


def write_tabel(path: Path, demo: Municipality, school_class: SchoolClass) -> int:
    """Writes the class and returns the number of marks in the file."""
    cells = demo.marks[school_class.key]
    with open_workbook(path, school_class.key.year, streaming=False) as book:
        sheet = book.add_worksheet("Лист1")
        sheet.set_column(0, 0, 27)
        centre = book.add_format({"align": "center", "valign": "vcenter", "text_wrap": True})
        full_name = demo.profile(school_class.key.school).full_name
        sheet.merge_range(0, 0, 0, _LAST_COLUMN, full_name, centre)
        sheet.merge_range(2, 0, 2, _LAST_COLUMN, "Табель успеваемости учащегося", centre)
        row = _FIRST_BLOCK
        for enrolment in school_class.enrolments:
            marks = {(c.lesson.subject, c.period): c for c in cells if c.pupil == enrolment.pupil}
            row = _write_block(sheet, centre, row, school_class, enrolment.pupil, marks)
    return len(cells)


def _write_block(
    sheet: Worksheet, centre: Format, row: int, school_class: SchoolClass, pupil: Pupil, marks: _Marks
) -> int:
    key = school_class.key
    write_row(sheet, row, [f"Учебный год: {year_words(key.year)}"])
    write_row(sheet, row + 1, [f"Класс: {key.name}"])
    write_row(sheet, row + 2, [f"Ученик: {pupil.name}"])
    periods = periods_of(key.grade)
    row = _write_header(sheet, centre, row + 5, periods)
    # Two groups of a class are one subject: a tabel names no teacher.
    for number, subject in enumerate(dict.fromkeys(x.subject for x in school_class.lessons), start=1):
        write_row(sheet, row, _subject_row(number, subject, periods, marks))
        row += 1
    return row + 1


def _write_header(sheet: Worksheet, centre: Format, row: int, periods: tuple[str, ...]) -> int:
    width = len(_MARK_COLUMNS)
    finals = _FIRST_MARK_COLUMN + width * len(periods)
    sheet.merge_range(row, 1, row + 2, 1, "Предмет", centre)
    sheet.merge_range(row, _FIRST_MARK_COLUMN, row, finals - 1, "Учебные периоды", centre)
    for offset, title in enumerate(_FINALS):
        sheet.merge_range(row, finals + offset, row + 2, finals + offset, title, centre)
    sheet.write_string(row + 1, 0, "№")
    sheet.write_string(row + 2, 0, "п/п")
    for number, period in enumerate(periods):
        left = _FIRST_MARK_COLUMN + width * number
        sheet.merge_range(row + 1, left, row + 1, left + width - 1, "", centre)
        sheet.merge_range(row + 2, left, row + 2, left + width - 1, _PERIOD_TITLES[period], centre)
        for offset, title in enumerate(_MARK_COLUMNS):
            sheet.write_string(row + 3, left + offset, title)
    return row + 4


def _subject_row(number: int, subject: str, periods: tuple[str, ...], marks: _Marks) -> list[Value]:
    values: list[Value] = [str(number), subject]
    for period in periods:
        cell = marks.get((subject, period))
        average = cell.average if cell and cell.average is not None else 0
        values += [average, 0, MARK_WORDS[cell.value] if cell else None]
    year = marks.get((subject, "Y"))
    values.append(MARK_WORDS[year.value] if year else None)
    return values
