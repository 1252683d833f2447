"""Marks of the roadmap (отметки дорожной карты): what people said about its measures, newest in force, all kept.

The roadmap is the department's own plan and holds no figures of schools; directors of its schools may read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, false, select, true

from data_access.queries.places import municipality_id
from data_access.tables import roadmap_mark
from data_access.viewer import Reader


@dataclass(frozen=True, slots=True)
class RoadmapMark:
    """`status`: planned, doing, done or dropped."""

    id: int
    item: str
    year: int
    status: str
    progress: int
    evidence: str
    note: str
    author: str
    at: datetime
    is_current: bool


_COLUMNS = tuple(roadmap_mark.c[name] for name in RoadmapMark.__dataclass_fields__)


def read_roadmap_marks(reader: Reader) -> dict[str, dict[int, RoadmapMark]]:
    """Marks in force: item → school year → mark."""

    def read() -> dict[str, dict[int, RoadmapMark]]:
        statement = select(*_COLUMNS).where(roadmap_mark.c.is_current, _open_to(reader))
        found: dict[str, dict[int, RoadmapMark]] = {}
        for row in reader.connection.execute(statement):
            mark = RoadmapMark(*row)
            found.setdefault(mark.item, {})[mark.year] = mark
        return found

    return reader.once("roadmap marks", read)


def read_roadmap_history(reader: Reader, item: str) -> list[RoadmapMark]:
    """Every mark of an item in every year, newest first."""

    def read() -> list[RoadmapMark]:
        statement = select(*_COLUMNS).where(roadmap_mark.c.item == item, _open_to(reader))
        rows = reader.connection.execute(statement.order_by(roadmap_mark.c.id.desc()))
        return [RoadmapMark(*row) for row in rows]

    return reader.once(("roadmap history", item), read)


def may_write_work(reader: Reader, mechanism: str) -> bool:
    """Whether the viewer writes the department's own work (roadmap, cycle) of a mechanism.

    That is the department of the whole installation: in a region, those who see the region, not one municipality of
    it. A coordinator of one mechanism writes in that one; what belongs to no mechanism is left to the others.
    """
    viewer = reader.viewer
    if viewer.is_system:
        return True
    top = reader.reference("top place", lambda: municipality_id(reader.connection))
    return top in viewer.municipality_ids and viewer.mechanism in ("", mechanism)


def _open_to(reader: Reader) -> ColumnElement[bool]:
    viewer = reader.viewer
    return true() if viewer.sees_municipality or viewer.school_ids else false()
