"""ОГЭ «Протокол проверки результатов» of РЦОИ: primary scores, answers by task and marks of grade 9."""

from __future__ import annotations

from data_access.formats.book import Book
from data_access.formats.exam_protocol import (
    Exam,
    find_columns,
    grade_of,
    read_protocol,
    results_of,
)
from data_access.formats.layout import Layout
from data_access.formats.oge_masks import common_shape, tasks_of
from data_access.formats.rows import Parsed, ResultRow, Unreadable, WorkRow

CODE = "oge_protocol"
TITLE = "ОГЭ: протокол проверки результатов (РЦОИ)"
GRADE = 9


def sniff(book: Book) -> bool:
    """A header with school code, surname, primary score, mark and answers. ЕГЭ on marks is tried before (registry)."""
    headers = (find_columns(row) for sheet in book.sheets for row in sheet.rows[:100])
    return any(columns is not None and "mark" in columns for columns in headers)


def parse(book: Book) -> Parsed:
    """Works and results of all exam blocks."""
    found = read_protocol(book, _class_rule)
    if not found.rows_read:
        raise Unreadable("В протоколе ОГЭ нет ни одной строки с участником. Выгрузите протокол ещё раз.")
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
    if (grade_of(class_name) or GRADE) > GRADE:
        raise Unreadable(
            "В протоколе ОГЭ есть ученики 10–11 классов. Выгрузите протоколы ОГЭ и ЕГЭ отдельными файлами."
        )
    return ""


def _work(exam: Exam) -> WorkRow:
    return WorkRow(
        key=f"ОГЭ {exam.key}",
        kind="oge",
        subject=exam.subject,
        grade=GRADE,
        year=exam.school_year,
        date=exam.date,
        title=f"ОГЭ {exam.subject}",
        max_score=None,
        tasks=tasks_of(exam.answers, common_shape(exam.answers)),
    )


LAYOUT = Layout(CODE, TITLE, "РЦОИ, протокол проверки результатов ОГЭ в Excel (.xls или .xlsx)", sniff, parse)
