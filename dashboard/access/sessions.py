"""Sessions are rows in the database: ending one ends it everywhere, a copied cookie is worth nothing after.

The cookie holds a random token; the table holds its hash. A session ends after a time without a click, after
a working day in any case, on log-out, on a change of password and when the account is switched off.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, insert, select, update

from dashboard.access.accounts import viewer_of
from dashboard.house import House
from data_access.tables import access_grant, user_account, user_session
from data_access.viewer import Viewer

TOUCH_AFTER = timedelta(minutes=1)


@dataclass(frozen=True)
class SessionUser:
    """What flask-login keeps for a request."""

    token: str
    viewer: Viewer
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        return self.token


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(house: House, user_id: int, address: str) -> str:
    """A new session of an account; returns its token."""
    token = secrets.token_urlsafe(32)
    now = house.now()
    with house.database.writing() as connection:
        old = now - timedelta(hours=house.settings.session_hours)
        connection.execute(delete(user_session).where(user_session.c.created_at < old))
        connection.execute(
            insert(user_session).values(
                token_hash=_hash(token), user_id=user_id, created_at=now, seen_at=now, address=address[:60]
            )
        )
    return token


def find_session(house: House, token: str) -> SessionUser | None:
    """The user of a live session, None when it has ended."""
    now = house.now()
    settings = house.settings
    columns = user_session.c
    with house.database.reading() as connection:
        rows = connection.execute(
            select(
                user_account.c.id.label("account_id"),
                user_account.c.login,
                user_account.c.display_name,
                columns.seen_at,
                access_grant,
            )
            .join(user_session, columns.user_id == user_account.c.id)
            .join(access_grant, access_grant.c.user_id == user_account.c.id, isouter=True)
            .where(
                columns.token_hash == _hash(token),
                columns.created_at > now - timedelta(hours=settings.session_hours),
                columns.seen_at > now - timedelta(minutes=settings.idle_minutes),
                user_account.c.is_active,
            )
        ).all()
    if not rows:
        return None
    row = rows[0]
    grants = [row for row in rows if row.role is not None]
    viewer = viewer_of(row.account_id, row.login, row.display_name, grants)
    if now - row.seen_at > TOUCH_AFTER:
        with house.database.writing() as connection:
            connection.execute(
                update(user_session).where(columns.token_hash == _hash(token)).values(seen_at=now)
            )
    return SessionUser(token, viewer)


def close_session(house: House, token: str) -> None:
    """Ends a session."""
    with house.database.writing() as connection:
        connection.execute(delete(user_session).where(user_session.c.token_hash == _hash(token)))
