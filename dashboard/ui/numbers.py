"""What drawing needs to know about numbers beyond their text (`dashboard/numbers.py` makes that)."""

from __future__ import annotations

from math import isfinite

from dashboard.blocks import Measure, Quantity, State
from dashboard.numbers import NARROW, SIGNED, format_number, unit_sign


def is_shown(quantity: Quantity) -> bool:
    """Whether the quantity has a figure that the reader may see. The state is asked before the value."""
    return quantity.state is State.OK and quantity.value is not None and isfinite(quantity.value)


def is_change(measure: Measure) -> bool:
    """Whether the measure is a difference and carries a sign."""
    return measure in SIGNED


def format_goal(value: float, measure: Measure) -> str:
    """A target or an axis tick with its unit: as a figure, but without an empty fraction («50 %»)."""
    whole, _, fraction = format_number(value, measure).partition(",")
    fraction = fraction.rstrip("0")
    number = f"{whole},{fraction}" if fraction else whole
    sign = unit_sign(measure)
    return f"{number}{NARROW}{sign}" if sign else number
