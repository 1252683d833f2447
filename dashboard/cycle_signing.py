"""What every act of the management cycle shares: checks of what was filled in, and the signature it leaves.

Nothing is deleted and nothing changes unseen: an act leaves a line in the history of its record, one in the audit, and
raises the data version, so that no screen keeps what was before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, insert

from dashboard.house import House
from data_access import audit
from data_access.tables import work_event
from data_access.versions import raise_version
from data_access.viewer import Reader, Refused, Viewer

LONGEST = 400
LONGEST_OWNER = 200
FARTHEST_DAYS = 3 * 366
WRITERS_ONLY = "Рекомендации, меры и решения ведут управление образования и координатор этого механизма."
STAFF_ONLY = "Эта работа открыта управлению образования и директорам организаций."


class NotKept(Exception):
    """What was filled in cannot be kept; the message is a Russian sentence."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Whose act it is and when, inside one transaction."""

    house: House
    viewer: Viewer
    connection: Connection

    @property
    def reader(self) -> Reader:
        """The rights of who acts. Raises Refused for those who have no part in this work at all."""
        if not self.viewer.sees_municipality and not self.viewer.school_ids:
            raise Refused(STAFF_ONLY)
        house = self.house
        return Reader(self.viewer, self.connection, catalogue=house.catalogue, today=house.today())

    @property
    def author(self) -> dict[str, object]:
        return {"author": self.viewer.display_name[:200], "user_id": self.viewer.user_id}

    def leave(self, kind: str, record_id: int, action: str, note: str = "") -> int:
        """A line in the history and in the audit; the id of the line."""
        now = self.house.now()
        key = self.connection.execute(
            insert(work_event).values(
                kind=kind, record=str(record_id), action=action, note=note, at=now, **self.author
            )
        ).inserted_primary_key
        assert key is not None
        audit.record(self.connection, self.viewer, now, f"{kind} {action}", f"{kind} {record_id}")
        raise_version(self.connection, now, with_date=False)
        return int(key[0])


def filled(text: str, missing: str, longest: int = LONGEST) -> str:
    """The text on one line. Raises NotKept with the sentence `missing` when there is none, or when it is too long."""
    words = " ".join(text.split())
    if not words:
        raise NotKept(missing)
    return fitting(words, longest)


def fitting(text: str, longest: int = LONGEST) -> str:
    """The text on one line, which may be empty. Raises NotKept."""
    words = " ".join(text.split())
    if len(words) > longest:
        raise NotKept(f"Слишком длинно: {len(words)} знаков, помещается {longest}.")
    return words


def paragraphs(text: str, missing: str, longest: int) -> str:
    """A text that keeps its lines. Raises NotKept."""
    words = "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
    if not words:
        raise NotKept(missing)
    if len(words) > longest:
        raise NotKept(f"Слишком длинно: {len(words)} знаков, помещается {longest}.")
    return words


def due_day(text: str, today: date, kept: date | None = None) -> date:
    """A term of a measure, today or later; `kept`, the term that stands, may be past. Raises NotKept."""
    day = any_day(text, "Укажите срок.")
    if day == kept:
        return day
    if day < today:
        raise NotKept("Срок уже прошёл: укажите сегодняшний день или позже.")
    if day - today > timedelta(days=FARTHEST_DAYS):
        raise NotKept("Срок дальше трёх лет: разделите меру на части.")
    return day


def any_day(text: str, missing: str) -> date:
    """A day as the browser sends it. Raises NotKept."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise NotKept(missing) from error
