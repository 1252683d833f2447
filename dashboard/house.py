"""What one running installation consists of. Built once by the factory and passed down, never fetched from the air."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

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
    now: Callable[[], datetime] = utc_now


def build_house(settings: Settings, now: Callable[[], datetime] = utc_now) -> House:
    """Opens the database and the shared store that the settings name."""
    return House(settings, Database(make_engine(settings.database)), open_store(settings), now)
