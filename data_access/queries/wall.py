"""Screens on walls as the people who set them up see them: without their links, of which only hashes are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from data_access.tables import wall_screen
from data_access.viewer import Reader, Refused

CLOSED = "Экраны настраивает начальник управления образования."


@dataclass(frozen=True, slots=True)
class ScreenRow:
    """`settings`: JSON as it is kept. Times are UTC without a zone; None: never."""

    id: int
    title: str
    settings: str
    created_at: datetime | None
    expires_at: datetime | None
    seen_at: datetime | None
    revoked_at: datetime | None


def read_screens(reader: Reader) -> list[ScreenRow]:
    """Screens of the viewer's municipalities, the newest first. Raises Refused."""
    if not reader.viewer.administers:
        raise Refused(CLOSED)
    columns = [wall_screen.c[name] for name in ScreenRow.__dataclass_fields__]
    statement = select(*columns).where(reader.municipalities(wall_screen.c.unit_id))
    rows = reader.connection.execute(statement.order_by(wall_screen.c.id.desc()))
    return [ScreenRow(*row) for row in rows]
