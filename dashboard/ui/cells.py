"""Contents of one table cell: a figure, a bar, a chip, tags or words, with the value to sort by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isfinite

from markupsafe import Markup, escape

from dashboard.blocks import Cell, Column, Kind, Quantity, Row, State, Status
from dashboard.numbers import DASH, NARROW, format_number, format_quantity
from dashboard.ui.evidence import evidence_markup
from dashboard.ui.numbers import format_goal, is_change, is_shown
from dashboard.ui.sheet import attribute, joined, link
from dashboard.ui.signs import chip_markup, state_title

_COUNTED = re.compile(r"(?<=\d) из (?=\d)")
_STATUS_ORDER = {Status.BELOW: 0, Status.RISK: 1, Status.REACHED: 2, Status.NO_DATA: 3, Status.NONE: 4}


@dataclass(frozen=True, slots=True)
class BarScale:
    """How the bars of a column are drawn: one zero-based scale, and whether a figure stands beside."""

    top: float
    shows_figure: bool


def quantity_markup(quantity: Quantity) -> Markup:
    """A figure, or one of the three looks of a figure that is not shown; all differ from zero."""
    if is_shown(quantity):
        return Markup("{}").format(_figure(quantity))
    title = attribute("title", state_title(quantity))
    if quantity.state is State.HIDDEN:
        return Markup('<span class="hidden"{}>■ скрыто</span>').format(title)
    if quantity.state is State.NOT_APPLICABLE:
        return Markup('<span class="none"{}>–</span>').format(title)
    words = DASH if is_change(quantity.measure) else "нет данных"
    return Markup('<span class="missing"{}>○ {}</span>').format(title, words)


def cell_markup(cell: Cell, column: Column, scale: BarScale | None) -> Markup:
    """The inside of a cell by the kind of its column."""
    if column.kind is Kind.STATUS:
        return _linked(cell, chip_markup(cell.text, cell.tone, cell.status, cell.shape))
    if column.kind is Kind.TAGS:
        return _tags(cell)
    if column.kind is Kind.EVIDENCE:
        return evidence_markup(cell.text)
    if cell.quantity is None:
        return _linked(cell, glued(cell.text))
    if column.kind is Kind.BAR and scale is not None:
        return _bar(cell, cell.quantity, column, scale)
    return _linked(cell, quantity_markup(cell.quantity))


def _figure(quantity: Quantity) -> str:
    """«п.п.» of a column of changes stands once, in its heading."""
    if is_change(quantity.measure):
        return format_number(quantity.value, quantity.measure)
    return format_quantity(quantity)


def glued(text: str) -> Markup:
    """The text with «№ 5» and «20 из 21» held together."""
    held = _COUNTED.sub("\u00a0из\u00a0", text.replace("№ ", "№\u00a0"))
    return escape(held)


def sort_value(cell: Cell, column: Column) -> str:
    """What the header sorts by. A figure that is not shown leaves nothing behind to sort by."""
    if column.kind is Kind.STATUS and not cell.text:
        return str(_STATUS_ORDER[cell.status])
    if cell.quantity is not None:
        return f"{cell.quantity.value:.6g}" if is_shown(cell.quantity) else ""
    return cell.text or " ".join(cell.tags)


def bar_scale(columns: tuple[Column, ...], rows: tuple[Row, ...], at: int) -> BarScale:
    """0…100 for percents, else zero to the largest value, interval or target.

    The figure is left out when the column before already shows the same quantities.
    """
    cells = [row.cells[at] for row in rows]
    before = [row.cells[at - 1].quantity for row in rows] if at else []
    repeats = bool(before) and before == [cell.quantity for cell in cells]
    if columns[at].measure == "percent":
        return BarScale(100.0, not repeats)
    known = [number for cell in cells for number in _numbers(cell)]
    return BarScale(max([*known, columns[at].target or 0.0], default=0.0) * 1.04 or 1.0, not repeats)


def _numbers(cell: Cell) -> list[float]:
    if cell.quantity is None or not is_shown(cell.quantity):
        return []
    return [value for value in (cell.quantity.value, cell.high) if value is not None and isfinite(value)]


def _linked(cell: Cell, content: Markup) -> Markup:
    return link(cell.href, content) if cell.href else content


def _tags(cell: Cell) -> Markup:
    texts = cell.tags or ((cell.text,) if cell.text else ())
    return joined([Markup('<span class="tag">{}</span>').format(text) for text in texts])


def _bar(cell: Cell, quantity: Quantity, column: Column, scale: BarScale) -> Markup:
    if not is_shown(quantity) or quantity.value is None:
        return quantity_markup(quantity) if scale.shows_figure else Markup("")
    figure = Markup('<span class="bar-figure">{}</span>').format(format_quantity(quantity))
    parts = [Markup('<i class="bar-fill" style="width:{}%"></i>').format(_share(quantity.value, scale))]
    if cell.low is not None and cell.high is not None:
        start, end = _share(cell.low, scale), _share(cell.high, scale)
        parts.append(
            Markup('<i class="bar-interval" style="left:{}%;width:{}%"></i>').format(
                start, f"{float(end) - float(start):.2f}"
            )
        )
    if column.target is not None:
        parts.append(
            Markup('<i class="bar-target" style="left:{}%"></i>').format(_share(column.target, scale))
        )
    words = _bar_words(cell, quantity, column)
    bar = Markup('<span class="bar" role="img" aria-label="{}" title="{}">{}</span>').format(
        words, words, joined(parts)
    )
    line = Markup('<span class="bar-line">{}{}</span>').format(figure if scale.shows_figure else "", bar)
    return _linked(cell, line)


def _bar_words(cell: Cell, quantity: Quantity, column: Column) -> str:
    words = [format_quantity(quantity)]
    if cell.low is not None and cell.high is not None:
        low, high = (format_number(value, quantity.measure) for value in (cell.low, cell.high))
        words.append(f"95{NARROW}% ДИ {low}–{high}")
    if column.target is not None:
        words.append(f"цель {format_goal(column.target, quantity.measure)}")
    return "; ".join([*words, cell.note] if cell.note else words)


def _share(value: float, scale: BarScale) -> str:
    return f"{100 * min(max(value / scale.top, 0.0), 1.0):.2f}"
