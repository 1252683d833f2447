"""Fixtures of loading: a loader over an empty installation, and the whole program over another."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from dashboard.access.accounts import Grant, add_account
from dashboard.house import House
from dashboard.settings import Settings
from data_access.queries.places import municipality_id
from tests.conftest import NOW, make_house
from tests.loading.loader import Loader
from tests.support.client import PASSWORD


@pytest.fixture
def loader(sqlite_house: House) -> Loader:
    return Loader(sqlite_house)


@pytest.fixture
def either_loader(house: House) -> Loader:
    """Once on each engine."""
    return Loader(house)


@pytest.fixture(scope="module")
def empty_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The whole program over an empty installation that only its head can enter."""
    folder = tmp_path_factory.mktemp("empty") / "var"
    made = make_house(folder)
    with made.database.writing() as connection:
        head = Grant("head", municipality_id(connection), sees_names=True)
        add_account(connection, "head", PASSWORD, "Начальник управления", (head,), NOW)
    made.database.engine.dispose()
    return create_app(Settings(var_dir=folder, _env_file=None))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "файл.xlsx"
