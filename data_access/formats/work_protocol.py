"""Protocol of a school's work (протокол контрольной или диагностической работы): one work in one class a sheet.

Only sheets that are protocols are read, others (help, drafts) do not matter. A sheet whose head cannot be
understood is an error at its cell, and the other sheets of the file are read; the same work in two classes is
one work, and two different lists of tasks under its name are refused, or scores would go to wrong tasks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from data_access.formats import protocol_words as words
from data_access.formats.book import Book, Sheet
from data_access.formats.layout import Layout
from data_access.formats.rows import Parsed, Problem, ResultRow, Unreadable, WorkRow
from data_access.formats.work_protocol_head import Head, read_head
from data_access.formats.work_protocol_rows import read_pupils
from data_access.formats.work_protocol_sheet import SheetError, Table, find_table, is_protocol
from data_access.formats.work_protocol_tasks import Columns, read_columns

CODE = "work_protocol"
TITLE = "Протокол контрольной или диагностической работы"

_EMPTY = (
    "В протоколе нет ни одного обучающегося. Впишите класс под строкой "
    f"«{words.PUPIL_ROW}» и загрузите файл ещё раз."
)

_Part = TypeVar("_Part")


@dataclass(slots=True)
class _Reading:
    works: dict[str, tuple[WorkRow, Sheet]] = field(default_factory=dict)
    results: list[ResultRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    refused: list[SheetError] = field(default_factory=list)
    rows_read: int = 0

    def refuse(self, error: SheetError) -> None:
        self.refused.append(error)
        self.problems.append(error.problem)


def sniff(book: Book) -> bool:
    """The title of a protocol, or its row of tasks above its row of pupils, both in column A."""
    return any(is_protocol(sheet) for sheet in book.sheets)


def parse(book: Book) -> Parsed:
    """Works and results of all sheets that are protocols."""
    reading = _Reading(problems=[*book.problems])
    for sheet in book.sheets:
        if is_protocol(sheet):
            _read_sheet(sheet, reading)
    if not reading.works:
        raise Unreadable(reading.refused[0].sentence if reading.refused else _EMPTY)
    return Parsed(
        CODE,
        TITLE,
        reading.rows_read,
        works=tuple(work for work, _ in reading.works.values()),
        results=tuple(reading.results),
        problems=tuple(reading.problems),
    )


def _read_sheet(sheet: Sheet, reading: _Reading) -> None:
    try:
        table = find_table(sheet)
    except SheetError as error:
        reading.refuse(error)
        return
    pupils = table.pupils(sheet)
    if not pupils:
        rule = "лист не прочитан: на нём нет ни одного обучающегося"
        reading.problems.append(Problem("warning", rule, sheet.place(table.pupil_row, 0)))
        return
    reading.rows_read += len(pupils)
    head = _attempt(reading, lambda: read_head(sheet, table, reading.problems))
    columns = _attempt(reading, lambda: read_columns(sheet, table, pupils, reading.problems))
    if head is not None and columns is not None:
        _read_class(sheet, table, pupils, head, columns, reading)


def _attempt(reading: _Reading, read: Callable[[], _Part]) -> _Part | None:
    """Both halves of a sheet are tried, so that a person sees the faults of both at once."""
    try:
        return read()
    except SheetError as error:
        reading.refuse(error)
        return None


def _read_class(
    sheet: Sheet, table: Table, pupils: tuple[int, ...], head: Head, columns: Columns, reading: _Reading
) -> None:
    work = head.work(columns)
    results = [*read_pupils(sheet, pupils, head, columns, work.key, reading.problems)]
    if len(results) == len(pupils) and all(row.status == "absent" for row in results):
        rule = "ни у одного обучающегося нет баллов"
        reading.refuse(SheetError(sheet, pupils[0], 0, rule))
        return
    _register(work, sheet, reading)
    reading.results += results
    if not work.codifier and any(task.codes for task in work.tasks):
        rule = "указаны коды КЭС, но не кодификатор: названия элементов не найдутся"
        reading.problems.append(Problem("warning", rule, sheet.place(table.rows[words.CODES_ROW], 0)))


def _register(work: WorkRow, sheet: Sheet, reading: _Reading) -> None:
    known, first = reading.works.setdefault(work.key, (work, sheet))
    if (known.tasks, known.codifier, known.codifier_year) == (work.tasks, work.codifier, work.codifier_year):
        return
    raise Unreadable(
        f"Листы «{first.title}» и «{sheet.title}» описывают одну работу «{work.title}», но задания, баллы, "
        "уровни, коды или кодификатор на них разные. Исправьте один из листов и загрузите файл ещё раз."
    )


LAYOUT = Layout(
    CODE,
    TITLE,
    "Пустой бланк скачивается на странице загрузки; каждый лист — одна работа в одном классе",
    sniff,
    parse,
)
