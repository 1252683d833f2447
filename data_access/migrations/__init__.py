"""Schema versions, run by the program itself: no alembic.ini, the engine is the program's own."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from data_access.database import Database


def alembic_config(connection: Connection | None = None) -> Config:
    """Configuration that points at this folder and, when given, runs on an open connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config


def upgrade(database: Database) -> None:
    """Bring the schema to the newest version, in one transaction: a killed migration leaves the old one."""
    with database.loading() as connection:
        command.upgrade(alembic_config(connection), "head")


def is_current(database: Database) -> bool:
    """True when the schema is the one this program was written for."""
    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    with database.reading() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head
