"""A matrix: rows × columns of small coloured cells with the figure in each, and a tail of summary columns.

Markup is kept light (one element and one short class per cell): pupils × content elements is 40 × 181 cells.
"""

from __future__ import annotations

from dash.development.base_component import Component
from markupsafe import Markup, escape

from dashboard.blocks import Cell, Column, Header, Kind, Matrix, MatrixRow, State, Status, Tone
from dashboard.numbers import DASH, format_number
from dashboard.ui.cards import card, empty_line
from dashboard.ui.cells import cell_markup, glued
from dashboard.ui.numbers import is_shown
from dashboard.ui.sheet import attribute, joined, link, sheet
from dashboard.ui.signs import NOT_APPLICABLE, SHAPES, WORDS, state_title, tone_of
from dashboard.ui.tables import column_title, hidden_notes

_TONES = {Tone.PLAIN: "", Tone.GOOD: "g", Tone.FAIR: "f", Tone.WARN: "w", Tone.BAD: "b", Tone.MUTED: "n"}
_TALL, _WIDE = 24, 20


def draw_matrix(block: Matrix, export_href: str = "") -> Component:
    """The matrix on its card, or a sentence when it has no rows."""
    body = [sheet(matrix_markup(block))] if block.rows else [empty_line(block.empty)]
    cells = [cell for row in block.rows for cell in (*row.cells, *row.tail)]
    return card(
        block.key,
        block.title,
        body,
        caption=block.caption,
        notes=[*block.notes, *hidden_notes(cells)],
        source=block.source,
        export_href=export_href,
    )


def matrix_markup(block: Matrix) -> Markup:
    """The HTML of the matrix; header and first column stay in sight while it scrolls."""
    names = ["table-scroll"]
    names += ["tall"] if len(block.rows) > _TALL else []
    kind = "matrix wide" if len(block.columns) > _WIDE else "matrix"
    head = [_corner(block.corner), *map(_header, block.columns), *map(_tail_header, block.tail_columns)]
    return Markup(
        '<div class="{}" tabindex="0" role="region" aria-label="{}">'
        '<table class="{}"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'
    ).format(
        " ".join(names),
        block.title,
        kind,
        joined(head),
        joined([_row(row, block.tail_columns) for row in block.rows]),
    )


def _corner(text: str) -> Markup:
    return Markup('<th scope="col" class="corner">{}</th>').format(text)


def _header(header: Header) -> Markup:
    name = link(header.href, glued(header.text)) if header.href else glued(header.text)
    return Markup('<th scope="col"{}>{}</th>').format(attribute("title", header.title), name)


def _tail_header(column: Column) -> Markup:
    return Markup('<th scope="col" class="{}"{}>{}</th>').format(
        _tail_class(column), attribute("title", column.help), column_title(column)
    )


def _row(row: MatrixRow, tail_columns: tuple[Column, ...]) -> Markup:
    label = row.label
    name = link(label.href, glued(label.text)) if label.href else glued(label.text)
    tail = [
        Markup('<td class="{}"{}>{}</td>').format(
            _tail_class(column), attribute("title", cell.note), cell_markup(cell, column, None)
        )
        for cell, column in zip(row.tail, tail_columns, strict=True)
    ]
    return Markup('<tr><th scope="row"{}>{}</th>{}{}</tr>').format(
        attribute("title", label.note), name, joined([_cell(cell) for cell in row.cells]), joined(tail)
    )


def _tail_class(column: Column) -> str:
    return "tail num" if column.kind is Kind.QUANTITY else "tail"


def _cell(cell: Cell) -> Markup:
    tone = Tone.MUTED if _is_absent(cell) else tone_of(cell.tone, cell.status)
    names = f"{_TONES[tone]}{' x' if cell.framed else ''}".strip()
    content = _signed(cell) if cell.shape else escape(_content(cell))
    within = link(cell.href, content) if cell.href else content
    attributes = f"{attribute('class', names)}{attribute('title', _title(cell))}"
    return Markup(f"<td{attributes}>{within}</td>")  # noqa: S704 - every part has been escaped


def _is_absent(cell: Cell) -> bool:
    return cell.quantity is not None and not is_shown(cell.quantity) and not cell.text


def _signed(cell: Cell) -> Markup:
    """A shape of the cell's own, in the font that has it."""
    return Markup('<span class="shape">{}</span> {}').format(cell.shape, cell.text)


def _content(cell: Cell) -> str:
    """The figure without its unit, after the shape of its status; one sign when there is no figure."""
    quantity = cell.quantity
    if cell.text or quantity is None:
        return f"{SHAPES[cell.status]} {cell.text}".strip()
    if quantity.state is State.HIDDEN:
        return "■"
    if quantity.state is State.NOT_APPLICABLE:
        return NOT_APPLICABLE
    if not is_shown(quantity):
        return f"○ {DASH}"
    return f"{SHAPES[cell.status]} {format_number(quantity.value, quantity.measure)}".strip()


def _title(cell: Cell) -> str:
    words = [WORDS[cell.status]] if cell.status is not Status.NONE else []
    if cell.quantity is not None:
        words.append(state_title(cell.quantity))
    words.append(cell.note)
    return ". ".join(dict.fromkeys(word for word in words if word))
