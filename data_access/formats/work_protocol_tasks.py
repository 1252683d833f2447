"""Columns of a protocol: the tasks with maximum, level and codes, and the columns of mark and variant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from data_access.formats import protocol_words as words
from data_access.formats.book import Sheet
from data_access.formats.cells import at, shown, text
from data_access.formats.codes import codes_of_cell
from data_access.formats.names import header_key
from data_access.formats.rows import Problem, TaskRow
from data_access.formats.tasks import MOST_POINTS, read_level, read_max_score, read_task_number
from data_access.formats.work_protocol_sheet import SheetError, Table

_NAMED = {header_key(words.MARK): words.MARK, header_key(words.VARIANT): words.VARIANT}


@dataclass(frozen=True, slots=True)
class Columns:
    """Tasks with their columns, and columns of mark and variant where the sheet has them."""

    tasks: tuple[tuple[int, TaskRow], ...]
    mark: int | None
    variant: int | None


def read_columns(sheet: Sheet, table: Table, pupils: tuple[int, ...], problems: list[Problem]) -> Columns:
    """All columns named in the row of task numbers; `SheetError` when a task is not whole."""
    named: dict[str, int] = {}
    tasks: dict[str, tuple[int, TaskRow]] = {}
    for column in range(1, max(len(sheet.rows[index]) for index in (*table.rows.values(), *pupils))):
        title = _NAMED.get(header_key(text(table.cell(sheet, words.TASK_ROW, column))))
        if title is not None:
            named.setdefault(title, column)
            continue
        number = _number(sheet, table, column, problems)
        if number is None or _is_unused(sheet, table, column, pupils):
            continue
        if number in tasks:
            raise SheetError(sheet, table.task_row, column, f"номер задания {number} повторяется", number)
        tasks[number] = column, _task(sheet, table, column, number, problems)
    if not tasks:
        raise SheetError(sheet, table.task_row, 0, "нет ни одного задания с номером и максимальным баллом")
    problems += _numeric_codes(sheet, table, tasks)
    return Columns(tuple(tasks.values()), named.get(words.MARK), named.get(words.VARIANT))


def _number(sheet: Sheet, table: Table, column: int, problems: list[Problem]) -> str | None:
    cell = table.cell(sheet, words.TASK_ROW, column)
    number = read_task_number(cell)
    if number is not None:
        return number
    if isinstance(cell, dt.date):
        rule = "Excel превратил номер задания в дату: задайте ячейке текстовый формат и впишите номер заново"
        raise SheetError(sheet, table.task_row, column, rule, cell)
    if text(cell):
        rule = "столбец не распознан и не прочитан: это не номер задания"
        problems.append(Problem("warning", rule, sheet.place(table.task_row, column), shown(cell)))
    elif text(table.cell(sheet, words.MAX_ROW, column)):
        raise SheetError(sheet, table.task_row, column, "у задания нет номера")
    return None


def _is_unused(sheet: Sheet, table: Table, column: int, pupils: tuple[int, ...]) -> bool:
    """A number printed in advance, with nothing under it."""
    rows = {*table.rows.values(), *pupils} - {table.task_row}
    return not any(text(at(sheet.rows[index], column)) for index in rows)


def _task(sheet: Sheet, table: Table, column: int, number: str, problems: list[Problem]) -> TaskRow:
    cell = table.cell(sheet, words.MAX_ROW, column)
    max_score = read_max_score(cell)
    if max_score is None:
        rule = f"у задания {number} нет максимального балла: ожидается целое число от 1 до {MOST_POINTS}"
        raise SheetError(sheet, table.rows[words.MAX_ROW], column, rule, cell)
    level_cell = table.cell(sheet, words.LEVEL_ROW, column)
    level = read_level(text(level_cell))
    if level is None:
        place = sheet.place(table.rows[words.LEVEL_ROW], column)
        rule = "уровень не Б, П или В и не прочитан"
        problems.append(Problem("warning", rule, place, shown(level_cell)))
    codes_cell = table.cell(sheet, words.CODES_ROW, column)
    codes, faults = codes_of_cell(codes_cell)
    for fault in faults:
        place = sheet.place(table.rows[words.CODES_ROW], column)
        problems.append(Problem("error", f"код не прочитан: {fault}", place, shown(codes_cell)))
    return TaskRow(number, max_score, level or "", codes)


def _numeric_codes(sheet: Sheet, table: Table, tasks: dict[str, tuple[int, TaskRow]]) -> Iterator[Problem]:
    """Said once: as a number «2.10» has already become 2.1, and nobody can see which of the two was meant."""
    for column, _ in tasks.values():
        cell = table.cell(sheet, words.CODES_ROW, column)
        if isinstance(cell, float) and not cell.is_integer():
            place = sheet.place(table.rows[words.CODES_ROW], column)
            rule = "код записан числом, а не текстом: 2.10 в таком виде неотличимо от 2.1, проверьте коды"
            yield Problem("warning", rule, place, shown(cell))
            return
