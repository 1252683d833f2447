"""Checks of stated figures: what was typed becomes an amount, or a sentence that says what to mend.

A draft is only read; a submitted figure must be possible (0 ≤ numerator ≤ denominator for a share, whole numbers where
people or things are counted) and, when it jumps against last year, explained. «0 из 0» is possible: nobody of
the kind is here (no grade 11, no children with special needs), and the indicator does not apply.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from dashboard.blocks import Measure, Quantity
from dashboard.catalogue import Indicator
from dashboard.numbers import NARROW, format_number, format_quantity

MOST = 1e9
JUMP_POINTS = 20.0  # percentage points
JUMP_TIMES = 2.0
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_SPACES = re.compile(r"\s")


class Mistyped(ValueError):
    """A figure cannot be taken; the message is a Russian sentence."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure as stated; no denominator: a count, or a draft that still lacks it."""

    numerator: float
    denominator: float | None


def takes_denominator(indicator: Indicator) -> bool:
    """Whether the indicator is stated as two numbers; what is only added up is one."""
    return indicator.aggregate != "sum" or bool(indicator.denominator)


def value_of(indicator: Indicator, amount: Amount | None) -> float | None:
    """The value of an amount in the unit of the indicator."""
    if amount is None:
        return None
    if not takes_denominator(indicator):
        return indicator.value(amount.numerator, 1.0)
    return indicator.value(amount.numerator, amount.denominator or 0.0)


def read_number(text: str) -> float | None:
    """A number as people type it: decimal comma, spaces between thousands. None for nothing. Raises Mistyped."""
    plain = _SPACES.sub("", text).replace(",", ".").replace("−", "-")
    if not plain:
        return None
    if not _NUMBER.fullmatch(plain):
        raise Mistyped(f"«{' '.join(text.split())[:20]}» — не число.")
    number = float(plain)
    if number < 0:
        raise Mistyped("Число не может быть меньше нуля.")
    if number > MOST:
        raise Mistyped("Слишком большое число: проверьте, нет ли лишних цифр.")
    return number


def read_amount(indicator: Indicator, above: str, below: str) -> Amount | None:
    """What was typed above and below the line; None when nothing was. Raises Mistyped."""
    numerator = read_number(above)
    denominator = read_number(below) if takes_denominator(indicator) else None
    if numerator is not None:
        return Amount(numerator, denominator)
    if denominator is not None:
        raise Mistyped(f"Укажите и первое число: {indicator.numerator or 'числитель'}.")
    return None


def impossible(indicator: Indicator, amount: Amount) -> str:
    """Why a submitted figure cannot be so, as a sentence; empty when it can."""
    numerator, denominator = amount.numerator, amount.denominator
    counted = [numerator] if indicator.is_proportion or indicator.measure is Measure.COUNT else []
    if takes_denominator(indicator):
        if denominator is None:
            return f"Укажите и второе число: {indicator.denominator or 'знаменатель'}."
        if not denominator and numerator:
            return "Второе число должно быть больше нуля. Если считать некого, укажите 0 из 0."
        if indicator.measure is Measure.PERCENT and numerator > denominator:
            return f"Первое число больше второго: {plain_number(numerator)} из {plain_number(denominator)}."
        if indicator.is_proportion or indicator.measure is Measure.MEAN:
            counted.append(denominator)
    if not all(number.is_integer() for number in counted):
        return "Здесь считают целыми числами, без дробной части."
    return ""


def jump(indicator: Indicator, now: Amount, before: Amount | None) -> str:
    """How a figure jumped against last year, as a sentence with both figures; empty when it did not."""
    new, old = value_of(indicator, now), value_of(indicator, before)
    if new is None or old is None:
        return ""
    if indicator.measure is Measure.PERCENT:
        if round(abs(new - old), 9) <= JUMP_POINTS:
            return ""
        how = f"изменение на {format_number(abs(new - old), Measure.PERCENT)}{NARROW}п.п"
    else:
        if JUMP_TIMES * new >= old and new <= JUMP_TIMES * old:
            return ""
        how = "рост больше чем вдвое" if new > old else "снижение больше чем вдвое"
    return f"Год назад {_shown(indicator, old)}, сейчас {_shown(indicator, new)}: {how}."


def _shown(indicator: Indicator, value: float) -> str:
    return format_quantity(Quantity(value, indicator.measure))


def plain_number(number: float | None) -> str:
    """A number as a person would type it again: «12», «3,5»; nothing for None."""
    if number is None:
        return ""
    return format(Decimal(repr(number)), "f").removesuffix(".0").replace(".", ",")
