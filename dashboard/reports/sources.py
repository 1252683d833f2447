"""Blocks of existing pages for a report, computed through the same views and rights as the screen.

A report is carried away and read without the program, so what only a screen needs is taken off a block: clicks,
links to forms, empty columns. Blocks with names of people never come into a report: it goes to meetings and offices.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard.blocks import Attention, Block, Cell, Column, Gantt, Kind, Matrix, Row, Status, Table, Tiles
from dashboard.page import Page, open_page
from dashboard.selection import Selection
from data_access.viewer import Reader

FORM_COLUMNS = frozenset({"act"})
CLICK = "щелчок"
TILE_COLUMNS = (
    Column("title", "Показатель"),
    Column("value", "Значение", Kind.QUANTITY),
    Column("change", "За год", Kind.QUANTITY),
    Column("target", "Цель"),
    Column("status", "Статус", Kind.STATUS),
    Column("caption", "Пояснение"),
)


@dataclass(frozen=True)
class Sources:
    """Pages by path, read for one report."""

    pages: Mapping[str, Page]
    selection: Selection
    reader: Reader

    def blocks(self, path: str, **changes: object) -> dict[str, Block]:
        """Blocks of a page by key, without those that name people. Empty where the profile lacks the page."""
        page = self.pages.get(path)
        if page is None:
            return {}
        key = ("report page", path, tuple(sorted(changes.items(), key=str)), self.selection)
        return self.reader.once(key, lambda: self._read(page, replace(self.at(path), **changes)))  # type: ignore[arg-type]

    def at(self, path: str) -> Selection:
        """The year of the report on a page; the half of a half-yearly report is no period of marks."""
        period = None if self.selection.kind == "half-yearly" else self.selection.period
        return Selection(path, year=self.selection.year, period=period)

    def _read(self, page: Page, selection: Selection) -> dict[str, Block]:
        opened = open_page(page, selection, self.reader)
        return {block.key: for_paper(block) for block in opened.blocks if not is_personal(block)}


def is_personal(block: Block) -> bool:
    return bool(getattr(block, "is_personal", False))


def for_paper(block: Block) -> Block:
    """The same block without what only a screen can do."""
    if isinstance(block, Tiles):
        return tiles_table(block)
    if isinstance(block, Gantt):
        return gantt_table(block)
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Matrix):
        return replace(block, caption=_without_clicks(block.caption), notes=_spoken(block.notes))
    return block


def _table(block: Table) -> Table:
    """Without clicks and columns of forms."""
    kept = [at for at, column in enumerate(block.columns) if column.key not in FORM_COLUMNS]
    plain = replace(block, caption=_without_clicks(block.caption), notes=_spoken(block.notes))
    return without_empty_columns(_columns(plain, kept))


def without_empty_columns(block: Table) -> Table:
    """Columns in which something stands."""
    kept = [at for at in range(len(block.columns)) if any(has_content(row.cells[at]) for row in block.rows)]
    return _columns(block, kept) if block.rows else block


def _columns(block: Table, kept: list[int]) -> Table:
    return replace(
        block,
        columns=tuple(block.columns[at] for at in kept),
        rows=tuple(replace(row, cells=tuple(row.cells[at] for at in kept)) for row in block.rows),
    )


def has_content(cell: Cell) -> bool:
    return bool(cell.text or cell.tags) or cell.quantity is not None or cell.status is not Status.NONE


def _without_clicks(caption: str) -> str:
    """A caption without the part that speaks of clicking."""
    parts = [part for part in caption.split(";") if CLICK not in part.lower()]
    return ";".join(parts).strip()


def _spoken(notes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(note for note in notes if CLICK not in note.lower())


def tiles_table(block: Tiles) -> Table:
    """Tiles as lines of a table: on paper they would be boxes with one number each."""
    rows = tuple(
        Row(
            (
                Cell(tile.title),
                Cell(quantity=tile.quantity),
                Cell(quantity=tile.change) if tile.change is not None else Cell(),
                Cell(tile.target_text.removeprefix("цель ")),
                Cell(status=tile.status),
                Cell(tile.caption),
            )
        )
        for tile in block.tiles
    )
    return _table(Table(block.key, block.title, "", TILE_COLUMNS, rows, source=block.source))


def gantt_table(block: Gantt) -> Table:
    """A year's work as a list of terms: its bars say no more than the dates do."""
    columns = (Column("title", block.name), Column("due", "Срок"), Column("clause", "Основание"))
    rows = tuple(Row((Cell(row.title), Cell(row.due), Cell(row.clause))) for row in block.rows)
    listed = Table(
        block.key, block.title, block.caption, columns, rows, block.notes, block.source, block.empty
    )
    return _table(listed)


def attention_points(block: Attention) -> tuple[str, ...]:
    """«Требует внимания» as a list; says how many are left out."""
    points = [f"{item.sentence} ({item.detail})" if item.detail else item.sentence for item in block.items]
    rest = block.total - len(block.items)
    return (*points, f"ещё {rest}: на странице «{block.title}» программы") if rest > 0 else tuple(points)
