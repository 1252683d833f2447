"""Loads and undos call the rules: a failing class becomes a recommendation, and an undo takes its grounds away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select

from dashboard.cli import init_cli
from dashboard.cycle import Recommendations
from dashboard.factory import build_parts
from dashboard.loading import Loading
from dashboard.loading.ledger import Touched
from data_access.tables import unit, work_event
from pages import make_pages
from seed.install import prepare
from tests.loading.loader import Loader
from tests.loading.rows import mark, write_marks
from tests.recommending.world import AFTER_TERM, FIRST, GARDEN, LYCEUM, SECOND, YEAR, World

NEW_SCHOOL = "СОШ № 77"
PUPILS = [f"Обучающийся{letter} Имя" for letter in "абвгд"]


def grade(folder: Path, value: str) -> Path:
    """Marks of a school that nobody knew: five pupils with one mark each."""
    lines: list[dict[str, Any]] = [mark(pupil, value, school=NEW_SCHOOL) for pupil in PUPILS]
    return write_marks(folder / f"{value}.xlsx", *lines)


def is_there(world: World) -> bool:
    with world.house.database.reading() as connection:
        found = connection.scalar(select(unit.c.id).where(unit.c.short_name == NEW_SCHOOL))
    return found is not None


def red(world: World) -> list[tuple[str, str]]:
    return [(row.indicator, row.status) for row in world.found("red")]


def about_schools(world: World) -> list[Any]:
    return [row for row in world.found() if row.unit_id != world.unit()]


def with_history(world: World) -> set[str]:
    """Recommendations that have a history."""
    with world.house.database.reading() as connection:
        return set(connection.scalars(select(work_event.c.record)))


def test_a_load_of_a_failing_class_makes_recommendations_and_a_better_one_outdates_them(
    peopled: World, tmp_path: Path
) -> None:
    loader = Loader(peopled.house)
    loader.load(grade(tmp_path, "2"))
    assert red(peopled) == [("quality", "new"), ("pass_rate", "new")]
    better = loader.load(grade(tmp_path, "5"))
    assert red(peopled) == [("quality", "outdated"), ("pass_rate", "outdated")]
    loader.undo(better)
    assert red(peopled) == [("quality", "new"), ("pass_rate", "new")]


def test_with_the_last_load_of_a_school_go_the_school_and_what_only_the_program_said_of_it(
    peopled: World, tmp_path: Path
) -> None:
    loader = Loader(peopled.house)
    loaded = loader.load(grade(tmp_path, "2"))
    assert is_there(peopled)
    loader.undo(loaded)
    assert not is_there(peopled)
    assert about_schools(peopled) == []
    assert with_history(peopled) == {str(row.id) for row in peopled.found()}


def test_what_a_person_answered_keeps_the_school(peopled: World, tmp_path: Path) -> None:
    loader = Loader(peopled.house)
    loaded = loader.load(grade(tmp_path, "2"))
    first = peopled.found("red")[0]
    Recommendations(peopled.house).reject(peopled.viewer("head"), first.id, "Ошибка в файле")
    loader.undo(loaded)
    assert is_there(peopled)
    assert [(row.id, row.status) for row in about_schools(peopled)] == [(first.id, "rejected")]
    assert [event[0] for event in peopled.events(record=first.id)] == ["fired", "rejected"]


def test_results_of_works_have_every_school_looked_at(peopled: World) -> None:
    """Figures that compare schools with each other change in schools that the load does not name."""
    peopled.value("quality", FIRST, YEAR, 20)
    loading = Loading(peopled.house)
    for touched, fired in ((Touched(), 0), (Touched(works={1}), 1)):
        with peopled.house.database.loading() as connection:
            loading._recommend(connection, touched)
        assert len(peopled.found("red")) == fired


def test_terms_that_pass_without_a_load_are_noticed_by_the_command(world: World) -> None:
    late = world.at(AFTER_TERM)
    server = Flask("command line")
    init_cli(server, build_parts(late.house, make_pages), prepare, lambda *_: "")
    result = server.test_cli_runner().invoke(args=["recommend"])
    assert (result.exit_code, result.output) == (0, "Рекомендации пересмотрены.\n")
    assert {row.unit_id for row in late.found("late")} == {
        late.unit(name) for name in (FIRST, SECOND, LYCEUM, GARDEN)
    }
