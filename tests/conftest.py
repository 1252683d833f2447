"""Fixtures of all tests: empty installations on every engine, and one small demonstration that is only read."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from sqlalchemy import text

from app import create_app
from dashboard.house import House, build_house
from dashboard.settings import Settings
from data_access.database import make_engine
from seed.install import install_demo, prepare
from tests.support.client import PASSWORD, Person
from tests.support.postgres import find_programs, private_server

NOW = datetime(2026, 6, 20, 9, 30)
settings.register_profile(
    "house", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """Workers that run at once must not take each other's ports."""
    from dash.testing.application_runners import BaseDashRunner

    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
    BaseDashRunner._next_port = 58050 + 200 * worker


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that need the loaded demonstration wait for it to be made: they are slow."""
    for item in items:
        if "demo_folder" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)


def pytest_report_header() -> str:
    return f"PostgreSQL: {find_programs() or 'not installed, its tests are skipped'}"


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The maintenance address of a private server; skips where PostgreSQL is not installed."""
    programs = find_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    with private_server(programs, Path("/tmp") / f"pg-{uuid.uuid4().hex[:8]}") as address:
        yield address


@pytest.fixture
def new_postgres(postgres: str) -> Iterator[str]:
    """A fresh database on the private server."""
    name = f"t{uuid.uuid4().hex[:12]}"
    _maintain(postgres, f"CREATE DATABASE {name}")
    yield postgres.removesuffix("postgres") + name
    _maintain(postgres, f"DROP DATABASE {name} WITH (FORCE)")


def _maintain(address: str, statement: str) -> None:
    engine = make_engine(address)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement))
    engine.dispose()


def make_house(folder: Path, database_url: str = "") -> House:
    """An installation in a folder, with reference tables and nothing else; its clock stands still."""
    house = build_house(_settings(folder, database_url), lambda: NOW)
    prepare(house)
    return house


def _settings(folder: Path, database_url: str = "") -> Settings:
    return Settings(var_dir=folder, database_url=database_url, _env_file=None)  # type: ignore[call-arg]


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """An empty installation, once on each engine."""
    url = request.getfixturevalue("new_postgres") if request.param == "postgresql" else ""
    made = make_house(tmp_path / "var", url)
    yield made
    made.database.engine.dispose()


@pytest.fixture
def sqlite_house(tmp_path: Path) -> Iterator[House]:
    """An empty installation on SQLite, where the engine does not matter."""
    made = make_house(tmp_path / "var")
    yield made
    made.database.engine.dispose()


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demonstration municipality, loaded once by the program's own loader."""
    folder = tmp_path_factory.mktemp("demo") / "var"
    made = make_house(folder)
    install_demo(made, lambda _: None, "small", password=PASSWORD)
    with made.database.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    made.database.engine.dispose()
    return folder


@pytest.fixture(scope="session")
def demo(demo_folder: Path) -> Iterator[House]:
    """The demonstration, for tests that only read it (sessions and audit aside)."""
    made = build_house(_settings(demo_folder))
    yield made
    made.database.engine.dispose()


@pytest.fixture(scope="session")
def demo_app(demo_folder: Path) -> Flask:
    """The whole program over the demonstration."""
    return create_app(_settings(demo_folder))


@pytest.fixture
def own_demo(demo_folder: Path, tmp_path: Path) -> Iterator[House]:
    """A copy of the demonstration that a test may change."""
    folder = tmp_path / "own"
    shutil.copytree(demo_folder, folder)
    made = build_house(_settings(folder), lambda: NOW)
    yield made
    made.database.engine.dispose()


@pytest.fixture
def person(demo_app: Flask) -> Callable[[str], Person]:
    """Logs somebody in: `person("head")`."""
    return lambda login: Person(demo_app, login)
