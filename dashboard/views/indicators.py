"""Indicator values as quantities: value, change over the year, status, interval, tile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dashboard.blocks import Cell, Measure, Quantity, State, Status, Tile, Tone
from dashboard.catalogue import Indicator
from dashboard.methods.intervals import (
    Interval,
    differ_significantly,
    difference_of_shares_interval,
    wilson_interval,
)
from dashboard.numbers import MINUS, format_number
from data_access.queries.rollups import Value

CHANGE_OF = {
    Measure.PERCENT: Measure.CHANGE,
    Measure.MEAN: Measure.MEAN_CHANGE,
    Measure.INDEX: Measure.INDEX_CHANGE,
    Measure.COUNT: Measure.COUNT_CHANGE,
    Measure.RATIO: Measure.RATIO_CHANGE,
}
STATUS_TONES = {
    Status.REACHED: Tone.GOOD,
    Status.RISK: Tone.WARN,
    Status.BELOW: Tone.BAD,
    Status.NO_DATA: Tone.MUTED,
    Status.NONE: Tone.PLAIN,
}
SMALL_SAMPLE = 10
NOT_STATED = "не сдано"
WITHIN_CHANCE = "за год, в пределах случайного"
_WHY_MISSING = {
    "журнал": "нет отметок за период",
    "протокол экзамена": "нет результатов экзамена",
    "протокол ВПР": "нет результатов ВПР",
    "реестр": "в реестре нет записей",
}


@dataclass(frozen=True)
class Values:
    """Values by (indicator, unit, year) at one checkpoint.

    `hidden` are (unit, year) that the viewer must not see, `closed` the same for single indicators: no number of
    theirs comes out of here, so neither a change nor a line over the years gives it away.
    """

    found: Mapping[tuple[str, int, int], Value]
    hidden: frozenset[tuple[int, int]] = frozenset()
    closed: frozenset[tuple[str, int, int]] = frozenset()

    @classmethod
    def of(cls, rows: Iterable[Value]) -> Values:
        return cls({(row.indicator, row.unit_id, row.year): row for row in rows})

    def is_hidden(self, indicator: str, unit_id: int, year: int) -> bool:
        return (unit_id, year) in self.hidden or (indicator, unit_id, year) in self.closed

    def get(self, indicator: str, unit_id: int, year: int) -> Value | None:
        key = (indicator, unit_id, year)
        return None if self.is_hidden(*key) else self.found.get(key)

    def number(self, indicator: Indicator, unit_id: int, year: int) -> float | None:
        row = self.get(indicator.code, unit_id, year)
        return None if row is None else indicator.value(row.numerator, row.denominator)

    def change(self, indicator: Indicator, unit_id: int, year: int) -> Quantity:
        """Difference to the same checkpoint a year before; its note says when chance alone may have made it."""
        now, before = (self.get(indicator.code, unit_id, of) for of in (year, year - 1))
        step = change(
            indicator, self.number(indicator, unit_id, year), self.number(indicator, unit_id, year - 1)
        )
        if now is None or before is None or not is_noise(indicator, now, before):
            return step
        return replace(step, note=WITHIN_CHANCE)

    def beside_rest(self, indicator: Indicator, unit_id: int, whole_id: int, year: int) -> Interval | None:
        """95 % interval of the difference of a share to the rest of the whole; None where it cannot be known."""
        own, whole = (self.get(indicator.code, id_, year) for id_ in (unit_id, whole_id))
        if (
            not indicator.is_proportion
            or own is None
            or whole is None
            or whole.denominator <= own.denominator
        ):
            return None
        others = (whole.numerator - own.numerator, whole.denominator - own.denominator)
        if not (0 <= own.numerator <= own.denominator and 0 <= others[0] <= others[1]):
            return None
        found = difference_of_shares_interval(own.numerator, own.denominator, *others)
        return found if found.is_known else None

    def years(self) -> list[int]:
        return sorted({year for _, _, year in self.found})


def is_noise(indicator: Indicator, now: Value, before: Value) -> bool:
    """Whether two values of a share of people differ no more than chance makes them; other measures are not judged,
    since their spread is not known here."""
    if not indicator.is_proportion or min(now.denominator, before.denominator) <= 1:
        return False
    if any(not 0 <= row.numerator <= row.denominator for row in (now, before)):
        return False
    return not differ_significantly(now.numerator, now.denominator, before.numerator, before.denominator)


def quantity(indicator: Indicator, row: Value | None, hidden: str = "") -> Quantity:
    """A quantity of a value; `hidden` says why it is not shown."""
    if hidden:
        return Quantity.hidden(indicator.measure, hidden)
    if row is None:
        return Quantity.missing(indicator.measure, _WHY_MISSING.get(indicator.quality, NOT_STATED))
    note = "малая выборка" if 0 < row.n < SMALL_SAMPLE else ""
    value = indicator.value(row.numerator, row.denominator)
    if value is None:
        return Quantity(None, indicator.measure, State.NOT_APPLICABLE, note="0 из 0: таких здесь нет")
    is_share = indicator.is_proportion
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
    """Whether a change is for the better; None for no change, no data or an indicator without a direction.

    What is shown as 0,0 is no change, and neither is what chance alone may have made.
    """
    shown = format_number(difference.value, difference.measure)
    if difference.note == WITHIN_CHANCE or indicator.polarity == "none" or not shown.startswith(("+", MINUS)):
        return None
    return shown.startswith("+") == (indicator.polarity == "higher")


def change_cell(indicator: Indicator, difference: Quantity) -> Cell:
    better = is_better(indicator, difference)
    tone = Tone.PLAIN if better is None else (Tone.GOOD if better else Tone.BAD)
    return Cell(quantity=difference, tone=tone, note=difference.note if difference.value is not None else "")


def value_cell(indicator: Indicator, row: Value | None, hidden: str = "", href: str = "") -> Cell:
    """A bar cell with the 95 % interval of a share (Wilson). A yes or a no («1 из 1») has no interval."""
    shown = quantity(indicator, row, hidden)
    low = high = None
    if row is not None and shown.state is State.OK and indicator.is_proportion and row.denominator > 1:
        interval = wilson_interval(row.numerator, row.denominator)
        low, high = 100 * interval.low, 100 * interval.high
    return Cell(quantity=shown, low=low, high=high, href=href)


def target_text(indicator: Indicator) -> str:
    """«цель ≥ 50 %»; empty without a target."""
    if indicator.target is None:
        return ""
    sign = "" if indicator.polarity == "higher" else "≤\u00a0"
    unit = "\u00a0%" if indicator.measure is Measure.PERCENT else ""
    number = format_number(indicator.target, indicator.measure)
    short = number.removesuffix(",0").removesuffix(",00")
    return f"цель {sign}{short}{unit}"


def tile(
    indicator: Indicator,
    values: Values,
    unit_id: int,
    year: int,
    caption: str,
    hidden: str = "",
    href: str = "",
    suffix: str = "",
) -> Tile:
    """A tile of one indicator: value, status, change over the year, the same checkpoint of each year as a line."""
    code = indicator.code
    row = values.get(code, unit_id, year)
    shown = quantity(indicator, row, hidden)
    is_open = shown.state is State.OK
    years = [of for of in values.years() if of <= year][-5:]
    return Tile(
        key=code,
        title=indicator.title,
        quantity=shown,
        status=indicator.status(shown.value) if is_open else Status.NO_DATA,
        target=None if indicator.target is None else Quantity(indicator.target, indicator.measure),
        target_text=target_text(indicator),
        change=values.change(indicator, unit_id, year) if is_open else None,
        caption=caption,
        spark=tuple(values.number(indicator, unit_id, of) for of in years) if is_open else (),
        href=href,
        passport=indicator.passport,
        suffix=suffix if is_open else "",
    )
