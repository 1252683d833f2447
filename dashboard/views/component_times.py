"""Checkpoints that problem components are compared at, and the reads that decide what is hidden at each.

A part of a year is compared with the part before it that the class has; a year with the year before of the
same cohort, one grade lower. Neither is ever set against the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from dashboard.methods.comparable import are_comparable, checkpoint_title, previous_checkpoint
from dashboard.numbers import format_year
from dashboard.views.suppression import hides, read_school_counts
from data_access.queries.components import read_marks_ahead, read_pupils_ahead
from data_access.queries.places import CHECKPOINT_ORDER
from data_access.queries.rollups import Pupils
from data_access.viewer import Reader

Time = tuple[int, str]  # school year, checkpoint
SHORT_TITLES = {"Q1": "1 ч.", "H1": "2 ч./1 п.", "Q3": "3 ч.", "H2": "4 ч./2 п.", "Y": "Год"}
_SUMMED = tuple(
    name
    for name in Pupils.__dataclass_fields__
    if name.startswith(("n", "micro", "components")) and name != "n_subjects"
)


def time_before(year: int, checkpoint: str, kept: Collection[str]) -> Time | None:
    """The checkpoint this one is compared with; `kept`: those that the class has in this year."""
    if checkpoint == "Y":
        return year - 1, checkpoint
    before = previous_checkpoint(checkpoint, kept)
    return None if before is None else (year, before.value)


def comparable_times(filled: Iterable[Time], until: Time) -> list[Time]:
    """Checkpoints of the same nature as `until`, up to it, in the order of time."""
    fitting = {time for time in filled if are_comparable(time[1], until[1])}
    return [time for time in sorted(fitting, key=_order) if _order(time) <= _order(until)]


def _order(time: Time) -> tuple[int, int]:
    return time[0], CHECKPOINT_ORDER[time[1]]


def time_title(time: Time) -> str:
    """«1 четверть 2025/26», «2024/25 учебный год»."""
    year, checkpoint = time
    words = format_year(year)
    return f"{words} учебный год" if checkpoint == "Y" else f"{checkpoint_title(checkpoint)} {words}"


def short_time(time: Time) -> str:
    """«1 ч. 2025/26»; a whole year is only its number."""
    year, checkpoint = time
    return format_year(year) if checkpoint == "Y" else f"{SHORT_TITLES[checkpoint]} {format_year(year)}"


def read_ahead(
    reader: Reader, years: Sequence[int], checkpoints: Sequence[str], school_id: int | None = None
) -> None:
    """Before many decisions of what to hide: three wide reads in place of three for each checkpoint.

    `years` without `school_id` are of the whole municipality. A viewer with names needs no decision.
    """
    if not hides(reader):
        return
    read_school_counts(reader)
    read_marks_ahead(reader, tuple(years), tuple(checkpoints), school_id)
    if school_id is None:
        read_pupils_ahead(reader, years)


def class_pupils(rows: Iterable[Pupils], time: Time) -> dict[int, Pupils]:
    """One row per class at a checkpoint. Two periods that end together are added up, as the indicators do."""
    found: dict[int, Pupils] = {}
    for row in rows:
        if (row.year, row.checkpoint) != time:
            continue
        known = found.get(row.class_id)
        found[row.class_id] = row if known is None else _sum(known, row)
    return found


def _sum(one: Pupils, other: Pupils) -> Pupils:
    sums = {name: getattr(one, name) + getattr(other, name) for name in _SUMMED}
    return replace(one, n_subjects=max(one.n_subjects, other.n_subjects), **sums)
