"""The trail of who looked at whom and who changed what. Rows are only ever added."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert

from data_access.tables import audit_event
from data_access.viewer import Viewer


def record(
    connection: Connection,
    viewer: Viewer,
    at: datetime,
    action: str,
    subject: str,
    persons: int = 0,
    request_id: str = "",
    note: str = "",
) -> None:
    """Adds one event. `subject` is an address or an id, never a name; `persons` is how many were shown."""
    connection.execute(
        insert(audit_event).values(
            at=at,
            login=viewer.login,
            action=action,
            object=subject[:200],
            persons=persons,
            request_id=request_id,
            note=note,
        )
    )
