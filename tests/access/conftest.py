"""People at a copy of the demonstration that nobody else uses, and what is foreign to each of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from dashboard.settings import Settings
from tests.access.crawl import Walk, walk
from tests.support.client import Person

# The head reaches everybody: pupils and loads, which lead nowhere further, are opened by sample.
OPENED = {"/pupil": 5, "/load": 5}


def app_over(folder: Path) -> Flask:
    return create_app(Settings(var_dir=folder, _env_file=None))  # type: ignore[call-arg]


def close(server: Flask) -> None:
    server.extensions["parts"].house.database.engine.dispose()


@pytest.fixture(scope="session")
def program(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The whole program over a copy of the demonstration: what a hostile request breaks stays here."""
    folder = tmp_path_factory.mktemp("access") / "var"
    shutil.copytree(demo_folder, folder)
    server = app_over(folder)
    yield server
    close(server)


@pytest.fixture
def own_program(demo_folder: Path, tmp_path: Path) -> Iterator[Flask]:
    """The whole program over a copy that one test may change."""
    folder = tmp_path / "var"
    shutil.copytree(demo_folder, folder)
    server = app_over(folder)
    yield server
    close(server)


@pytest.fixture(scope="session")
def someone(program: Flask) -> Callable[[str], Person]:
    """A person who logs in once for the whole run."""
    known: dict[str, Person] = {}

    def find(login: str) -> Person:
        if login not in known:
            known[login] = Person(program, login)
        return known[login]

    return find


@pytest.fixture(scope="session")
def walks(program: Flask, someone: Callable[[str], Person]) -> Callable[[str], Walk]:
    """Everything that a role reaches by links, starting from every page of the desk."""
    known: dict[str, Walk] = {}
    pages = list(program.extensions["parts"].desk.pages)

    def find(login: str) -> Walk:
        if login not in known:
            known[login] = walk(someone(login), ["/", *pages], pages, OPENED if login == "head" else {})
        return known[login]

    return find
