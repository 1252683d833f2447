"""Checkpoints: points of a school year at which classes with different periods can be compared.

Grades 2–9 live by quarters or trimesters, 10–11 by half-years; a municipality still wants one picture.
Five checkpoints merge the periods that end together. A part of a year is never compared with a whole one.

Source: методика проекта; merging «2 четверть / 1 полугодие» follows the reports of regional e-journals.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum


class Checkpoint(StrEnum):
    """A comparable point of the year. Codes look like period codes but cover several of them."""

    Q1 = "Q1"
    H1 = "H1"
    Q3 = "Q3"
    H2 = "H2"
    Y = "Y"

    @property
    def label(self) -> str:
        """Russian title for a picker."""
        return _CHECKPOINT_TITLES[self]

    @property
    def periods(self) -> tuple[str, ...]:
        """Codes of the periods that end here."""
        return _PERIODS[self]

    @property
    def is_whole_year(self) -> bool:
        return self is Checkpoint.Y


_CHECKPOINT_TITLES = {
    Checkpoint.Q1: "1 четверть",
    Checkpoint.H1: "2 четверть / 1 полугодие",
    Checkpoint.Q3: "3 четверть",
    Checkpoint.H2: "4 четверть / 2 полугодие",
    Checkpoint.Y: "Год",
}

_PERIODS = {
    Checkpoint.Q1: ("Q1", "T1"),
    Checkpoint.H1: ("Q2", "T2", "H1"),
    Checkpoint.Q3: ("Q3",),
    Checkpoint.H2: ("Q4", "T3", "H2"),
    Checkpoint.Y: ("Y",),
}

_CHECKPOINT_OF = {period: checkpoint for checkpoint, periods in _PERIODS.items() for period in periods}

_PERIOD_TITLES = {
    "Q1": "1 четверть",
    "Q2": "2 четверть",
    "Q3": "3 четверть",
    "Q4": "4 четверть",
    "T1": "1 триместр",
    "T2": "2 триместр",
    "T3": "3 триместр",
    "H1": "1 полугодие",
    "H2": "2 полугодие",
    "Y": "Год",
}

CHECKPOINTS = tuple(Checkpoint)
_PARTS = tuple(checkpoint for checkpoint in Checkpoint if not checkpoint.is_whole_year)


def checkpoint_of(period: str) -> Checkpoint:
    """Checkpoint at which a period ends: Q2, T2, H1 → H1. Unknown period code → ValueError."""
    if period not in _CHECKPOINT_OF:
        raise ValueError(f"unknown period code {period!r}; known codes: {', '.join(_CHECKPOINT_OF)}")
    return _CHECKPOINT_OF[period]


def checkpoint_title(code: str) -> str:
    """Russian title of a checkpoint code. Unknown code → ValueError."""
    return _checkpoint(code).label


def period_title(period: str) -> str:
    """Russian title of one period: «2 четверть», «1 триместр». Unknown code → ValueError."""
    if period not in _PERIOD_TITLES:
        raise ValueError(f"unknown period code {period!r}; known codes: {', '.join(_PERIOD_TITLES)}")
    return _PERIOD_TITLES[period]


def previous_checkpoint(code: str, kept: Collection[str] = CHECKPOINTS) -> Checkpoint | None:
    """The checkpoint before this one in the same year, among those `kept` (10–11 keep only H1, H2, Y).

    None for the first one, and for the year as a whole: it has only the year before to be compared with.
    Unknown code → ValueError.
    """
    checkpoint = _checkpoint(code)
    if checkpoint.is_whole_year:
        return None
    earlier = [part for part in _PARTS[: _PARTS.index(checkpoint)] if part in kept]
    return earlier[-1] if earlier else None


def same_checkpoint_last_year(year: int, code: str) -> tuple[int, Checkpoint]:
    """The same checkpoint one school year earlier; `year` is that of 1 September.

    Unknown code → ValueError.
    """
    return year - 1, _checkpoint(code)


def are_comparable(code1: str, code2: str) -> bool:
    """True for two parts of a year and for two whole years. Unknown code → ValueError."""
    return _checkpoint(code1).is_whole_year == _checkpoint(code2).is_whole_year


def counted_in_period(since: date | None, until: date | None, period_end: date) -> bool:
    """Is a pupil who was in the class from `since` to `until` (last day; None: open) counted in a period?

    Only those who are in the class on the day the period ends: neither someone who left before it nor someone
    who came after it. `until` before `since` → ValueError.
    """
    if since is not None and until is not None and until < since:
        raise ValueError(f"a pupil left on {until}, before joining on {since}")
    return (since is None or since <= period_end) and (until is None or until >= period_end)


def _checkpoint(code: str) -> Checkpoint:
    try:
        return Checkpoint(code)
    except ValueError:
        raise ValueError(f"unknown checkpoint {code!r}; known codes: {', '.join(Checkpoint)}") from None
