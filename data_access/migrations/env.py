"""Alembic's entry: the caller opens the transaction, so a migration is all or nothing on SQLite too."""

from __future__ import annotations

from alembic import context

from data_access.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=False,
    transactional_ddl=True,
)
context.run_migrations()
