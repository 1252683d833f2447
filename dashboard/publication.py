"""Publishing for citizens (публикация): a release is made, kept as it is, and may be withdrawn. Nothing is deleted.

Off until somebody publishes. Only the head of the whole installation may; each act is in the audit. The figures come
from one snapshot through `make_release`; what a citizen reads later is the kept content and never a live query.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, update

from dashboard.desk import Desk
from dashboard.numbers import format_year
from dashboard.public.making import make_release
from dashboard.public.release import HIDDEN, MISSING, Release, from_content, to_content
from dashboard.public.rules import check_keeper, publishable
from data_access import audit
from data_access.queries.releases import (
    CITIZEN,
    read_release,
    read_release_years,
    read_releases,
)
from data_access.tables import public_release
from data_access.viewer import NotFound, Reader, Viewer

CHOOSE = "Отметьте хотя бы один показатель."
NOTHING = (
    "За {year} учебный год публиковать нечего: у отмеченных показателей нет значений, которые можно показать."
)
FIRST_YEAR, LAST_YEAR = 1990, 2100
NO_RELEASE = "Сведения для граждан не опубликованы."


class NotPublished(Exception):
    """What was chosen cannot be published; the message is a Russian sentence."""


class Publication:
    """Acts on the page of citizens. Each checks the rights itself: the browser only asks."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def preview(self, viewer: Viewer, codes: Sequence[str], year: int) -> tuple[Release, int]:
        """What would be published, and the data version it rests on. Raises Refused, NotPublished."""
        with self.desk.reading(viewer) as reader:
            check_keeper(reader)
            allowed = [one.code for one in publishable(self.desk.house.catalogue) if one.code in codes]
            if not allowed:
                raise NotPublished(CHOOSE)
            made = make_release(reader, allowed, year, _before(reader, year))
            return made, reader.version

    def publish(self, viewer: Viewer, codes: Sequence[str], year: int, request_id: str = "") -> int:
        """Keeps a release; from now on citizens see it. Gives its id. Raises Refused, NotPublished."""
        release, version = self.preview(viewer, codes, year)
        if all(one.total.state in (HIDDEN, MISSING) for one in release.indicators):
            raise NotPublished(NOTHING.format(year=format_year(year)))
        house = self.desk.house
        with house.database.writing() as connection:
            kept = connection.execute(
                insert(public_release)
                .values(
                    year=year,
                    published_at=house.now(),
                    published_by=viewer.login,
                    data_version=version,
                    content=to_content(release),
                )
                .returning(public_release.c.id)
            ).scalar_one()
            _record(connection, viewer, house.now(), "publish", int(kept), request_id)
        return int(kept)

    def withdraw(self, viewer: Viewer, release_id: int, request_id: str = "") -> None:
        """Takes a release back; an earlier one that stands is shown again. Raises Refused, NotFound."""
        house = self.desk.house
        with self.desk.reading(viewer) as reader:
            check_keeper(reader)
        columns = public_release.c
        with house.database.writing() as connection:
            changed = connection.execute(
                update(public_release)
                .where(columns.id == release_id, columns.withdrawn_at.is_(None))
                .values(withdrawn_at=house.now(), withdrawn_by=viewer.login)
            ).rowcount
            if not changed:
                raise NotFound("Такого выпуска нет или он уже снят.")
            _record(connection, viewer, house.now(), "withdraw", release_id, request_id)

    def shown(self, year: int | None = None) -> tuple[Release, list[int]]:
        """The release that citizens see and the school years that have one. Raises NotFound while there is none."""
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            raise NotFound(NO_RELEASE)
        with self.desk.reading(CITIZEN) as reader:
            row = read_release(reader, year)
            if row is None:
                raise NotFound(NO_RELEASE)
            return from_content(row.content), read_release_years(reader)


def _before(reader: Reader, year: int) -> Release | None:
    """The newest release of the year: people keep copies of a withdrawn one too."""
    rows = (row for row in read_releases(reader) if row.year == year)
    newest = next(rows, None)
    return None if newest is None else from_content(newest.content)


def _record(
    connection: Connection, viewer: Viewer, at: datetime, action: str, release_id: int, request_id: str
) -> None:
    audit.record(connection, viewer, at, action, f"public_release {release_id}", request_id=request_id)
