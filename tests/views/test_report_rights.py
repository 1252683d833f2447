"""Who may open the reports and control, what is read for whom, and how many questions a page asks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from dashboard.desk import Desk
from dashboard.house import House
from dashboard.loading import Loading
from data_access.queries.control import read_school_micro
from data_access.viewer import Reader, Refused
from pages import make_pages
from tests.conftest import make_house
from tests.views.report_pages import of_class, of_school, of_teacher, open_at
from tests.views.report_world import (
    ENGLISH_ONE,
    ENGLISH_TWO,
    MATHS,
    PHYSICS,
    RUSSIAN,
    SCHOOL,
    STRANGE,
    YEAR,
    fill,
    person_id,
    place_id,
    viewer,
)

ENGLISH = "Иностранный язык (английский)"
TEACHERS = (MATHS, RUSSIAN, PHYSICS, ENGLISH_ONE, ENGLISH_TWO)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = make_house(Path(tmp_path_factory.mktemp("reports")) / "var")
    fill(made)
    yield made
    made.database.engine.dispose()


@pytest.fixture(scope="module")
def desk(world: House) -> Desk:
    return Desk(world, make_pages(Loading(world)))


@pytest.mark.parametrize(
    ("role", "of", "path", "place"),
    [
        ("class_teacher", "9А", "/class/report", "8Б"),
        ("teacher", MATHS, "/class/report", "9А"),
        ("director", STRANGE, "/class/report", "9А"),
        ("director", STRANGE, "/school/pupils", SCHOOL),
        ("director", STRANGE, "/school/control", SCHOOL),
        ("class_teacher", "9А", "/school/pupils", SCHOOL),
        ("teacher", MATHS, "/school/control", SCHOOL),
        ("teacher", MATHS, "/teacher/control", PHYSICS),
        ("class_teacher", "9А", "/teacher/control", PHYSICS),
        ("director", STRANGE, "/teacher/control", PHYSICS),
        ("coordinator", "", "/teacher/control", PHYSICS),
    ],
)
def test_what_is_foreign_is_refused_with_a_sentence(
    role: str, of: str, path: str, place: str, desk: Desk
) -> None:
    house = desk.house
    if path.startswith("/teacher"):
        target = {"person": person_id(house, place)}
    else:
        target = {"unit": place_id(house, place, "" if path.startswith("/school") else SCHOOL)}
    with pytest.raises(Refused, match=r"^[А-Я].+\.$"):
        open_at(desk, path, viewer(house, role, of), "H1", **target)


def test_who_stands_behind_the_numbers_is_read_within_the_rights_of_the_reader(world: House) -> None:
    school = place_id(world, SCHOOL)

    def classes(role: str, of: str) -> set[int]:
        with world.database.reading() as connection:
            reader = Reader(viewer(world, role, of), connection)
            return {row.class_id for row in read_school_micro(reader, school, (YEAR,))}

    assert len(classes("director", SCHOOL)) == 3
    assert classes("class_teacher", "9А") == {place_id(world, "9А", SCHOOL)}
    assert classes("director", STRANGE) == set()
    assert classes("coordinator", "") == set()


def test_everybody_opens_what_is_their_own(desk: Desk) -> None:
    assert of_class(desk, "9А", "H1", viewer(desk.house, "class_teacher", "9А")).is_personal
    assert of_school(desk, "control", "H1").is_personal
    assert of_school(desk, "control", "H1", "head").is_personal
    assert not of_school(desk, "control", "H1", "coordinator").is_personal
    assert of_teacher(desk, MATHS, "H1").is_personal


@pytest.mark.parametrize("role", ["head", "coordinator", "director", "class_teacher", "teacher"])
def test_a_page_asks_at_most_twelve_questions_and_none_about_works(role: str, world: House) -> None:
    """Tables of reference are read once for a version of the data; a page opened before has read them."""
    desk = Desk(world, make_pages(Loading(world)))
    of = {"class_teacher": "9А", "teacher": MATHS}.get(role, SCHOOL)
    someone = viewer(world, role, of)
    in_class, in_school = {"unit": place_id(world, "9А", SCHOOL)}, {"unit": place_id(world, SCHOOL)}
    person = {"person": person_id(world, MATHS)}
    pages: dict[str, dict[str, int]] = {
        "/class/report": in_class,
        "/school/pupils": in_school,
        "/school/control": in_school,
        "/teacher/control": person,
        "/teacher": person,
    }
    own = {"class_teacher": ["/class/report"], "teacher": ["/teacher/control", "/teacher"],
           "coordinator": list(pages)[:3]}  # fmt: skip
    asked: list[str] = []

    def remember(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.lstrip().startswith(("SELECT", "WITH")) and "data_version" not in statement:
            asked.append(statement)

    for path in own.get(role, list(pages)):
        open_at(desk, path, someone, "Q1", **pages[path])
        event.listen(world.database.engine, "before_cursor_execute", remember)
        try:
            open_at(desk, path, someone, "H1", **pages[path])
        finally:
            event.remove(world.database.engine, "before_cursor_execute", remember)
        assert 0 < len(asked) <= 12, (path, len(asked))
        assert not [
            statement for statement in asked if "work_result" in statement or "task_score" in statement
        ]
        asked.clear()
