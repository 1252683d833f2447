"""What each role sees: its own place and no more, and the same figures as anybody else who sees that place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from dashboard.access.accounts import read_viewer
from dashboard.blocks import Matrix, Notice, Table
from dashboard.desk import Desk
from dashboard.page import Opened
from dashboard.show import as_plain
from data_access.viewer import Refused, Viewer
from tests.access.crawl import Walk, text_of
from tests.access.foreign import everybody
from tests.support.client import Person

ROLES = ("head", "coordinator", "director1", "director3", "classteacher", "teacher")
MOST_STATEMENTS = 12
# What everybody shares at one data version is read once after a load: subjects, completion counts, periods.
MOST_SHARED = 5
# A page of a mechanism holds a dozen blocks of different matter: olympiads, registers, recommendations, the roadmap.
MOST_OF_MECHANISM = 20
# The card of objectivity lays profiles, checks, references, registers and expected results side by side.
MOST_OF_CARD = 14


def viewer_of(server: Flask, login: str) -> Viewer:
    with server.extensions["parts"].house.database.reading() as connection:
        found = read_viewer(connection, login)
    assert found is not None
    return found


def opened(server: Flask, login: str, address: str) -> Opened:
    path, _, query = address.partition("?")
    found: Opened = server.extensions["parts"].desk.open(path, query, viewer_of(server, login))
    return found


def block(page: Opened, key: str) -> Any:
    return next(found for found in page.blocks if found.key == key)


@pytest.mark.parametrize(
    ("login", "path"),
    [
        ("head", "/"),
        ("coordinator", "/"),
        ("director1", "/school"),
        ("director3", "/school"),
        ("classteacher", "/class"),
        ("teacher", "/teacher"),
    ],
)
def test_everybody_starts_at_their_own_place(login: str, path: str, program: Flask) -> None:
    selection = opened(program, login, "/").selection
    viewer = viewer_of(program, login)
    assert selection.path == path
    if path == "/school":
        assert selection.unit in viewer.school_ids
    if path == "/class":
        assert selection.unit in viewer.class_ids
    if path == "/teacher":
        assert selection.person in viewer.teacher_ids


def taught(server: Flask, login: str) -> dict[int, set[str]]:
    """Class → short names of the subjects that the viewer teaches in it."""
    with server.extensions["parts"].house.database.reading() as connection:
        rows = connection.exec_driver_sql(
            "SELECT class_id, short FROM teaching JOIN subject ON subject.id = subject_id "
            f"WHERE teacher_id = {min(viewer_of(server, login).teacher_ids)}"
        )
        found: dict[int, set[str]] = {}
        for class_id, short in rows:
            found.setdefault(class_id, set()).add(short)
    return found


@pytest.mark.parametrize("login", ["teacher", "classteacher"])
def test_a_teacher_sees_only_their_own_subjects_in_a_class(login: str, program: Flask) -> None:
    own = viewer_of(program, login).class_ids
    seen = 0
    for class_id, subjects in taught(program, login).items():
        if class_id in own:
            continue
        page = opened(program, login, f"/class?unit={class_id}")
        matrix = block(page, "marks")
        assert isinstance(matrix, Matrix)
        assert {column.text for column in matrix.columns} <= subjects
        full = block(opened(program, "head", page.selection.address), "marks")
        assert len(full.columns) > len(matrix.columns)
        lines = block(page, "subjects").rows
        assert len(lines) == len(matrix.columns)
        assert "Группа" not in {column.title for column in matrix.tail_columns}
        seen += 1
    assert seen >= 2


def test_a_class_teacher_sees_the_whole_of_their_own_class(program: Flask) -> None:
    mine, full = (opened(program, login, "/class?unit=27") for login in ("classteacher", "head"))
    assert as_plain(block(mine, "marks")) == as_plain(block(full, "marks"))


def test_a_director_opens_the_own_school_only(program: Flask) -> None:
    own = viewer_of(program, "director1").school_ids
    assert opened(program, "director1", f"/school?unit={min(own)}").heading.title == "СОШ № 1"
    for unit in (3, 4, 5):
        with pytest.raises(Refused, match="не открыты"):
            opened(program, "director1", f"/school?unit={unit}")


@pytest.mark.parametrize(
    ("login", "address"),
    [
        ("director1", "/school?unit=2"),
        ("director1", "/school?unit=2&year=2024&period=H1"),
        ("director1", "/class?unit=27"),
        ("director3", "/school?unit=4"),
        ("director3", "/class?unit=40"),
        ("teacher", "/teacher?person=35"),
    ],
)
def test_figures_do_not_depend_on_who_looks(login: str, address: str, program: Flask) -> None:
    mine, full = opened(program, login, address), opened(program, "head", address)
    assert [found.key for found in mine.blocks] == [found.key for found in full.blocks]
    for own, other in zip(mine.blocks, full.blocks, strict=True):
        assert figures(as_plain(own)) == figures(as_plain(other)), own.key


def figures(plain: Any) -> Any:
    """A block without its links: who may follow them differs, figures may not."""
    if isinstance(plain, dict):
        return {name: figures(value) for name, value in plain.items() if name != "href"}
    return [figures(part) for part in plain] if isinstance(plain, list) else plain


# -- a coordinator without the right to names ---------------------------------------------------------------


def test_a_coordinator_meets_no_name_on_any_page_and_in_any_download(
    program: Flask, walks: Callable[[str], Walk], someone: Callable[[str], Person]
) -> None:
    names = everybody(program)
    assert len(names) > 600
    own = walks("coordinator")
    assert {key.path for key in own.addresses} == set(program.extensions["parts"].desk.pages)
    for address, text in own.screens.items():
        assert not any(name in text for name in names), address
    pages = sorted(link for link in own.exports if "block=" not in link)
    assert len(pages) > 30
    for link in pages[::4]:
        answer = someone("coordinator").get(link)
        assert answer.status_code == 200
        text = text_of(answer)
        assert not any(name in text for name in names), link


def test_a_coordinator_is_told_why_there_are_no_names(program: Flask) -> None:
    page = opened(program, "coordinator", "/class?unit=27")
    assert isinstance(block(page, "marks"), Notice)
    assert isinstance(block(page, "help"), Notice)
    assert isinstance(block(opened(program, "coordinator", "/school?unit=2"), "teachers"), Notice)
    subjects = block(page, "subjects")
    assert isinstance(subjects, Table)
    assert {row.cells[1].text for row in subjects.rows} == {"скрыто"}
    with pytest.raises(Refused, match="персональные данные"):
        opened(program, "coordinator", "/teacher?person=3")


# -- the price of a page --------------------------------------------------------------------------------------


def cool(desk: Desk) -> None:
    """As after a start: nothing is remembered."""
    desk._blocks.clear()
    desk._shared = (-1, {})


def most_of(address: str) -> int:
    if address.startswith("/m/"):
        return MOST_OF_MECHANISM
    return MOST_OF_CARD if address.startswith("/school/objectivity") else MOST_STATEMENTS


@pytest.mark.parametrize("login", ROLES)
def test_a_cold_page_asks_the_database_a_dozen_questions_at_most(
    login: str, program: Flask, walks: Callable[[str], Walk], someone: Callable[[str], Person]
) -> None:
    """The session and the audit are counted too; how many rows there are never changes the number."""
    desk = program.extensions["parts"].desk
    chosen: dict[str, list[str]] = {}
    for key, address in walks(login).addresses.items():
        if key.unit or key.person or key.load or key.path in ("/", "/data") or key.path.startswith("/m/"):
            chosen.setdefault(key.path, []).append(address)
    statements: list[str] = []

    def count(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    engine = desk.house.database.engine
    event.listen(engine, "before_cursor_execute", count)
    try:
        for addresses in chosen.values():
            for address in addresses[:: max(1, len(addresses) // 4)]:
                usual = most_of(address)
                for cold, most in ((True, usual + MOST_SHARED), (False, usual)):
                    if cold:
                        cool(desk)
                    desk._blocks.clear()
                    statements.clear()
                    someone(login).open(address)
                    asked = [text for text in statements if not text.startswith("BEGIN")]
                    assert 1 < len(asked) <= most, (address, len(asked), asked)
    finally:
        event.remove(engine, "before_cursor_execute", count)


def test_a_page_that_was_just_opened_asks_far_less(program: Flask, someone: Callable[[str], Person]) -> None:
    engine = program.extensions["parts"].desk.house.database.engine
    statements: list[str] = []

    def count(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    someone("head").open("/m/preparation")
    event.listen(engine, "before_cursor_execute", count)
    try:
        someone("head").open("/m/preparation")
    finally:
        event.remove(engine, "before_cursor_execute", count)
    assert len(statements) <= 8
