"""What came after a decision: before, after, the difference, and whether chance alone could make it.

A decision keeps where its indicator stood. Every later checkpoint with figures is a «next period». Parts of a year
are compared with parts, whole years with whole years: where the standing point and the later one are of different
kinds, «before» is the same checkpoint in the last year in which it had come by then. The interval of a share is
Newcombe's; it takes before and after as two independent groups, which is wider than the truth when the same pupils
are in both, so that a change is called more than chance rather too seldom than too often. Other measures have no
interval. Comparable schools show what would have happened anyway: their sums before and after, never a mean of shares.

Source: методика проекта; interval of the difference: Newcombe (1998), method 10.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from dashboard.methods.comparable import CHECKPOINTS, Checkpoint, are_comparable
from dashboard.methods.intervals import UNKNOWN, Interval, difference_of_shares_interval

Point = tuple[int, str]  # school year, checkpoint


class Verdict(StrEnum):
    """What may be said of a difference."""

    RISE = "rise"  # more than chance
    FALL = "fall"
    CHANCE = "chance"  # the interval holds zero
    HIGHER = "higher"  # no interval: only the direction is known
    LOWER = "lower"
    SAME = "same"
    WAITING = "waiting"  # nothing came after yet
    NO_START = "no_start"  # nothing to compare with


@dataclass(frozen=True, slots=True)
class Amount:
    """An indicator as numerator and denominator; counts have the denominator 1."""

    numerator: float
    denominator: float

    def value(self, factor: float) -> float | None:
        """None without a denominator."""
        return factor * self.numerator / self.denominator if self.denominator else None

    @property
    def is_share(self) -> bool:
        """Whether it can be a part of a whole at all."""
        return 0 <= self.numerator <= self.denominator


@dataclass(frozen=True, slots=True)
class Effect:
    """`difference` and `interval` are in the unit of the indicator; an interval that is not known is (nan, nan)."""

    before: float | None
    after: float | None
    difference: float | None
    interval: Interval
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Peer:
    """What makes two schools comparable."""

    id: int
    kind: str
    is_rural: bool


def moment(point: Point) -> tuple[int, int]:
    """Sorts points by time. Unknown checkpoint → ValueError."""
    return point[0], CHECKPOINTS.index(Checkpoint(point[1]))


def later_points(stood: Point, known: Iterable[Point]) -> list[Point]:
    """Every point after `stood`, the next one first."""
    return sorted((point for point in set(known) if moment(point) > moment(stood)), key=moment)


def baseline(stood: Point, after: Point) -> Point:
    """The point that `after` is compared with: `stood` itself, or the newest like `after` that had come by then."""
    if are_comparable(stood[1], after[1]):
        return stood
    same_year = (stood[0], after[1])
    return same_year if moment(same_year) <= moment(stood) else (stood[0] - 1, after[1])


def effect_of(before: Amount | None, after: Amount | None, factor: float, is_proportion: bool) -> Effect:
    """The effect between two points. `factor`: 100 for percents, else 1."""
    old = before.value(factor) if before else None
    new = after.value(factor) if after else None
    if after is None or new is None:
        return Effect(old, None, None, UNKNOWN, Verdict.WAITING)
    if before is None or old is None:
        return Effect(None, new, None, UNKNOWN, Verdict.NO_START)
    if not (is_proportion and before.is_share and after.is_share):
        return Effect(old, new, new - old, UNKNOWN, _direction(new - old))
    found = difference_of_shares_interval(
        after.numerator, after.denominator, before.numerator, before.denominator
    )
    interval = Interval(factor * found.low, factor * found.high)
    return Effect(old, new, new - old, interval, _beyond_chance(interval))


def _direction(difference: float) -> Verdict:
    if round(difference, 9) == 0:
        return Verdict.SAME
    return Verdict.HIGHER if difference > 0 else Verdict.LOWER


def _beyond_chance(interval: Interval) -> Verdict:
    if interval.low > 0:
        return Verdict.RISE
    return Verdict.FALL if interval.high < 0 else Verdict.CHANCE


def comparable_peers(own: Peer, others: Iterable[Peer]) -> list[int]:
    """Schools of the same kind that are both rural or both urban; where there are none, all the others."""
    rest = [peer for peer in others if peer.id != own.id]
    alike = [peer.id for peer in rest if (peer.kind, peer.is_rural) == (own.kind, own.is_rural)]
    return alike or [peer.id for peer in rest]


def change_of_peers(pairs: Iterable[tuple[Amount, Amount]], factor: float) -> float | None:
    """Difference of the sums of those who have figures at both points; None when nobody has."""
    before, after = Amount(0.0, 0.0), Amount(0.0, 0.0)
    for old, new in pairs:
        before, after = _added(before, old), _added(after, new)
    old_value, new_value = before.value(factor), after.value(factor)
    return None if old_value is None or new_value is None else new_value - old_value


def _added(one: Amount, other: Amount) -> Amount:
    return Amount(one.numerator + other.numerator, one.denominator + other.denominator)
