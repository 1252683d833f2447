"""What one running installation consists of. Built once by the factory and passed down, never fetched from the air."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from dashboard.catalogue import Catalogue, catalogue, profile_path
from dashboard.settings import Settings
from dashboard.store import Store, open_store
from data_access.database import Database, make_engine


def utc_now() -> datetime:
    """Now in UTC without a zone, as the database keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


@dataclass(frozen=True)
class House:
    settings: Settings
    database: Database
    store: Store
    catalogue: Catalogue
    now: Callable[[], datetime] = utc_now

    def today(self) -> date:
        """The day on the clock of the people who read the screens."""
        local = self.now().replace(tzinfo=UTC).astimezone(ZoneInfo(self.settings.time_zone))
        return local.date()


def build_house(settings: Settings, now: Callable[[], datetime] = utc_now) -> House:
    """Opens the database and the shared store that the settings name.

    Raises CatalogueError with file and line when the catalogue or the profile is wrong.
    """
    known = catalogue(profile_path(settings.profile))
    if settings.municipality:
        known = replace(known, profile=replace(known.profile, place=settings.municipality))
    return House(settings, Database(make_engine(settings.database)), open_store(settings), known, now)
