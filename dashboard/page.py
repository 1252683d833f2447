"""What a page is: an address, who may open it, a heading and rows of blocks. Pages are data (`pages/`).

The same declaration is drawn on the screen, written to Excel and printed by `flask show`, so that a figure
is the same wherever it is asked for and no way in forgets the rights.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from dash.development.base_component import Component

from dashboard.blocks import Block, Cell, Heading, Matrix, MatrixRow, Row, Table
from dashboard.selection import Selection
from data_access.viewer import Reader

# None: this block has no place on this page now, e.g. the changes of a load that is already applied.
View = Callable[[Selection, Reader], Block | None]
# What a person fills in: components drawn above the blocks; the date is today.
Form = Callable[[Selection, Reader, date], list[Component]]


@dataclass(frozen=True)
class Page:
    """A page of the program.

    `open` checks the rights and fills in what the address leaves out; it raises Refused or NotFound.
    `rows` are rows of the grid: one view takes the whole width, two share it, a tuple is a column of several.
    """

    path: str
    name: str
    open: Callable[[Selection, Reader], Selection]
    heading: Callable[[Selection, Reader], Heading]
    rows: tuple[tuple[View | tuple[View, ...], ...], ...]
    mechanism: str = ""
    is_live: bool = False  # looks at drafts: nothing of it is remembered
    form: Form | None = None


@dataclass(frozen=True)
class Opened:
    """A page for one selection and viewer, with every block computed."""

    page: Page
    selection: Selection
    heading: Heading
    rows: tuple[tuple[tuple[Block, ...], ...], ...]  # rows of columns of blocks

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(block for row in self.rows for column in row for block in column)

    @property
    def is_personal(self) -> bool:
        return any(getattr(block, "is_personal", False) for block in self.blocks)

    @property
    def persons(self) -> int:
        """How many people the page shows; kept in the audit. Whom it links to, and the one it is about."""
        personal = [block for block in self.blocks if isinstance(block, Table | Matrix) and block.is_personal]
        cells = (cell for block in personal for row in block.rows for cell in row_cells(row))
        linked = {cell.href for cell in cells if "person=" in cell.href}
        if self.selection.person is not None:
            return 1 + len(linked)
        return len(linked) or max((len(block.rows) for block in personal), default=0)


def row_cells(row: Row | MatrixRow) -> tuple[Cell, ...]:
    """Every cell of a row, its label and summary included."""
    return (row.label, *row.cells, *row.tail) if isinstance(row, MatrixRow) else row.cells


Compute = Callable[[View, Selection, Reader], Any]


def compute_directly(view: View, selection: Selection, reader: Reader) -> Block | None:
    """No cache."""
    return view(selection, reader)


def _column(part: View | tuple[View, ...]) -> tuple[View, ...]:
    return part if isinstance(part, tuple) else (part,)


def open_page(
    page: Page, selection: Selection, reader: Reader, compute: Compute = compute_directly
) -> Opened:
    """Checks the rights, then computes heading and blocks. Raises Refused, NotFound."""
    chosen = page.open(selection, reader)
    rows = []
    for row in page.rows:
        columns = [[compute(view, chosen, reader) for view in _column(part)] for part in row]
        present = [tuple(block for block in column if block is not None) for column in columns]
        rows.append(tuple(column for column in present if column))
    return Opened(page, chosen, page.heading(chosen, reader), tuple(row for row in rows if row))
