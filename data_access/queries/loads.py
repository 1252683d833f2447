"""The history of loads, within the viewer's rights."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, true

from data_access.tables import load, load_issue
from data_access.viewer import NotFound, Reader, Refused

HISTORY = 200


def _seen(reader: Reader) -> ColumnElement[bool]:
    viewer = reader.viewer
    if viewer.sees_municipality:
        return true()
    return or_(load.c.school_id.in_(viewer.school_ids), load.c.user_id == (viewer.user_id or 0))


def require_loading(reader: Reader) -> None:
    """Raises Refused for those who do not load files."""
    if not reader.viewer.can_load:
        raise Refused("Загрузка данных открыта управлению образования и директорам школ.")


def read_history(reader: Reader) -> list[Any]:
    """Newest loads first, with the number of their problems; dropped drafts are left out."""
    require_loading(reader)
    issues = (
        select(func.count())
        .where(load_issue.c.load_id == load.c.id, load_issue.c.severity == "error")
        .scalar_subquery()
    )
    statement = (
        select(load, issues.label("errors"))
        .where(_seen(reader), load.c.status != "dropped")
        .order_by(load.c.id.desc())
        .limit(HISTORY)
    )
    return list(reader.connection.execute(statement))


def read_load(reader: Reader, load_id: int) -> Any:
    """One load. A draft is seen only by its author. Raises NotFound, Refused."""
    require_loading(reader)
    row = reader.once(
        ("load", load_id),
        lambda: reader.connection.execute(select(load).where(load.c.id == load_id, _seen(reader))).first(),
    )
    is_foreign = row is not None and row.status == "draft" and row.user_id != reader.viewer.user_id
    if row is None or is_foreign:
        raise NotFound("Такой загрузки нет или она вам не открыта.")
    return row


def read_issues(reader: Reader, load_id: int) -> list[Any]:
    """Problems of a load in the order of the file."""
    read_load(reader, load_id)
    statement = select(load_issue).where(load_issue.c.load_id == load_id).order_by(load_issue.c.no)
    return list(reader.connection.execute(statement))
