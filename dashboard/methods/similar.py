"""Similar schools (похожие школы): the nearest ones by context, with each variable's part in the distance.

Differences are counted in robust standard units: half the interquartile range, scaled so that it equals the standard
deviation of a normal variable; one huge school then does not make all the others alike. Where the middle half of the
schools is equal, and for yes and no, the unit is the standard deviation. The distance is the root of the mean squared
difference over the variables that both schools state, so that a school with a gap is not nearer for it. Методика
проекта: five neighbours, no answer under eight schools or two variables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import pstdev, quantiles

from dashboard.methods.context import VARIABLES, Context, Reason, Refusal, Shape, Variable, reading

FEWEST_SCHOOLS = 8
FEWEST_VARIABLES = 2
NEIGHBOURS = 5
NORMAL_RANGE = 1.3489795  # interquartile range of a normal variable in standard deviations


@dataclass(frozen=True, slots=True)
class Part:
    """One variable between two schools. `difference`: standard units; `share`: of the squared distance, 0…1."""

    variable: Variable
    own: float | None
    other: float | None
    difference: float | None
    share: float | None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A school near the chosen one. `missing`: variables that it does not state."""

    school_id: int
    distance: float
    parts: tuple[Part, ...]

    @property
    def missing(self) -> tuple[Variable, ...]:
        return tuple(part.variable for part in self.parts if part.difference is None)


@dataclass(frozen=True, slots=True)
class Similar:
    """Nearest first. `left_out`: variables that the school itself does not state or that are equal everywhere."""

    school_id: int
    schools: int
    used: tuple[Variable, ...]
    left_out: tuple[Variable, ...]
    neighbours: tuple[Neighbour, ...]


def similar_schools(
    school_id: int,
    contexts: Mapping[int, Context],
    variables: Sequence[Variable] = VARIABLES,
    neighbours: int = NEIGHBOURS,
) -> Similar | Refusal:
    """The schools nearest to one of them. Refuses under eight schools or two variables, or without the school."""
    if school_id not in contexts:
        return Refusal(Reason.UNKNOWN_SCHOOL)
    if len(contexts) < FEWEST_SCHOOLS:
        return Refusal(Reason.FEW_SCHOOLS, len(contexts), FEWEST_SCHOOLS)
    own = contexts[school_id]
    units = {variable: _unit(variable, contexts) for variable in variables}
    used = tuple(one for one in variables if units[one] and reading(one, own) is not None)
    if len(used) < FEWEST_VARIABLES:
        return Refusal(Reason.NO_VARIABLES, len(used), FEWEST_VARIABLES)
    found = [
        _neighbour(other_id, own, other, {variable: units[variable] for variable in used})
        for other_id, other in contexts.items()
        if other_id != school_id
    ]
    near = sorted((one for one in found if one is not None), key=lambda one: (one.distance, one.school_id))
    left_out = tuple(variable for variable in variables if variable not in used)
    return Similar(school_id, len(contexts), used, left_out, tuple(near[:neighbours]))


def _unit(variable: Variable, contexts: Mapping[int, Context]) -> float:
    """What counts as one step; 0: all schools that state it are equal."""
    values = [value for value in (reading(variable, one) for one in contexts.values()) if value is not None]
    if len(values) < 2:
        return 0.0
    if variable.shape is Shape.YES:
        return pstdev(values)
    lower, _, upper = quantiles(values, n=4, method="inclusive")
    return (upper - lower) / NORMAL_RANGE or pstdev(values)


def _neighbour(
    school_id: int, own: Context, other: Context, units: Mapping[Variable, float]
) -> Neighbour | None:
    """None for a school that states fewer than two of the variables."""
    differences = {
        variable: _difference(reading(variable, own), reading(variable, other), unit)
        for variable, unit in units.items()
    }
    known = [difference for difference in differences.values() if difference is not None]
    if len(known) < FEWEST_VARIABLES:
        return None
    total = sum(difference**2 for difference in known)
    parts = tuple(
        Part(
            variable,
            own.get(variable.key),
            other.get(variable.key),
            difference,
            None if difference is None else difference**2 / total if total else 0.0,
        )
        for variable, difference in differences.items()
    )
    return Neighbour(school_id, sqrt(total / len(known)), parts)


def _difference(own: float | None, other: float | None, unit: float) -> float | None:
    return None if own is None or other is None else (other - own) / unit
