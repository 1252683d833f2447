"""What the rules look at: values of places over the years, reserves, measures that go on, what is submitted.

Read once for all rules and places, as the program itself and not as a person: a recommendation must not depend on
whose load called for it. Who may see its figures is decided when it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from dashboard.catalogue import Catalogue, Indicator, Mechanism
from dashboard.methods.effect import Point, moment
from dashboard.methods.ordering import natural_key
from dashboard.views.mechanism import MOST_TILES
from dashboard.views.municipal_values import fits
from dashboard.views.targets import aimed
from data_access.queries.cycle_grounds import Reserve, read_acted, read_reserves
from data_access.queries.entries import read_progress
from data_access.queries.places import Place, read_filled
from data_access.queries.rollups import Value, read_values
from data_access.viewer import Reader

T = TypeVar("T")
WHOLE_YEAR = "Y"
STALE_YEARS = 1  # a value of an older year than this before the newest of its place says nothing of today


@dataclass(frozen=True)
class Figures:
    """Figures of the places that are looked at. `organisations` are all of the installation."""

    reader: Reader
    catalogue: Catalogue
    today: date
    places: tuple[Place, ...]
    organisations: tuple[Place, ...]
    values: Mapping[tuple[str, int], Mapping[Point, Value]]
    newest_year: Mapping[int, int]
    reserves: Mapping[int, Mapping[Point, Reserve]]
    acted: frozenset[tuple[str, int]]
    shown: Mapping[str, Mechanism] = field(
        default_factory=dict
    )  # indicator → the first mechanism that shows it

    def newest(self, code: str, place: Place, checkpoint: str | None = None) -> tuple[Point, Value] | None:
        """The newest value of a place, of whole years only when `checkpoint` says so; None when it is stale."""
        known = {
            point: value
            for point, value in self.values.get((code, place.id), {}).items()
            if checkpoint in (None, point[1])
        }
        return self._fresh(known, place)

    def newest_reserve(self, place: Place) -> tuple[Point, Reserve] | None:
        return self._fresh(self.reserves.get(place.id, {}), place)

    def _fresh(self, known: Mapping[Point, T], place: Place) -> tuple[Point, T] | None:
        point = max(known, key=moment, default=None)
        if point is None or point[0] < self.newest_year[place.id] - STALE_YEARS:
            return None
        return point, known[point]

    def at(self, code: str, place: Place, point: Point) -> Value | None:
        return self.values.get((code, place.id), {}).get(point)

    def aimed(self, code: str, year: int, place: Place) -> Indicator:
        return aimed(self.reader, code, year, place)

    def mechanism_of(self, preferred: str, code: str) -> Mechanism | None:
        """The mechanism in which an indicator is spoken of: the preferred one where it shows the indicator."""
        wanted = self.catalogue.mechanisms.get(preferred)
        if wanted is not None and code in (*wanted.indicators, wanted.lead):
            return wanted
        return self.shown.get(code)

    @property
    def headlines(self) -> tuple[str, ...]:
        """Indicators that some mechanism shows as a tile, each once."""
        found: dict[str, None] = {}
        for mechanism in self.catalogue.mechanisms.values():
            found |= dict.fromkeys((*mechanism.indicators[:MOST_TILES], mechanism.lead))
        return tuple(found)

    def years_with_marks(self) -> list[int]:
        return sorted(read_filled(self.reader))

    def is_sent(self, code: str, place: Place, year: int) -> bool:
        """Whether the indicator of a place is submitted for a school year."""
        sent = self.reader.once(
            ("sent", year),
            lambda: {
                (row.indicator, row.unit_id) for row in read_progress(self.reader, year) if row.is_submitted
            },
        )
        return (code, place.id) in sent


def is_collected(indicator: Indicator, place: Place) -> bool:
    """Whether the indicator has a value of its own in this place: a school, a kindergarten, a municipality."""
    if indicator.level == "municipality":
        return place.kind == "municipality"
    return place.kind == "school" and fits(indicator, place)


def read_figures(
    reader: Reader,
    catalogue: Catalogue,
    today: date,
    places: Iterable[Place],
    organisations: Iterable[Place],
) -> Figures:
    """Figures of these places in five statements; targets and submitted values are read when they are asked for."""
    chosen = tuple(sorted(places, key=lambda place: natural_key(place.short_name)))
    ids = sorted(place.id for place in chosen)
    values: dict[tuple[str, int], dict[Point, Value]] = {}
    newest: dict[int, int] = {}
    for value in read_values(reader, ids):
        values.setdefault((value.indicator, value.unit_id), {})[value.year, value.checkpoint] = value
        newest[value.unit_id] = max(value.year, newest.get(value.unit_id, value.year))
    reserves: dict[int, dict[Point, Reserve]] = {}
    for row in read_reserves(reader, ids):
        reserves.setdefault(row.unit_id, {})[row.year, row.checkpoint] = row
        newest[row.unit_id] = max(row.year, newest.get(row.unit_id, row.year))
    shown: dict[str, Mechanism] = {}
    for mechanism in catalogue.mechanisms.values():
        for code in (*mechanism.indicators, mechanism.lead):
            shown.setdefault(code, mechanism)
    return Figures(
        reader,
        catalogue,
        today,
        chosen,
        tuple(organisations),
        values,
        newest,
        reserves,
        read_acted(reader, ids),
        shown,
    )
