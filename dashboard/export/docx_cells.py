"""A table or a matrix as it stands on a sheet of paper: plain words in rows, narrow enough for A4.

What does not fit is never dropped in silence: long tables end with a sentence, wide ones are turned or parted. Of a
hidden value nothing is left but the word for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.blocks import Cell, Column, Kind, Matrix, Measure, Quantity, State, Status, Table, Tone
from dashboard.numbers import format_number, format_quantity

MOST_ROWS = 40
MOST_COLUMNS = 9  # beside the first one, on a page laid on its side
MOST_TURNED = 6  # columns of a matrix laid on its side
SMALL = "малая выборка"
MARK = "*"
SMALL_NOTE = f"{MARK} {SMALL}: меньше 10 человек."
STATUS_WORDS = {
    Status.REACHED: "● достигнут",
    Status.RISK: "▲ зона риска",
    Status.BELOW: "▼ ниже цели",
    Status.NO_DATA: "○ нет данных",
    Status.NONE: "",
}
SIGNS = {Status.REACHED: "●", Status.RISK: "▲", Status.BELOW: "▼"}
SIGNS_NOTE = "● цель достигнута, ▲ зона риска, ▼ ниже цели."
FRAME_NOTE = "Жирным с подчёркиванием выделены ячейки, которые на экране взяты в рамку."


@dataclass(frozen=True, slots=True)
class Printed:
    """One cell on paper."""

    text: str
    is_number: bool = False
    is_strong: bool = False
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table on paper. `totals` are indices of rows that are sums."""

    title: str
    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Printed, ...], ...]
    totals: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()
    source: str = ""


def sheets_of(block: Table | Matrix) -> tuple[Sheet, ...]:
    """The table as one or more sheets of paper."""
    whole = _table(block) if isinstance(block, Table) else _matrix(block)
    return _parted(_shortened(whole))


def _table(block: Table) -> Sheet:
    rows = tuple(
        tuple(_cell(cell, column) for cell, column in zip(row.cells, block.columns, strict=True))
        for row in block.rows
    )
    totals = frozenset(at for at, row in enumerate(block.rows) if row.is_total)
    cells = [cell for row in block.rows for cell in row.cells]
    return Sheet(
        block.title,
        block.caption,
        tuple(_header(column) for column in block.columns),
        rows,
        totals,
        (*block.notes, *_notes(cells)),
        block.source,
    )


def _matrix(block: Matrix) -> Sheet:
    tails = block.tail_columns
    rows = tuple(
        (
            _cell(row.label, None),
            *(_signed(cell) for cell in row.cells),
            *(_cell(cell, column) for cell, column in zip(row.tail, tails, strict=True)),
        )
        for row in block.rows
    )
    headers = (block.corner, *(column.text for column in block.columns), *(_header(one) for one in tails))
    cells = [cell for row in block.rows for cell in row.cells]
    signs = (SIGNS_NOTE,) if any(cell.status in SIGNS for cell in cells) else ()
    notes = (*block.notes, *signs, *_notes(cells))
    found = Sheet(block.title, block.caption, headers, rows, frozenset(), notes, block.source)
    is_turned = len(headers) > MOST_TURNED + 1 and len(rows) <= MOST_TURNED
    if not is_turned:
        return found
    full = (block.corner, *(_full(column.text, column.title) for column in block.columns))
    return _turned(replace(found, headers=(*full, *headers[len(full) :])))


def _full(text: str, title: str) -> str:
    """The full name of a column where there is room for it: a turned matrix has it in its first column."""
    return title.split(";")[0] or text


def _turned(sheet: Sheet) -> Sheet:
    """Columns as rows: a few organisations with many indicators fit across the page."""
    headers = ("", *(row[0].text for row in sheet.rows))
    rows = tuple(
        (Printed(name), *(row[at] for row in sheet.rows)) for at, name in enumerate(sheet.headers) if at
    )
    return replace(sheet, headers=headers, rows=rows)


