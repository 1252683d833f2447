"""Small help for writing workbooks: a fixed creation date, so that no file depends on the clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

Value = str | int | float | None
Cells = dict[str, Value]  # a line of a register by the codes of its columns


def open_workbook(path: Path, year: int, streaming: bool) -> Workbook:
    """A workbook of the school year `year`. `streaming` writes row by row and takes little memory."""
    book = Workbook(str(path), {"constant_memory": streaming, "in_memory": not streaming})
    book.set_properties({"created": datetime(year + 1, 6, 30, 12, 0)})
    return book


def write_rows(sheet: Worksheet, rows: Iterable[Sequence[Value]], first: int = 0) -> int:
    """Writes rows from row number `first` (from 0) on, leaves None empty; returns the row after the last."""
    row = first
    for values in rows:
        write_row(sheet, row, values)
        row += 1
    return row


def write_row(sheet: Worksheet, row: int, values: Sequence[Value]) -> None:
    for column, value in enumerate(values):
        if isinstance(value, str):
            sheet.write_string(row, column, value)
        elif value is not None:
            sheet.write_number(row, column, value)


def russian_date(iso: str) -> str:
    """`2026-04-20` → `20.04.2026`; empty stays empty."""
    return ".".join(reversed(iso.split("-"))) if iso else ""
