"""The page of individual work with one pupil in one subject: what was assigned before and what came of it."""

from __future__ import annotations

from dashboard.blocks import Cell, Column, Crumb, Heading, Kind, Row, Table, Tone
from dashboard.numbers import format_date, format_year
from dashboard.selection import Selection
from dashboard.views.headings import open_pupil
from data_access.queries.assignments import STAFF_ONLY, Assignment, may_assign, read_assignments, read_seat
from data_access.queries.people import read_pupil
from data_access.viewer import NotFound, Reader, Refused

STATUS_WORDS = {
    "open": ("идёт", Tone.WARN),
    "done": ("выполнено", Tone.GOOD),
    "dropped": ("снято", Tone.MUTED),
}
COLUMNS = (
    Column("text", "Что сделать"),
    Column("due", "Срок"),
    Column("author", "Назначил"),
    Column("created", "Когда"),
    Column("status", "Состояние", Kind.STATUS),
    Column("closed", "Закрыто"),
)


def open_assign(selection: Selection, reader: Reader) -> Selection:
    """Checks that the viewer works with this pupil in this subject. Raises NotFound, Refused."""
    if selection.person is None or selection.subject is None:
        raise NotFound("В адресе не указаны обучающийся и предмет.")
    if not may_assign(reader):
        raise Refused(STAFF_ONLY)
    chosen = open_pupil(selection, reader)
    read_seat(reader, selection.person, selection.subject, chosen.year or 0)
    return chosen


def heading(selection: Selection, reader: Reader) -> Heading:
    person = read_pupil(reader, selection.person or 0)
    seat = read_seat(reader, person.id, selection.subject or 0, selection.year or 0)
    return Heading(
        title="Индивидуальная работа",
        subtitle=f"{person.name}, {seat.class_name} · {seat.subject} · {format_year(seat.year)} учебный год",
        crumbs=(
            Crumb(seat.class_name, selection.at("/class", unit=seat.class_id).address),
            Crumb(person.name, selection.at("/pupil", person=person.id).address),
            Crumb("Индивидуальная работа"),
        ),
        is_personal=True,
    )


def of_subject(selection: Selection, reader: Reader) -> list[Assignment]:
    """Assignments of this pupil in this subject, oldest first."""
    rows = read_assignments(reader, selection.year or 0, selection.person)
    return [row for row in rows if row.subject_id == selection.subject]


def history(selection: Selection, reader: Reader) -> Table:
    """Everything that was assigned in this subject this year."""
    return Table(
        key="history",
        title="Что назначали",
        caption="за учебный год по этому предмету",
        columns=COLUMNS,
        rows=tuple(_row(row) for row in reversed(of_subject(selection, reader))),
        source="Источник: записи школы",
        empty="По этому предмету ещё ничего не назначали.",
        is_personal=True,
    )


def _row(row: Assignment) -> Row:
    word, tone = STATUS_WORDS[row.status]
    return Row(
        (
            Cell(row.text),
            Cell(format_date(row.due_on)),
            Cell(row.author),
            Cell(format_date(row.created_at.date())),
            Cell(word, tone=tone),
            Cell(format_date(row.closed_at.date()) if row.closed_at else ""),
        )
    )
