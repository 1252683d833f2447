"""Generated municipalities, honest or with one fault planted, as the counts that signs are looked for in."""

from __future__ import annotations

from dashboard.methods.sign_facts import Cohort
from tests.simulation.planting import PLANT, PLANTED_SIZE, Fault
from tests.simulation.schools import LYCEUM_SIZE, SIZES
from tests.simulation.town import YEAR, Municipality

SCHOOLS = len(SIZES)
LYCEUM = SIZES.index(LYCEUM_SIZE)  # a school whose pupils are honestly good
PLANTED = SIZES.index(PLANTED_SIZE)  # the school a fault is planted into


def municipality(seed: int, fault: Fault | None = None) -> list[Cohort]:
    """All procedures of 30 schools in two years; the same for the same seed."""
    town = Municipality(seed)
    if fault is not None:
        PLANT[fault](town, town.schools[PLANTED])
    return town.cohorts()


__all__ = ["LYCEUM", "PLANTED", "SCHOOLS", "YEAR", "Fault", "municipality"]
