"""Makes the figures of a release from the marts: the one publisher of numbers that go outside.

It reads as the head without the right to names and with the border of ten, so whatever the program hides of small
numbers inside is hidden here too; then come the rules of citizens (`dashboard/methods/disclosure.py`). At the end the
reader's own subtraction is made: where it would come too close to a hidden count, the total is hidden as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.blocks import Measure
from dashboard.catalogue import Indicator, catalogue_of
from dashboard.methods.disclosure import (
    SMALLEST,
    Bound,
    Range,
    Rough,
    Settled,
    Told,
    differs_little,
    is_told,
    percent_range,
    possible,
    rough_count,
    rough_percent,
    rounded,
    settle,
)
from dashboard.numbers import format_date
from dashboard.public.release import (
    AT_LEAST,
    AT_MOST,
    BAND,
    HIDDEN,
    MISSING,
    SHOWN,
    Figure,
    PlaceFigure,
    Published,
    Release,
)
from dashboard.public.rules import Reach, decimals_of, verdict
from dashboard.selection import Selection
from dashboard.views.indicators import Values
from dashboard.views.municipal_values import OF_YEAR, organisations, values_of
from dashboard.views.suppression import hidden_parts
from data_access.queries.places import Place, read_municipality
from data_access.queries.rollups import Value
from data_access.viewer import Reader

STATE_OF_BOUND: dict[Bound, str] = {"": SHOWN, "at_most": AT_MOST, "at_least": AT_LEAST}
LARGEST_SCORE = 100
BOUND_OF_STATE: dict[str, Bound] = {SHOWN: "", AT_MOST: "at_most", AT_LEAST: "at_least"}


def public_reader(reader: Reader) -> Reader:
    """The same snapshot seen without the right to names, with the border of citizens, remembering nothing of before."""
    blind = replace(reader.viewer, sees_names=False)
    border = max(SMALLEST, reader.small_number)
    return replace(reader, viewer=blind, small_number=border, remembered={})


def make_release(reader: Reader, codes: Sequence[str], year: int, before: Release | None = None) -> Release:
    """A release of these indicators. `before`: the newest release of the same year, standing or withdrawn.

    An indicator that may not be published is left out, whoever asks for it.
    """
    outside = public_reader(reader)
    known = catalogue_of(reader)
    chosen = [one for one in known.used_indicators() if one.code in codes]
    open_ones = [one for one in chosen if verdict(one).reach is not Reach.NEVER]
    values = values_of(Selection(year=year, period=OF_YEAR), outside, tuple(one.code for one in open_ones))
    groups: dict[str, str] = {}
    for item in known.mechanisms.values():
        for code in item.indicators:
            groups.setdefault(code, item.title)
    made = tuple(
        _publish(outside, one, values, year, groups[one.code], before.find(one.code) if before else None)
        for one in open_ones
    )
    as_of = format_date(reader.changed_at.date()) if reader.changed_at else ""
    return Release(read_municipality(reader).full_name, year, format_date(reader.day), as_of, made)


def behind(indicator: Indicator, row: Value) -> int:
    """How many pupils, people or things stand behind a value: the fewest that its numbers allow."""
    if indicator.aggregate == "sum":
        return int(row.numerator)
    if indicator.is_proportion or row.n == 0:
        return int(min(row.n or row.denominator, row.denominator))
    return row.n


@dataclass(frozen=True, slots=True)
class _Source:
    """What one indicator has in the marts for one year."""

    indicator: Indicator
    year: int
    total: Value | None
    parts: dict[int, Value]
    places: tuple[Place, ...]
    values: Values
    top: int

    @property
    def counts(self) -> dict[int, int]:
        return {id_: behind(self.indicator, row) for id_, row in self.parts.items()}

    @property
    def total_count(self) -> int:
        return 0 if self.total is None else behind(self.indicator, self.total)

    def hidden(self, threshold: int) -> frozenset[int]:
        """What small numbers hide; few things that are counted are told as a border instead."""
        code = self.indicator.code
        always = {id_ for id_ in self.parts if self.values.is_hidden(code, id_, self.year)}
        if self.indicator.aggregate == "sum":
            return frozenset(always)
        return hidden_parts(self.counts, threshold, always) | frozenset(always)


def _publish(
    reader: Reader, indicator: Indicator, values: Values, year: int, group: str, before: Published | None
) -> Published:
    source = _source(reader, indicator, values, year)
    found = verdict(indicator)
    if found.reach is Reach.WHOLE or not source.parts:
        total, is_kept = _whole(source, before)
        places: tuple[PlaceFigure, ...] = ()
    else:
        total, places, is_kept = _with_places(source, found.reach, reader.small_number, before)
    return Published(
        code=indicator.code,
        title=indicator.title,
        full_title=indicator.full_title,
        group=group,
        unit=indicator.unit,
        is_percent=indicator.measure is Measure.PERCENT,
        decimals=decimals_of(indicator),
        direction=indicator.passport.polarity,
        formula=indicator.formula,
        warning=indicator.warning,
        clause=indicator.clause,
        source=indicator.quality,
        is_project_method=indicator.project_method,
        reach=found.reach.value,
        why=found.why,
        total=total,
        places=places,
        is_kept=is_kept,
    )


def _source(reader: Reader, indicator: Indicator, values: Values, year: int) -> _Source:
    top = read_municipality(reader).id
    places = tuple(organisations(reader, (indicator,)))
    rows = {place.id: values.found.get((indicator.code, place.id, year)) for place in places}
    parts = {id_: row for id_, row in rows.items() if row is not None and _number(indicator, row) is not None}
    return _Source(indicator, year, values.found.get((indicator.code, top, year)), parts, places, values, top)


def _number(indicator: Indicator, row: Value) -> float | None:
    return indicator.value(row.numerator, row.denominator)


def _whole(source: _Source, before: Published | None) -> tuple[Figure, bool]:
    """The total alone; one behind which a few came or left keeps what was told."""
    total = _total(source)
    if before is None or before.total.n is None or not differs_little(before.total.n, source.total_count):
        return total, False
    return before.total, before.total != total


def _total(source: _Source) -> Figure:
    is_closed = source.values.is_hidden(source.indicator.code, source.top, source.year)
    return _figure(source.indicator, source.total, is_closed)


def _figure(indicator: Indicator, row: Value | None, is_hidden: bool, band: str = "") -> Figure:
    if row is None or (value := _number(indicator, row)) is None:
        return Figure(MISSING)
    n = behind(indicator, row)
    if is_hidden or (n < SMALLEST and indicator.aggregate != "sum"):
        return Figure(HIDDEN)
    rough = _rough(indicator, value, n)
    return Figure(STATE_OF_BOUND[rough.bound], rough.value, n if n >= SMALLEST else None, band)


def _rough(indicator: Indicator, value: float, n: int) -> Rough:
    if indicator.aggregate == "sum":
        return rough_count(value)
    if indicator.measure is Measure.PERCENT:
        return rough_percent(value, n)
    return Rough(rounded(value, decimals_of(indicator)))


def _with_places(
    source: _Source, reach: Reach, threshold: int, before: Published | None
) -> tuple[Figure, tuple[PlaceFigure, ...], bool]:
    earlier = {place.unit_id: place.figure for place in before.places} if before else {}
    settled = _settled(source, threshold, before)
    fresh = {place.id: _of_place(source, reach, place, settled.hidden) for place in source.places}
    figures = {**fresh, **{id_: earlier[id_] for id_ in settled.kept if id_ in fresh}}
    # what a new total must not tell: a figure that stays hidden, and the new one behind a figure that stays as it was
    guarded = {id_: one if one == fresh[id_] else Figure(HIDDEN) for id_, one in figures.items()}
    total = _safe_total(source, reach, guarded)
    told = total
    if before is not None and (settled.keeps_total or (total.state == HIDDEN and before.total.has_value)):
        told = before.total
    made = tuple(
        PlaceFigure(place.id, place.short_name, place.full_name, figures[place.id]) for place in source.places
    )
    return told, made, figures != fresh or told != total


def _settled(source: _Source, threshold: int, before: Published | None) -> Settled:
    """What of the earlier release stays; nothing of one that had no figure yet."""
    hidden = source.hidden(threshold)
    if before is None or before.total.state == MISSING:
        return Settled(frozenset(), hidden, False)
    told = {
        place.unit_id: Told(place.figure.n, place.figure.state == HIDDEN)
        for place in before.places
        if place.figure.state != MISSING
    }
    return settle(told, before.total.n, source.counts, source.total_count, hidden)


def _of_place(source: _Source, reach: Reach, place: Place, hidden: frozenset[int]) -> Figure:
    row = source.parts.get(place.id)
    shown = _figure(source.indicator, row, place.id in hidden, _band(source, place.id))
    if reach is Reach.BANDS and shown.state not in (HIDDEN, MISSING):
        return Figure(BAND, None, shown.n, shown.band)
    return shown


def _band(source: _Source, unit_id: int) -> str:
    """«выше», «в пределах» or «ниже» the other organisations, by the 95 % interval of the difference."""
    interval = source.values.beside_rest(source.indicator, unit_id, source.top, source.year)
    if interval is None:
        return ""
    if interval.low <= 0.0 <= interval.high:
        return "в пределах"
    return "выше" if interval.low > 0.0 else "ниже"


def _safe_total(source: _Source, reach: Reach, figures: Mapping[int, Figure]) -> Figure:
    """The total, hidden where subtraction would bring a reader too close to a count that is not told."""
    total = _total(source)
    if reach is Reach.BANDS or not total.has_value:
        return total
    parts = {id_: _range(source, figures[id_], row) for id_, row in source.parts.items()}
    found = possible(_range(source, total, source.total), parts)
    untold = [id_ for id_, figure in figures.items() if id_ in parts and figure.state != SHOWN]
    return Figure(HIDDEN) if any(is_told(found[id_], parts[id_]) for id_ in untold) else total


def _range(source: _Source, figure: Figure, row: Value | None) -> Range:
    """Numerators that could stand behind a figure; all there are where it tells none."""
    denominator = 0.0 if row is None else row.denominator
    is_sum = source.indicator.aggregate == "sum"
    if figure.value is None:
        whole = source.total.numerator if is_sum and source.total else 0.0
        return 0, whole if is_sum else _largest(source.indicator) * denominator
    if is_sum:
        return (0, figure.value) if figure.state == AT_MOST else (figure.value - 2, figure.value + 2)
    if source.indicator.measure is Measure.PERCENT:
        return percent_range(Rough(figure.value, BOUND_OF_STATE[figure.state]), int(denominator))
    half = 0.5 * 10 ** -decimals_of(source.indicator)
    return denominator * (figure.value - half), denominator * (figure.value + half)


def _largest(indicator: Indicator) -> float:
    """What one pupil or mark adds at most: one to a share, the whole scale to a mean."""
    return 1 if indicator.measure is Measure.PERCENT else LARGEST_SCORE
