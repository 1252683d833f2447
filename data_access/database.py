"""The engine and its two doors: a reading transaction with a viewer, and a writing one.

SQLite is driven with an explicit BEGIN, because the driver's own deferred transactions lose updates and
fail with «database is locked» under concurrent writers: writers take the lock at once (BEGIN IMMEDIATE) and
wait for it up to the busy timeout. WAL with synchronous=FULL keeps acknowledged loads through a power cut.
PostgreSQL serialises loads by one advisory lock, taken by `writing`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.pool import QueuePool

WRITE_OPTION = "monitor_write"
LOAD_LOCK = 20_260_115


def make_engine(url: str) -> Engine:
    """An engine for SQLite (file) or PostgreSQL. Parameters never appear in error messages."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(
            parsed, hide_parameters=True, poolclass=QueuePool, pool_size=12, max_overflow=12
        )
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    return create_engine(parsed, hide_parameters=True, pool_pre_ping=True, pool_size=12, max_overflow=12)


def _configure_sqlite(dbapi_connection: Any, _record: Any) -> None:
    dbapi_connection.isolation_level = None
    cursor = dbapi_connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=10000",
        "secure_delete=ON",
        "cache_size=-32000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    is_write = connection.get_execution_options().get(WRITE_OPTION, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_write else "BEGIN")


@dataclass(frozen=True)
class Database:
    """The database of one installation."""

    engine: Engine

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent snapshot; nothing can be written through it."""
        with self.engine.connect() as connection:
            if self.is_sqlite:
                yield connection
            else:
                connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it or nothing. Waits for other writers."""
        with (
            self.engine.connect().execution_options(**{WRITE_OPTION: True}) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def loading(self) -> Iterator[Connection]:
        """A writing transaction that no other load may overlap."""
        with self.writing() as connection:
            if not self.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOAD_LOCK})
            yield connection
