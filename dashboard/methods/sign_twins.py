"""Sign of works alike (одинаковые работы): pupils whose scores agree task by task more often than elsewhere.

Two pupils with 12 points of 20 can get them in thousands of ways; how often they get them in the same one is known from
the other schools: the chance that two of their pupils with the same score have the same answers. Scores at which it is
large (almost everything right, almost nothing) say nothing and are left out. Pupils of one school were taught the same
and miss the same tasks, so the chance is raised by the factor by which this shows at the other schools. Copies above
the first of each kind are counted; their number at an honest school is at most Poisson with the mean Σ pairs × chance
× factor. Методика проекта.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from dashboard.methods.distributions import poisson_at_least
from dashboard.methods.objectivity import FEWEST_PUPILS
from dashboard.methods.sign_facts import MUNICIPALITY, NONE, SIGN, Cohort, Measured, Schools, unchecked

FEWEST_COPIES = 3
LEVEL = 0.001
MOST_CHANCE = 0.1  # scores that are got in hardly more than one way are not looked at
FEWEST_OTHERS = 20
MOST_USUAL, MOST_TIMES = 2, 4  # copies of a school that count in the factor: not those of a copying one
Answers = Mapping[tuple[int, str], int]


class Alike(NamedTuple):
    """What was counted at a school. `usual`: copies that the chance among pupils of different schools lets expect."""

    copies: int
    looked: int
    largest: int
    usual: float


def twins(schools: Schools) -> dict[int, Measured]:
    """Every school against the others; imported figures of a region hold no answers."""
    whole: Counter[tuple[int, str]] = Counter()
    for cohort in schools.values():
        whole.update(cohort.answers)
    at_score: Counter[int] = Counter()
    pairs: Counter[int] = Counter()
    for (score, _), n in whole.items():
        at_score[score] += n
        pairs[score] += n * (n - 1)
    found = {id_: _alike(cohort.answers, whole, at_score, pairs) for id_, cohort in schools.items()}
    bounded = {id_: min(one.copies, MOST_USUAL + MOST_TIMES * one.usual) for id_, one in found.items()}
    copies, usual = sum(bounded.values()), sum(one.usual for one in found.values())
    return {
        id_: _measured(schools[id_], one, _factor(copies - bounded[id_], usual - one.usual))
        for id_, one in found.items()
    }


def _factor(copies: float, usual: float) -> float:
    """How many times more alike pupils of one school are than those of different ones: they were taught the same."""
    return max(1.0, copies / usual) if usual > 0 else 1.0


def _alike(answers: Answers, whole: Answers, at_score: Counter[int], pairs: Counter[int]) -> Alike:
    own: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for (score, text), n in answers.items():
        own[score].append((text, n))
    looked, copies, largest, usual = 0, 0, 1, 0.0
    for score, listed in own.items():
        here = sum(n for _, n in listed)
        chance = _chance(score, listed, here, whole, at_score, pairs)
        if chance is None or chance > MOST_CHANCE:
            continue
        looked += here
        copies += sum(n - 1 for _, n in listed)
        largest = max(largest, *(n for _, n in listed))
        usual += here * (here - 1) / 2 * chance
    return Alike(copies, looked, largest, usual)


def _measured(cohort: Cohort, found: Alike, factor: float) -> Measured:
    wrote = sum(cohort.scores.values())
    if not cohort.answers:
        return unchecked("no_tasks", wrote)
    if found.looked < FEWEST_PUPILS:
        return unchecked("few_pupils" if wrote < FEWEST_PUPILS else "no_reference", wrote)
    usual = factor * found.usual
    p = poisson_at_least(found.copies, usual)
    state = SIGN if found.copies >= FEWEST_COPIES and p < LEVEL else NONE
    numbers = {
        "copies": found.copies,
        "expected": usual,
        "largest": found.largest,
        "looked": found.looked,
        "factor": factor,
    }
    return Measured(state, "", wrote, found.copies, max(usual, FEWEST_COPIES), p, MUNICIPALITY, numbers)


def _chance(
    score: int,
    listed: list[tuple[str, int]],
    here: int,
    whole: Answers,
    at_score: Counter[int],
    pairs: Counter[int],
) -> float | None:
    """Chance that two pupils of the other schools with this score have the same answers; one more pair is added, so
    that what was never seen is not impossible. None: too few of them."""
    others = at_score[score] - here
    if others < FEWEST_OTHERS:
        return None
    same = pairs[score]
    for text, n in listed:
        everywhere = whole[score, text]
        same += (everywhere - n) * (everywhere - n - 1) - everywhere * (everywhere - 1)
    return (same + 2) / (others * (others - 1) + 2)
