"""ЕГЭ «Протокол проверки результатов» of РЦОИ: primary and test scores, answers by task; basic mathematics has marks.

Columns and blocks are those of ОГЭ, so basic mathematics, which has marks too, is told by its classes or its title.
Subjects are known by their names: codes of subjects are no standard that protocols keep to.
"""

from __future__ import annotations

import re

from data_access.formats.book import Book, Sheet
from data_access.formats.exam_protocol import (
    Exam,
    exam_titles,
    find_columns,
    first_class,
    grade_of,
    read_protocol,
    results_of,
)
from data_access.formats.layout import Layout
from data_access.formats.names import header_key
from data_access.formats.oge_masks import common_shape, tasks_of
from data_access.formats.rows import Parsed, ResultRow, Unreadable, WorkRow

CODE = "ege_protocol"
TITLE = "ЕГЭ: протокол проверки результатов (РЦОИ)"
GRADE = 11
FIRST_GRADE = 10  # some subjects may be taken a year early

_WITHIN = 100
_BASE = "базов"
# What a title adds to the name of the subject: the level, and that the exam is taken at a computer.
_ADDED = re.compile(
    r"[\s,(]*(?:базов|профил)\w*(?:\s+уров\w+)?\)?|\s*\(?К-?ЕГЭ\)?|\s*\((?:пись|уст)\w+\)", re.IGNORECASE
)


def sniff(book: Book) -> bool:
    """A header with test scores; or with marks, above pupils of grades 10–12 or under basic mathematics."""
    return any(_is_ege(sheet) for sheet in book.sheets)


def _is_ege(sheet: Sheet) -> bool:
    title = ""
    for index, row in enumerate(sheet.rows[:_WITHIN]):
        title = next((exam.subject for exam in exam_titles(row)), title)
        columns = find_columns(row)
        if columns is None:
            continue
        has_only_test = "test" in columns and "mark" not in columns
        if has_only_test or _BASE in header_key(title):
            return True
        if (grade_of(first_class(sheet, index, columns)) or 0) >= FIRST_GRADE:
            return True
    return False


def parse(book: Book) -> Parsed:
    """Works and results of all exam blocks."""
    found = read_protocol(book, _class_rule)
    if not found.rows_read:
        raise Unreadable("В протоколе ЕГЭ нет ни одной строки с участником. Выгрузите протокол ещё раз.")
    works: list[WorkRow] = []
    results: list[ResultRow] = []
    for exam in found.exams.values():
        work = _work(exam)
        works.append(work)
        results += results_of(exam, work, found)
    return Parsed(
        CODE,
        TITLE,
        found.rows_read,
        works=tuple(works),
        results=tuple(results),
        problems=tuple(found.problems),
    )


def _class_rule(class_name: str) -> str:
    if class_name and (grade_of(class_name) or 0) < FIRST_GRADE:
        return f"строка не прочитана: в протоколе ЕГЭ ученик класса {class_name}"
    return ""


def read_subject(title: str) -> tuple[str, bool]:
    """`Математика базовая` → (`Математика`, True): the subject without its level, and whether the level is basic."""
    return _ADDED.sub("", title).strip(), _BASE in header_key(title)


def _work(exam: Exam) -> WorkRow:
    subject, is_base = read_subject(exam.subject)
    is_base = is_base or not exam.has_test
    return WorkRow(
        key=f"ЕГЭ {exam.key}",
        kind="ege",
        subject=subject,
        grade=GRADE,
        year=exam.school_year,
        date=exam.date,
        title=f"ЕГЭ {subject} (база)" if is_base else f"ЕГЭ {subject}",
        max_score=None,
        tasks=tasks_of(exam.answers, common_shape(exam.answers)),
        codifier="ege_base" if is_base else "ege",
        codifier_year=exam.calendar_year,
    )


LAYOUT = Layout(
    CODE, TITLE, "РЦОИ, протокол проверки результатов ЕГЭ в Excel (.xls или .xlsx) или csv", sniff, parse
)
