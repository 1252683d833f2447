"""Content elements (элементы содержания, КЭС): which of them pupils and classes have mastered.

A task with several codes gives its full weight to each of them, and to every section above: «7.2.1» counts in «7.2»
and in «7». Inside one element a task counts once, however many of its codes lie there. A task that was not begun
counts as 0 of its maximum; a task on a topic that was not taught («Н/п») must not be passed here at all.

Source: §1.9 of the methods; mastery of a pupil is a методика проекта, thresholds by level of a task are those of
ФИОКО for the analysis of ВПР in a school (2026).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from dashboard.methods.ordering import code_key
from dashboard.methods.share import Share

FEWEST_POINTS = 2
BASIC = "Б"
LEVELS = (BASIC, "П", "В")

# Percent that is enough for a level; under 95 % of it the level is low, between them lies the zone.
ENOUGH_PERCENT = {BASIC: 60, "П": 30, "В": 30}
ZONE_PART = 95


@dataclass(frozen=True, slots=True)
class TaskScore:
    """What one pupil got for one task. `score` None: not begun."""

    max_score: int
    score: int | None
    codes: tuple[str, ...]
    level: str = ""

    @property
    def share(self) -> Share:
        return Share(self.score or 0, self.max_score)


class Mastery(StrEnum):
    """Has a pupil mastered an element (освоен ли элемент)."""

    MASTERED = "mastered"
    NOT_MASTERED = "not_mastered"
    TOO_LITTLE = "too_little"

    @property
    def label(self) -> str:
        return _MASTERY_LABELS[self]


class Zone(StrEnum):
    """Colour of a share by the thresholds of its level."""

    ENOUGH = "enough"
    ZONE = "zone"
    LOW = "low"

    @property
    def label(self) -> str:
        return _ZONE_LABELS[self]


_MASTERY_LABELS = {
    Mastery.MASTERED: "освоен",
    Mastery.NOT_MASTERED: "не освоен",
    Mastery.TOO_LITTLE: "недостаточно данных",
}

_ZONE_LABELS = {
    Zone.ENOUGH: "достаточный",
    Zone.ZONE: "пограничный",
    Zone.LOW: "недостаточный",
}


def with_prefixes(code: str) -> tuple[str, ...]:
    """An element with the sections above it: «7.2.1» → «7», «7.2», «7.2.1»."""
    parts = code.split(".")
    return tuple(".".join(parts[:length]) for length in range(1, len(parts) + 1))


def element_shares(scores: Iterable[TaskScore]) -> dict[str, Share]:
    """Completion of every element and section that the tasks touch: Σ points / Σ maxima, in the order of codes."""
    found: dict[str, Share] = defaultdict(lambda: Share(0, 0))
    for one in scores:
        for element in {prefix for code in one.codes for prefix in with_prefixes(code)}:
            found[element] += one.share
    return {code: found[code] for code in sorted(found, key=code_key)}


def level_shares(scores: Iterable[TaskScore]) -> dict[str, Share]:
    """Completion by level of tasks, Б, П, В; levels without tasks are left out, tasks without a level too."""
    found: dict[str, Share] = defaultdict(lambda: Share(0, 0))
    for one in scores:
        found[one.level] += one.share
    return {level: found[level] for level in LEVELS if level in found}


def pupil_mastery(share: Share, standard: float = 0.5) -> Mastery:
    """Mastery by a pupil's points. Under 2 possible points nothing is said. Методика проекта."""
    if share.denominator < FEWEST_POINTS:
        return Mastery.TOO_LITTLE
    reached = share.numerator >= round(standard * share.denominator, 9)
    return Mastery.MASTERED if reached else Mastery.NOT_MASTERED


def level_zone(share: Share, level: str) -> Zone | None:
    """Zone of a class's share: Б enough from 60 %, low under 57 %; П and В enough from 30 %, low under 28,5 %.

    No level: basic. Nothing counted → None. Unknown level → ValueError. ФИОКО (2026).
    """
    enough = _enough_percent(level)
    if share.denominator == 0:
        return None
    # Whole numbers on both sides: 28.5 must not become 28.499999 and move a class over the border.
    if 100 * share.numerator >= enough * share.denominator:
        return Zone.ENOUGH
    is_low = 10_000 * share.numerator < enough * ZONE_PART * share.denominator
    return Zone.LOW if is_low else Zone.ZONE


def _enough_percent(level: str) -> int:
    if (level or BASIC) not in ENOUGH_PERCENT:
        raise ValueError(f"unknown level of a task {level!r}; known levels: {', '.join(LEVELS)}")
    return ENOUGH_PERCENT[level or BASIC]
