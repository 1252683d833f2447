"""Individual work with pupils (индивидуальная работа): who acts, in what, by when. Personal, so never without names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from data_access.queries.people import require_names
from data_access.tables import assignment, enrolment, subject, unit
from data_access.viewer import NotFound, Reader, Refused

STAFF_ONLY = "Индивидуальную работу назначают учитель предмета, классный руководитель и директор школы."


@dataclass(frozen=True, slots=True)
class Assignment:
    """`status`: open, done or dropped."""

    id: int
    pupil_id: int
    subject_id: int
    class_id: int
    school_id: int
    text: str
    due_on: date
    author: str
    created_at: datetime
    status: str
    closed_at: datetime | None


_COLUMNS = tuple(assignment.c[name] for name in Assignment.__dataclass_fields__)


def read_assignments(reader: Reader, year: int, pupil_id: int | None = None) -> list[Assignment]:
    """Assignments of a school year in the classes and subjects the viewer sees, newest last.

    Empty without the right to names.
    """
    if not reader.viewer.sees_names:
        return []

    def read() -> list[Assignment]:
        columns = assignment.c
        statement = select(*_COLUMNS).where(
            columns.year == year, reader.subjects(columns.school_id, columns.class_id, columns.subject_id)
        )
        if pupil_id is not None:
            statement = statement.where(columns.pupil_id == pupil_id)
        rows = reader.connection.execute(statement.order_by(columns.id))
        return [Assignment(*row) for row in rows]

    return reader.once(("assignments", year, pupil_id), read)


def read_assignment(reader: Reader, assignment_id: int) -> Assignment:
    """One assignment. Raises NotFound, also for one that the viewer does not see."""
    require_names(reader, "Индивидуальная работа")
    columns = assignment.c
    statement = select(*_COLUMNS).where(
        columns.id == assignment_id, reader.subjects(columns.school_id, columns.class_id, columns.subject_id)
    )
    row = reader.connection.execute(statement).first()
    if row is None:
        raise NotFound("Такого назначения нет.")
    return Assignment(*row)


def may_assign(reader: Reader) -> bool:
    """Those who work with pupils; the department reads only."""
    viewer = reader.viewer
    return viewer.sees_names and bool(viewer.school_ids or viewer.class_ids or viewer.teacher_ids)


@dataclass(frozen=True, slots=True)
class Seat:
    """The class in which a pupil is worked with in a subject."""

    class_id: int
    class_name: str
    school_id: int
    year: int
    subject: str


def read_seat(reader: Reader, pupil_id: int, subject_id: int, year: int) -> Seat:
    """The pupil's class of the year, where the viewer sees this subject. Raises Refused."""
    require_names(reader, "Индивидуальная работа")

    def read() -> Seat:
        statement = (
            select(unit.c.id, unit.c.short_name, unit.c.parent_id, unit.c.year, subject.c.name)
            .join(enrolment, enrolment.c.class_id == unit.c.id)
            .join(subject, subject.c.id == subject_id)
            .where(
                enrolment.c.pupil_id == pupil_id,
                enrolment.c.is_current,
                unit.c.year == year,
                reader.subjects(unit.c.parent_id, unit.c.id, subject.c.id),
            )
            # who moved to a parallel class is worked with where they are now
            .order_by(enrolment.c.until.is_not(None), unit.c.id.desc())
        )
        row = reader.connection.execute(statement).first()
        if row is None:
            raise Refused("Этот обучающийся и предмет вам не открыты.")
        return Seat(*row)

    return reader.once(("seat", pupil_id, subject_id, year), read)
