"""Planted cases are found in generated municipalities, and honest schools are hardly ever called."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from dashboard.methods.multiple import LEVEL
from dashboard.methods.sign_facts import Finding
from dashboard.methods.signs import check
from tests.bench.signs import LOOKED_AT, findings, holding, raw
from tests.simulation.municipality import LYCEUM, PLANTED, SCHOOLS, YEAR, Fault, municipality
from tests.simulation.papers import BORDERS
from tests.simulation.town import Municipality

HONEST = range(16)
EACH = range(1000, 1006)


@pytest.fixture(scope="module")
def honest() -> list[list[Finding]]:
    return [findings(seed) for seed in HONEST]


@pytest.mark.parametrize("fault", list(Fault))
def test_what_was_planted_is_flagged(fault: Fault) -> None:
    found = [findings(seed, fault) for seed in EACH]
    assert all(PLANTED in raw(one, LOOKED_AT[fault]) for one in found)
    held = sum(PLANTED in holding(one, LOOKED_AT[fault]) for one in found)
    assert held >= len(EACH) - 1


def test_after_the_correction_at_most_a_twentieth_of_honest_schools_is_called(
    honest: Sequence[Sequence[Finding]],
) -> None:
    """Raw, the official signs call every third: that is why both are shown."""
    whole = len(HONEST) * SCHOOLS
    assert sum(len(holding(found)) for found in honest) <= LEVEL * whole
    assert sum(len(raw(found)) for found in honest) > 0.2 * whole


def test_chances_of_honest_schools_are_no_smaller_than_they_say(honest: Sequence[Sequence[Finding]]) -> None:
    """One in a hundred is under 0.01, for each kind: the bound of the correction is not luck of the sum."""
    kinds = {one.kind for found in honest for one in found if one.p is not None}
    for kind in kinds:
        chances = [one.p for found in honest for one in found if one.kind == kind and one.p is not None]
        assert np.mean(np.array(chances) < 0.01) < 0.025, kind


def test_a_small_municipality_is_not_called_either() -> None:
    """With nine schools the variance between them is hardly known; Student's degrees of freedom pay for it."""
    found = [check(Municipality(seed, 9).cohorts(), {}, {YEAR}) for seed in range(20)]
    assert sum(len(holding(one)) for one in found) <= LEVEL * 20 * 9


def test_a_lyceum_of_honestly_high_means_shows_the_raw_sign_and_little_that_holds(
    honest: Sequence[Sequence[Finding]],
) -> None:
    assert all(LYCEUM in raw(found, ("mean",)) for found in honest)
    assert sum(LYCEUM in holding(found, ("mean",)) for found in honest) < 0.25 * len(honest)
    assert not any(LYCEUM in holding(found, ("twins", "fall")) for found in honest)


def test_generated_municipalities_look_like_the_measured_region() -> None:
    """Heaping at «3», pupils under their journal marks and the share of variance between schools, as measured."""
    town = Municipality(0)
    scores = [papers.scores for papers in town.papers.values()]
    together = np.bincount(np.concatenate(scores), minlength=30)
    at = BORDERS[0]
    ratio = together[at] / np.mean(together[[at - 3, at - 2, at + 1, at + 2]])
    assert 1.4 <= ratio <= 3.1
    marks = [cohort.confirmation for cohort in town.cohorts() if cohort.procedure.exam == "vpr"]
    lowered, confirmed, raised = (sum(one[place] for one in marks) for place in range(3))
    assert 0.2 < lowered / (lowered + confirmed + raised) < 0.5
    within = float(np.mean([own.var(ddof=1) for own in scores]))
    between = float(np.var([own.mean() for own in scores])) - within * float(
        np.mean([1 / len(s) for s in scores])
    )
    assert 0.08 < between / (between + within) < 0.3


def test_the_same_seed_gives_the_same_municipality() -> None:
    assert municipality(5) == municipality(5)
    assert municipality(5) != municipality(6)
