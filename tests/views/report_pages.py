"""Opening the pages of reports and control over the world of `report_world`, and reading them as words."""

from __future__ import annotations

from typing import Any

from dashboard.blocks import Cell, Table
from dashboard.desk import Desk
from dashboard.numbers import format_quantity
from dashboard.page import Opened
from data_access.viewer import Viewer
from tests.views.report_world import SCHOOL, YEAR, person_id, place_id, viewer


def open_at(desk: Desk, path: str, someone: Viewer, period: str, **place: int) -> Opened:
    query = "&".join(f"{name}={value}" for name, value in (place | {"year": YEAR}).items())
    return desk.open(path, f"{query}&period={period}", someone)


def of_class(desk: Desk, name: str, period: str, someone: Viewer | None = None) -> Opened:
    unit = place_id(desk.house, name, SCHOOL)
    return open_at(desk, "/class/report", someone or viewer(desk.house, "director"), period, unit=unit)


def of_school(desk: Desk, page: str, period: str, role: str = "director", name: str = SCHOOL) -> Opened:
    someone = viewer(desk.house, role, name)
    return open_at(desk, f"/school/{page}", someone, period, unit=place_id(desk.house, name))


def of_teacher(desk: Desk, name: str, period: str, path: str = "/teacher/control") -> Opened:
    person = person_id(desk.house, name)
    return open_at(desk, path, viewer(desk.house, "teacher", name), period, person=person)


def block(opened: Opened, key: str) -> Any:
    return next(found for found in opened.blocks if found.key == key)


def word(cell: Cell) -> str:
    """What the cell shows, with plain spaces."""
    if cell.quantity is not None:
        return format_quantity(cell.quantity).replace("\u202f", " ")
    return (cell.text or "; ".join(cell.tags)).replace("\u00a0", " ")


def lines(table: Table, *keys: str) -> list[tuple[str, ...]]:
    """Rows as words, of these columns."""
    at = [[column.key for column in table.columns].index(key) for key in keys]
    return [tuple(word(row.cells[place]) for place in at) for row in table.rows]
