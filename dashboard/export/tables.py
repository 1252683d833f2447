"""Tables and matrices as grids.

What a screen folds into one drawn cell (a bar with its interval, target tick and chip) is unfolded into
columns of its own, so that it can be sorted, filtered and printed without colour.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from dashboard.blocks import Cell, Column, Header, Kind, Matrix, Measure, Row, Status, Table
from dashboard.export.cells import (
    EMPTY,
    Entry,
    bound_entry,
    cell_entry,
    cell_notes,
    is_hidden,
    number_entry,
    status_entry,
    text_entry,
)
from dashboard.export.grid import Grid

NOTE_TITLE = "Примечание"
FRAME_NOTE = "В рамке — отметка, которая отделяет обучающегося от следующей группы."
PLACE = "place"  # key of the column of places
_RANGE = re.compile(r"(\d+)(?: \((\d+)–(\d+)\))?")
GOAL = "target"  # key of the column of targets
_GOAL = re.compile(r"(≤\s)?(\d+(,(\d+))?)(\s%)?")
_LONG_HEADER = 30
_MARKS = {str(mark): float(mark) for mark in range(1, 6)}


@dataclass(frozen=True, slots=True)
class _Unfolded:
    """A column of the grid made of one cell of the block's row."""

    title: str
    entry: Callable[[Cell], Entry]


def table_grid(block: Table) -> Grid:
    """Grid of a table: its columns unfolded, the notes of its cells in a last column."""
    _check_lengths(block.title, [row.cells for row in block.rows], len(block.columns))
    unfolded = [_unfold(column, _cells(block.rows, index)) for index, column in enumerate(block.columns)]
    notes = [_row_notes(block.columns, row.cells) for row in block.rows]
    headers = [one.title for columns in unfolded for one in columns]
    rows = [
        [one.entry(cell) for cell, columns in zip(row.cells, unfolded, strict=True) for one in columns]
        for row in block.rows
    ]
    if any(notes):
        headers.append(NOTE_TITLE)
        for entries, note in zip(rows, notes, strict=True):
            entries.append(text_entry(note))
    return Grid(
        title=block.title,
        caption=block.caption,
        headers=tuple(headers),
        rows=tuple(map(tuple, rows)),
        totals=frozenset(index for index, row in enumerate(block.rows) if row.is_total),
        notes=(*block.notes, *_help_notes(block.columns)),
        source=block.source,
        empty=block.empty,
        is_personal=block.is_personal,
    )


def matrix_grid(block: Matrix) -> Grid:
    """Grid of a matrix: coloured cells, notes of cells as comments, summary columns at the end."""
    _check_lengths(block.title, [row.cells for row in block.rows], len(block.columns))
    _check_lengths(block.title, [row.tail for row in block.rows], len(block.tail_columns))
    tails = [
        _unfold(column, tuple(row.tail[index] for row in block.rows))
        for index, column in enumerate(block.tail_columns)
    ]
    rows = tuple(
        (
            _commented(row.label, cell_entry(row.label)),
            *(_matrix_entry(cell) for cell in row.cells),
            *(
                _commented(cell, one.entry(cell))
                for cell, columns in zip(row.tail, tails, strict=True)
                for one in columns
            ),
        )
        for row in block.rows
    )
    headers = (
        block.corner,
        *map(_header_text, block.columns),
        *(one.title for part in tails for one in part),
    )
    is_framed = any(entry.is_framed for row in rows for entry in row)
    return Grid(
        title=block.title,
        caption=block.caption,
        headers=headers,
        rows=rows,
        notes=(
            *block.notes,
            *((FRAME_NOTE,) if is_framed else ()),
            *_header_notes(block.columns),
            *_help_notes(block.tail_columns),
        ),
        source=block.source,
        empty=block.empty,
        is_personal=block.is_personal,
    )


def measured_title(title: str, measure: Measure | None) -> str:
    """A heading with the unit that a number format cannot carry: «п.п.» of a difference of percents."""
    return f"{title}, п.п." if measure is Measure.CHANGE and "п.п." not in title else title


def _check_lengths(title: str, rows: list[tuple[Cell, ...]], expected: int) -> None:
    for number, cells in enumerate(rows, start=1):
        if len(cells) != expected:
            raise ValueError(f"«{title}»: row {number} has {len(cells)} cells for {expected} columns")


