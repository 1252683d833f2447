"""Indicator values of the municipality and its organisations over the years, with what this viewer must not see.

Two ways of hiding meet here. Indicators of the journal follow the decision about whole schools; a computed
indicator of exams has pupils of its own behind it, so its small groups are hidden among its own schools.
"""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.catalogue import Indicator, catalogue_of
from dashboard.methods.ordering import natural_key
from dashboard.selection import Selection
from dashboard.views.indicators import Values
from dashboard.views.suppression import hidden_parts, hidden_schools, hides
from data_access.queries.places import (
    Place,
    read_municipalities,
    read_municipality,
    read_schools,
)
from data_access.queries.rollups import Value, read_values
from data_access.viewer import Reader

KINDERGARTEN = "детский сад"
OF_YEAR = "Y"


def checkpoint_of(indicator: Indicator, selection: Selection) -> str:
    """Where the value of an indicator stands: yearly ones at the year, the others at the chosen checkpoint."""
    return OF_YEAR if indicator.period == "year" else selection.period or OF_YEAR


def values_of(selection: Selection, reader: Reader, codes: tuple[str, ...]) -> Values:
    """Values of the top place, of the municipalities below it and of each organisation: one query."""
    known = {code: catalogue_of(reader).indicators[code] for code in codes}
    above = [read_municipality(reader).id, *sorted(place.id for place in read_municipalities(reader))]
    schools = sorted(school.id for school in read_schools(reader))

    def make() -> Values:
        checkpoints = {checkpoint_of(indicator, selection) for indicator in known.values()}
        rows = [
            row
            for row in read_values(reader, [*above, *schools], tuple(sorted(checkpoints)), codes)
            if row.checkpoint == checkpoint_of(known[row.indicator], selection)
        ]
        if not hides(reader):
            return Values.of(rows)
        found = Values.of(rows)
        hidden = _hidden_schools(selection, reader, found, known.values())
        closed = _closed(rows, known, frozenset(above), reader.small_number)
        return Values(found.found, hidden, closed)

    return reader.once(("municipal values", codes, selection.period), make)


def _hidden_schools(
    selection: Selection, reader: Reader, values: Values, indicators: Iterable[Indicator]
) -> frozenset[tuple[int, int]]:
    if not any(indicator.method == "journal" for indicator in indicators):
        return frozenset()
    checkpoint = selection.period or OF_YEAR
    return frozenset(
        (id_, year) for year in values.years() for id_ in hidden_schools(reader, year, checkpoint)
    )


def _closed(
    rows: list[Value], known: dict[str, Indicator], above: frozenset[int], threshold: int
) -> frozenset[tuple[str, int, int]]:
    """Small groups of computed yearly indicators, and what would give them away under the shown total."""
    counts: dict[tuple[str, int], dict[int, int]] = {}
    for row in rows:
        indicator = known[row.indicator]
        if indicator.obtained == "computed" and indicator.method != "journal":
            counts.setdefault((row.indicator, row.year), {})[row.unit_id] = row.n
    closed: set[tuple[str, int, int]] = set()
    for (code, year), of_units in counts.items():
        parts = {id_: n for id_, n in of_units.items() if id_ not in above}
        small = {id_ for id_, n in of_units.items() if id_ in above and 0 < n < threshold}
        closed |= {(code, id_, year) for id_ in small | hidden_parts(parts, threshold)}
    return frozenset(closed)


def fits(indicator: Indicator, place: Place) -> bool:
    """Whether the indicator is collected from this organisation."""
    if indicator.level == "municipality":
        return False
    return (indicator.level == "kindergarten") == (place.school_kind == KINDERGARTEN)


def organisations(reader: Reader, indicators: Iterable[Indicator]) -> list[Place]:
    """Organisations from which any of these is collected, in natural order of names: № 2 before № 10."""
    wanted = list(indicators)
    found = [place for place in read_schools(reader) if any(fits(indicator, place) for indicator in wanted)]
    return sorted(found, key=lambda place: natural_key(place.short_name))


def partly(reader: Reader, values: Values, indicator: Indicator, year: int) -> str:
    """«по 2 из 3 организаций» where some that gave a value this year or the year before have none now."""
    if indicator.level == "municipality":
        return ""
    ids = {place.id for place in organisations(reader, (indicator,))}
    now = {id_ for code, id_, of in values.found if code == indicator.code and of == year and id_ in ids}
    before = {
        id_ for code, id_, of in values.found if code == indicator.code and of == year - 1 and id_ in ids
    }
    expected = len(now | before)
    return f"по {len(now)} из {expected}" if 0 < len(now) < expected else ""
