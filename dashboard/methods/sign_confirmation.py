"""Signs of confirmation (понизили, повысили): marks of a work against journal marks, beside other schools.

A fixed threshold of 30 % calls the average school: in a region a third of the fifth grade writes below its journal
marks. So a school is compared with the reference: its share lies outside p ± 2·√(p(1 − p)/n) (§3.2 of the methods,
методика проекта). The probability takes account of the variance between schools, on the arcsine scale, and is never
smaller than the exact one of chance alone.
"""

from __future__ import annotations

from math import asin, inf, sqrt

from dashboard.methods.distributions import binomial_at_least
from dashboard.methods.objectivity import FEWEST_PUPILS
from dashboard.methods.overdispersion import (
    Between,
    Sizes,
    angle,
    angle_variance,
    between_schools,
    chance_above,
)
from dashboard.methods.sign_facts import MUNICIPALITY, NONE, REGION, SIGN, Measured, Schools, unchecked

LIMIT = 2.0
LOWERED, RAISED = 0, 2
Counts = tuple[float, float, float]


def confirmations(schools: Schools, region: Counts | None, which: int) -> dict[int, Measured]:
    """Sign of every school: its share of `which` (0 понизили, 2 повысили) above the reference's."""
    counts = {id_: cohort.confirmation for id_, cohort in schools.items()}
    whole = [sum(own[at] for own in counts.values()) for at in range(3)]
    sizes = Sizes.of(sum(own) for own in counts.values())
    enough = [own for own in counts.values() if sum(own) >= FEWEST_PUPILS]
    centre = asin(sqrt(region[which] / sum(region))) if region and sum(region) else None
    between = between_schools(
        [angle(own[which], sum(own)) for own in enough], [angle_variance(sum(own)) for own in enough], centre
    )
    found = {}
    for id_, own in counts.items():
        others: Counts = region or (whole[0] - own[0], whole[1] - own[1], whole[2] - own[2])
        weight = 0.0 if region else sizes.weight_of_others(sum(own))
        found[id_] = _share(own, others, which, between, weight, REGION if region else MUNICIPALITY)
    return found


def _share(
    own: Counts, others: Counts, which: int, between: Between | None, weight: float, name: str
) -> Measured:
    pairs, reference_pairs = round(sum(own)), sum(others)
    if not pairs:
        return unchecked("no_journal")
    if pairs < FEWEST_PUPILS:
        return unchecked("few_pupils", pairs)
    if reference_pairs < FEWEST_PUPILS:
        return unchecked("no_reference", pairs)
    share, usual = own[which] / pairs, others[which] / reference_pairs
    limit = usual + LIMIT * sqrt(usual * (1 - usual) / pairs)
    numbers = {
        "count": own[which],
        "pairs": pairs,
        "share": 100 * share,
        "reference_share": 100 * usual,
        "reference_pairs": reference_pairs,
        "limit": 100 * limit,
    }
    p = None
    if between is not None:
        distance = angle(own[which], pairs) - asin(sqrt(usual))
        chance = angle_variance(pairs) + angle_variance(reference_pairs)
        among_schools = chance_above(distance, chance, inf, between, weight)
        p = max(among_schools, binomial_at_least(round(own[which]), pairs, usual))
        numbers["between"] = sqrt(between.variance)
    state = SIGN if share > limit else NONE
    return Measured(state, "", pairs, 100 * share, 100 * limit, p, name, numbers)
