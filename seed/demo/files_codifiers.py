"""Codifiers and exam plans as the tables «Кодификатор» and «План экзамена» of the project's own template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from data_access.formats import template_columns as t
from data_access.formats.exam_words import EXAM_WORDS
from seed.demo.codifiers import Codifier, to_load
from seed.demo.sheets import Value, open_workbook, write_row, write_rows


def write_codifiers(path: Path, year: int) -> int:
    """Writes what the exams at the end of a school year need; returns the number of elements and tasks."""
    codifiers = to_load(year + 1)
    tables = ((t.CODIFIER_SHEET, _elements(codifiers)), (t.PLAN_SHEET, _tasks(codifiers)))
    count = 0
    with open_workbook(path, year, streaming=True) as book:
        for title, rows in tables:
            sheet = book.add_worksheet(title)
            write_row(sheet, 0, t.SHEETS[title])
            count += write_rows(sheet, rows, first=1) - 1
    return count


def _elements(codifiers: Iterable[Codifier]) -> Iterator[tuple[Value, ...]]:
    for codifier in codifiers:
        for code, title in codifier.elements:
            yield (*_head(codifier), code, title)


def _tasks(codifiers: Iterable[Codifier]) -> Iterator[tuple[Value, ...]]:
    for codifier in codifiers:
        for task in codifier.tasks:
            yield (*_head(codifier), task.number, task.maximum, task.level, task.code_list)


def _head(codifier: Codifier) -> tuple[str, str, int]:
    return EXAM_WORDS[codifier.exam], codifier.subject, codifier.year
