"""Signs A, B and C of the official method, with the chance of each at an honest school (§3.3 of the methods).

The rule decides whether a sign shows; the probability beside it says how much of that is chance. It takes account of
the variance between schools, so without eight schools A and C have no probability.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import exp, log, sqrt

from dashboard.methods.distributions import t_above
from dashboard.methods.objectivity import (
    FEWEST_PUPILS,
    Sample,
    cohort_ratio,
    fences,
    overstatement,
    rank_correlation,
    sharp_change,
)
from dashboard.methods.overdispersion import Between, Sizes, between_schools, chance_above
from dashboard.methods.sign_facts import (
    MUNICIPALITY,
    NONE,
    REGION,
    SIGN,
    Cohort,
    Kind,
    Measured,
    Schools,
    summed,
    unchecked,
)

FALL_WORD = "падение"


def means(schools: Schools, region: Sample | None) -> dict[int, Measured]:
    """Sign A of every school that wrote: its interval against that of the region, else of the other schools."""
    samples = {id_: cohort.sample for id_, cohort in schools.items()}
    whole = summed(samples.values())
    between = _between_means(samples.values(), region)
    sizes = Sizes.of(sample.n for sample in samples.values())
    found = {}
    for id_, sample in samples.items():
        weight = 0.0 if region else sizes.weight_of_others(sample.n)
        name = REGION if region else MUNICIPALITY
        found[id_] = _mean(sample, region or whole - sample, between, weight, name)
    return found


def _mean(sample: Sample, reference: Sample, between: Between | None, weight: float, name: str) -> Measured:
    if sample.n < FEWEST_PUPILS:
        return unchecked("few_pupils", sample.n)
    if reference.n < FEWEST_PUPILS:
        return unchecked("no_reference", sample.n)
    own, other = sample.interval, reference.interval
    found = overstatement(sample, reference)
    if own is None or other is None or found is None:
        return unchecked("no_spread", sample.n)
    mean, reference_mean = sample.total / sample.n, reference.total / reference.n
    numbers = {
        "mean": mean,
        "low": own[0],
        "high": own[1],
        "reference_mean": reference_mean,
        "reference_low": other[0],
        "reference_high": other[1],
        "reference_n": reference.n,
        "coefficient": found.coefficient,
    }
    p = None
    if between is not None:
        numbers["between"] = sqrt(between.variance)
        chance = error_of(sample) ** 2 + error_of(reference) ** 2
        p = chance_above(mean - reference_mean, chance, sample.n - 1, between, weight)
    state = SIGN if found.is_sign else NONE
    return Measured(state, "", sample.n, own[0], other[1], p, name, numbers)


def _between_means(samples: Iterable[Sample], region: Sample | None) -> Between | None:
    known = [one for one in samples if one.n >= FEWEST_PUPILS and one.interval is not None]
    means_of = [one.total / one.n for one in known]
    centre = region.total / region.n if region and region.n else None
    return between_schools(means_of, [error_of(one) ** 2 for one in known], centre)


def error_of(sample: Sample) -> float:
    """Standard error of a mean, from n, Σx and Σx²."""
    return sqrt((sample.n * sample.squares - sample.total**2) / (sample.n * (sample.n - 1)) / sample.n)


def mismatch(cohort: Cohort) -> Measured:
    """Sign B: inside the school better journal marks go with fewer points."""
    n = sum(cohort.pairs.values())
    if not n:
        return unchecked("no_journal", cohort.sample.n)
    if n < FEWEST_PUPILS:
        return unchecked("few_pupils", n)
    correlation = rank_correlation(cohort.pairs)
    if correlation is None:
        return unchecked("no_spread", n)
    state = SIGN if correlation < 0 else NONE
    return Measured(state, "", n, correlation, 0.0, _tail_below(correlation, n), "", {"rs": correlation})


def _tail_below(correlation: float, n: int) -> float:
    """Chance of this rs or a lower one where marks and points have nothing to do with each other."""
    left = 1 - correlation**2
    if left <= 0:
        return 0.0 if correlation < 0 else 1.0
    return t_above(-correlation * sqrt((n - 2) / left), n - 2)


def changes(before: Schools, after: Schools) -> dict[int, tuple[Measured, Measured]]:
    """Signs C of every school in `after`: (rise, fall) between grade 4 and grade 5 of one cohort."""
    ratios: dict[int, float] = {}
    for id_ in before.keys() & after.keys():
        ratio = cohort_ratio(before[id_].sample, after[id_].sample)
        if ratio is not None and before[id_].sample.total:
            ratios[id_] = ratio
    borders = fences([ratios[id_] for id_ in sorted(ratios)])
    errors = {id_: _error_of_log(before[id_].sample) + _error_of_log(after[id_].sample) for id_ in ratios}
    usual = _usual(ratios, errors)
    found = {}
    for id_, cohort in after.items():
        reason = _reason(before.get(id_), cohort, ratios.get(id_), borders)
        if reason or borders is None:
            found[id_] = (unchecked(reason, cohort.sample.n),) * 2
        else:
            found[id_] = _change(before[id_].sample, cohort.sample, ratios[id_], borders, errors[id_], usual)
    return found


def _reason(
    before: Cohort | None, after: Cohort, ratio: float | None, borders: tuple[float, float] | None
) -> str:
    if before is None:
        return "no_cohort"
    if min(before.sample.n, after.sample.n) < FEWEST_PUPILS:
        return "few_pupils"
    if ratio is None:
        return "no_scale"
    return "few_schools" if borders is None else ""


def _usual(ratios: Mapping[int, float], errors: Mapping[int, float]) -> Between | None:
    """Usual logarithm of K and the variance between schools around it; None under eight schools."""
    ids = [id_ for id_ in sorted(ratios) if errors[id_] > 0]
    return between_schools([log(ratios[id_]) for id_ in ids], [errors[id_] for id_ in ids])


def _error_of_log(sample: Sample) -> float:
    """Variance of the logarithm of a mean, by the delta method."""
    return (error_of(sample) / (sample.total / sample.n)) ** 2


def _change(
    before: Sample,
    after: Sample,
    ratio: float,
    borders: tuple[float, float],
    error: float,
    usual: Between | None,
) -> tuple[Measured, Measured]:
    detail = sharp_change(ratio, borders)
    numbers = {
        "before": before.completion.percent or 0.0,
        "after": after.completion.percent or 0.0,
        "before_n": before.n,
        "ratio": ratio,
    }
    if usual is not None:
        numbers["usual"] = exp(usual.centre)
        numbers["between"] = sqrt(usual.variance)
    degrees = min(before.n, after.n) - 1

    def measured(kind: Kind, fence: float, sign: int) -> Measured:
        state = SIGN if detail and (detail == FALL_WORD) == (kind is Kind.FALL) else NONE
        p = None
        if usual is not None and error > 0:  # equal scores in both years say nothing of chance
            p = chance_above(sign * (log(ratio) - usual.centre), error, degrees, usual)
        return Measured(state, "", after.n, ratio, fence, p, MUNICIPALITY, {**numbers, "fence": fence})

    return measured(Kind.RISE, borders[0], -1), measured(Kind.FALL, borders[1], 1)
