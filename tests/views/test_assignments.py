"""Individual work: who may assign it, what the lists then say, and that nothing happens twice or elsewhere."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app import create_app
from dashboard.access.accounts import read_viewer
from dashboard.assignments import Assignments, NotAssigned
from dashboard.blocks import Table
from dashboard.desk import Desk
from dashboard.house import House
from dashboard.loading import Loading
from data_access.tables import assignment, audit_event
from data_access.viewer import NotFound, Refused, Viewer
from pages import make_pages
from tests.conftest import NOW
from tests.support.client import Person

LOGIN = "teacher"
DUE = (NOW.date() + timedelta(days=14)).isoformat()


@pytest.fixture
def desk(own_demo: House) -> Desk:
    return Desk(own_demo, make_pages(Loading(own_demo)))


def viewer(house: House, login: str) -> Viewer:
    with house.database.reading() as connection:
        found = read_viewer(connection, login)
    assert found is not None
    return found


def help_table(desk: Desk, someone: Viewer) -> Table:
    """The list of the first period that has anybody in it."""
    for period in ("Q1", "H1", "Q3", "H2"):
        opened = desk.open("/", f"period={period}", someone)
        table = next(block for block in opened.blocks if block.key == "help")
        assert isinstance(table, Table)
        if table.rows:
            return table
    raise LookupError("nobody needs help in this demonstration")


def pupil_and_subject(table: Table) -> tuple[int, int]:
    """Of the first row: the link «не назначена» names both."""
    href = table.rows[0].cells[-1].href
    found = re.search(r"person=(\d+)&.*subject=(\d+)", href)
    assert found is not None, href
    return int(found[1]), int(found[2])


def work_words(desk: Desk, someone: Viewer) -> str:
    return help_table(desk, someone).rows[0].cells[-1].text


def test_an_assigned_pupil_is_marked_in_the_list_and_closing_frees_the_place(
    desk: Desk, own_demo: House
) -> None:
    acts, teacher = Assignments(own_demo), viewer(own_demo, LOGIN)
    pupil, subject = pupil_and_subject(help_table(desk, teacher))
    year = desk.open("/", "", teacher).selection.year or 0
    assert work_words(desk, teacher) == "не назначена"
    made = acts.assign(teacher, pupil, subject, year, "  Разобрать   тему  ", DUE)
    assert work_words(desk, teacher) == f"назначено до {DUE[8:10]}.{DUE[5:7]}"
    acts.close(teacher, made, "done")
    assert work_words(desk, teacher) == "не назначена"
    acts.close(teacher, made, "dropped")
    with own_demo.database.reading() as connection:
        assert connection.scalar(select(assignment.c.status)) == "done"
        assert connection.scalar(select(assignment.c.text)) == "Разобрать тему"
        actions = connection.scalars(select(audit_event.c.action).order_by(audit_event.c.id)).all()
    assert [action for action in actions if action.startswith("assign")] == ["assign", "assignment done"]


@pytest.mark.parametrize(
    ("text", "due", "sentence"),
    [
        ("", DUE, "Напишите"),
        ("  ", DUE, "Напишите"),
        ("а" * 401, DUE, "Слишком длинно"),
        ("Занятия", "", "Укажите срок"),
        ("Занятия", "2026-13-01", "Укажите срок"),
        ("Занятия", (NOW.date() - timedelta(days=1)).isoformat(), "Срок уже прошёл"),
        ("Занятия", (NOW.date() + timedelta(days=400)).isoformat(), "Срок дальше года"),
    ],
)
def test_what_is_not_filled_in_is_said_and_nothing_is_kept(
    text: str, due: str, sentence: str, desk: Desk, own_demo: House
) -> None:
    teacher = viewer(own_demo, LOGIN)
    pupil, subject = pupil_and_subject(help_table(desk, teacher))
    year = desk.open("/", "", teacher).selection.year or 0
    with pytest.raises(NotAssigned, match=sentence):
        Assignments(own_demo).assign(teacher, pupil, subject, year, text, due)
    with own_demo.database.reading() as connection:
        assert connection.scalar(select(assignment.c.id)) is None


def test_only_those_who_teach_the_pupil_may_assign_or_close(desk: Desk, own_demo: House) -> None:
    acts, teacher = Assignments(own_demo), viewer(own_demo, LOGIN)
    pupil, subject = pupil_and_subject(help_table(desk, teacher))
    year = desk.open("/", "", teacher).selection.year or 0
    made = acts.assign(teacher, pupil, subject, year, "Занятия", DUE)
    for login in ("head", "coordinator", "director3"):
        stranger = viewer(own_demo, login)
        with pytest.raises(Refused):
            acts.assign(stranger, pupil, subject, year, "Занятия", DUE)
        with pytest.raises((Refused, NotFound)):
            acts.close(stranger, made, "done")
        with pytest.raises((Refused, NotFound)):
            desk.open("/assign", f"person={pupil}&subject={subject}", stranger)
    foreign = 10_000
    with pytest.raises(Refused):
        acts.assign(teacher, pupil, foreign, year, "Занятия", DUE)
    assert {row.cells[0].text for row in assigned_rows(desk, teacher, pupil, subject)} == {"Занятия"}


def assigned_rows(desk: Desk, someone: Viewer, pupil: int, subject: int) -> tuple[Any, ...]:
    opened = desk.open("/assign", f"person={pupil}&subject={subject}", someone)
    table = opened.blocks[0]
    assert isinstance(table, Table)
    return table.rows


def test_an_assignment_does_not_make_the_loaded_data_newer(desk: Desk, own_demo: House) -> None:
    teacher = viewer(own_demo, LOGIN)
    pupil, subject = pupil_and_subject(help_table(desk, teacher))
    year = desk.open("/", "", teacher).selection.year or 0
    with desk.reading(teacher) as reader:
        before = (reader.version, reader.changed_at)
    Assignments(own_demo).assign(teacher, pupil, subject, year, "Занятия", DUE)
    with desk.reading(teacher) as reader:
        assert reader.version == before[0] + 1
        assert reader.changed_at == before[1]


@pytest.fixture
def program(own_demo: House) -> Flask:
    return create_app(own_demo.settings)


def test_the_form_assigns_and_closes_over_http(program: Flask, desk: Desk, own_demo: House) -> None:
    teacher = viewer(own_demo, LOGIN)
    pupil, subject = pupil_and_subject(help_table(desk, teacher))
    someone = Person(program, LOGIN)
    search = f"?person={pupil}&subject={subject}"
    drawn = someone.open(f"/assign{search}")
    assert "assign-make" in drawn.text
    today = own_demo.now().date()  # of the fixture; the program itself has the clock of this machine
    far = [("assign-text", "Занятия"), ("assign-due", (today + timedelta(days=40_000)).isoformat())]
    answer = press(program, someone, "assign-make", far, search)
    assert "Срок дальше года" in answer.json["response"]["assign-said"]["children"]
    soon = [("assign-text", "Занятия"), ("assign-due", (date.today() + timedelta(days=1)).isoformat())]
    answer = press(program, someone, "assign-make", soon, search)
    assert answer.json["response"]["address"]["href"].startswith("/assign?")
    assert "Занятия" in someone.open(f"/assign{search}").text


def press(program: Flask, someone: Person, button: str, states: list[tuple[str, str]], search: str) -> Any:
    known = program.extensions["dash"].callback_map
    name = next(key for key in known if "assign-said.children" in key and "@" not in key.split("...")[-1])
    outputs = [part.rpartition(".") for part in name.strip(".").split("...")]
    return someone.callback(
        {
            "output": name,
            "outputs": [{"id": id_, "property": prop} for id_, _, prop in outputs],
            "inputs": [{"id": button, "property": "n_clicks", "value": 1}],
            "changedPropIds": [f"{button}.n_clicks"],
            "state": [
                *({"id": id_, "property": "value", "value": value} for id_, value in states),
                {"id": "address", "property": "search", "value": search},
            ],
        }
    )
