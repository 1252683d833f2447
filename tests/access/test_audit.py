"""Who looked at whom is written down before anything is shown, once, without names, and for good."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.exc import SQLAlchemyError

from dashboard.house import House
from data_access import audit
from data_access.tables import audit_event, person_name
from data_access.viewer import SYSTEM
from tests.access.crawl import Walk, text_of
from tests.access.foreign import everybody
from tests.conftest import NOW
from tests.support.client import Person

CLASS = "/class?unit=27&year=2025&period=Y"


def events(server: Flask, login: str = "") -> list[Any]:
    with server.extensions["parts"].house.database.reading() as connection:
        statement = select(audit_event).order_by(audit_event.c.id)
        rows = connection.execute(statement).all()
    return [row for row in rows if row.action != "login" and login in ("", row.login)]


def a_pupil(server: Flask) -> str:
    with server.extensions["parts"].house.database.reading() as connection:
        found = connection.exec_driver_sql("SELECT pupil_id FROM enrolment WHERE class_id = 27").scalar()
    return f"/pupil?person={found}&year=2025&period=Y"


@pytest.mark.parametrize("login", ["head", "director1", "classteacher"])
def test_looking_at_people_adds_exactly_one_row(login: str, own_program: Flask) -> None:
    person = Person(own_program, login)
    for address in (CLASS, a_pupil(own_program)):
        before = len(events(own_program, login))
        assert "page-title" in person.open(address).text
        added = events(own_program, login)[before:]
        assert len(added) == 1, address
        row = added[0]
        assert (row.login, row.action, row.object) == (login, "view", address)
        assert row.persons >= 1
        assert row.request_id


def test_the_row_says_how_many_people_were_shown(own_program: Flask) -> None:
    Person(own_program, "head").open(CLASS)
    with own_program.extensions["parts"].house.database.reading() as connection:
        seats = "SELECT count(*) FROM enrolment WHERE class_id = 27 AND is_current"
        marked = (
            "SELECT count(DISTINCT teacher_id) FROM mark_rollup WHERE class_id = 27 AND checkpoint = 'Y' "
            "AND teacher_id > 0 AND n5 + n4 + n3 + n2 + n_na > 0"
        )
        pupils, teachers = (connection.exec_driver_sql(query).scalar() or 0 for query in (seats, marked))
    shown = events(own_program, "head")[-1].persons
    assert pupils
    assert pupils < shown <= pupils + teachers
    Person(own_program, "head").open(a_pupil(own_program))
    assert events(own_program, "head")[-1].persons == 1


def test_a_download_is_written_down_as_a_download(own_program: Flask) -> None:
    person = Person(own_program, "head")
    assert person.get(f"/export.xlsx?page={CLASS.replace('&', '%26')}&block=marks").status_code == 200
    assert events(own_program, "head")[-1].action == "export"


def test_a_page_without_people_and_a_refusal_add_nothing(own_program: Flask) -> None:
    # The copy holds what other tests have looked at before.
    before = [events(own_program, login) for login in ("coordinator", "director3")]
    person = Person(own_program, "coordinator")
    for address in ("/", "/m/preparation", "/school?unit=2", CLASS, a_pupil(own_program)):
        person.open(address)
    Person(own_program, "director3").open(CLASS)
    assert [events(own_program, login) for login in ("coordinator", "director3")] == before


def test_when_the_audit_cannot_be_written_nothing_is_shown(
    own_program: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(own_program, "head")

    def fail(*_: object, **__: object) -> None:
        raise SQLAlchemyError("the disk is full")

    monkeypatch.setattr(audit, "record", fail)
    names = everybody(own_program)
    for address in (CLASS, a_pupil(own_program)):
        shown = person.open(address).text
        assert "Ошибка" in shown
        assert not any(name in shown for name in names)
        download = person.get(f"/export.xlsx?page={address.replace('&', '%26')}")
        assert download.status_code == 500
        assert not any(name in text_of(download) for name in names)
    assert "page-title" in person.open("/m/preparation").text


@pytest.mark.parametrize("statement", ["UPDATE audit_event SET login = 'x'", "DELETE FROM audit_event"])
def test_what_is_written_can_be_neither_changed_nor_removed(house: House, statement: str) -> None:
    with house.database.writing() as connection:
        audit.record(connection, SYSTEM, NOW, "view", "/class?unit=1", 3)
    with pytest.raises(SQLAlchemyError), house.database.writing() as connection:
        connection.exec_driver_sql(statement)
    with house.database.reading() as connection:
        rows = connection.execute(select(audit_event)).all()
    assert [(row.login, row.persons) for row in rows] == [("system", 3)]


def test_no_name_of_anybody_is_in_the_audit_or_in_the_log(
    own_program: Flask, caplog: pytest.LogCaptureFixture, walks: Callable[[str], Walk]
) -> None:
    """Pages, downloads, searches, malformed and refused requests: they leave ids behind, never names."""
    names = everybody(own_program)
    with caplog.at_level(logging.DEBUG):
        for login in ("head", "director1", "director3"):
            person = Person(own_program, login)
            for address in list(walks("head").addresses.values())[::30]:
                person.open(address)
            for address in (CLASS, a_pupil(own_program)):
                person.get(f"/export.xlsx?page={address.replace('&', '%26')}")
            for name in sorted(names)[:5]:
                person.get(f"/search?q={name}")
                person.open(f"/class?unit={name}")
                person.client.post("/login", data={"login": name, "password": "wrong"})
                person.client.post("/login", headers={"Origin": "http://x.example"}, data={"login": name})
    assert caplog.records
    written = [f"{record.getMessage()} {record.exc_text or ''}" for record in caplog.records]
    written += [str(tuple(row)) for row in events(own_program)]
    assert len(written) > 50
    text = "\n".join(written)
    assert [name for name in names if name in text] == []


def test_an_error_of_the_database_names_nobody(sqlite_house: House) -> None:
    """A broken constraint would print its parameters, and they are names."""
    row = {"person_id": 999, "full_name": "Зайчикова Валентина", "name_key": "зайчикова валентина"}
    with sqlite_house.database.writing() as connection, pytest.raises(SQLAlchemyError) as caught:
        connection.execute(insert(person_name).values(row))
    assert "Зайчикова" not in str(caught.value)
    assert "зайчикова" not in repr(caught.value)
