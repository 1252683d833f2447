"""Pages at one checkpoint as somebody with names sees them, read back as numbers by row and column."""

from __future__ import annotations

from collections import Counter
from typing import Any

from dashboard.blocks import Cell, Matrix, State, Table
from dashboard.page import Opened, Page, open_page
from dashboard.selection import Selection, parse_selection
from data_access.viewer import Reader

Time = tuple[int, str]
COUNTED_TAILS = ("Микро", "Год")  # summary columns whose total is a sum


class Screens:
    """Pages at one checkpoint, as somebody with names sees them."""

    def __init__(self, reader: Reader, time: Time) -> None:
        self.reader, self.time = reader, time

    def open(self, page: Page, **about: int) -> Opened:
        selection = Selection(page.path, year=self.time[0], period=self.time[1])
        query = "&".join(f"{name}={value}" for name, value in about.items())
        address = f"{selection.address}&{query}".partition("?")[2]
        return open_page(page, parse_selection(page.path, address), self.reader)


def block(opened: Opened, key: str) -> Any:
    return next(found for found in opened.blocks if found.key == key)


def number(cell: Cell) -> float:
    if cell.quantity is None:
        return 0
    assert cell.quantity.state is State.OK or cell.quantity.state is State.MISSING
    return cell.quantity.value or 0


def column(table: Table, key: str) -> dict[str, float]:
    """Name of the row → its figure; rows of one name are added up. A total must equal its rows."""
    at = [found.key for found in table.columns].index(key)
    found: Counter[str] = Counter()
    for row in table.rows:
        if not row.is_total:
            found[row.cells[0].text] += number(row.cells[at])  # type: ignore[assignment]
    for row in table.rows:
        if row.is_total:
            assert number(row.cells[at]) == sum(found.values()), (table.key, key)
    return dict(found)


def matrix(found: Matrix, part: str = "cells") -> dict[tuple[str, str], float]:
    """(row, column) → figure of the cells, or of the summary columns; the row «Всего» must equal the others."""
    heads = [head.title for head in (found.columns if part == "cells" else found.tail_columns)]
    made: dict[tuple[str, str], float] = {}
    for row in found.rows:
        for head, cell in zip(heads, getattr(row, part), strict=True):
            made[row.label.text, head] = number(cell)
    rows = [row.label.text for row in found.rows if row.label.text != "Всего"]
    for head in heads if len(found.rows) > len(rows) else ():
        if part == "cells" or head in COUNTED_TAILS:
            assert made["Всего", head] == sum(made[row, head] for row in rows), (found.key, head)
    return {key: value for key, value in made.items() if key[0] != "Всего"}


def by(key: int, made: dict[tuple[str, str], float]) -> dict[str, float]:
    found: Counter[str] = Counter()
    for pair, value in made.items():
        found[pair[key]] += value  # type: ignore[assignment]
    return {name: value for name, value in found.items() if value}


def positive(found: dict[str, float]) -> dict[str, float]:
    return {name: value for name, value in found.items() if value}
