"""Pupils and teachers. Names are read only for a viewer who may see them, and only of people in their reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select, true

from data_access.tables import (
    enrolment,
    mark_rollup,
    microcomponent,
    period_mark,
    person,
    person_name,
    teaching,
    unit,
)
from data_access.viewer import NotFound, Reader, Refused


@dataclass(frozen=True, slots=True)
class Seat:
    """A pupil in a class; `name` is empty for a viewer without the right to names."""

    pupil_id: int
    name: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    kind: str
    school_id: int
    name: str


def require_names(reader: Reader, what: str) -> None:
    """Raises Refused for a viewer without the right to personal data."""
    if not reader.viewer.sees_names:
        raise Refused(f"{what}: нужно право на персональные данные, его даёт управление образования.")


def read_roster(reader: Reader, class_id: int) -> list[Seat]:
    """Pupils of a class by name; for viewers with the right to names. Empty otherwise."""
    if not reader.viewer.sees_names:
        return []

    def read() -> list[Seat]:
        statement = (
            select(enrolment.c.pupil_id, person_name.c.full_name, enrolment.c.since, enrolment.c.until)
            .join(person_name, person_name.c.person_id == enrolment.c.pupil_id)
            .join(unit, unit.c.id == enrolment.c.class_id)
            .where(
                enrolment.c.class_id == class_id,
                enrolment.c.is_current,
                reader.touched_classes(unit.c.parent_id, unit.c.id),
            )
            .order_by(person_name.c.name_key)
        )
        return [Seat(*row) for row in reader.connection.execute(statement)]

    return reader.once(("roster", class_id), read)


def read_class_marks(reader: Reader, class_id: int) -> list[Any]:
    """Marks in force of a class: pupil_id, subject_id, year, period, value, average, teacher_id, kind, kind_average.

    `kind` is the microcomponent that the mark is, or None; `kind_average` the average to judge it by.

    Only with the right to names (marks of one pupil are personal data), and only of visible subjects.
    """
    if not reader.viewer.sees_names:
        return []

    def read() -> list[Any]:
        marks = period_mark.c
        statement = select(
            marks.pupil_id,
            marks.subject_id,
            marks.year,
            marks.period,
            marks.value,
            marks.average,
            marks.teacher_id,
            microcomponent.c.kind,
            microcomponent.c.average.label("kind_average"),
        )
        statement = statement.outerjoin(
            microcomponent,
            and_(
                microcomponent.c.pupil_id == marks.pupil_id,
                microcomponent.c.subject_id == marks.subject_id,
                microcomponent.c.year == marks.year,
                microcomponent.c.period == marks.period,
            ),
        ).where(
            marks.class_id == class_id,
            marks.is_current,
            reader.subjects(marks.school_id, marks.class_id, marks.subject_id),
        )
        return list(reader.connection.execute(statement))

    return reader.once(("class marks", class_id), read)


def read_pupil(reader: Reader, pupil_id: int) -> Person:
    """A pupil in one of whose classes the viewer sees something. Raises NotFound, Refused."""
    require_names(reader, "Карточка обучающегося")

    def read() -> Person:
        mine = unit.alias("of_pupil")
        reachable = exists().where(
            and_(
                enrolment.c.pupil_id == person.c.id,
                enrolment.c.class_id == mine.c.id,
                enrolment.c.is_current,
                reader.touched_classes(mine.c.parent_id, mine.c.id),
            )
        )
        return _one_person(reader, pupil_id, "pupil", reachable, "Такого обучающегося в базе нет.")

    return reader.once(("pupil", pupil_id), read)


def read_teacher(reader: Reader, teacher_id: int) -> Person:
    """A teacher of a visible school, or the viewer. Raises NotFound, Refused."""
    if teacher_id not in reader.viewer.teacher_ids:
        require_names(reader, "Страница педагога")
    reachable = or_(reader.schools(person.c.school_id), person.c.id.in_(reader.viewer.teacher_ids))
    return reader.once(
        ("teacher", teacher_id),
        lambda: _one_person(reader, teacher_id, "teacher", reachable, "Такого педагога в базе нет."),
    )


def _one_person(
    reader: Reader, person_id: int, kind: str, reachable: ColumnElement[bool], missing: str
) -> Person:
    statement = (
        select(
            person.c.id, person.c.kind, person.c.school_id, person_name.c.full_name, reachable.label("seen")
        )
        .join(person_name, person_name.c.person_id == person.c.id)
        .where(person.c.id == person_id, person.c.kind == kind)
    )
    row = reader.connection.execute(statement).first()
    if row is None:
        raise NotFound(missing)
    if not row.seen:
        raise Refused("Эти персональные данные вам не открыты.")
    return Person(row.id, row.kind, row.school_id, row.full_name)


def read_pupil_marks(reader: Reader, pupil_id: int) -> list[Any]:
    """All marks in force of a pupil: class_id, subject_id, year, period, value, average, teacher_id."""
    require_names(reader, "Отметки обучающегося")

    def read() -> list[Any]:
        marks = period_mark.c
        statement = select(
            marks.class_id,
            marks.subject_id,
            marks.year,
            marks.period,
            marks.value,
            marks.average,
            marks.teacher_id,
        ).where(
            marks.pupil_id == pupil_id,
            marks.is_current,
            reader.subjects(marks.school_id, marks.class_id, marks.subject_id),
        )
        return list(reader.connection.execute(statement))

    return reader.once(("pupil marks", pupil_id), read)


def read_pupil_classes(reader: Reader, pupil_id: int) -> list[Any]:
    """Classes of a pupil, newest first: id, short_name, year, grade, school_id."""

    def read() -> list[Any]:
        statement = (
            select(
                unit.c.id, unit.c.short_name, unit.c.year, unit.c.grade, unit.c.parent_id.label("school_id")
            )
            .join(enrolment, enrolment.c.class_id == unit.c.id)
            .where(
                enrolment.c.pupil_id == pupil_id,
                enrolment.c.is_current,
                reader.touched_classes(unit.c.parent_id, unit.c.id),
            )
            .order_by(unit.c.year.desc())
        )
        return list(reader.connection.execute(statement))

    return reader.once(("pupil classes", pupil_id), read)


def read_teacher_names(reader: Reader, school_id: int) -> dict[int, str]:
    """Teachers of a school by id. A subject teacher sees only their own name, nobody's without the right."""
    viewer = reader.viewer
    if not viewer.sees_names:
        return {}

    def read() -> dict[int, str]:
        seen: ColumnElement[bool] = reader.schools(person.c.school_id)
        if viewer.class_ids:
            in_class = select(teaching.c.teacher_id).where(teaching.c.class_id.in_(viewer.class_ids))
            seen = or_(seen, person.c.id.in_(in_class))
        if viewer.teacher_ids:
            seen = or_(seen, person.c.id.in_(viewer.teacher_ids))
        statement = (
            select(person.c.id, person_name.c.full_name)
            .join(person_name, person_name.c.person_id == person.c.id)
            .where(person.c.kind == "teacher", person.c.school_id == school_id, seen)
        )
        return {id_: name for id_, name in reader.connection.execute(statement)}

    return reader.once(("teacher names", school_id), read)