def _cells(rows: tuple[Row, ...], index: int) -> tuple[Cell, ...]:
    return tuple(row.cells[index] for row in rows)


def _unfold(column: Column, cells: tuple[Cell, ...]) -> tuple[_Unfolded, ...]:
    title = measured_title(column.title, column.measure)
    if column.kind is Kind.STATUS:
        return (_Unfolded(title, _chip),)
    if column.key == GOAL:
        return (_Unfolded(title, _goal),)
    if column.key == PLACE:
        titles: tuple[str, ...] = (title,)
        if any(cell.text.endswith(")") for cell in cells):
            titles = (title, f"{title}: возможные, от", f"{title}: возможные, до")
        return tuple(_Unfolded(words, partial(_place, at)) for at, words in enumerate(titles))
    columns = [_Unfolded(title, cell_entry)]
    if any(cell.low is not None or cell.high is not None for cell in cells):
        columns.append(
            _Unfolded(f"{column.title}: 95 % интервал, от", lambda cell: bound_entry(cell, cell.low))
        )
        columns.append(
            _Unfolded(f"{column.title}: 95 % интервал, до", lambda cell: bound_entry(cell, cell.high))
        )
    if column.target is not None:
        target = number_entry(column.target, column.measure or Measure.INDEX)
        columns.append(_Unfolded(f"{column.title}: цель", lambda _cell: target))
    if any(cell.status is not Status.NONE for cell in cells):
        columns.append(_Unfolded(f"{column.title}: статус", _status))
    return tuple(columns)


def _place(at: int, cell: Cell) -> Entry:
    """Of «3 (2–5)» the place, the best and the worst that chance leaves possible; «3» leaves one."""
    found = _RANGE.fullmatch(cell.text)
    if found is None:
        return text_entry(cell.text) if at == 0 else EMPTY
    place, best, worst = found.groups()
    return number_entry(float((place, best or place, worst or place)[at]), Measure.PLACE)


def _goal(cell: Cell) -> Entry:
    """«≤ 15 %» is a number whose format carries the sign, so that it is compared with the value beside it."""
    found = _GOAL.fullmatch(cell.text)
    if found is None:
        return cell_entry(cell)
    sign, number, _, fraction, percent = found.groups()
    digits = "0" + ("." + "0" * len(fraction) if fraction else "") + ("%" if percent else "")
    value = float(number.replace(",", ".")) / (100 if percent else 1)
    return Entry(value, f'"≤ "{digits}' if sign else digits)


def _chip(cell: Cell) -> Entry:
    if cell.quantity is not None:
        return cell_entry(cell)
    text = f"{cell.shape} {cell.text}".strip() or "; ".join(cell.tags)
    return status_entry(cell.status, text, cell.tone)


def _status(cell: Cell) -> Entry:
    return EMPTY if is_hidden(cell.quantity) else status_entry(cell.status)


def _matrix_entry(cell: Cell) -> Entry:
    """A mark written as text becomes a number: a matrix of marks is exported to be averaged."""
    entry = cell_entry(cell)
    if isinstance(entry.value, str) and entry.value in _MARKS:
        entry = replace(entry, value=_MARKS[entry.value], number_format="0")
    return _commented(cell, replace(entry, is_centred=True))


def _commented(cell: Cell, entry: Entry) -> Entry:
    return replace(entry, comment="\n".join(cell_notes(cell)))


def _row_notes(columns: tuple[Column, ...], cells: tuple[Cell, ...]) -> str:
    return "; ".join(
        f"{column.title}: {note}"
        for column, cell in zip(columns, cells, strict=True)
        for note in cell_notes(cell)
    )


def _help_notes(columns: tuple[Column, ...]) -> tuple[str, ...]:
    return tuple(f"{column.title} — {column.help}" for column in columns if column.help)


def _header_text(header: Header) -> str:
    return header.title if 0 < len(header.title) <= _LONG_HEADER else header.text


def _header_notes(columns: tuple[Header, ...]) -> tuple[str, ...]:
    return tuple(f"{column.text} — {column.title}" for column in columns if len(column.title) > _LONG_HEADER)
