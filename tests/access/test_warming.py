"""Pages made ahead are those that their readers would get, and nobody is said to have looked."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from threading import Event

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from app import create_app
from dashboard import warming
from dashboard.access.accounts import read_departments, read_viewer
from dashboard.house import House
from dashboard.show import as_plain
from dashboard.warming import keep_warm, warm
from data_access.tables import audit_event
from data_access.versions import raise_version


@pytest.fixture
def own_app(own_demo: House) -> Iterator[Flask]:
    """The whole program over a copy that a test may change."""
    made = create_app(own_demo.settings)
    yield made
    made.extensions["parts"].house.database.engine.dispose()


def test_after_warming_the_first_reader_waits_for_nothing_and_sees_the_same(own_app: Flask) -> None:
    desk = own_app.extensions["parts"].desk
    with desk.house.database.reading() as connection:
        head = read_viewer(connection, "head")
    before = [as_plain(block) for block in desk.open("/m/preparation", "", head).blocks]
    desk._blocks.clear()
    assert warm(desk) > 10
    statements: list[str] = []
    event.listen(desk.house.database.engine, "before_cursor_execute", lambda *a: statements.append(a[2]))
    opened = desk.open("/m/preparation", "", head)
    assert [as_plain(block) for block in opened.blocks] == before
    assert len(statements) < 8


def test_warming_writes_nothing_to_the_audit(own_app: Flask) -> None:
    desk = own_app.extensions["parts"].desk

    def events() -> int:
        with desk.house.database.reading() as connection:
            return int(connection.scalar(select(func.count()).select_from(audit_event)) or 0)

    before = events()
    warm(desk)
    assert events() == before


def test_only_accounts_of_the_department_count_and_each_set_of_rights_once(own_app: Flask) -> None:
    desk = own_app.extensions["parts"].desk
    with desk.house.database.reading() as connection:
        logins = {viewer.login for viewer in read_departments(connection)}
    assert logins == {"head", "coordinator"}


def test_a_load_makes_the_pages_anew(own_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, stop = own_app.extensions["parts"].desk, Event()
    monkeypatch.setattr(warming, "PAUSE", 0.05)
    thread = keep_warm(desk, stop)
    try:
        until(lambda: len(desk._blocks) > 100)
        with desk.house.database.loading() as connection:
            raise_version(connection, desk.house.now())
        with desk.house.database.reading() as connection:
            version = connection.exec_driver_sql("SELECT version FROM data_version").scalar()
        until(lambda: any(key[1] == version for key in list(desk._blocks)))
    finally:
        stop.set()
        thread.join(30)
    assert not thread.is_alive()


def until(condition: Callable[[], bool]) -> None:
    for _ in range(600):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("waited in vain")
