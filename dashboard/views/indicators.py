"""Indicator values as quantities: value, change over the year, status, interval, tile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard.blocks import Cell, Measure, Quantity, State, Status, Tile, Tone
from dashboard.catalogue import Indicator, catalogue
from dashboard.indicators import FACTOR, value_of
from dashboard.methods.intervals import wilson_interval
from dashboard.numbers import format_number
from data_access.queries.rollups import Value

CHANGE_OF = {
    Measure.PERCENT: Measure.CHANGE,
    Measure.MEAN: Measure.MEAN_CHANGE,
    Measure.INDEX: Measure.INDEX_CHANGE,
    Measure.COUNT: Measure.COUNT_CHANGE,
}
STATUS_TONES = {
    Status.REACHED: Tone.GOOD,
    Status.RISK: Tone.WARN,
    Status.BELOW: Tone.BAD,
    Status.NO_DATA: Tone.MUTED,
    Status.NONE: Tone.PLAIN,
}
SMALL_SAMPLE = 10


@dataclass(frozen=True)
class Values:
    """Values by (indicator, unit, year) at one checkpoint.

    `hidden` are (unit, year) that the viewer must not see: no number of theirs comes out of here, so neither
    a change nor a line over the years gives it away.
    """

    found: Mapping[tuple[str, int, int], Value]
    hidden: frozenset[tuple[int, int]] = frozenset()

    @classmethod
    def of(cls, rows: Iterable[Value]) -> Values:
        return cls({(row.indicator, row.unit_id, row.year): row for row in rows})

    def get(self, indicator: str, unit_id: int, year: int) -> Value | None:
        return None if (unit_id, year) in self.hidden else self.found.get((indicator, unit_id, year))

    def number(self, indicator: str, unit_id: int, year: int) -> float | None:
        row = self.get(indicator, unit_id, year)
        return None if row is None else value_of(indicator, row.numerator, row.denominator)

    def years(self) -> list[int]:
        return sorted({year for _, _, year in self.found})


def quantity(indicator: Indicator, row: Value | None, hidden: str = "") -> Quantity:
    """A quantity of a value; `hidden` says why it is not shown."""
    if hidden:
        return Quantity.hidden(indicator.measure, hidden)
    if row is None:
        return Quantity.missing(indicator.measure, "нет отметок за период")
    note = "малая выборка" if row.n < SMALL_SAMPLE else ""
    value = value_of(indicator.code, row.numerator, row.denominator)
    is_share = indicator.code in FACTOR
    return Quantity(
        value,
        indicator.measure,
        State.OK,
        row.numerator if is_share else None,
        row.denominator if is_share else None,
        note,
    )


def change(indicator: Indicator, now: float | None, before: float | None) -> Quantity:
    """Difference to the same checkpoint a year before; missing when either is."""
    measure = CHANGE_OF[indicator.measure]
    if now is None or before is None:
        return Quantity.missing(measure, "год назад нет данных")
    return Quantity(now - before, measure)


def is_better(indicator: Indicator, difference: Quantity) -> bool | None:
    """Whether a change is for the better; None for no change or no data."""
    if not difference.value:
        return None
    return (difference.value > 0) == (indicator.polarity == "higher")


def change_cell(indicator: Indicator, difference: Quantity) -> Cell:
    better = is_better(indicator, difference)
    tone = Tone.PLAIN if better is None else (Tone.GOOD if better else Tone.BAD)
    return Cell(quantity=difference, tone=tone)


def value_cell(indicator: Indicator, row: Value | None, hidden: str = "", href: str = "") -> Cell:
    """A bar cell with the 95 % interval of a share (Wilson)."""
    shown = quantity(indicator, row, hidden)
    low = high = None
    if row is not None and shown.state is State.OK and indicator.code in FACTOR:
        interval = wilson_interval(row.numerator, row.denominator)
        low, high = 100 * interval.low, 100 * interval.high
    return Cell(quantity=shown, low=low, high=high, href=href)


def target_text(indicator: Indicator) -> str:
    sign = "" if indicator.polarity == "higher" else "≤ "
    unit = " %" if indicator.measure is Measure.PERCENT else ""
    number = format_number(indicator.target, indicator.measure)
    short = number.removesuffix(",0").removesuffix(",00")
    return f"цель {sign}{short}{unit}"


def tile(
    code: str,
    values: Values,
    unit_id: int,
    year: int,
    caption: str,
    hidden: str = "",
    href: str = "",
) -> Tile:
    """A tile of one indicator: value, status, change over the year, the same checkpoint of each year as a line."""
    indicator = catalogue().indicators[code]
    row = values.get(code, unit_id, year)
    shown = quantity(indicator, row, hidden)
    is_open = shown.state is State.OK
    years = [of for of in values.years() if of <= year][-5:]
    return Tile(
        key=code,
        title=indicator.title,
        quantity=shown,
        status=indicator.status(shown.value) if is_open else Status.NO_DATA,
        target=Quantity(indicator.target, indicator.measure),
        target_text=target_text(indicator),
        change=change(indicator, shown.value, values.number(code, unit_id, year - 1)) if is_open else None,
        caption=caption,
        spark=tuple(values.number(code, unit_id, of) for of in years) if is_open else (),
        href=href,
        passport=indicator.passport,
    )
