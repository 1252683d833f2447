"""Lines of the registers of the demonstration: what organisations would write about their own work. All invented.

Pupils and teachers in personal registers are those of the roster, so that a name in a register is a name of a class.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dashboard.catalogue.profile import Profile as Order
from seed.demo import register_results as results
from seed.demo import register_staff as staff
from seed.demo.model import Municipality
from seed.demo.profiles import KINDERGARTEN_KIND, Profile
from seed.demo.sheets import Cells


@dataclass(frozen=True)
class RegisterLine:
    """A line of a register; dates are ISO."""

    register: str
    organisation: str
    year: int
    cells: Cells


def register_lines(demo: Municipality, order: Order, year: int) -> Iterator[RegisterLine]:
    """Lines of every register in one school year, register by register."""
    for register, make in _MAKERS.items():
        for profile in demo.profiles:
            is_kindergarten = profile.kind == KINDERGARTEN_KIND
            if is_kindergarten != (register in _OF_KINDERGARTENS) and register not in _OF_ALL:
                continue
            for cells in make(demo, order, profile, year):
                yield RegisterLine(register, profile.short_name, year, cells)


_OF_KINDERGARTENS = frozenset({"preschool_quality", "preschool_groups"})
# kindergartens have heads and scores too
_OF_ALL = frozenset({"heads", "head_scores"})
_MAKERS: dict[str, Callable[[Municipality, Order, Profile, int], Iterator[Cells]]] = {
    "listed_schools": results.listed,
    "risk_profile": results.risk,
    "school_problems": results.problems,
    "school_support": results.support,
    "leader_pairs": results.pairs,
    "school_context": results.context,
    "gifted": results.gifted,
    "talent_programmes": results.programmes,
    "career_partners": results.partners,
    "observers": results.observers,
    "rechecks": results.rechecks,
    "objectivity_orders": results.orders,
    "heads": staff.heads,
    "head_scores": staff.head_scores,
    "reserve": staff.reserve,
    "courses": staff.courses,
    "deficits": staff.deficits,
    "training_needs": staff.needs,
    "mentors": staff.mentors,
    "unions": staff.unions,
    "networks": staff.networks,
    "satisfaction": staff.satisfaction,
    "prevention": staff.prevention,
    "preschool_quality": staff.areas,
    "preschool_groups": staff.groups,
}
