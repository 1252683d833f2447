"""What the database already knows: schools, classes, persons and subjects, for matching a file against it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from data_access.keys import name_key
from data_access.tables import (
    enrolment,
    period,
    person,
    person_name,
    subject,
    subject_alias,
    unit,
    work,
    work_result,
)
from data_access.viewer import Reader

_NAMED = (person.c.school_id, person_name.c.name_key, person.c.id)


@dataclass(frozen=True, slots=True)
class School:
    id: int
    short_name: str
    full_name: str
    oo_code: str
    login: str
    school_kind: str = ""


@dataclass(frozen=True, slots=True)
class Above:
    """A municipality or region. `is_top`: the whole installation; `is_seen`: the viewer sees all of it."""

    id: int
    kind: str
    short_name: str
    full_name: str
    is_top: bool
    is_seen: bool


@dataclass(frozen=True, slots=True)
class Seat:
    """A pupil's place in a class of some year; an exam may leave the class unsaid."""

    pupil_id: int
    class_id: int | None
    year: int
    grade: int


@dataclass(frozen=True)
class Directory:
    """Keys: classes (school, year, grade, letter); persons (school, name key); subjects name key."""

    schools: tuple[School, ...]
    classes: dict[tuple[int, int, int, str], int]
    teachers: dict[tuple[int, str], int]
    pupils: dict[tuple[int, str], tuple[Seat, ...]]
    subjects: dict[str, int]
    exam_subjects: dict[int, int]  # subjects that are examined in another one: algebra → mathematics
    years: frozenset[int]  # school years that have periods
    above: tuple[Above, ...]  # the top first
    subject_names: dict[int, str]

    def parallel(self, school_id: int, year: int, grade: int) -> list[tuple[str, int]]:
        """Classes of one parallel by letter: (letter, class id)."""
        found = [
            (letter, class_id)
            for (school, of_year, of_grade, letter), class_id in self.classes.items()
            if (school, of_year, of_grade) == (school_id, year, grade)
        ]
        return sorted(found)


def read_schools(reader: Reader) -> tuple[School, ...]:
    """Schools the viewer sees as a whole."""
    columns = (unit.c.short_name, unit.c.full_name, unit.c.oo_code, unit.c.login, unit.c.school_kind)
    statement = select(unit.c.id, *columns).where(unit.c.kind == "school", reader.schools(unit.c.id))
    return tuple(School(*row) for row in reader.connection.execute(statement))


def read_directory(reader: Reader, school_ids: set[int]) -> Directory:
    """Everything known about the given schools, within the viewer's rights."""
    return Directory(
        schools=read_schools(reader),
        classes=_classes(reader, school_ids),
        teachers=_teachers(reader, school_ids),
        pupils=_pupils(reader, school_ids),
        subjects=_subjects(reader),
        exam_subjects=_exam_subjects(reader),
        years=frozenset(reader.connection.scalars(select(period.c.year).distinct())),
        above=_above(reader),
        subject_names={id_: name for id_, name in _rows(reader, select(subject.c.id, subject.c.name))},
    )


def _above(reader: Reader) -> tuple[Above, ...]:
    columns = (unit.c.id, unit.c.kind, unit.c.short_name, unit.c.full_name)
    statement = select(*columns, unit.c.parent_id.is_(None), reader.municipalities(unit.c.id)).where(
        unit.c.kind.in_(("region", "municipality"))
    )
    found = [
        Above(id_, kind, short, full, bool(is_top), bool(is_seen))
        for id_, kind, short, full, is_top, is_seen in _rows(reader, statement)
    ]
    return tuple(sorted(found, key=lambda place: (not place.is_top, place.id)))


def _classes(reader: Reader, school_ids: set[int]) -> dict[tuple[int, int, int, str], int]:
    statement = select(unit.c.parent_id, unit.c.year, unit.c.grade, unit.c.letter, unit.c.id).where(
        unit.c.kind == "class", unit.c.parent_id.in_(school_ids), reader.schools(unit.c.parent_id)
    )
    return {
        (school, year, grade, letter): id_ for school, year, grade, letter, id_ in _rows(reader, statement)
    }


def _teachers(reader: Reader, school_ids: set[int]) -> dict[tuple[int, str], int]:
    statement = (
        select(person.c.school_id, person_name.c.name_key, person.c.id)
        .join(person_name, person_name.c.person_id == person.c.id)
        .where(
            person.c.kind == "teacher",
            person.c.school_id.in_(school_ids),
            reader.schools(person.c.school_id),
        )
    )
    return {(school, key): id_ for school, key, id_ in _rows(reader, statement)}


def _pupils(reader: Reader, school_ids: set[int]) -> dict[tuple[int, str], tuple[Seat, ...]]:
    """By places in classes, and by exams: a result may outlive the roster that named its class."""
    in_classes = (
        select(*_NAMED, unit.c.id, unit.c.year, unit.c.grade)
        .join(enrolment, enrolment.c.pupil_id == person.c.id)
        .join(unit, unit.c.id == enrolment.c.class_id)
        .where(enrolment.c.is_current)
    )
    in_exams = (
        select(*_NAMED, work_result.c.class_id, work.c.year, work.c.grade)
        .join(work_result, work_result.c.pupil_id == person.c.id)
        .join(work, work.c.id == work_result.c.work_id)
        .where(work_result.c.is_current)
    )
    seats: dict[tuple[int, str], list[Seat]] = {}
    for places in (in_classes, in_exams):
        statement = places.join(person_name, person_name.c.person_id == person.c.id).where(
            person.c.kind == "pupil",
            person.c.school_id.in_(school_ids),
            reader.schools(person.c.school_id),
        )
        for school, key, pupil_id, class_id, year, grade in _rows(reader, statement):
            seats.setdefault((school, key), []).append(Seat(pupil_id, class_id, year, grade))
    return {key: tuple(found) for key, found in seats.items()}


def _subjects(reader: Reader) -> dict[str, int]:
    known = {
        key: id_ for key, id_ in _rows(reader, select(subject_alias.c.name_key, subject_alias.c.subject_id))
    }
    return known | {name_key(name): id_ for name, id_ in _rows(reader, select(subject.c.name, subject.c.id))}


def _exam_subjects(reader: Reader) -> dict[int, int]:
    statement = select(subject.c.id, subject.c.exam_subject_id).where(subject.c.exam_subject_id.is_not(None))
    return {id_: examined_in for id_, examined_in in _rows(reader, statement)}


def _rows(reader: Reader, statement: Select[Any]) -> Iterable[Any]:
    return reader.connection.execute(statement)
