"""A file after opening and before understanding: sheets of cells with absolute positions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data_access.formats.cells import Cell, cell_name, text
from data_access.formats.rows import Place, Problem

MAX_SHEET_ROWS = 50_000
MAX_CSV_ROWS = 200_000
MAX_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet; `rows[0][0]` is always the cell A1."""

    title: str
    rows: list[list[Cell]]

    def place(self, row: int, column: int) -> Place:
        """Place of a cell counted from zero."""
        return Place(self.title, cell_name(row, column))

    def first_texts(self, count: int) -> Iterator[str]:
        """Texts of all filled cells of the first rows."""
        for row in self.rows[:count]:
            yield from filter(None, (text(cell) for cell in row))


@dataclass(frozen=True, slots=True)
class Book:
    """All sheets with something in them, and what opening the file already found doubtful."""

    sheets: tuple[Sheet, ...]
    problems: tuple[Problem, ...] = ()
