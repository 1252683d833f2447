"""Opening and heading of the pages where people work: entry, registers, recommendations, roadmap, cycle.

They hang on a mechanism, a school year and a place instead of a place and a period of marks.
"""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import Crumb, Heading
from dashboard.catalogue import catalogue_of
from dashboard.numbers import format_year
from dashboard.selection import Selection
from dashboard.views.sections import mechanism_tabs
from dashboard.views.time import year_choices
from data_access.queries.places import (
    Place,
    read_filled,
    read_municipalities,
    read_municipality,
    read_schools,
)
from data_access.viewer import NotFound, Reader, Refused

STAFF_ONLY = "Эта работа открыта управлению образования и директорам организаций."


def open_work(selection: Selection, reader: Reader) -> Selection:
    """Fills in the year and a director's school. Raises NotFound (mechanism, place), Refused."""
    viewer = reader.viewer
    if not viewer.sees_municipality and not viewer.school_ids:
        raise Refused(STAFF_ONLY)
    if selection.mechanism is not None:
        catalogue_of(reader).mechanism(selection.mechanism)
    chosen = replace(selection, year=selection.year or newest_year(reader), period=None)
    if not viewer.sees_municipality:
        chosen = replace(chosen, unit=chosen.unit or min(viewer.school_ids))
    if chosen.unit is not None:
        work_place(reader, chosen.unit)
    return chosen


def newest_year(reader: Reader) -> int:
    """The newest school year with marks: the one in which people work."""
    filled = read_filled(reader)
    if not filled:
        raise NotFound("Данных ещё нет: загрузите журнал на странице «Загрузка данных».")
    return max(filled)


def work_place(reader: Reader, unit_id: int) -> Place:
    """The organisation or the municipality that the work is about. Raises Refused when it is not the viewer's."""
    if reader.viewer.sees_municipality and read_municipality(reader).id == unit_id:
        return read_municipality(reader)
    known = (*read_schools(reader), *read_municipalities(reader))
    found = next((place for place in known if place.id == unit_id), None)
    if found is None:
        raise Refused("Данные этой организации вам не открыты.")
    return found


def work_heading(selection: Selection, reader: Reader, title: str, subtitle: str = "") -> Heading:
    """Crumbs, school years and the sections of the mechanism."""
    filled = read_filled(reader)
    years = {**filled, **({selection.year: []} if selection.year else {})}
    words = [subtitle, f"{format_year(selection.year or 0)} учебный год"]
    return Heading(
        title=title,
        subtitle=" · ".join(word for word in words if word),
        crumbs=(*_above(selection, reader), Crumb(title)),
        years=year_choices(selection, {year: [] for year in years}),
        tabs=mechanism_tabs(selection, reader),
    )


def _above(selection: Selection, reader: Reader) -> tuple[Crumb, ...]:
    crumbs: list[Crumb] = []
    if reader.viewer.sees_municipality:
        crumbs.append(Crumb(read_municipality(reader).short_name, selection.at("/").address))
        if selection.mechanism:
            found = catalogue_of(reader).mechanism(selection.mechanism)
            crumbs.append(Crumb(found.short_title, selection.at(f"/m/{found.code}").address))
    elif selection.unit:
        place = work_place(reader, selection.unit)
        crumbs.append(Crumb(place.short_name, selection.at("/school", unit=place.id).address))
    return tuple(crumbs)
