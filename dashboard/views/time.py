"""Years and periods of a page: what is filled, what is chosen when the address says nothing, the pickers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from dashboard.blocks import Choice
from dashboard.methods.comparable import CHECKPOINTS, checkpoint_title
from dashboard.numbers import format_year
from dashboard.selection import Selection

Filled = Mapping[int, list[str]]


def choose_time(selection: Selection, filled: Filled) -> Selection:
    """Fills in year and period: the newest year with marks and its last checkpoint. Never overrides the address."""
    year = selection.year
    if year is None and filled:
        with_period = [of for of, codes in filled.items() if selection.period in (None, *codes)]
        year = max(with_period or filled)
    period = selection.period
    if period is None and year is not None and year in filled:
        period = filled[year][-1]
    return replace(selection, year=year, period=period)


def year_choices(
    selection: Selection, filled: Filled, at_year: Callable[[int], Selection | None] | None = None
) -> tuple[Choice, ...]:
    """A link per year, newest first; a period that the year lacks falls back to its last one."""
    choices = []
    for year in sorted({*filled, *([selection.year] if selection.year else [])}, reverse=True):
        codes = filled.get(year, [])
        period = selection.period if selection.period in codes or not codes else codes[-1]
        target = at_year(year) if at_year else selection
        href = replace(target, year=year, period=period).address if target else ""
        note = "" if href else "в этом году такого класса нет"
        choices.append(Choice(format_year(year), href, year == selection.year, note))
    return tuple(choices)


def period_choices(selection: Selection, filled: Filled) -> tuple[Choice, ...]:
    """A link per checkpoint; the empty ones cannot be chosen and say so."""
    codes = filled.get(selection.year or 0, [])
    return tuple(
        Choice(
            checkpoint_title(checkpoint.value),
            replace(selection, period=checkpoint.value).address if checkpoint.value in codes else "",
            checkpoint.value == selection.period,
            "" if checkpoint.value in codes else "нет отметок за этот период",
        )
        for checkpoint in CHECKPOINTS
    )


def when(selection: Selection) -> str:
    """«2 четверть / 1 полугодие 2025/26», «2025/26 учебный год»."""
    if selection.year is None:
        return "нет данных"
    if selection.period == "Y" or selection.period is None:
        return f"{format_year(selection.year)} учебный год"
    return f"{checkpoint_title(selection.period)} {format_year(selection.year)}"
