"""What is foreign to a person: names that must never reach them, addresses that must be refused to them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask
from sqlalchemy import Connection, or_, select

from dashboard.access.accounts import read_viewer
from dashboard.names import with_initials, without_patronymic
from data_access.tables import (
    decision,
    enrolment,
    load,
    measure,
    person,
    person_name,
    recommendation,
    teaching,
    unit,
)
from data_access.viewer import Reader
from tests.access.crawl import Key

# What is about all of a class is closed to those who teach one of its subjects.
OF_WHOLE_CLASS = ("/class/report", "/class/career")
# Where the department and directors work: about an organisation, or about a record of one.
RECORDS = {"/recommendation": recommendation, "/measure": measure, "/decision": decision}
WORK = (
    *RECORDS,
    "/actions",
    "/entry",
    "/registers",
    "/register",
    "/indicator",
    "/roadmap",
    "/calendar",
    "/cycle",
)


@dataclass(frozen=True)
class Reach:
    """Ids that a person may open, worked out here by plain sets and not by the program's own conditions."""

    schools: frozenset[int]
    classes: frozenset[int]  # of which at least a subject is seen
    whole_classes: frozenset[int]
    pupils: frozenset[int]
    teachers: frozenset[int]
    loads: frozenset[int]
    records: frozenset[tuple[str, int]] = frozenset()  # page, id

    def opens(self, key: Key) -> bool:
        """Whether an address is about something inside the reach. Sections of a place are where the place is."""
        room = f"/{key.path.split('/')[1]}"
        if key.path in OF_WHOLE_CLASS:
            return int(key.unit) in self.whole_classes
        if room in WORK:
            return self._works_at(room, key)
        if room in ("/school", "/class"):
            return int(key.unit) in (self.schools if room == "/school" else self.classes)
        if room in ("/pupil", "/teacher", "/assign"):
            return int(key.person) in (self.teachers if room == "/teacher" else self.pupils)
        return int(key.load) in self.loads if room == "/load" else False

    def _works_at(self, room: str, key: Key) -> bool:
        if key.unit:
            return int(key.unit) in self.schools
        return room not in RECORDS or (room, int(key.record)) in self.records


def all_of(connection: Connection) -> Reach:
    units = connection.execute(select(unit.c.id, unit.c.kind)).all()
    people = connection.execute(select(person.c.id, person.c.kind)).all()
    return Reach(
        frozenset(row.id for row in units if row.kind == "school"),
        frozenset(row.id for row in units if row.kind == "class"),
        frozenset(row.id for row in units if row.kind == "class"),
        frozenset(row.id for row in people if row.kind == "pupil"),
        frozenset(row.id for row in people if row.kind == "teacher"),
        frozenset(connection.scalars(select(load.c.id))),
    )


def reach_of(connection: Connection, login: str) -> Reach:
    """The reach of a director, a class teacher or a subject teacher, from the grants of the account."""
    viewer = read_viewer(connection, login)
    assert viewer is not None
    schools = viewer.school_ids
    taught = connection.scalars(
        select(teaching.c.class_id).where(teaching.c.teacher_id.in_(viewer.teacher_ids))
    )
    of_schools = connection.scalars(
        select(unit.c.id).where(unit.c.kind == "class", unit.c.parent_id.in_(schools))
    )
    whole = frozenset(of_schools) | viewer.class_ids
    classes = whole | frozenset(taught)
    pupils = frozenset(
        connection.scalars(select(enrolment.c.pupil_id).where(enrolment.c.class_id.in_(classes)))
    )
    of_school = select(person.c.id).where(person.c.kind == "teacher", person.c.school_id.in_(schools))
    own = viewer.teacher_ids
    teachers = frozenset(connection.scalars(of_school)) | frozenset(own)
    loads = connection.scalars(
        select(load.c.id).where(or_(load.c.school_id.in_(schools), load.c.user_id == viewer.user_id))
    )
    records = frozenset(
        (page, id_)
        for page, table in RECORDS.items()
        for id_ in connection.scalars(select(table.c.id).where(table.c.unit_id.in_(schools)))
    )
    return Reach(schools, classes, whole, pupils, teachers, frozenset(loads), records)  # type: ignore[arg-type]


def forms(name: str) -> frozenset[str]:
    """A name as the screens write it: in full, without the patronymic, with initials."""
    return frozenset({name, without_patronymic(name), with_initials(name)})


def names(connection: Connection, ids: frozenset[int] | None = None) -> dict[int, str]:
    statement = select(person_name.c.person_id, person_name.c.full_name)
    found = {id_: name for id_, name in connection.execute(statement)}
    return found if ids is None else {id_: name for id_, name in found.items() if id_ in ids}


def canaries(connection: Connection, login: str) -> frozenset[str]:
    """Names of everybody whom this person must never see, in every form, unless a visible person shares it.

    Colleagues who teach the class of a class teacher are named on its page; so are teachers of one's own
    school for a director.
    """
    reach = reach_of(connection, login)
    viewer = read_viewer(connection, login)
    assert viewer is not None
    colleagues = connection.scalars(
        select(teaching.c.teacher_id).where(teaching.c.class_id.in_(viewer.class_ids))
    )
    seen = reach.pupils | reach.teachers | frozenset(colleagues)
    every = names(connection)
    own = {form for id_ in seen & every.keys() for form in forms(every[id_])}
    return frozenset(form for id_ in every.keys() - seen for form in forms(every[id_])) - own


def everybody(server: Flask) -> frozenset[str]:
    """Every name of the installation in every form."""
    with server.extensions["parts"].house.database.reading() as connection:
        return frozenset(form for name in names(connection).values() for form in forms(name))


def reader_of(server: Flask, login: str, connection: Connection) -> Reader:
    """A reader with the rights of an account."""
    viewer = read_viewer(connection, login)
    assert viewer is not None
    return Reader(viewer, connection, small_number=server.extensions["parts"].house.settings.small_number)
