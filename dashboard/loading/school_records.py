"""What loads say of schools, copied to the schools themselves: their names and codes, and where they stand.

Copied anew from the records of the loads that stand, so that an undo gives back what was said before.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, case, delete, select, update

from data_access.queries.places import municipality_id
from data_access.tables import indicator_value, load, school_record, unit

NOT_COPIED = frozenset({"unit_id", "load_id", "is_stated", "municipality_id"})


def copy_school_records(connection: Connection, school_ids: set[int]) -> set[int]:
    """Names and codes as the newest applied roster gives them, or else the first load that names the school; in a
    region also the municipality above it. Returns schools that lost a neighbour: their municipality is summed anew.
    """
    top = municipality_id(connection)
    neighbours: set[int] = set()
    for school_id in sorted(school_ids):
        records = _records(connection, school_id)
        if not records:
            continue
        newest = records[0]
        values = {name: newest[name] for name in newest if name not in NOT_COPIED}
        connection.execute(update(unit).where(unit.c.id == school_id).values(**values))
        above = next((row["municipality_id"] for row in records if row["municipality_id"] is not None), top)
        neighbours |= _move(connection, school_id, above, top)
    return neighbours


def _records(connection: Connection, school_id: int) -> list[Any]:
    """Rosters before the rest: the newest of them, the oldest of the others."""
    preferred = case((school_record.c.is_stated, -load.c.applied_no), else_=load.c.applied_no)
    statement = (
        select(school_record)
        .join(load, load.c.id == school_record.c.load_id)
        .where(school_record.c.unit_id == school_id)
        .order_by(preferred)
    )
    return list(connection.execute(statement).mappings())


def _move(connection: Connection, school_id: int, above: int, top: int) -> set[int]:
    """Puts a school under a municipality; returns the schools that stay under the one it left."""
    before = connection.scalar(select(unit.c.parent_id).where(unit.c.id == school_id))
    if before == above or before is None:
        return set()
    path = f"/{top}/{school_id}/" if above == top else f"/{top}/{above}/{school_id}/"
    connection.execute(update(unit).where(unit.c.id == school_id).values(parent_id=above, path=path))
    classes = select(unit.c.id).where(unit.c.parent_id == school_id, unit.c.kind == "class")
    for class_id in connection.scalars(classes).all():
        connection.execute(update(unit).where(unit.c.id == class_id).values(path=f"{path}{class_id}/"))
    connection.execute(delete(indicator_value).where(indicator_value.c.unit_id == before))
    left = select(unit.c.id).where(unit.c.parent_id == before, unit.c.kind == "school")
    return set(connection.scalars(left))
