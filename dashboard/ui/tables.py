"""Tables: natural numbers to the right, bars with target and interval, chips, totals that stay at the bottom.

The whole table is one sheet (see `sheet.py` for the reason). Sorting is done by `assets/40-tables.js` from
the `data-sort` of the cells, so it works on every table without a callback.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dash.development.base_component import Component
from markupsafe import Markup

from dashboard.blocks import Cell, Column, Kind, Measure, Row, State, Table, Tone
from dashboard.ui.cards import card, empty_line
from dashboard.ui.cells import BarScale, bar_scale, cell_markup, sort_value
from dashboard.ui.sheet import attribute, joined, sheet

_TALL = 24  # rows after which a table scrolls inside its card and keeps its header in sight
_SHORT = 20  # letters of a row name that is kept on one line
_RIGHT = {Kind.QUANTITY}


def draw_table(block: Table, export_href: str = "") -> Component:
    """The table on its card, or a sentence when it has no rows."""
    body = [sheet(table_markup(block))] if block.rows else [empty_line(block.empty)]
    return card(
        block.key,
        block.title,
        body,
        caption=block.caption,
        notes=[*block.notes, *hidden_notes(cell for row in block.rows for cell in row.cells)],
        source=block.source,
        export_href=export_href,
    )


_LONG = 80  # letters of a sentence, which needs a column wide enough to be read on a telephone
_PLACE = re.compile(r"\d+( \(\d+–\d+\))?")  # «3», «3 (2–5)»


def table_markup(block: Table) -> Markup:
    """The HTML of the table. Rows marked as totals go to the foot, where sorting leaves them alone."""
    scales = {
        at: bar_scale(block.columns, block.rows, at)
        for at, column in enumerate(block.columns)
        if column.kind is Kind.BAR
    }
    body = [_row(row, block.columns, scales) for row in block.rows if not row.is_total]
    totals = [_row(row, block.columns, scales) for row in block.rows if row.is_total]
    foot = Markup("<tfoot>{}</tfoot>").format(joined(totals)) if totals else Markup("")
    sortable = len(body) > 1
    return Markup(
        '<div class="table-scroll{}" tabindex="0" role="region" aria-label="{}">'
        '<table class="table-plain"><thead><tr>{}</tr></thead><tbody>{}</tbody>{}</table></div>'
    ).format(
        " tall" if len(block.rows) > _TALL else "",
        block.title,
        joined([_head(column, sortable) for column in block.columns]),
        joined(body),
        foot,
    )


def column_title(column: Column) -> str:
    """Heading of a column; a column of changes in percent points says its unit here once."""
    if column.measure is Measure.CHANGE and column.title and "п.п." not in column.title:
        return f"{column.title}, п.п."
    return column.title


def hidden_notes(cells: Iterable[Cell]) -> list[str]:
    """Why figures are hidden, said once for each reason, in plain sight and not only in a tooltip."""
    reasons = {
        cell.quantity.note
        for cell in cells
        if cell.quantity is not None and cell.quantity.state is State.HIDDEN
    }
    return [f"■ скрыто: {reason}" if reason else "■ скрыто" for reason in sorted(reasons)]


def _head(column: Column, sortable: bool) -> Markup:
    name = Markup("{}").format(column_title(column))
    if sortable and column.title:
        name = Markup('<button type="button" class="sort">{}</button>').format(name)
    return Markup('<th scope="col"{}{}{}>{}</th>').format(
        attribute("class", "num" if column.kind in _RIGHT else ""),
        attribute("title", column.help),
        _sort_start(column) if sortable and column.title else "",
        name,
    )


def _sort_start(column: Column) -> Markup:
    """Figures are first sorted from the largest, words from the first letter."""
    first = "descending" if column.kind in (Kind.QUANTITY, Kind.BAR) else "ascending"
    return Markup(' aria-sort="none" data-first="{}"').format(first)


def _row(row: Row, columns: tuple[Column, ...], scales: dict[int, BarScale]) -> Markup:
    head = _row_head_at(row, columns)
    cells = [
        _cell(cell, column, scales.get(at), is_head=at == head)
        for at, (cell, column) in enumerate(zip(row.cells, columns, strict=True))
    ]
    return Markup("<tr>{}</tr>").format(joined(cells))


def _row_head_at(row: Row, columns: tuple[Column, ...]) -> int:
    """The column that names the row: the first of words that is not a place number."""
    texts = [
        cell.text.strip(" –—.") if column.kind is Kind.TEXT else ""
        for cell, column in zip(row.cells, columns, strict=True)
    ]
    return next((at for at, text in enumerate(texts) if text and not _PLACE.fullmatch(text)), -1)


def _cell(cell: Cell, column: Column, scale: BarScale | None, is_head: bool) -> Markup:
    names = ["num"] if column.kind in _RIGHT else []
    if column.kind is Kind.BAR:
        names.append("bar-cell")
    if cell.tone is not Tone.PLAIN and column.kind is not Kind.STATUS:
        names.append(f"tone-{cell.tone.value}")
    if (is_head and len(cell.text) <= _SHORT) or _PLACE.fullmatch(cell.text):
        names.append("short")
    if len(cell.text) > _LONG:
        names.append("long")
    if cell.framed:
        names.append("framed")
    tag, scope = ("th", ' scope="row"') if is_head else ("td", "")
    kind, title = attribute("class", " ".join(names)), attribute("title", cell.note)
    order = attribute("data-sort", sort_value(cell, column))
    inside = cell_markup(cell, column, scale)
    return Markup(f"<{tag}{scope}{kind}{title}{order}>{inside}</{tag}>")  # noqa: S704 - every part has been escaped
