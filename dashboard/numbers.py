"""The one place where numbers and dates become Russian text: decimal comma, thin spaces, «п.п.», «—» for nothing."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from dashboard.blocks import Measure, Quantity, State

THIN, NARROW, MINUS, DASH = "\u2009", "\u202f", "−", "—"
DECIMALS = {
    Measure.PERCENT: 1,
    Measure.CHANGE: 1,
    Measure.MEAN: 2,
    Measure.MEAN_CHANGE: 2,
    Measure.COUNT: 0,
    Measure.COUNT_CHANGE: 0,
    Measure.INDEX: 1,
    Measure.INDEX_CHANGE: 1,
    Measure.RATIO: 2,
    Measure.RATIO_CHANGE: 2,
    Measure.PLACE: 0,
}
SIGNED = {
    Measure.CHANGE,
    Measure.MEAN_CHANGE,
    Measure.COUNT_CHANGE,
    Measure.INDEX_CHANGE,
    Measure.RATIO_CHANGE,
}
SIGNS = {Measure.PERCENT: "%", Measure.CHANGE: "п.п."}
STATE_WORDS = {
    State.MISSING: "нет данных",
    State.HIDDEN: "скрыто",
    State.NOT_APPLICABLE: "не применимо",
}


def format_number(value: float | None, measure: Measure) -> str:
    """A number without its unit: «47,2», «+1,4», «1 204»; «—» for None."""
    if value is None:
        return DASH
    rounded = float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-DECIMALS[measure]), ROUND_HALF_UP))
    text = f"{abs(rounded):,.{DECIMALS[measure]}f}".replace(",", THIN).replace(".", ",")
    if rounded < 0:
        return MINUS + text
    return "+" + text if measure in SIGNED and rounded > 0 else text


def unit_sign(measure: Measure) -> str:
    """«%», «п.п.» or nothing."""
    return SIGNS.get(measure, "")


def format_quantity(quantity: Quantity) -> str:
    """A quantity with its unit, or the word for why there is none."""
    if quantity.state is not State.OK:
        return STATE_WORDS[quantity.state]
    number, sign = format_number(quantity.value, quantity.measure), unit_sign(quantity.measure)
    return f"{number}{NARROW}{sign}" if sign and number != DASH else number


def format_date(day: date) -> str:
    """ДД.ММ.ГГГГ."""
    return f"{day:%d.%m.%Y}"


def format_moment(at: datetime, zone: str) -> str:
    """A moment kept in UTC, as the reader's clock shows it: «14.01.2026, 08:30»."""
    local = at.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(zone))
    return f"{local:%d.%m.%Y, %H:%M}"


def format_year(year: int) -> str:
    """A school year by the calendar year of 1 September: 2025 → «2025/26»."""
    return f"{year}/{(year + 1) % 100:02d}"


def plural(n: int, one: str, few: str, many: str | None = None) -> str:
    """The form of a noun after a number: 1 школа, 2 школы, 5 школ (`many` defaults to `few`)."""
    if n % 10 == 1 and n % 100 != 11:
        return one
    if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14):
        return few
    return few if many is None else many
