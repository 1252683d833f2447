"""Places that recommendations, measures and decisions may be about."""

from __future__ import annotations

from dashboard.methods.ordering import natural_key
from data_access.queries.places import Place, read_municipalities, read_municipality, read_schools
from data_access.viewer import Reader


def places_of(reader: Reader) -> dict[int, Place]:
    """Organisations, municipalities and the region that the viewer sees, by id."""
    return {place.id: place for place in sorted_places(reader)}


def sorted_places(reader: Reader) -> list[Place]:
    """The municipality first, then organisations in natural order."""
    top = [read_municipality(reader)] if reader.viewer.sees_municipality else []
    inner = [place for place in read_municipalities(reader) if place.id not in {one.id for one in top}]
    schools = sorted(read_schools(reader), key=lambda place: natural_key(place.short_name))
    return [*top, *sorted(inner, key=lambda place: natural_key(place.short_name)), *schools]