def read_own_schools(reader: Reader) -> dict[int, str]:
    """The viewer as a teacher of each of their schools: person id → short name of the school."""

    def read() -> dict[int, str]:
        statement = (
            select(person.c.id, unit.c.short_name)
            .join(unit, unit.c.id == person.c.school_id)
            .where(person.c.id.in_(reader.viewer.teacher_ids))
            .order_by(person.c.id)
        )
        return {id_: name for id_, name in reader.connection.execute(statement)}

    return reader.once("own schools", read) if len(reader.viewer.teacher_ids) > 1 else {}


def read_teacher_years(reader: Reader, teacher_id: int) -> dict[int, list[str]]:
    """Checkpoints with marks of a teacher: year → codes."""
    columns = mark_rollup.c
    seen = true() if teacher_id in reader.viewer.teacher_ids else reader.schools(columns.school_id)
    statement = (
        select(columns.year, columns.checkpoint).where(columns.teacher_id == teacher_id, seen).distinct()
    )
    found: dict[int, list[str]] = {}
    for year, checkpoint in reader.connection.execute(statement):
        found.setdefault(year, []).append(checkpoint)
    return found


def read_micro(
    reader: Reader,
    year: int,
    *,
    teacher_id: int | None = None,
    class_id: int | None = None,
) -> list[Any]:
    """Microcomponents of a year with names: of a teacher's subjects or of a class.

    Rows: pupil_id, name, class_id, class_name, grade, letter, subject_id, teacher_id, checkpoint, kind, average.
    Empty without the right to names.
    """
    if not reader.viewer.sees_names:
        return []

    def read() -> list[Any]:
        micro = microcomponent.c
        statement = (
            select(
                micro.pupil_id,
                person_name.c.full_name.label("name"),
                micro.class_id,
                unit.c.short_name.label("class_name"),
                unit.c.grade,
                unit.c.letter,
                micro.subject_id,
                micro.teacher_id,
                micro.checkpoint,
                micro.kind,
                micro.average,
            )
            .join(unit, unit.c.id == micro.class_id)
            .join(person_name, person_name.c.person_id == micro.pupil_id)
            .where(micro.year == year, reader.subjects(micro.school_id, micro.class_id, micro.subject_id))
        )
        if teacher_id is not None:
            statement = statement.where(micro.teacher_id == teacher_id)
        if class_id is not None:
            statement = statement.where(micro.class_id == class_id)
        return list(reader.connection.execute(statement))

    return reader.once(("micro", year, teacher_id, class_id), read)
