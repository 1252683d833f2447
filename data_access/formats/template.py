"""The project's own long template: xlsx with any of its sheets, or csv with one table.

A table is recognised by its header, so sheets may be renamed and columns moved. Columns with personal
details the system has no use for are never read: their values do not leave the opened file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from data_access.formats import template_columns as words
from data_access.formats.book import Book, Sheet
from data_access.formats.cells import Cell, Row, at, header_columns, shown, text
from data_access.formats.layout import Layout
from data_access.formats.names import header_key
from data_access.formats.rows import (
    ClassRow,
    CodifierRow,
    DestinationRow,
    ExamTaskRow,
    MarkRow,
    Parsed,
    Problem,
    PupilRow,
    SchoolRow,
    TeachingRow,
    TrainingRow,
    Unreadable,
)
from data_access.formats.template_exams import in_order
from data_access.formats.template_line import Line, RowError
from data_access.formats.template_rows import READERS, TemplateRow

_Row = TypeVar("_Row")

CODE = "template"
TITLE = (
    "Шаблон загрузки (отметки, школы, классы, обучающиеся, нагрузка, кодификаторы, планы экзаменов, "
    "профподготовка, выпускники)"
)

_HEADER_WITHIN = 5
_REFUSED_STEMS = (
    "паспорт",
    "снилс",
    "инн",
    "адрес",
    "диагноз",
    "инвалид",
    "овз",
    "здоров",
    "телефон",
    "почта",
    "дата рожд",
    "национальн",
    "полис",
    "серия",
    "номер документа",
)


@dataclass(frozen=True, slots=True)
class _Table:
    """A table seen in a header row: the columns it knows and those it cannot do without."""

    name: str
    header_row: int
    columns: dict[str, int]
    missing: tuple[str, ...]

    @property
    def likeness(self) -> tuple[int, bool]:
        """How well the header fits: «Отметки» hold all columns of «Обучающиеся», so most columns win."""
        return len(self.columns), not self.missing

    def is_meant(self, sheet: Sheet) -> bool:
        """Complete, or so nearly that only a person's slip explains the difference."""
        is_one_short = len(self.missing) == 1 and len(words.REQUIRED[self.name]) > 3
        return not self.missing or is_one_short or (sheet.title == self.name and bool(self.columns))


@dataclass(slots=True)
class _Reading:
    rows: list[TemplateRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows_read: int = 0


def sniff(book: Book) -> bool:
    """A complete header of one table, or nearly one: then `parse` names the missing columns."""
    return any(_find_table(sheet) for sheet in _sheets(book))


def _sheets(book: Book) -> Iterator[Sheet]:
    return (sheet for sheet in book.sheets if sheet.title != words.HELP_SHEET)


def _find_table(sheet: Sheet) -> _Table | None:
    for index, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
        table = max(_tables(row, index), key=lambda candidate: candidate.likeness)
        if table.is_meant(sheet):
            return table
    return None


def _tables(row: Row, index: int) -> Iterator[_Table]:
    """A header row seen as each of the tables."""
    found = header_columns(row)
    for name, titles in words.SHEETS.items():
        columns = {title: found[header_key(title)] for title in titles if header_key(title) in found}
        missing = tuple(title for title in words.REQUIRED[name] if title not in columns)
        yield _Table(name, index, columns, missing)


def parse(book: Book) -> Parsed:
    """Rows of every recognised table of the file."""
    reading = _Reading(problems=[*book.problems])
    for sheet in _sheets(book):
        table = _find_table(sheet)
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
        problems=tuple(reading.problems),
    )


def _of_kind(kind: type[_Row], rows: list[TemplateRow]) -> tuple[_Row, ...]:
    return tuple(row for row in rows if isinstance(row, kind))


def _missing_columns(table: _Table) -> str:
    missing = ", ".join(f"«{column}»" for column in table.missing)
    return (
        f"В таблице «{table.name}» не хватает столбцов: {missing}. "
        "Скачайте пустой шаблон и сверьте названия столбцов."
    )


def _read_table(sheet: Sheet, table: _Table, reading: _Reading) -> None:
    reading.problems += _header_warnings(sheet, table)
    read = READERS[table.name]
    for index in range(table.header_row + 1, len(sheet.rows)):
        row = sheet.rows[index]
        cells: dict[str, Cell] = {name: at(row, column) for name, column in table.columns.items()}
        if not any(text(cell) for cell in cells.values()):
            continue
        reading.rows_read += 1
        line = Line(cells, sheet.place(index, 0))
        try:
            reading.rows.append(read(line))
        except RowError as error:
            column = table.columns.get(error.column, 0)
            value = shown(cells.get(error.column, ""))
            reading.problems.append(Problem("error", error.rule, sheet.place(index, column), value))
        for doubt in line.doubts:
            place = sheet.place(index, table.columns.get(doubt.column, 0))
            reading.problems.append(Problem("warning", doubt.rule, place, shown(cells.get(doubt.column, ""))))


def _header_warnings(sheet: Sheet, table: _Table) -> Iterator[Problem]:
    """Columns that are not read are named once, so that nobody believes they were."""
    known = {header_key(column) for column in words.SHEETS[table.name]}
    for key, column in header_columns(sheet.rows[table.header_row]).items():
        if key in known:
            continue
        reason = "не распознан и не прочитан"
        if any(stem in key for stem in _REFUSED_STEMS):
            reason = "не прочитан: такие личные сведения система не хранит, удалите их из файла"
        title = shown(sheet.rows[table.header_row][column])
        yield Problem("warning", f"столбец «{title}» {reason}", sheet.place(table.header_row, column))


LAYOUT = Layout(
    CODE,
    TITLE,
    "Пустой шаблон скачивается на странице загрузки; подходит и csv с одной таблицей",
    sniff,
    parse,
)
