"""Opening and heading of each page: rights first, then the year and period, then the words at the top."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dashboard.blocks import Choice, Crumb, Heading, Picker
from dashboard.catalogue import catalogue_of
from dashboard.methods.comparable import checkpoint_of
from dashboard.numbers import format_year, plural
from dashboard.selection import Selection
from dashboard.views.cohort import class_cohort
from dashboard.views.sections import CLASS, PUPIL, SCHOOL, TEACHER, mechanism_tabs, section_tabs
from dashboard.views.time import Filled, choose_time, period_choices, when, year_choices
from data_access.queries.people import (
    read_own_schools,
    read_pupil,
    read_pupil_classes,
    read_pupil_marks,
    read_roster,
    read_teacher,
    read_teacher_names,
    read_teacher_years,
)
from data_access.queries.places import (
    CHECKPOINT_ORDER,
    Place,
    read_class,
    read_filled,
    read_municipalities,
    read_municipality,
    read_school,
)
from data_access.queries.rollups import filled_checkpoints, read_pupils
from data_access.viewer import NotFound, Reader, Refused


def _top(selection: Selection, reader: Reader) -> tuple[Crumb, ...]:
    """The municipality as a crumb; a link only for those who may open it."""
    if not reader.viewer.sees_municipality:
        return ()
    return (Crumb(read_municipality(reader).short_name, selection.at("/").address),)


# -- municipality ---------------------------------------------------------------------------------------


def open_municipality(selection: Selection, reader: Reader) -> Selection:
    read_municipality(reader)
    if selection.indicator:
        catalogue_of(reader).indicator(selection.indicator)
    return choose_time(selection, read_filled(reader))


def open_mechanism(code: str) -> Callable[[Selection, Reader], Selection]:
    """Opening of a page of one mechanism. Raises NotFound where the profile has no such mechanism."""

    def open_it(selection: Selection, reader: Reader) -> Selection:
        read_municipality(reader)
        catalogue_of(reader).mechanism(code)
        return open_municipality(replace(selection, mechanism=None), reader)

    return open_it


def overview(selection: Selection, reader: Reader) -> Heading:
    place = read_municipality(reader)
    filled = read_filled(reader)
    return Heading(
        title="Состояние качества образования",
        subtitle=f"{place.short_name}, {when(selection)}",
        crumbs=(Crumb("Обзор региона" if read_municipalities(reader) else "Обзор муниципалитета"),),
        years=year_choices(selection, filled),
        periods=period_choices(selection, filled),
    )


def mechanism(code: str) -> Callable[[Selection, Reader], Heading]:
    """Heading of a page of one mechanism."""

    def heading(selection: Selection, reader: Reader) -> Heading:
        found = catalogue_of(reader).mechanism(code)
        filled = read_filled(reader)
        return Heading(
            title=found.title,
            subtitle=f"{found.question} {when(selection).capitalize()}.",
            crumbs=(*_top(selection, reader), Crumb(found.short_title)),
            years=year_choices(selection, filled),
            periods=period_choices(selection, filled),
            tabs=mechanism_tabs(selection, reader, code),
        )

    return heading


# -- school ---------------------------------------------------------------------------------------------


def open_school(selection: Selection, reader: Reader) -> Selection:
    if selection.unit is None:
        raise NotFound("В адресе не указана школа.")
    school = read_school(reader, selection.unit)
    return choose_time(selection, _school_filled(reader, school.id))


def _school_filled(reader: Reader, school_id: int) -> Filled:
    return filled_checkpoints(read_pupils(reader, school_id=school_id))


def school(selection: Selection, reader: Reader) -> Heading:
    place = read_school(reader, selection.unit or 0)
    filled = _school_filled(reader, place.id)
    words = [place.full_name or place.short_name, when(selection)]
    return Heading(
        title=place.short_name,
        subtitle=" · ".join(words),
        crumbs=(*_top(selection, reader), Crumb(place.short_name)),
        years=year_choices(selection, filled),
        periods=period_choices(selection, filled),
        tabs=section_tabs(selection, SCHOOL),
    )


def school_crumbs(selection: Selection, reader: Reader, place: Place) -> tuple[Crumb, ...]:
    """The way down to a school, which is a link."""
    return (*_top(selection, reader), Crumb(place.short_name, selection.at("/school", unit=place.id).address))


# -- class ----------------------------------------------------------------------------------------------


def open_class(selection: Selection, reader: Reader) -> Selection:
    if selection.unit is None:
        raise NotFound("В адресе не указан класс.")
    place, _ = read_class(reader, selection.unit)
    if selection.year is not None and selection.year != place.year:
        raise NotFound(
            f"Класс {place.short_name} относится к {format_year(place.year or 0)} учебному году, а в адресе "
            f"{format_year(selection.year)}."
        )
    return choose_time(replace(selection, year=place.year), _class_filled(reader, place))


def _class_filled(reader: Reader, place: Place) -> Filled:
    """A subject teacher has no roll-ups of the class and asks for its checkpoints apart."""
    if not place.is_whole:
        return read_filled(reader, class_id=place.id)
    rows = read_pupils(reader, school_id=place.parent_id)
    return filled_checkpoints([row for row in rows if row.class_id == place.id])


def school_class(selection: Selection, reader: Reader) -> Heading:
    place, of_school = read_class(reader, selection.unit or 0)
    filled = _class_filled(reader, place)
    cohort = class_cohort(reader, place)
    years = {**{key: list(CHECKPOINT_ORDER) for key in cohort}, **filled}

    def at_year(year: int) -> Selection | None:
        unit_id = place.id if year == place.year else cohort.get(year)
        return replace(selection, unit=unit_id) if unit_id else None

    link = "" if not _sees_school(reader, of_school) else selection.at("/school", unit=of_school.id).address
    return Heading(
        title=f"{place.short_name}, {of_school.short_name}",
        subtitle=_class_subtitle(selection, reader, place, of_school),
        crumbs=(
            *_top(selection, reader),
            Crumb(of_school.short_name, link),
            Crumb(place.short_name),
        ),
        years=year_choices(selection, years, at_year),
        periods=period_choices(selection, filled),
        is_personal=reader.viewer.sees_names,
        tabs=section_tabs(selection, CLASS, _closed_in_class(place)),
    )


# What needs the whole class: a subject teacher sees only the subjects they teach.
OF_WHOLE_CLASS = frozenset({"/class/report", "/class/career"})


def _closed_in_class(place: Place) -> frozenset[str]:
    closed = frozenset() if place.is_whole else OF_WHOLE_CLASS
    return closed if place.grade in (9, 10, 11) else closed | {"/class/forecast"}


def open_whole_class(selection: Selection, reader: Reader) -> Selection:
    """A class page that a teacher of single subjects may not open. Raises Refused."""
    chosen = open_class(selection, reader)
    place, _ = read_class(reader, chosen.unit or 0)
    if not place.is_whole:
        raise Refused("Данные этого класса вам не открыты.")
    return chosen


def _sees_school(reader: Reader, place: Place) -> bool:
    return reader.viewer.sees_municipality or place.id in reader.viewer.school_ids


def _class_subtitle(selection: Selection, reader: Reader, place: Place, of_school: Place) -> str:
    parts = []
    seats = read_roster(reader, place.id)
    if seats:
        parts.append(f"{len(seats)} {plural(len(seats), 'обучающийся', 'обучающихся', 'обучающихся')}")
    leader = place.leader_id if reader.viewer.sees_names and place.is_whole else None
    name = read_teacher_names(reader, of_school.id).get(leader) if leader else None
    if name:
        parts.append(f"классный руководитель: {name}")
    parts.append(f"{when(selection)}, итоговые отметки")
    return " · ".join(parts)


# -- teacher --------------------------------------------------------------------------------------------


def open_teacher(selection: Selection, reader: Reader) -> Selection:
    if selection.person is None:
        raise NotFound("В адресе не указан педагог.")
    person = read_teacher(reader, selection.person)
    return choose_time(selection, _teacher_filled(reader, person.id))


def _teacher_filled(reader: Reader, teacher_id: int) -> Filled:
    found = reader.once(("teacher years", teacher_id), lambda: read_teacher_years(reader, teacher_id))
    return {year: sorted(codes, key=CHECKPOINT_ORDER.__getitem__) for year, codes in sorted(found.items())}


def teacher(selection: Selection, reader: Reader) -> Heading:
    person = read_teacher(reader, selection.person or 0)
    filled = _teacher_filled(reader, person.id)
    crumbs = _top(selection, reader)
    if reader.viewer.sees_municipality or person.school_id in reader.viewer.school_ids:
        place = read_school(reader, person.school_id)
        crumbs = (*crumbs, Crumb(place.short_name, selection.at("/school", unit=place.id).address))
    return Heading(
        title=person.name,
        subtitle=f"Педагог · {when(selection)}",
        crumbs=(*crumbs, Crumb(person.name)),
        years=year_choices(selection, filled),
        periods=period_choices(selection, filled),
        is_personal=True,
        tabs=section_tabs(selection, TEACHER),
        pickers=_own_schools(selection, reader),
    )


def _own_schools(selection: Selection, reader: Reader) -> tuple[Picker, ...]:
    """Who teaches in two schools goes from one to the other; marks of the schools are never mixed."""
    schools = read_own_schools(reader)
    if selection.person not in schools:
        return ()
    choices = (
        Choice(name, selection.at(selection.path, person=id_).address, id_ == selection.person)
        for id_, name in schools.items()
    )
    return (Picker("Школа", tuple(choices)),)


# -- pupil ----------------------------------------------------------------------------------------------


def open_pupil(selection: Selection, reader: Reader) -> Selection:
    if selection.person is None:
        raise NotFound("В адресе не указан обучающийся.")
    read_pupil(reader, selection.person)
    return choose_time(selection, _pupil_filled(reader, selection.person))


def _pupil_filled(reader: Reader, pupil_id: int) -> Filled:
    found: dict[int, set[str]] = {}
    for row in read_pupil_marks(reader, pupil_id):
        found.setdefault(row.year, set()).add(checkpoint_of(row.period).value)
    return {year: sorted(found[year], key=CHECKPOINT_ORDER.__getitem__) for year in sorted(found)}


def pupil(selection: Selection, reader: Reader) -> Heading:
    person = read_pupil(reader, selection.person or 0)
    classes = read_pupil_classes(reader, person.id)
    filled = _pupil_filled(reader, person.id)
    of_year = next((row for row in classes if row.year == selection.year), None)
    crumbs = _top(selection, reader)
    subtitle = when(selection)
    if of_year is not None:
        place, of_school = read_class(reader, of_year.id)
        if _sees_school(reader, of_school):
            crumbs = (
                *crumbs,
                Crumb(of_school.short_name, selection.at("/school", unit=of_school.id).address),
            )
        crumbs = (*crumbs, Crumb(place.short_name, selection.at("/class", unit=place.id).address))
        subtitle = f"{place.short_name}, {of_school.short_name} · {when(selection)}"
    return Heading(
        title=person.name,
        subtitle=subtitle,
        crumbs=(*crumbs, Crumb(person.name)),
        years=year_choices(selection, filled),
        periods=period_choices(selection, filled),
        is_personal=True,
        tabs=section_tabs(selection, PUPIL),
    )
