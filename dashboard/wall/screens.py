"""Screens: made, renewed and revoked by the department head; found by the link that the television holds.

The link is a credential of a device: 256 random bits of which the database keeps the hash. It opens the wall and
nothing else, shows sums of one municipality and never a name. Renewing a screen prolongs the same link, so that a
television that says «срок вышел» comes back by itself; a revoked one never does.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import RowMapping, insert, select, update
from sqlalchemy.exc import OperationalError

from dashboard.house import House
from dashboard.wall.settings import DAYS, LONGEST_TITLE, WallSettings, as_text, checked, from_text
from data_access import audit
from data_access.queries.wall import CLOSED
from data_access.tables import wall_screen
from data_access.viewer import NotFound, Refused, Viewer

log = logging.getLogger(__name__)

TOUCH_AFTER = timedelta(minutes=1)
UNKNOWN = "Этой ссылки экрана программа не знает. Попросите новую в управлении образования."
REVOKED = "Ссылка этого экрана отозвана. Попросите новую в управлении образования."
EXPIRED = "Срок ссылки этого экрана вышел. Попросите управление образования продлить её: экран включится сам."


class Closed(Exception):
    """The link opens nothing now; the message is a sentence for the television."""


@dataclass(frozen=True, slots=True)
class WallScreen:
    """One screen. Times are UTC without a zone; None: never."""

    id: int
    title: str
    unit_id: int
    settings: WallSettings
    created_at: datetime | None
    expires_at: datetime | None
    seen_at: datetime | None
    revoked_at: datetime | None

    def viewer(self) -> Viewer:
        """Who looks through the television: sums of its municipality, no names, nothing to change."""
        return Viewer(f"wall:{self.id}", self.title, "wall", municipality_ids=frozenset({self.unit_id}))


_COLUMNS = [wall_screen.c[name] for name in WallScreen.__dataclass_fields__]


class WallScreens:
    """The service behind the page of screens and behind the television."""

    def __init__(self, house: House) -> None:
        self.house = house

    def make(self, viewer: Viewer, title: str, settings: WallSettings, days: int) -> str:
        """A new screen; returns the token of its link, which is told once. Raises Refused, NotFound."""
        unit_id = _own_unit(viewer)
        words = " ".join(title.split())
        if not 0 < len(words) <= LONGEST_TITLE:
            raise NotFound(f"Назовите экран: от 1 до {LONGEST_TITLE} знаков.")
        checked(settings, self.house.catalogue.mechanisms)
        expires_at = self._until(days)
        token, now = secrets.token_urlsafe(32), self.house.now()
        with self.house.database.writing() as connection:
            screen_id = connection.scalar(
                insert(wall_screen)
                .values(
                    title=words,
                    token_hash=_hash(token),
                    unit_id=unit_id,
                    settings=as_text(settings),
                    created_at=now,
                    created_by=viewer.login,
                    expires_at=expires_at,
                )
                .returning(wall_screen.c.id)
            )
            audit.record(connection, viewer, now, "wall make", f"screen {screen_id}")
        return token

    def revoke(self, viewer: Viewer, screen_id: int) -> None:
        """Ends a link for good. Raises Refused, NotFound."""
        now = self.house.now()
        self._change(viewer, screen_id, "wall revoke", {"revoked_at": now, "revoked_by": viewer.login})

    def renew(self, viewer: Viewer, screen_id: int, days: int) -> None:
        """Prolongs the same link from today. Raises Refused, NotFound."""
        self._change(viewer, screen_id, "wall renew", {"expires_at": self._until(days)})

    def find(self, token: str) -> WallScreen:
        """The screen of a link. Raises Closed with the reason."""
        with self.house.database.reading() as connection:
            statement = select(*_COLUMNS).where(wall_screen.c.token_hash == _hash(token))
            row = connection.execute(statement).mappings().first()
        if not token or row is None:
            raise Closed(UNKNOWN)
        found = _screen(row)
        if found.revoked_at is not None:
            raise Closed(REVOKED)
        if found.expires_at is not None and found.expires_at <= self.house.now():
            raise Closed(EXPIRED)
        return found

    def touch(self, screen: WallScreen) -> None:
        """Remembers that the television asked, at most once a minute."""
        now = self.house.now()
        if screen.seen_at is not None and now - screen.seen_at < TOUCH_AFTER:
            return
        try:
            with self.house.database.writing() as connection:
                connection.execute(
                    update(wall_screen).where(wall_screen.c.id == screen.id).values(seen_at=now)
                )
        except OperationalError:
            # a long load holds the database: the picture matters more than the note of who looked
            log.warning("screen %s: last seen was not kept", screen.id)

    def _until(self, days: int) -> datetime:
        low, high = DAYS
        if not low <= days <= high:
            raise NotFound(f"Ссылка живёт от {low} до {high} дней.")
        return self.house.now() + timedelta(days=days)

    def _change(self, viewer: Viewer, screen_id: int, action: str, values: dict[str, object]) -> None:
        unit_id = _own_unit(viewer)
        own = (wall_screen.c.id == screen_id, wall_screen.c.unit_id == unit_id)
        with self.house.database.writing() as connection:
            done = connection.execute(
                update(wall_screen).where(*own, wall_screen.c.revoked_at.is_(None)).values(**values)
            )
            if done.rowcount != 1:
                raise NotFound("Такого экрана нет или его ссылка уже отозвана.")
            audit.record(connection, viewer, self.house.now(), action, f"screen {screen_id}")


def _own_unit(viewer: Viewer) -> int:
    if not viewer.administers:
        raise Refused(CLOSED)
    return min(viewer.municipality_ids)


def _screen(row: RowMapping) -> WallScreen:
    return WallScreen(**{**dict(row), "settings": from_text(row["settings"])})


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
