"""The project's own long template: xlsx with any of its sheets, or csv with one table.

A table is recognised by its header (`template_header.py`), so sheets may be renamed and columns moved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from data_access.formats import template_columns as words
from data_access.formats.book import Book, Sheet
from data_access.formats.cells import Cell, at, shown, text
from data_access.formats.layout import Layout
from data_access.formats.rows import (
    ClassRow,
    CodifierRow,
    DestinationRow,
    EventRow,
    ExamTaskRow,
    IndicatorRow,
    MarkRow,
    Parsed,
    Problem,
    PupilRow,
    RegisterLine,
    SchoolRow,
    TeachingRow,
    TrainingRow,
    Unreadable,
)
from data_access.formats.template_exams import in_order
from data_access.formats.template_header import Table, find_table, header_warnings
from data_access.formats.template_line import Doubt, Line, RowError
from data_access.formats.template_rows import READERS, TemplateRow

_Row = TypeVar("_Row")

CODE = "template"
TITLE = (
    "Шаблон загрузки (отметки, школы, классы, обучающиеся, нагрузка, кодификаторы, планы экзаменов, "
    "профподготовка, выпускники, показатели, реестры, олимпиады)"
)


@dataclass(slots=True)
class _Reading:
    rows: list[TemplateRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows_read: int = 0


def sniff(book: Book) -> bool:
    """A complete header of one table, or nearly one: then `parse` names the missing columns."""
    return any(find_table(sheet) for sheet in _sheets(book))


def _sheets(book: Book) -> Iterator[Sheet]:
    return (sheet for sheet in book.sheets if sheet.title not in words.EXPLAINING)


def parse(book: Book) -> Parsed:
    """Rows of every recognised table of the file."""
    reading = _Reading(problems=[*book.problems])
    for sheet in _sheets(book):
        table = find_table(sheet)
        if table is None:
            continue
        if table.missing:
            raise Unreadable(_missing_columns(table))
        _read_table(sheet, table, reading)
    if not reading.rows_read:
        raise Unreadable("В шаблоне нет ни одной заполненной строки. Заполните его и загрузите ещё раз.")
    elements, tasks = _of_kind(CodifierRow, reading.rows), _of_kind(ExamTaskRow, reading.rows)
    elements, tasks = in_order(elements, tasks, reading.problems)
    return Parsed(
        CODE,
        TITLE,
        reading.rows_read,
        schools=_of_kind(SchoolRow, reading.rows),
        classes=_of_kind(ClassRow, reading.rows),
        pupils=_of_kind(PupilRow, reading.rows),
        teaching=_of_kind(TeachingRow, reading.rows),
        marks=_of_kind(MarkRow, reading.rows),
        codifiers=elements,
        exam_tasks=tasks,
        trainings=_of_kind(TrainingRow, reading.rows),
        destinations=_of_kind(DestinationRow, reading.rows),
        indicators=_of_kind(IndicatorRow, reading.rows),
        registers=_of_kind(RegisterLine, reading.rows),
        events=_of_kind(EventRow, reading.rows),
        problems=tuple(reading.problems),
    )


def _of_kind(kind: type[_Row], rows: list[TemplateRow]) -> tuple[_Row, ...]:
    return tuple(row for row in rows if isinstance(row, kind))


def _missing_columns(table: Table) -> str:
    missing = ", ".join(f"«{column}»" for column in table.missing)
    return (
        f"В таблице «{table.name}» не хватает столбцов: {missing}. "
        "Скачайте пустой шаблон и сверьте названия столбцов."
    )


def _read_table(sheet: Sheet, table: Table, reading: _Reading) -> None:
    reading.problems += header_warnings(sheet, table)
    read = READERS[table.name]
    for index in range(table.header_row + 1, len(sheet.rows)):
        line = _line(sheet, table, index)
        if not any(text(cell) for cell in (*line.cells.values(), *line.others.values())):
            continue
        reading.rows_read += 1
        try:
            reading.rows.append(read(line))
        except RowError as error:
            reading.problems.append(_problem("error", error, sheet, table, index))
        reading.problems += [_problem("warning", doubt, sheet, table, index) for doubt in line.doubts]


def _line(sheet: Sheet, table: Table, index: int) -> Line:
    row = sheet.rows[index]
    cells: dict[str, Cell] = {name: at(row, column) for name, column in table.columns.items()}
    others: dict[str, Cell] = {title: at(row, column) for title, column in table.others.items()}
    return Line(cells, sheet.place(index, 0), others=others)


def _problem(
    severity: Literal["error", "warning"], fault: RowError | Doubt, sheet: Sheet, table: Table, index: int
) -> Problem:
    column = table.column(fault.column)
    place = sheet.place(index, column or 0)
    return Problem(severity, fault.rule, place, shown(at(sheet.rows[index], column)))


LAYOUT = Layout(
    CODE,
    TITLE,
    "Пустой шаблон скачивается на странице загрузки; подходит и csv с одной таблицей",
    sniff,
    parse,
)
