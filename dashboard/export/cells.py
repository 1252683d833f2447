"""From a quantity or a cell of a block to one typed Excel cell.

A percent is stored as a fraction under a percent format, so that Excel calculates with it; everything that
is not a number is a word. Of a hidden quantity nothing survives but the word «скрыто»: neither the value nor
the counts, interval, note, status or colour beside it, since each of them narrows the number down.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from math import isfinite

from dashboard.blocks import Cell, Measure, Quantity, State, Status, Tone
from dashboard.export.texts import clean_text

# U+2212 is quoted: unquoted, Excel takes only ASCII signs as literals.
_SIGNED = '+{0};"−"{0};{0}'

NUMBER_FORMATS = {
    Measure.PERCENT: "0.0%",
    Measure.CHANGE: _SIGNED.format("0.0"),
    Measure.MEAN: "0.00",
    Measure.MEAN_CHANGE: _SIGNED.format("0.00"),
    Measure.COUNT: "0",
    Measure.COUNT_CHANGE: _SIGNED.format("0"),
    Measure.INDEX: "0.0",
    Measure.INDEX_CHANGE: _SIGNED.format("0.0"),
    Measure.RATIO: "0.00",
    Measure.RATIO_CHANGE: _SIGNED.format("0.00"),
    Measure.PLACE: "0",
}

AXIS_TITLES = {
    Measure.PERCENT: "%",
    Measure.CHANGE: "п.п.",
    Measure.MEAN: "средний балл",
    Measure.MEAN_CHANGE: "изменение среднего балла",
    Measure.COUNT: "количество",
    Measure.COUNT_CHANGE: "изменение количества",
    Measure.INDEX: "на 100 обучающихся",
    Measure.INDEX_CHANGE: "изменение на 100 обучающихся",
    Measure.RATIO: "коэффициент",
    Measure.RATIO_CHANGE: "изменение коэффициента",
    Measure.PLACE: "место",
}

STATE_WORDS = {
    State.MISSING: "нет данных",
    State.HIDDEN: "скрыто",
    State.NOT_APPLICABLE: "не применимо",
}

STATUS_WORDS = {
    Status.REACHED: "● достигнут",
    Status.RISK: "▲ зона риска",
    Status.BELOW: "▼ ниже цели",
    Status.NO_DATA: "○ нет данных",
    Status.NONE: "",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One Excel cell. `value`: a number, a text, or None for an empty cell."""

    value: float | str | None = None
    number_format: str = ""
    tone: Tone = Tone.PLAIN
    status: Status = Status.NONE
    is_framed: bool = False
    is_word: bool = False  # a word in place of a number
    is_centred: bool = False
    comment: str = ""


EMPTY = Entry()
DATE_FORMAT = "dd.mm.yyyy"
_DATE = re.compile(r"(\d{2})\.(\d{2})\.(\d{4})")
_DAY_ZERO = date(1899, 12, 30)  # from which Excel counts days


def text_entry(text: str, tone: Tone = Tone.PLAIN, status: Status = Status.NONE) -> Entry:
    """A cell of text, whatever the text begins with."""
    return Entry(clean_text(text), tone=tone, status=status) if text else EMPTY


def date_entry(text: str) -> Entry | None:
    """A day as a date, so that it is sorted as one; None for a text that is not exactly a day."""
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    day, month, year = map(int, found.groups())
    try:
        return Entry(float((date(year, month, day) - _DAY_ZERO).days), DATE_FORMAT)
    except ValueError:  # looks like a day and is none
        return None


def status_entry(status: Status, text: str = "", tone: Tone = Tone.PLAIN) -> Entry:
    """Shape and word of a status, with the chip's own text if it says something else."""
    word = STATUS_WORDS[status]
    own = "" if text and text in word else text
    return text_entry(": ".join(part for part in (word, own) if part), tone, status)


def quantity_entry(quantity: Quantity) -> Entry:
    """A number with its format, or the word that says why there is none."""
    if quantity.state is not State.OK:
        return Entry(STATE_WORDS[quantity.state], is_word=True)
    return number_entry(quantity.value, quantity.measure)


def number_entry(value: float | None, measure: Measure) -> Entry:
    """A number in the unit of its measure (percents as 0–100); no number → «нет данных»."""
    if value is None or not isfinite(value):
        return Entry(STATE_WORDS[State.MISSING], is_word=True)
    stored = value / 100 if measure is Measure.PERCENT else value
    return Entry(float(stored), NUMBER_FORMATS[measure])


def part_entry(quantity: Quantity, part: float | None) -> Entry:
    """Numerator or denominator of a quantity: hidden with it, empty when the quantity has none."""
    if quantity.state is not State.OK:
        return Entry(STATE_WORDS[quantity.state], is_word=True)
    if part is None or not isfinite(part):
        return EMPTY
    return Entry(float(part), "0" if float(part).is_integer() else "0.00")


def bound_entry(cell: Cell, bound: float | None) -> Entry:
    """A bound of the cell's interval, in the unit of its quantity."""
    if cell.quantity is None or bound is None or not isfinite(bound):
        return EMPTY
    if cell.quantity.state is not State.OK:
        return quantity_entry(cell.quantity)
    return number_entry(bound, cell.quantity.measure)


def is_hidden(quantity: Quantity | None) -> bool:
    return quantity is not None and quantity.state is State.HIDDEN


def cell_entry(cell: Cell) -> Entry:
    """A cell as drawn: its quantity, or its text and tags. Colour and frame only if it is not hidden."""
    if is_hidden(cell.quantity):
        return Entry(STATE_WORDS[State.HIDDEN], is_word=True)
    if cell.quantity is not None:
        entry = quantity_entry(cell.quantity)
    else:
        text = "; ".join(part for part in (cell.text, *cell.tags) if part)
        entry = date_entry(text) or text_entry(text)
    return replace(entry, tone=cell.tone, status=cell.status, is_framed=cell.framed)


def cell_notes(cell: Cell) -> tuple[str, ...]:
    """Notes a reader may see beside the cell; none beside a hidden one."""
    if is_hidden(cell.quantity):
        return ()
    own = cell.quantity.note if cell.quantity is not None else ""
    return tuple(dict.fromkeys(note for note in (own, cell.note) if note))


def shown_length(entry: Entry) -> int:
    """Characters the cell takes on the screen: what a column is fitted to."""
    if entry.value is None:
        return 0
    if isinstance(entry.value, str):
        return max((len(line) for line in entry.value.splitlines()), default=0)
    if entry.number_format == DATE_FORMAT:
        return len("31.12.2026")
    if entry.number_format == NUMBER_FORMATS[Measure.PERCENT]:
        return len(f"{entry.value:.1%}")
    return len(f"{entry.value:+.2f}")
