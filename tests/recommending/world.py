"""Three schools and a kindergarten with figures written straight into the marts, and the people who work with them."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import insert, select, update

from callbacks import register
from dashboard.access.accounts import Grant, add_account, read_viewer
from dashboard.catalogue import Catalogue
from dashboard.desk import Desk
from dashboard.factory import build_parts, make_app
from dashboard.house import House
from dashboard.loading import Loading
from dashboard.page import Opened, Page
from dashboard.recommending import refresh_recommendations
from dashboard.settings import Settings
from dashboard.store import open_store
from data_access.database import Database, make_engine
from data_access.tables import (
    class_rollup,
    indicator_entry,
    indicator_value,
    recommendation,
    unit,
    work_event,
)
from data_access.versions import raise_version
from data_access.viewer import Reader, Viewer
from pages import make_pages
from seed.install import prepare
from tests.recommending.catalogue import own_catalogue
from tests.support.client import PASSWORD

YEAR = 2025
NOW = datetime(2026, 6, 10, 9, 30)  # inside 2025/26, five days before the term of what is entered
AFTER_TERM = datetime(2026, 6, 16, 9, 30)
FIRST, SECOND, LYCEUM, GARDEN = "СОШ № 1", "СОШ № 2", "Лицей", "Ромашка"
PLACES = (
    (FIRST, "СОШ", False),
    (SECOND, "СОШ", True),
    (LYCEUM, "лицей", False),
    (GARDEN, "детский сад", False),
)
LOGINS = ("head", "coordinator", "talent", "director1", "director2", "classteacher", "teacher")


@dataclass(frozen=True)
class World:
    """An installation and what a test does to it."""

    house: House

    def unit(self, name: str = "") -> int:
        """Id of an organisation; of the municipality without a name."""
        is_it = unit.c.short_name == name if name else unit.c.kind == "municipality"
        with self.house.database.reading() as connection:
            found = connection.scalar(select(unit.c.id).where(is_it))
        assert found is not None, name
        return int(found)

    def at(self, moment: datetime) -> World:
        """The same installation at another moment."""
        return World(replace(self.house, now=lambda: moment))

    def with_catalogue(self, known: Catalogue) -> World:
        return World(replace(self.house, catalogue=known))

    def value(
        self,
        code: str,
        name: str,
        year: int,
        above: float,
        below: float = 100.0,
        checkpoint: str = "Y",
        n: int | None = None,
    ) -> None:
        """An indicator of a place; said again, it is changed."""
        columns = indicator_value.c
        key = {"indicator": code, "unit_id": self.unit(name), "year": year, "checkpoint": checkpoint}
        values = {"numerator": above, "denominator": below, "n": int(below) if n is None else n}
        with self.house.database.writing() as connection:
            known = update(indicator_value).where(*(columns[name] == given for name, given in key.items()))
            if not connection.execute(known.values(**values)).rowcount:
                connection.execute(insert(indicator_value).values(**key, **values, status="final"))
            raise_version(connection, self.house.now())

    def forget(self, code: str, name: str, year: int) -> None:
        columns = indicator_value.c
        with self.house.database.writing() as connection:
            connection.execute(
                indicator_value.delete().where(
                    columns.indicator == code, columns.unit_id == self.unit(name), columns.year == year
                )
            )

    def pupils(
        self, name: str, n: int, good: int, one3: int, year: int = YEAR, checkpoint: str = "Y"
    ) -> None:
        """A class of a school with its pupils by category; makes the year one «with marks»."""
        school = self.unit(name)
        with self.house.database.writing() as connection:
            key = connection.execute(
                insert(unit).values(
                    kind="class",
                    parent_id=school,
                    short_name="7А",
                    year=year,
                    grade=7,
                    letter=f"{checkpoint}",
                )
            ).inserted_primary_key
            assert key is not None
            counts = {column.name: 0 for column in class_rollup.c if column.name.startswith(("n", "micro"))}
            counts |= {"components": 0, "n": n, "n_good": good, "n_one3": one3, "n_sat": n - good}
            connection.execute(
                insert(class_rollup).values(
                    class_id=key[0],
                    school_id=school,
                    year=year,
                    period=checkpoint,
                    checkpoint=checkpoint,
                    grade=7,
                    **counts,
                )
            )

    def submit(self, code: str, name: str, year: int = YEAR, status: str = "submitted") -> None:
        """A stated value, or a draft of one."""
        with self.house.database.writing() as connection:
            connection.execute(
                insert(indicator_entry).values(
                    indicator=code,
                    unit_id=self.unit(name),
                    year=year,
                    numerator=3.0,
                    status=status,
                    author="Директор",
                    entered_at=self.house.now(),
                    is_current=status == "submitted",
                )
            )

    def refresh(self, names: Iterable[str] | None = None) -> None:
        ids = None if names is None else [self.unit(name) for name in names]
        with self.house.database.loading() as connection:
            refresh_recommendations(connection, self.house.catalogue, self.house.now(), ids)
            raise_version(connection, self.house.now())

    def found(self, rule: str = "", status: str = "") -> list[Any]:
        """Recommendations on record, in the order of their making."""
        columns = recommendation.c
        statement = select(recommendation).order_by(columns.id)
        if rule:
            statement = statement.where(columns.rule == rule)
        if status:
            statement = statement.where(columns.status == status)
        with self.house.database.reading() as connection:
            return list(connection.execute(statement))

    def one(self, rule: str) -> Any:
        rows = self.found(rule)
        assert len(rows) == 1, rows
        return rows[0]

    def events(self, kind: str = "recommendation", record: int | None = None) -> list[tuple[str, str, str]]:
        """Action, author, note; oldest first."""
        columns = work_event.c
        statement = select(columns.action, columns.author, columns.note).where(columns.kind == kind)
        if record is not None:
            statement = statement.where(columns.record == str(record))
        with self.house.database.reading() as connection:
            return [tuple(row) for row in connection.execute(statement.order_by(columns.id))]

    # -- people -------------------------------------------------------------------------------------------

    def viewer(self, login: str, sees_names: bool | None = None) -> Viewer:
        with self.house.database.reading() as connection:
            found = read_viewer(connection, login)
        assert found is not None
        return found if sees_names is None else replace(found, sees_names=sees_names)

    def open(self, address: str, login: str = "head", sees_names: bool | None = None) -> Opened:
        path, _, query = address.partition("?")
        return self.desk().open(path, query, self.viewer(login, sees_names))

    def pages(self) -> tuple[Page, ...]:
        return make_pages(Loading(self.house))

    def desk(self) -> Desk:
        return Desk(self.house, self.pages())

    def block(self, address: str, key: str, login: str = "head", sees_names: bool | None = None) -> Any:
        opened = self.open(address, login, sees_names)
        return next(block for block in opened.blocks if block.key == key)

    @contextmanager
    def reading(self, login: str = "head") -> Any:
        with self.house.database.reading() as connection:
            yield Reader(
                self.viewer(login), connection, catalogue=self.house.catalogue, today=self.house.today()
            )

    def server(self) -> Flask:
        """The program over this installation, with its clock."""
        parts = build_parts(self.house, make_pages)
        server: Flask = make_app(parts, register).server
        return server


def make_world(folder: Path, database_url: str = "", now: datetime = NOW) -> World:
    """An installation with our catalogue, places and log-ins; no figure yet."""
    settings = Settings(var_dir=folder, database_url=database_url, _env_file=None)
    known = own_catalogue(folder / "catalogue")
    engine = make_engine(settings.database)
    house = House(settings, Database(engine), open_store(settings), known, lambda: now)
    prepare(house)
    with house.database.writing() as connection:
        top = connection.scalar(select(unit.c.id).where(unit.c.kind == "municipality"))
        for name, kind, is_rural in PLACES:
            connection.execute(
                insert(unit).values(
                    kind="school",
                    parent_id=top,
                    path=f"/{top}/",
                    short_name=name,
                    full_name=name,
                    school_kind=kind,
                    is_rural=is_rural,
                )
            )
    world = World(house)
    for name in (FIRST, SECOND, LYCEUM):
        world.pupils(name, n=100, good=60, one3=0)
    return world


def add_people(world: World) -> None:
    """Log-ins of every role. `talent` coordinates another mechanism, `coordinator` sees no names."""
    top, first, second = world.unit(), world.unit(FIRST), world.unit(SECOND)
    with world.house.database.reading() as connection:
        in_class = connection.scalar(select(unit.c.id).where(unit.c.kind == "class"))
    grants = {
        "head": Grant("head", top, sees_names=True),
        "coordinator": Grant("coordinator", top),
        "talent": Grant("coordinator", top, mechanism="upbringing"),
        "director1": Grant("director", first, sees_names=True),
        "director2": Grant("director", second, sees_names=True),
        "classteacher": Grant("class_teacher", in_class, sees_names=True),
    }
    with world.house.database.writing() as connection:
        for login, grant in grants.items():
            add_account(connection, login, PASSWORD, f"Должность {login}", (grant,), NOW)
