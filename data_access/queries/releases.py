"""Releases of the page of citizens (публикация): what anybody may read, and the history that its keepers read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from data_access.tables import public_release
from data_access.viewer import Reader, Refused, Viewer

# Who reads without a log-in: no place, no person, no name.
CITIZEN = Viewer("citizen", "Посетитель", "citizen")
KEEPERS_ONLY = "Страницу для граждан ведёт начальник управления образования."


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """A release; `content` is everything that its page shows."""

    id: int
    year: int
    published_at: datetime
    published_by: str
    withdrawn_at: datetime | None
    withdrawn_by: str
    data_version: int
    content: dict[str, Any]


_COLUMNS = tuple(public_release.c[name] for name in ReleaseRow.__dataclass_fields__)
_STANDS = public_release.c.withdrawn_at.is_(None)


def read_release(reader: Reader, year: int | None = None) -> ReleaseRow | None:
    """The newest release that stands, of a school year or of all: open to every viewer, None while there is none."""
    statement = select(*_COLUMNS).where(_STANDS)
    if year is not None:
        statement = statement.where(public_release.c.year == year)
    row = reader.connection.execute(statement.order_by(public_release.c.id.desc()).limit(1)).first()
    return None if row is None else ReleaseRow(*row)


def read_release_years(reader: Reader) -> list[int]:
    """School years that have a release which stands, newest first: open to every viewer."""
    statement = select(public_release.c.year).where(_STANDS).distinct()
    return sorted(reader.connection.scalars(statement), reverse=True)


def read_releases(reader: Reader) -> list[ReleaseRow]:
    """Every release ever made, newest first. Raises Refused."""
    if not reader.viewer.administers:
        raise Refused(KEEPERS_ONLY)
    statement = select(*_COLUMNS).order_by(public_release.c.id.desc())
    return [ReleaseRow(*row) for row in reader.connection.execute(statement)]
