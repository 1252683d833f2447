"""Labels at the ends of lines: moved apart as little as possible, never over one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(slots=True)
class _Group:
    """Labels that touch: they move together and sit around the mean of the places they wanted."""

    wishes: list[float]
    size: float

    def start(self, low: float, high: float) -> float:
        wanted = sum(self.wishes) / len(self.wishes)
        return max(low, min(wanted, high - self.size))


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Centres of labels of the given sizes, in the order given, within low…high where they fit.

    Neighbours that would overlap are joined into a group, which takes the place that moves its members least
    (pool adjacent violators). When all together do not fit, they stay apart and run over the upper edge.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    groups: list[_Group] = []
    for index in order:
        groups.append(_Group([wanted[index] - sizes[index] / 2], sizes[index]))
        while len(groups) > 1 and _touch(groups[-2], groups[-1], low, high):
            upper = groups.pop()
            lower = groups[-1]
            lower.wishes += [wish - lower.size for wish in upper.wishes]
            lower.size += upper.size
    return _centres(groups, order, sizes, low, high)


def _touch(lower: _Group, upper: _Group, low: float, high: float) -> bool:
    return lower.start(low, high) + lower.size > upper.start(low, high)


def _centres(
    groups: Sequence[_Group], order: Sequence[int], sizes: Sequence[float], low: float, high: float
) -> list[float]:
    centres = [0.0] * len(order)
    remaining = iter(order)
    for group in groups:
        edge = group.start(low, high)
        for _ in group.wishes:
            index = next(remaining)
            centres[index] = edge + sizes[index] / 2
            edge += sizes[index]
    return centres
