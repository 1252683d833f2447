"""What of a figure may be shown to anybody (раскрытие малых чисел): rounding, extremes, releases one after another.

A reader of a public page may know every count of pupils from elsewhere and keeps every earlier release. So values
are whole percents, an extreme share is told only as a border with at least four possible counts behind it, and
`settle` decides what of a new release may differ from the one before without giving away the few who came or left.
`possible` is the reader's own arithmetic, turned against us before anything is published.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import ceil, floor
from typing import Literal

SMALLEST = 10  # pupils behind a public figure
NARROWEST = 3  # a hidden count is told no closer than this
FEW = 4  # so many who come or leave between releases could be told apart
BRACKETS = (5, 10, 20, 30)  # percents from either end
COUNT_STEP = 5
SLACK = 1e-9

Bound = Literal["", "at_most", "at_least"]
Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rough:
    """A value as it may be told: as it is, or only a border that it does not pass."""

    value: float
    bound: Bound = ""


def bracket(n: int) -> int:
    """How many percents from 0 and from 100 are told only as a border for a group of n, at least `SMALLEST`."""
    return next(percent for percent in BRACKETS if n * percent >= 100 * NARROWEST)


def rough_percent(percent: float, n: int) -> Rough:
    """A whole percent; near 0 and 100 a border, so that it is never told that nobody or everybody did."""
    edge = bracket(n)
    if percent <= edge + SLACK:
        return Rough(edge, "at_most")
    if percent >= 100 - edge - SLACK:
        return Rough(100 - edge, "at_least")
    return Rough(rounded(percent, 0))


def rough_count(count: float) -> Rough:
    """A count to the nearest five; fewer than ten, none among them, are one and the same."""
    if count < SMALLEST:
        return Rough(SMALLEST - 1, "at_most")
    return Rough(COUNT_STEP * rounded(count / COUNT_STEP, 0))


def rounded(value: float, decimals: int) -> float:
    """Half away from zero, as people round."""
    return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def percent_range(rough: Rough, n: int) -> Range:
    """Counts of n that could stand behind a told percent."""
    if rough.bound == "at_most":
        return 0, floor(n * rough.value / 100 + SLACK)
    if rough.bound == "at_least":
        return ceil(n * rough.value / 100 - SLACK), n
    low, high = n * (rough.value - 0.5) / 100, n * (rough.value + 0.5) / 100
    return max(0, ceil(low - SLACK)), min(n, floor(high + SLACK))


def possible(total: Range, parts: Mapping[int, Range]) -> dict[int, Range]:
    """What a reader works out of a told total: for each part the counts that it may be.

    `parts`: what each part may be by its own figure, all of it where the figure is hidden. The total is the sum of
    its parts and nothing else is known, so the borders are exact and no linear program is needed.
    """
    least, most = (sum(found[side] for found in parts.values()) for side in (0, 1))
    return {
        part: (max(low, total[0] - (most - high)), min(high, total[1] - (least - low)))
        for part, (low, high) in parts.items()
    }


def is_told(found: Range, own: Range) -> bool:
    """Whether the total brings a reader closer to an untold count than `NARROWEST`, or than its own figure does."""
    return found[1] - found[0] < min(NARROWEST, own[1] - own[0])


@dataclass(frozen=True, slots=True)
class Told:
    """A part as an earlier release told of it. `n`: pupils behind it then, None for fewer than `SMALLEST`."""

    n: int | None
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Settled:
    """Parts that keep what was told of them, parts to hide, whether the total keeps what was told."""

    kept: frozenset[int]
    hidden: frozenset[int]
    keeps_total: bool


def differs_little(before: int | None, now: int) -> bool:
    """Whether one to four pupils, or possibly so many, came or left. Nobody is not little."""
    if before is None:
        return now <= SMALLEST - 1 + FEW
    return 1 <= abs(now - before) <= FEW


def settle(
    before: Mapping[int, Told],
    total_before: int | None,
    counts: Mapping[int, int],
    total: int,
    hidden: frozenset[int],
) -> Settled:
    """What a release may tell when an earlier one has told `before` and `total_before` of the same year.

    `hidden`: what the rule of small numbers hides of `counts` taken alone. A part that gained or lost one to four
    pupils keeps what was told; one that was hidden and did not change stays hidden. The total is told anew only
    when those whose change it would give away are many, and only under parts hidden already or changed by many.
    """
    changed = {part: counts.get(part, 0) for part in before}
    kept = frozenset(part for part, now in changed.items() if differs_little(before[part].n, now))
    stays = frozenset(part for part, told in before.items() if told.is_hidden and changed[part] == told.n)
    known = frozenset(part for part, told in before.items() if not told.is_hidden)
    shown_before = kept & known
    # hidden only to cover others, but everybody has seen it: no cover
    useless = frozenset(part for part in hidden & known if changed[part] == before[part].n)
    untold = (hidden | stays | (kept - known)) - shown_before
    unknown = (kept | stays | hidden) & frozenset(before)
    keeps_total = (
        differs_little(total_before, total)
        or bool(useless)
        or _few_moved(before, changed, shown_before)
        or _group_moved_little(before, total_before, counts, total, unknown)
        or _is_bare(untold, shown_before, counts)
    )
    # without a new total there is nothing to subtract from, so nobody is hidden for its sake
    return Settled(kept, untold - useless if keeps_total else untold, keeps_total)


def _is_bare(untold: frozenset[int], kept: frozenset[int], counts: Mapping[int, int]) -> bool:
    """Whether untold parts are so few under a new total that it would tell them."""
    covered = untold | kept
    return bool(untold) and (len(covered) == 1 or sum(counts.get(part, 0) for part in covered) < SMALLEST)


def _few_moved(before: Mapping[int, Told], now: Mapping[int, int], parts: frozenset[int]) -> bool:
    """Whether fewer than ten came and left in all of the parts whose change a new total would tell."""
    moved = sum(_moved_at_least(before[part].n, now[part]) for part in parts)
    return 0 < moved < SMALLEST


def _moved_at_least(before: int | None, now: int) -> int:
    return max(0, now - (SMALLEST - 1)) if before is None else abs(now - before)


def _group_moved_little(
    before: Mapping[int, Told],
    total_before: int | None,
    counts: Mapping[int, int],
    total: int,
    unknown: frozenset[int],
) -> bool:
    """Whether the parts that stay unknown gained or lost together so few that two totals would tell of them."""
    if not unknown or total_before is None:
        return False
    then = total_before - sum(told.n or 0 for part, told in before.items() if part not in unknown)
    now = total - sum(count for part, count in counts.items() if part not in unknown)
    return 1 <= abs(now - then) <= FEW
