"""Sign of a border (всплеск на границе отметки): too many pupils have just the points that a mark needs.

All schools heap at borders: in a region the first score of «3» holds up to three times its neighbours. So a school is
compared with the profile of the reference, never with a smooth curve (§3.5 of the methods, методика проекта):
excess = ratio of the school / ratio of the reference ≥ 1.5, z ≥ 3, at least 3 pupils expected and 50 who wrote; with
20–49 the finding is provisional, with fewer nothing is said. Where the neighbours hold fewer than 3 pupils, perhaps
because they were lifted from there, the reference says how many of the pupils around the border are usual at each.

Probability: of the pupils at the border or up to two points under it, so many at it (Fisher's exact test against the
same pupils of the reference, which is chance itself when it is of few schools), times the borders that were looked at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import NamedTuple

from dashboard.methods.distributions import hypergeometric_at_least
from dashboard.methods.sign_facts import NONE, SIGN, Measured, unchecked

ENOUGH, PROVISIONAL = 50, 20
FEWEST_EXPECTED, LEAST_EXCESS, LEAST_Z = 3.0, 1.5, 3.0
NEIGHBOURS = (-3, -2, 1, 2)  # the score right under a border is where the lifted pupils come from
AROUND = range(-3, 3)
UP_TO = range(-2, 1)  # who is at the border, and who would be with a point or two more
MARKS = (3, 4, 5)
Profile = Mapping[int, float]


class Border(NamedTuple):
    """What stands at one border of a school. `near`: pupils with this score or up to two less; `usual_share`: how many
    of such pupils have this score in the reference; `is_emptied`: `expected` is by the reference."""

    mark: int
    score: int
    pupils: float
    expected: float
    ratio: float
    ratio_reference: float
    z: float
    near: float
    usual_share: float
    p: float
    is_emptied: bool

    @property
    def excess(self) -> float:
        return self.ratio / self.ratio_reference

    @property
    def is_flagged(self) -> bool:
        return self.excess >= LEAST_EXCESS and self.z >= LEAST_Z


def border(
    scores: Profile, reference: Profile, borders: tuple[int | None, int | None, int | None], name: str
) -> Measured:
    """The strongest border of a procedure at a school."""
    n = round(sum(scores.values()))
    if all(score is None for score in borders):
        return unchecked("no_scale", n)
    if n < PROVISIONAL:
        return unchecked("few_pupils", n)
    found = [
        one
        for mark, score in zip(MARKS, borders, strict=True)
        if score is not None and (one := at_border(scores, reference, mark, score)) is not None
    ]
    if not found:
        return unchecked("no_reference", n)
    strongest = max(found, key=lambda one: (one.is_flagged, -one.p, one.excess))
    numbers = {
        "mark": strongest.mark,
        "score": strongest.score,
        "count": strongest.pupils,
        "expected": strongest.expected,
        "ratio": strongest.ratio,
        "ratio_reference": strongest.ratio_reference,
        "excess": strongest.excess,
        "z": strongest.z,
        "near": strongest.near,
        "usual_share": 100 * strongest.usual_share,
        "borders": len(found),
    }
    if strongest.is_emptied:
        numbers["emptied"] = 1
    if n < ENOUGH:
        numbers["provisional"] = 1
    state = SIGN if strongest.is_flagged else NONE
    p = min(1.0, strongest.p * len(found))
    return Measured(state, "", n, strongest.excess, LEAST_EXCESS, p, name, numbers)


def at_border(scores: Profile, reference: Profile, mark: int, score: int) -> Border | None:
    """One border; None where too few are expected at it, here or in the reference, to say anything."""
    usual, at_reference = mean_beside(reference, score), reference.get(score, 0)
    if usual < FEWEST_EXPECTED or not at_reference:
        return None
    beside = mean_beside(scores, score)
    is_emptied = beside < FEWEST_EXPECTED
    by_reference = _sum(scores, score, AROUND) * usual / _sum(reference, score, AROUND)
    expected = by_reference if is_emptied else beside
    if expected < FEWEST_EXPECTED:
        return None
    count, near = scores.get(score, 0), _sum(scores, score, UP_TO)
    near_reference = _sum(reference, score, UP_TO)
    p = hypergeometric_at_least(
        round(count), round(near), round(count + at_reference), round(near + near_reference)
    )
    return Border(
        mark=mark,
        score=score,
        pupils=count,
        expected=expected,
        ratio=count / expected,
        ratio_reference=at_reference / usual,
        z=(count - expected) / sqrt(expected),
        near=near,
        usual_share=at_reference / near_reference,
        p=p,
        is_emptied=is_emptied,
    )


def mean_beside(scores: Profile, score: int) -> float:
    """E: pupils at the neighbours of a border, on average."""
    return _sum(scores, score, NEIGHBOURS) / len(NEIGHBOURS)


def _sum(scores: Profile, score: int, steps: Sequence[int]) -> float:
    return sum(scores.get(score + step, 0) for step in steps)
