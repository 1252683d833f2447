"""Individual work as an act: assigned by those who teach, closed by them, kept with who and when.

The lists «кому помочь» then say «назначено», so that two people do not do the same and nobody is forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, insert, update

from dashboard.house import House
from data_access import audit
from data_access.queries.assignments import STAFF_ONLY, may_assign, read_assignment, read_seat
from data_access.tables import assignment
from data_access.versions import raise_version
from data_access.viewer import Reader, Refused, Viewer

LONGEST = 400


class NotAssigned(Exception):
    """What was filled in cannot be kept; the message is a Russian sentence."""


@dataclass(frozen=True)
class Assignments:
    """Acts on individual work. Each checks the rights itself: the browser only asks."""

    house: House

    def assign(
        self, viewer: Viewer, pupil_id: int, subject_id: int, year: int, text: str, due_on: str
    ) -> int:
        """Keeps a new assignment. Raises Refused, NotAssigned with a sentence."""
        words, due = " ".join(text.split()), self._due(due_on)
        if not words:
            raise NotAssigned("Напишите, что сделать: например, «индивидуальные занятия по теме».")
        if len(words) > LONGEST:
            raise NotAssigned(f"Слишком длинно: {len(words)} знаков, помещается {LONGEST}.")
        with self.house.database.writing() as connection:
            reader = self._reader(viewer, connection)
            seat = read_seat(reader, pupil_id, subject_id, year)
            key = connection.execute(
                insert(assignment).values(
                    pupil_id=pupil_id,
                    subject_id=subject_id,
                    class_id=seat.class_id,
                    school_id=seat.school_id,
                    year=year,
                    text=words,
                    due_on=due,
                    author=viewer.display_name[:200],
                    user_id=viewer.user_id,
                    created_at=self.house.now(),
                    status="open",
                )
            ).inserted_primary_key
            assert key is not None
            self._sign(connection, viewer, "assign", int(key[0]))
        return int(key[0])

    def close(self, viewer: Viewer, assignment_id: int, status: str) -> None:
        """Marks open work as done or dropped; closing twice changes nothing. Raises Refused, NotFound."""
        if status not in ("done", "dropped"):
            raise NotAssigned("Работу можно отметить выполненной или снять.")
        with self.house.database.writing() as connection:
            known = read_assignment(self._reader(viewer, connection), assignment_id)
            columns = assignment.c
            still_open = update(assignment).where(columns.id == known.id, columns.status == "open")
            closed = connection.execute(still_open.values(status=status, closed_at=self.house.now()))
            if closed.rowcount:
                self._sign(connection, viewer, f"assignment {status}", known.id)

    def _reader(self, viewer: Viewer, connection: Connection) -> Reader:
        reader = Reader(viewer, connection)
        if not may_assign(reader):
            raise Refused(STAFF_ONLY)
        return reader

    def _due(self, text: str) -> date:
        try:
            due = date.fromisoformat(text)
        except ValueError as error:
            raise NotAssigned("Укажите срок.") from error
        today = self.house.now().date()
        if due < today:
            raise NotAssigned("Срок уже прошёл: укажите сегодняшний день или позже.")
        if (due - today).days > 366:
            raise NotAssigned("Срок дальше года: индивидуальную работу назначают на учебный год.")
        return due

    def _sign(self, connection: Connection, viewer: Viewer, action: str, assignment_id: int) -> None:
        audit.record(connection, viewer, self.house.now(), action, f"assignment {assignment_id}", persons=1)
        raise_version(connection, self.house.now(), with_date=False)
