"""A municipality of two schools with a small roadmap of its own, and the people who work on it. No marks of pupils."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, insert, select

from dashboard.access.accounts import Grant, add_account, read_viewer
from dashboard.blocks import Block
from dashboard.desk import Desk
from dashboard.house import House, build_house
from dashboard.loading import Loading
from dashboard.page import Opened
from dashboard.settings import Settings
from data_access.tables import unit
from data_access.viewer import Viewer
from pages import make_pages
from seed.install import prepare
from tests.support.client import PASSWORD

NOW = datetime(2026, 2, 10, 9, 30)  # inside 2025/26
YEAR = 2025
PROFILE = (Path(__file__).parent / "roadmap_profile.toml").read_text(encoding="utf-8")


@dataclass(frozen=True)
class World:
    house: House
    desk: Desk

    def viewer(self, login: str) -> Viewer:
        with self.house.database.reading() as connection:
            found = read_viewer(connection, login)
        assert found is not None
        return found

    def open(self, address: str, login: str = "head") -> Opened:
        path, _, query = address.partition("?")
        return self.desk.open(path, query, self.viewer(login))

    def block(self, address: str, key: str, login: str = "head") -> Block:
        return next(block for block in self.open(address, login).blocks if block.key == key)

    def at(self, now: datetime) -> World:
        """The same installation on another day."""
        house = replace(self.house, now=lambda: now)
        return World(house, Desk(house, make_pages(Loading(house))))


def make_world(folder: Path, profile: str = PROFILE, database_url: str = "") -> World:
    """An installation with a head, two coordinators, a director of «Школа № 1» and a teacher without an account."""
    path = folder / "sosnovka.toml"
    path.write_text(profile, encoding="utf-8")
    settings = Settings(  # type: ignore[call-arg]
        var_dir=folder / "var", profile=str(path), database_url=database_url, _env_file=None
    )
    house = build_house(settings, lambda: NOW)
    prepare(house)
    with house.database.writing() as connection:
        top = connection.scalar(select(unit.c.id).where(unit.c.parent_id.is_(None)))
        schools = [_add_school(connection, top, number) for number in (1, 2)]
        people = {
            "head": Grant("head", top),
            "coordinator": Grant("coordinator", top, mechanism="heads"),
            "director": Grant("director", schools[0]),
        }
        for login, grant in people.items():
            add_account(connection, login, PASSWORD, f"Должность {login}", (grant,), NOW)
    return World(house, Desk(house, make_pages(Loading(house))))


def _add_school(connection: Connection, top: int | None, number: int) -> int:
    made = connection.execute(
        insert(unit).values(
            kind="school",
            parent_id=top,
            path=f"/{top}/{number + 1}/",
            short_name=f"Школа № {number}",
            full_name=f"Школа № {number}",
            is_rural=False,
        )
    )
    assert made.inserted_primary_key is not None
    return int(made.inserted_primary_key[0])


TEACHER = Viewer("teacher", "Учитель", "teacher", 99, teacher_ids=frozenset({1}), sees_names=True)
CLASS_TEACHER = Viewer("leader", "Классный руководитель", "class_teacher", 98, class_ids=frozenset({1}))
