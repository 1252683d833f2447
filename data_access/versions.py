"""The data version: one counter that every committed load raises. It is part of every cache key."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from data_access.tables import data_version


def read_version(connection: Connection) -> tuple[int, datetime | None]:
    """The counter and when it changed; (0, None) for a new database."""
    row = connection.execute(select(data_version.c.version, data_version.c.changed_at)).first()
    return (row.version, row.changed_at) if row else (0, None)


def raise_version(connection: Connection, at: datetime, with_date: bool = True) -> int:
    """One more version; returns it. Without `with_date` the screens keep saying how old the loaded data are:
    people's own work, such as an assignment, does not make them newer."""
    values = {"version": data_version.c.version + 1} | ({"changed_at": at} if with_date else {})
    raised = update(data_version).values(**values)
    version = connection.scalar(raised.returning(data_version.c.version))
    if version is None:
        connection.execute(insert(data_version).values(id=1, version=1, changed_at=at))
    return version or 1
