"""Planted cases are found in generated municipalities, and honest schools are hardly ever called."""

from __future__ import annotations

import pytest

from tests.bench.signs import LOOKED_AT, findings, holding, raw
from tests.simulation.municipality import LYCEUM, PLANTED, SCHOOLS, Fault

HONEST = range(12)


@pytest.mark.parametrize("fault", list(Fault))
def test_what_was_planted_is_flagged(fault: Fault) -> None:
    found = [PLANTED in raw(findings(1000 + seed, fault), LOOKED_AT[fault]) for seed in range(4)]
    assert found == [True] * 4


@pytest.mark.parametrize("fault", [Fault.COPIED, Fault.FALLING])
def test_copied_answers_and_a_sharp_fall_hold_after_the_correction(fault: Fault) -> None:
    found = [PLANTED in holding(findings(1000 + seed, fault), LOOKED_AT[fault]) for seed in range(4)]
    assert found == [True] * 4


def test_after_the_correction_at_most_a_twentieth_of_honest_schools_is_called() -> None:
    """Raw, the official signs call every third: that is why both are shown."""
    honest = [findings(seed) for seed in HONEST]
    whole = len(HONEST) * SCHOOLS
    assert sum(len(holding(found)) for found in honest) <= 0.05 * whole
    assert sum(len(raw(found)) for found in honest) > 0.1 * whole


def test_a_lyceum_of_honestly_high_means_shows_the_raw_sign_and_no_twins() -> None:
    honest = [findings(seed) for seed in HONEST]
    assert all(LYCEUM in raw(found, ("mean",)) for found in honest)
    assert not any(LYCEUM in holding(found, ("twins",)) for found in honest)
