"""Since when a microcomponent stands: new, or unbroken since an earlier comparable checkpoint.

Every list of pupils says it in the same words, so a repeat on the class teacher's page is a repeat at school.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from dashboard.numbers import format_year
from dashboard.views.class_scene import RepeatKey
from dashboard.views.component_times import SHORT_TITLES, Time, time_before

Stood = Mapping[Time, Collection[RepeatKey]]
NEW, REPEAT = "новое", "повтор"


def stood_by_time(micro: Iterable[Any]) -> dict[Time, set[RepeatKey]]:
    """Microcomponents of every type, by the time at which they stood."""
    found: dict[Time, set[RepeatKey]] = {}
    for row in micro:
        found.setdefault((row.year, row.checkpoint), set()).add((row.pupil_id, row.subject_id, row.kind))
    return found


def first_seen(now: Time, times: Collection[Time], stood: Stood, key: RepeatKey) -> Time | None:
    """The earliest comparable time since which it stands without a break; None when there is nothing before.

    `times`: those at which the class, or in other years its cohort, has marks; `stood` is of the same classes.
    """
    kept = {checkpoint for year, checkpoint in times if year == now[0]}
    before = time_before(*now, kept)
    if before not in times:
        return None
    first = now
    while before is not None and key in stood.get(before, ()):
        first, before = before, time_before(*before, kept)
    return first


def age_words(now: Time, first: Time | None) -> str:
    """«новое», «с 1 ч.», «с 2024/25»; nothing where there is nothing to compare with."""
    if first is None:
        return ""
    if first == now:
        return NEW
    return f"с {format_year(first[0])}" if first[1] == "Y" else f"с {SHORT_TITLES[first[1]]}"


def repeat_word(now: Time, first: Iterable[Time | None]) -> str:
    """Of several subjects together: «повтор» when one of them repeats; nothing where nothing can be compared."""
    known = [time for time in first if time is not None]
    if not known:
        return ""
    return NEW if all(time == now for time in known) else REPEAT
