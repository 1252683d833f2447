"""A measure or decision that is being filled in: who may, and what it is about, chosen by links."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import Choice, Crumb, Heading, Picker
from dashboard.catalogue import catalogue_of
from dashboard.selection import Selection
from dashboard.views.action_places import places_of, sorted_places
from dashboard.views.cycle_heading import ACTIONS_TITLE
from dashboard.views.work_heading import open_work, work_heading
from data_access.queries.cycle import may_write
from data_access.queries.places import read_municipality
from data_access.viewer import Reader, Refused

WRITERS_ONLY = "Рекомендации, меры и решения ведут управление образования и координатор этого механизма."


def open_new(selection: Selection, reader: Reader) -> Selection:
    """A new record: mechanism and place filled in where the address leaves them out. Raises NotFound, Refused."""
    known = catalogue_of(reader)
    chosen = open_work(selection, reader)
    if chosen.indicator:
        known.indicator(chosen.indicator)
    if not reader.viewer.sees_municipality:
        raise Refused(WRITERS_ONLY)
    mechanism = chosen.mechanism or reader.viewer.mechanism or next(iter(known.mechanisms))
    known.mechanism(mechanism)
    unit = chosen.unit or read_municipality(reader).id
    if not may_write(reader, unit, mechanism):
        raise Refused(WRITERS_ONLY)
    return replace(chosen, mechanism=mechanism, unit=unit)


def new_heading(selection: Selection, reader: Reader, title: str) -> Heading:
    """Pickers of the mechanism and the place that the new record is about."""
    place = places_of(reader)[selection.unit or 0]
    base = work_heading(selection, reader, title, place.short_name)
    above = Selection("/actions", selection.unit, year=selection.year, mechanism=selection.mechanism)
    crumbs = (*base.crumbs[:-1], Crumb(ACTIONS_TITLE, above.address), base.crumbs[-1])
    pickers = (_mechanisms(selection, reader), _places(selection, reader))
    return replace(base, crumbs=crumbs, pickers=pickers)


def _mechanisms(selection: Selection, reader: Reader) -> Picker:
    """Another mechanism has other indicators, and what the record was to rest on is left behind."""
    own = reader.viewer.mechanism
    choices = [
        Choice(
            one.short_title,
            replace(selection, mechanism=one.code, indicator=None, record=None, state=None).address,
            one.code == selection.mechanism,
        )
        for one in catalogue_of(reader).mechanisms.values()
        if own in ("", one.code)
    ]
    return Picker("Механизм", tuple(choices))


def _places(selection: Selection, reader: Reader) -> Picker:
    choices = [
        Choice(
            place.short_name,
            replace(selection, unit=place.id, record=None, state=None).address,
            place.id == selection.unit,
        )
        for place in sorted_places(reader)
    ]
    return Picker("Организация", tuple(choices))