def _header(column: Column) -> str:
    is_change = column.measure is Measure.CHANGE and "п.п." not in column.title
    return f"{column.title}, п.п." if is_change else column.title


def _cell(cell: Cell, column: Column | None) -> Printed:
    """A cell in words: a quantity with its interval, a chip with its shape, tags one after another."""
    if cell.quantity is not None:
        is_known = cell.quantity.state is State.OK
        tone = cell.tone if is_known else Tone.MUTED
        return Printed(_quantity(cell), True, cell.framed and is_known, tone)
    if column is not None and column.kind is Kind.STATUS:
        return Printed(_chip(cell), False, cell.framed, cell.tone)
    text = "; ".join(part for part in (cell.text, *cell.tags) if part)
    return Printed(text, _is_number(text), cell.framed, cell.tone)


def _quantity(cell: Cell) -> str:
    quantity = cell.quantity
    assert quantity is not None
    if quantity.state is not State.OK:
        return format_quantity(quantity)
    text = format_quantity(quantity)
    if cell.low is not None and cell.high is not None:
        bounds = (format_number(bound, quantity.measure) for bound in (cell.low, cell.high))
        text = f"{text} ({'–'.join(bounds)})"
    return f"{text}{MARK}" if _is_small(quantity) else text


def _is_small(quantity: Quantity) -> bool:
    return quantity.state is State.OK and SMALL in quantity.note


def _signed(cell: Cell) -> Printed:
    """A cell of a matrix: the sign of the status beside its number, so that grey paper tells it too."""
    printed = _cell(cell, None)
    is_known = cell.quantity is not None and cell.quantity.state is State.OK
    sign = SIGNS.get(cell.status, "") if is_known else ""
    return replace(printed, text=f"{printed.text} {sign}".strip(), is_number=True)


def _chip(cell: Cell) -> str:
    """Shape and word; where the chip has words of its own, they stand after the shape of its status."""
    word = STATUS_WORDS[cell.status]
    if word and cell.text and cell.text not in word:
        return f"{word[0]} {cell.text}"
    if word:
        return word
    return f"{cell.shape} {cell.text}".strip() or "; ".join(cell.tags)


def _is_number(text: str) -> bool:
    return bool(text) and text[0] in "+−0123456789—" and len(text) <= 12


def _notes(cells: Sequence[Cell]) -> tuple[str, ...]:
    small = any(cell.quantity is not None and _is_small(cell.quantity) for cell in cells)
    framed = any(cell.framed for cell in cells)
    return (*((SMALL_NOTE,) if small else ()), *((FRAME_NOTE,) if framed else ()))


def _shortened(sheet: Sheet) -> Sheet:
    """At most forty rows; the last line then says how many there are and where the rest is."""
    count = len(sheet.rows)
    if count <= MOST_ROWS:
        return sheet
    said = f"Показаны первые {MOST_ROWS} строк из {count}, остальные — в книге Excel этого раздела."
    return replace(sheet, rows=sheet.rows[:MOST_ROWS], notes=(said, *sheet.notes))


def _parted(sheet: Sheet) -> tuple[Sheet, ...]:
    """A table that is too wide even for a page on its side, in parts with the same first column."""
    beside = len(sheet.headers) - 1
    if beside <= MOST_COLUMNS:
        return (sheet,)
    count = -(-beside // MOST_COLUMNS)
    size = -(-beside // count)
    parts = [range(1 + at * size, min(1 + (at + 1) * size, beside + 1)) for at in range(count)]
    return tuple(
        replace(
            sheet,
            title=f"{sheet.title}, часть {number} из {count}",
            headers=(sheet.headers[0], *(sheet.headers[at] for at in part)),
            rows=tuple((row[0], *(row[at] for at in part)) for row in sheet.rows),
        )
        for number, part in enumerate(parts, 1)
    )
