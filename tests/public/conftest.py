"""A department that publishes: a copy of the demonstration of one's own, its head, its citizens without a log-in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from dashboard.access.accounts import read_viewer
from dashboard.public.release import Release
from dashboard.public.rules import publishable
from dashboard.publication import Publication
from dashboard.settings import Settings
from data_access.viewer import Viewer

YEAR = 2025


@dataclass(frozen=True)
class Department:
    server: Flask

    @property
    def publication(self) -> Publication:
        return Publication(self.server.extensions["parts"].desk)

    @property
    def every_code(self) -> list[str]:
        return [one.code for one in publishable(self.server.extensions["parts"].house.catalogue)]

    def viewer(self, login: str) -> Viewer:
        with self.server.extensions["parts"].house.database.reading() as connection:
            found = read_viewer(connection, login)
        assert found is not None
        return found

    def publish(self, codes: list[str] | None = None, year: int = YEAR) -> int:
        return self.publication.publish(self.viewer("head"), codes or self.every_code, year)

    def preview(self, codes: list[str] | None = None, year: int = YEAR) -> Release:
        return self.publication.preview(self.viewer("head"), codes or self.every_code, year)[0]

    def change(self, *statements: str) -> None:
        """What a later load would do to the marts."""
        with self.server.extensions["parts"].house.database.writing() as connection:
            for statement in statements:
                assert connection.exec_driver_sql(statement).rowcount > 0, statement
            connection.exec_driver_sql("UPDATE data_version SET version = version + 1")

    @property
    def citizen(self) -> FlaskClient:
        return self.server.test_client()


def close(server: Flask) -> None:
    server.extensions["parts"].house.database.engine.dispose()


def over(folder: Path) -> Flask:
    return create_app(Settings(var_dir=folder, _env_file=None))  # type: ignore[call-arg]


@pytest.fixture
def department(demo_folder: Path, tmp_path: Path) -> Iterator[Department]:
    """A copy that one test may change; nothing is published yet."""
    shutil.copytree(demo_folder, tmp_path / "var")
    server = over(tmp_path / "var")
    yield Department(server)
    close(server)


@pytest.fixture(scope="session")
def published(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Department]:
    """Everything that may be published is, for both years; tests only read it."""
    folder = tmp_path_factory.mktemp("published") / "var"
    shutil.copytree(demo_folder, folder)
    made = Department(over(folder))
    made.publish(year=YEAR - 1)
    made.publish()
    yield made
    close(made.server)
