"""Places that chance leaves possible (диапазон мест): a rank of shares is an estimate, and is shown as one.

The place of a unit can be any from 1 + those that are significantly better to the number of units − those that are
significantly worse. A group is a run of neighbours whose best and worst do not differ. Differences are judged by the
interval of the difference of two shares (Newcombe), pair by pair, without a correction: the range is meant to be wide.

Source: Goldstein H., Spiegelhalter D. J. (1996), J. R. Statist. Soc. A 159, 385–443; методика проекта.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.methods.intervals import wilson_interval

Share = tuple[float, float]  # numerator, denominator
Bounds = tuple[float, float, float]  # share, low, high


def place_ranges(shares: Sequence[Share]) -> list[tuple[int, int]]:
    """Best and worst plausible place of each share; they stand best first. An empty denominator → ValueError."""
    bounds = [_bounds(*share) for share in shares]
    order = range(len(bounds))
    return [
        (
            1 + sum(_differ(bounds[other], bounds[at]) for other in order[:at]),
            len(bounds) - sum(_differ(bounds[at], bounds[other]) for other in order[at + 1 :]),
        )
        for at in order
    ]


def alike_groups(shares: Sequence[Share]) -> list[tuple[int, int]]:
    """Runs of places, first and last, whose best and worst do not differ; only runs of two and more."""
    bounds = [_bounds(*share) for share in shares]
    groups: list[tuple[int, int]] = []
    first = 0
    while first < len(bounds):
        last = first
        while last + 1 < len(bounds) and not _differ(bounds[first], bounds[last + 1]):
            last += 1
        if last > first:
            groups.append((first + 1, last + 1))
        first = last + 1
    return groups


def _bounds(numerator: float, denominator: float) -> Bounds:
    if not denominator:
        raise ValueError("a share of nobody has no place")
    interval = wilson_interval(numerator, denominator)
    return numerator / denominator, interval.low, interval.high


def _differ(one: Bounds, two: Bounds) -> bool:
    """Newcombe's interval of the difference leaves 0 out (method 10)."""
    (upper, low, _), (lower, _, high) = (one, two) if one[0] >= two[0] else (two, one)
    return (upper - lower) ** 2 > (upper - low) ** 2 + (high - lower) ** 2
