"""Which target an indicator has for a year and a place: set in the program, else by the profile, else its own."""

from __future__ import annotations

from dashboard.catalogue import Indicator, catalogue_of
from data_access.queries.places import Place, read_municipality
from data_access.queries.targets import read_targets
from data_access.viewer import Reader


def aimed(reader: Reader, code: str, year: int, place: Place | None = None) -> Indicator:
    """The indicator with its target for this year and place.

    What was set for the place itself stands first, then what was set for the municipality, then the profile.
    """
    by_profile = catalogue_of(reader).aimed(code, year, place.short_name if place else "")
    was_set = read_targets(reader, year)
    for unit_id in _places(reader, place):
        if (found := was_set.get((code, unit_id))) is not None:
            return by_profile.aimed(*found)
    return by_profile


def _places(reader: Reader, place: Place | None) -> tuple[int, ...]:
    """The place itself, the municipality above it, the widest place of the viewer."""
    widest = (read_municipality(reader).id,) if reader.viewer.sees_municipality else ()
    own = () if place is None else (place.id, *((place.parent_id,) if place.parent_id else ()))
    return (*own, *widest)
