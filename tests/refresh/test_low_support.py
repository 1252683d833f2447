"""Targets of the passport of support, from registers: what counts, from when, and what is not known."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dashboard.computed import refresh_computed
from dashboard.house import House
from tests.refresh.quality_world import NORTH, REGION, SCHOOLS, SOUTH, YEAR, QualityWorld, make_quality_world

FIRST, SECOND, THIRD, FAR = SCHOOLS


@pytest.fixture
def world(house: House) -> Iterator[QualityWorld]:
    with house.database.engine.connect() as connection:
        made = make_quality_world(connection)
        for school in SCHOOLS:
            made.school_class(school, 5, YEAR - 1)
            made.school_class(school, 5, YEAR)
        yield made
        connection.rollback()


def refreshed(world: QualityWorld) -> QualityWorld:
    refresh_computed(world.connection, SCHOOLS)
    return world


def on_list(world: QualityWorld, school: int, year: int = YEAR, left: str | None = None) -> None:
    world.line("listed_schools", school, year, {"basis": "письмо", "since": f"{year}-10-01", "left": left})


def on_model(world: QualityWorld, school: int, year: int = YEAR, **cells: object) -> None:
    world.line("school_support", school, year, {"model": "Базовая", "since": f"{year}-10-15", **cells})


def test_schools_of_the_list_with_a_model_are_covered_and_others_are_in_neither_number(
    world: QualityWorld,
) -> None:
    on_list(world, FIRST)
    on_list(world, SECOND)
    on_list(world, FAR)
    on_model(world, FIRST)
    on_model(world, FAR, until=f"{YEAR}-08-31")  # over before the school year began
    on_model(world, THIRD)  # not on the list
    refreshed(world)
    assert world.values("low_schools_covered") == {
        FIRST: (1, 1), SECOND: (0, 1), FAR: (0, 1), NORTH: (1, 2), SOUTH: (0, 1), REGION: (1, 3),
    }  # fmt: skip


def test_a_line_holds_until_its_last_day_whatever_year_it_was_entered_in(world: QualityWorld) -> None:
    on_list(world, FIRST, YEAR - 1)
    on_model(world, FIRST, YEAR - 1)
    on_list(world, SECOND, YEAR - 1, left=f"{YEAR}-10-01")
    on_model(world, SECOND, YEAR - 1, until=f"{YEAR}-09-30")
    refreshed(world)
    assert world.value("low_schools_covered", FIRST) == (1, 1, 0)
    assert world.value("low_schools_covered", SECOND, YEAR - 1) == (1, 1, 0)
    assert world.value("low_schools_covered", SECOND) is None  # no longer on the list


def test_those_who_left_are_a_share_of_those_who_took_part(world: QualityWorld) -> None:
    for school in (FIRST, SECOND):
        on_model(world, school, YEAR - 1)
    on_list(world, FIRST, YEAR - 1, left=f"{YEAR}-10-01")
    on_list(world, SECOND, YEAR - 1)
    on_list(world, FAR, YEAR - 1, left=f"{YEAR}-10-01")  # left without any support: took no part
    refreshed(world)
    assert world.values("low_schools_left") == {FIRST: (1, 1), SECOND: (0, 1), NORTH: (1, 2), REGION: (1, 2)}


def test_teachers_are_counted_by_the_register_of_models_and_never_twice(world: QualityWorld) -> None:
    on_list(world, FIRST)
    on_model(world, FIRST, teachers=6, total=10)
    on_model(world, FIRST, model="Сетевая", teachers=8, total=10)
    refreshed(world)
    assert world.value("low_teachers_supported", FIRST) == (8, 10, 0)


def test_without_such_counts_teachers_with_courses_or_a_mentor_are_covered(world: QualityWorld) -> None:
    on_list(world, FIRST)
    on_list(world, SECOND)
    for number, name in enumerate(("Линейкина Л. Л.", "Указкин У. У.", "Мелков М. М.")):
        world.teacher(number + 1, name, FIRST)
    world.teacher(9, "Тетрадкина Т. Т.", SECOND)
    world.line("courses", FIRST, YEAR, {"teacher": "Линейкина Лидия Львовна", "programme": "Программа"})
    world.line("mentors", FIRST, YEAR, {"teacher": "Указкин Устин Ульянович", "mentor": "Наставник"})
    world.line("mentors", FIRST, YEAR, {"teacher": "Мелков Марк Миронович", "mentor": ""})
    refreshed(world)
    assert world.value("low_teachers_supported", FIRST) == (2, 3, 0)
    assert world.value("low_teachers_supported", SECOND) is None  # keeps no register: unknown, not zero


def test_a_municipality_is_included_as_a_whole_from_the_first_line_on(world: QualityWorld) -> None:
    on_model(world, FIRST)
    on_model(world, SECOND)
    refreshed(world)
    found = world.values("low_municipalities_included")
    assert {place: found.get(place) for place in (FIRST, NORTH, SOUTH, REGION)} == {
        FIRST: None, NORTH: (1, 1), SOUTH: (0, 1), REGION: (1, 2),
    }  # fmt: skip
    assert world.value("low_municipalities_included", REGION, YEAR - 1) is None


def test_a_municipality_that_lost_its_last_line_is_included_no_more(world: QualityWorld) -> None:
    on_model(world, FIRST, YEAR - 1, until=f"{YEAR}-06-30")
    refreshed(world)
    assert world.value("low_municipalities_included", NORTH, YEAR - 1) == (1, 1, 0)
    assert world.value("low_municipalities_included", NORTH) == (0, 1, 0)
