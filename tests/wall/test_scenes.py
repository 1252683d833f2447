"""Scenes: the desk's numbers, hidden ones hidden, each with its own age; nothing that people typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select, update

from dashboard.blocks import Measure, Quantity, Status, Tile
from dashboard.catalogue import Catalogue
from dashboard.desk import Desk
from dashboard.house import House
from dashboard.loading import Loading
from dashboard.views.indicators import WITHIN_CHANCE
from dashboard.wall.scenes import Scene, Times, changes, on_the_clock, scenes_of
from dashboard.wall.settings import WallSettings, as_text, from_text
from data_access.queries.ages import Ages
from data_access.queries.places import municipality_id
from data_access.tables import indicator_entry, load, measure, period_mark
from data_access.viewer import Viewer
from pages import make_pages

NEW_YEAR = datetime(2026, 1, 1, 19)


def scenes(house: House, **settings: object) -> list[Scene]:
    desk = Desk(house, make_pages(Loading(house)))
    with house.database.reading() as connection:
        place = municipality_id(connection)
    screen = Viewer("wall:1", "Кабинет", "wall", municipality_ids=frozenset({place}))
    chosen = WallSettings(tuple(house.catalogue.mechanisms), **settings)  # type: ignore[arg-type]
    with desk.reading(screen) as reader:
        return scenes_of(desk, chosen, reader)


def test_every_number_says_when_its_source_was_fed_and_when_that_is_too_long_ago(demo: House) -> None:
    found = [tile for scene in scenes(demo, overdue=False) for tile in scene.tiles]
    fed = [tile for tile in found if tile.number != "—"]
    assert len(fed) > 30
    for tile in fed:
        assert tile.fed is not None, tile.title
        assert tile.late is not None
        assert tile.late > tile.fed


def test_a_new_statement_makes_its_own_number_newer_and_no_other(own_demo: House) -> None:
    before = {(scene.key, tile.title): tile.fed for scene in scenes(own_demo) for tile in scene.tiles}
    with own_demo.database.writing() as connection:
        code = connection.scalar(select(indicator_entry.c.indicator).where(indicator_entry.c.is_current))
        stated = (indicator_entry.c.indicator == code, indicator_entry.c.is_current)
        connection.execute(update(indicator_entry).where(*stated).values(entered_at=NEW_YEAR))
    after = {(scene.key, tile.title): tile.fed for scene in scenes(own_demo) for tile in scene.tiles}
    moved = {title for (_, title), fed in after.items() if fed != before.get((_, title))}
    assert moved == {own_demo.catalogue.indicators[str(code)].title}
    assert on_the_clock(NEW_YEAR, own_demo.settings.time_zone) in after.values()


def test_marks_of_the_journal_are_as_old_as_the_newest_load_of_marks(own_demo: House) -> None:
    with own_demo.database.writing() as connection:
        of_marks = select(period_mark.c.load_id).where(period_mark.c.is_current)
        connection.execute(update(load).where(load.c.id.in_(of_marks)).values(applied_at=NEW_YEAR))
    quality = scenes(own_demo)[0].tiles[0]
    assert quality.title == "Качество обучения"
    assert quality.fed == on_the_clock(NEW_YEAR, own_demo.settings.time_zone)
    assert quality.late == on_the_clock(NEW_YEAR + timedelta(days=120), own_demo.settings.time_zone)


def test_the_clock_of_the_wall_is_that_of_the_municipality() -> None:
    shown = datetime.fromtimestamp(on_the_clock(NEW_YEAR, "Asia/Yekaterinburg") / 1000, tz=None)
    zero = datetime.fromtimestamp(0, tz=None)
    assert datetime(1970, 1, 1) + (shown - zero) == datetime(2026, 1, 2, 0)


def test_a_number_of_too_few_is_a_word_and_leaves_no_value_no_line_and_no_change(demo: House) -> None:
    careful = replace(demo, settings=demo.settings.model_copy(update={"small_number": 100_000}))
    found = scenes(careful)
    hidden = [tile for scene in found for tile in scene.tiles if tile.suffix == "скрыто"]
    assert hidden
    assert {(tile.number, tile.unit, tile.spark) for tile in hidden} == {("—", "", ())}
    changed = next(scene for scene in found if scene.key == "changes")
    assert not {tile.title for tile in hidden} & {tile.title for tile in changed.tiles}


def test_overdue_measures_are_counted_by_mechanism_without_a_word_that_people_typed(own_demo: House) -> None:
    with own_demo.database.writing() as connection:
        one = dict(connection.execute(select(measure)).mappings().first() or {})
        typed = {"title": "Беседа с Ивановой", "owner": "Петрова", "status": "open"}
        day = own_demo.today() - timedelta(days=3)
        for number in range(3):
            row = {**one, **typed, "mechanism": "talent", "due_on": day - timedelta(days=number)}
            connection.execute(insert(measure).values({key: row[key] for key in row if key != "id"}))
    scene = scenes(own_demo)[-1]
    tile = next(tile for tile in scene.tiles if tile.title == "Таланты")
    assert int(tile.number) >= 3
    assert "после срока" in tile.standing
    assert scene.title.endswith(str(sum(int(tile.number) for tile in scene.tiles)))
    assert "Иванов" not in str(scene)
    assert "Петров" not in str(scene)


@pytest.fixture
def times(demo: House) -> Times:
    return Times(demo.catalogue, Ages({}, {}), "UTC")


def moved(known: Catalogue, place: int, step: float, note: str = "") -> Tile:
    code = list(known.indicators)[place]
    value, change = Quantity(50.0, Measure.PERCENT), Quantity(step, Measure.CHANGE, note=note)
    return Tile(code, f"№ {place}", value, Status.BELOW, target_text="цель 60 %", change=change)


def test_what_changed_is_the_largest_and_never_what_chance_may_have_made(demo: House, times: Times) -> None:
    known = demo.catalogue
    tiles = [moved(known, 0, 2.0), moved(known, 1, -9.0), moved(known, 2, 30.0, WITHIN_CHANCE)]
    tiles += [moved(known, 3, 0.01), moved(known, 1, -9.0)]
    scene = changes(tiles, times)
    assert [(tile.title, tile.number, tile.standing) for tile in scene.tiles] == [
        ("№ 1", "−9,0", "стало 50,0\u00a0% · ниже цели"),
        ("№ 0", "+2,0", "стало 50,0\u00a0% · ниже цели"),
    ]
    assert changes(tiles[2:4], times).empty


def test_a_number_that_should_be_small_is_not_called_below_its_target(demo: House, times: Times) -> None:
    tile = replace(moved(demo.catalogue, 0, 2.0), target_text="цель ≤\u00a015\u00a0%")
    assert changes([tile], times).tiles[0].standing == "стало 50,0\u00a0% · выше цели"


def test_a_mechanism_that_the_profile_lost_is_left_out_and_a_screen_is_never_without_a_scene(
    demo: House,
) -> None:
    lost = WallSettings(("gone",), changes=False, overdue=False)
    desk = Desk(demo, make_pages(Loading(demo)))
    with demo.database.reading() as connection:
        place = municipality_id(connection)
    with desk.reading(Viewer("wall:1", "", "wall", municipality_ids=frozenset({place}))) as reader:
        (scene,) = scenes_of(desk, lost, reader)
    assert scene.empty


def test_settings_come_back_from_the_database_as_they_went_in() -> None:
    given = WallSettings(("a", "b"), 45, "light", "20:00", "07:00", changes=False)
    assert from_text(as_text(given)) == given
