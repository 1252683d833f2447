"""One browser and one served demonstration for all browser tests of a worker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from selenium import webdriver

from app import create_app
from dashboard.settings import Settings
from tests.browser.visitor import Visitor
from tests.conftest import make_house
from tests.support.client import PASSWORD
from tests.support.served import browser, served


@pytest.fixture(scope="session")
def driver() -> Iterator[webdriver.Chrome]:
    with browser() as made:
        yield made


@pytest.fixture(scope="session")
def address(demo_app: Flask) -> Iterator[str]:
    with served(demo_app) as base:
        yield base


@pytest.fixture
def visitor(driver: webdriver.Chrome, address: str) -> Visitor:
    """Somebody at the demonstration, not logged in yet."""
    return Visitor(driver, address)


@pytest.fixture
def newcomer(driver: webdriver.Chrome, tmp_path: Path) -> Iterator[Visitor]:
    """The head of a department at an installation where nothing has been loaded."""
    from dashboard.access.accounts import Grant, add_account
    from data_access.queries.places import municipality_id

    house = make_house(tmp_path / "var")
    with house.database.writing() as connection:
        grant = Grant("head", municipality_id(connection), sees_names=True)
        add_account(connection, "head", PASSWORD, "Начальник управления образования", (grant,), house.now())
    house.database.engine.dispose()
    settings = Settings(var_dir=tmp_path / "var", _env_file=None)  # type: ignore[call-arg]
    with served(create_app(settings)) as base:
        yield Visitor(driver, base)
