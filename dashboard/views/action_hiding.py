"""Which figures of recommendations and effects a viewer without names does not see.

The same decisions as everywhere (`suppression`), asked for many places, years and checkpoints at once: figures of the
journal follow the school, computed figures of exams their own groups; what people stated is not hidden.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dashboard.catalogue import Indicator, catalogue_of
from dashboard.methods.effect import Point
from dashboard.selection import Selection
from dashboard.views.indicators import Values
from dashboard.views.municipal_values import values_of
from dashboard.views.suppression import hidden_parts, hides
from data_access.queries.cycle import Recommendation
from data_access.queries.places import read_schools
from data_access.queries.rollups import read_values
from data_access.viewer import Reader


@dataclass(frozen=True)
class Hiding:
    """What is hidden: of the journal (place, year, checkpoint), of computed indicators by their values."""

    is_on: bool = False
    known: dict[str, Indicator] = field(default_factory=dict)
    journal: frozenset[tuple[int, int, str]] = frozenset()
    computed: Values | None = None

    def covers(self, code: str, unit_id: int, points: Iterable[Point]) -> bool:
        """Whether any of these values of an indicator is hidden in this place."""
        indicator = self.known.get(code)
        if not self.is_on or indicator is None or indicator.obtained != "computed":
            return False
        if indicator.method == "journal":
            return any((unit_id, *point) in self.journal for point in points)
        return self.computed is not None and any(
            self.computed.is_hidden(code, unit_id, year) for year, _ in points
        )

    def covers_recommendation(self, row: Recommendation) -> bool:
        """Whether the text and the figures of a recommendation would give something hidden away."""
        return self.covers(row.indicator, row.unit_id, points_of(row))


def points_of(row: Recommendation) -> list[Point]:
    """The years and checkpoints whose figures fired the rule."""
    return [(int(year), str(checkpoint)) for year, checkpoint, *_ in row.numbers.get("values", [])]


def hiding_of(reader: Reader, codes: Iterable[str]) -> Hiding:
    """What is hidden of these indicators; nothing is asked of the database for who sees names."""
    if not hides(reader):
        return Hiding()
    every = catalogue_of(reader).indicators
    known = {code: every[code] for code in sorted(set(codes)) if code in every}
    computed = tuple(
        code for code, one in known.items() if one.obtained == "computed" and one.method != "journal"
    )
    of_journal = any(one.method == "journal" for one in known.values())
    return Hiding(
        True,
        known,
        _hidden_of_journal(reader) if of_journal else frozenset(),
        values_of(Selection(), reader, computed) if computed else None,
    )


def _hidden_of_journal(reader: Reader) -> frozenset[tuple[int, int, str]]:
    """As `suppression.hidden_schools` decides, for every year and checkpoint in one statement."""

    def find() -> frozenset[tuple[int, int, str]]:
        schools = sorted(school.id for school in read_schools(reader))
        counts: dict[Point, dict[int, int]] = {}
        for row in read_values(reader, schools, None, ("quality",)):
            counts.setdefault((row.year, row.checkpoint), {})[row.unit_id] = row.n
        return frozenset(
            (unit_id, *point)
            for point, of_schools in counts.items()
            for unit_id in hidden_parts(of_schools, reader.small_number)
        )

    return reader.once("hidden of journal", find)
