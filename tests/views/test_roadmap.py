"""The roadmap: what stands in a year, who marks and who only reads, and that its history only grows."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import create_app
from dashboard.blocks import Gantt, GanttRow, Table, Tiles, WorkState
from dashboard.roadmap import NotMarked, Roadmap
from dashboard.selection import Selection
from dashboard.views.roadmap_scene import roadmap_done
from dashboard.views.roadmap_short import roadmap_short, roadmap_totals
from data_access.tables import audit_event, data_version, roadmap_mark, work_event
from data_access.viewer import NotFound, Refused
from tests.support.client import Person
from tests.views.roadmap_world import CLASS_TEACHER, TEACHER, YEAR, World, make_world


@pytest.fixture
def world(tmp_path: Path) -> World:
    return make_world(tmp_path)


def mark(
    world: World, code: str, status: str = "doing", progress: int = 40, login: str = "head", **more: Any
) -> int:
    said = {"evidence": "", "note": "", "year": YEAR} | more
    return Roadmap(world.house).mark(
        world.viewer(login), code, said["year"], status, progress, said["evidence"], said["note"]
    )


def rows(world: World, address: str = "/roadmap", login: str = "head") -> dict[str, GanttRow]:
    chart = world.block(address, "roadmap", login)
    assert isinstance(chart, Gantt)
    return {f"{row.section[0]}/{row.number}": row for row in chart.rows}


def listed(world: World, address: str, key: str) -> Table:
    table = world.block(address, key)
    assert isinstance(table, Table)
    return table


def totals(world: World, address: str = "/roadmap") -> dict[str, float | None]:
    tiles = world.block(address, "roadmap-totals")
    assert isinstance(tiles, Tiles)
    return {tile.key: tile.quantity.value for tile in tiles.tiles}


def test_a_year_shows_what_recurs_what_is_of_it_and_what_was_left_undone(world: World) -> None:
    found = rows(world)
    assert {code: row.state for code, row in found.items()} == {
        "1/1": WorkState.NO_MARK,
        "1/2": WorkState.OVERDUE,
        "2/1": WorkState.PLANNED,
        "2/2": WorkState.PLANNED,
        "2/3": WorkState.AS_NEEDED,
        "2/4": WorkState.OVERDUE,
    }
    assert len(found["2/2"].spans) == 4
    assert totals(world) == {"due": 4, "done": 0.0, "doing": 0, "overdue": 2}


def test_recurring_items_come_back_next_year_without_the_marks_of_this_one(world: World) -> None:
    mark(world, "2/4", "done", 100)
    mark(world, "1/2", "done", 100)
    assert rows(world)["2/4"].state is WorkState.DONE
    later = world.at(datetime(2026, 9, 5))
    found = rows(later, "/roadmap?year=2026")
    assert found["2/4"].state is WorkState.PLANNED
    assert "1/2" not in found  # done once and for all


def test_a_mark_changes_the_totals_the_list_and_the_short_list(world: World) -> None:
    mark(world, "2/4", "done", 100, evidence="Справка № 3")
    mark(world, "2/1", "doing", 40)
    assert totals(world) == {"due": 4, "done": 25.0, "doing": 1, "overdue": 1}
    cells = {row.cells[0].text: row.cells for row in listed(world, "/roadmap", "roadmap-list").rows}
    assert cells["2.4. Сбор сведений"][4].text == "Справка № 3"
    assert cells["2.1. Мониторинг ВПР"][1].text.startswith("идёт · 40")
    with world.desk.reading(world.viewer("head")) as reader:
        assert roadmap_done(reader, YEAR, "preparation") == (1, 3)
        page = Selection("/m/preparation", year=YEAR)
        short, tiles = roadmap_short(page, reader), roadmap_totals(page, reader)
        assert short is not None
        assert tiles is not None
        assert [row.cells[0].text for row in short.rows] == ["Анализ отметок"]  # its quarter is running
        assert [tile.quantity.value for tile in tiles.tiles] == [3, pytest.approx(100 / 3), 1, 0]
        assert roadmap_short(Selection("/m/heads", year=YEAR), reader) is None


def test_the_short_list_puts_the_overdue_first(world: World) -> None:
    with world.desk.reading(world.viewer("head")) as reader:
        short = roadmap_short(Selection("/m/preparation", year=YEAR), reader)
    assert short is not None
    assert [row.cells[2].text for row in short.rows] == ["просрочено", "запланировано"]


def test_filters_are_addresses(world: World) -> None:
    heading = world.open("/roadmap").heading
    section, state = heading.pickers
    of_second = next(choice.href for choice in section.choices if choice.text.startswith("2."))
    assert set(rows(world, of_second)) == {"2/1", "2/2", "2/3", "2/4"}
    late = next(choice for choice in state.choices if choice.text == "Просрочено: 2")
    assert set(rows(world, late.href)) == {"1/2", "2/4"}
    assert set(rows(world, "/roadmap?state=now")) == {"2/2"}
    assert next(choice.href for choice in state.choices if choice.text == "Выполнено: 0") == ""


@pytest.mark.parametrize(
    "address",
    ["/roadmap?state=lost", "/roadmap?section=9", "/roadmap?item=2/99", "/roadmap?mechanism=talent"],
)
def test_an_address_that_names_nothing_is_said(address: str, world: World) -> None:
    with pytest.raises(NotFound):
        world.open(address)


def test_marks_are_added_and_never_taken_away(world: World) -> None:
    first = mark(world, "2/1", "doing", 20, evidence="План")
    second = mark(world, "2/1", "doing", 60, note="две школы")
    assert mark(world, "2/1", "doing", 60, note="  две   школы ") == second, "the same again is not news"
    mark(world, "2/1", "done", 70, evidence="https://sed.example.ru/1")
    with world.house.database.reading() as connection:
        kept = connection.execute(select(roadmap_mark).order_by(roadmap_mark.c.id)).all()
        events = connection.scalars(select(work_event.c.action).where(work_event.c.kind == "roadmap")).all()
        audited = connection.scalar(
            select(func.count()).select_from(audit_event).where(audit_event.c.action == "roadmap mark")
        )
    assert kept[0].id == first
    assert [(row.progress, row.evidence, row.note, row.is_current) for row in kept] == [
        (20, "План", "", False),
        (60, "", "две школы", False),
        (100, "https://sed.example.ru/1", "", True),
    ]
    assert events == ["doing", "doing", "done"]
    assert audited == 3
    history = listed(world, "/roadmap?item=2/1", "roadmap-history")
    assert [row.cells[3].text.replace("\u202f", " ") for row in history.rows] == ["100 %", "60 %", "20 %"]
    assert [row.cells[-1].text for row in history.rows] == ["да", "", ""]
    assert {row.cells[-2].text for row in history.rows} == {"Должность head"}


def test_a_mark_raises_the_version_but_does_not_make_the_loaded_data_newer(world: World) -> None:
    def version() -> Any:
        with world.house.database.reading() as connection:
            return connection.execute(select(data_version.c.version, data_version.c.changed_at)).first()

    mark(world, "2/1", "doing", 10)
    before = version()
    mark(world, "2/1", "doing", 20)
    after = version()
    assert (after.version, after.changed_at) == (before.version + 1, before.changed_at)


@pytest.mark.parametrize(
    ("status", "progress", "more", "sentence"),
    [
        ("", 0, {}, "Выберите состояние"),
        ("overdue", 0, {}, "Выберите состояние"),
        ("doing", 101, {}, "от 0 до 100"),
        ("doing", -1, {}, "от 0 до 100"),
        ("doing", 100, {}, "выполнено"),
        ("dropped", 0, {}, "почему"),
        ("done", 100, {"evidence": "а" * 401}, "Слишком длинное подтверждение"),
        ("done", 100, {"note": "а" * 401}, "Слишком длинное примечание"),
        ("doing", 10, {"year": 2026}, "ещё не начался"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    status: str, progress: int, more: dict[str, Any], sentence: str, world: World
) -> None:
    with pytest.raises(NotMarked, match=sentence):
        mark(world, "2/1", status, progress, **more)
    assert count_marks(world) == 0


def test_what_is_not_of_the_year_cannot_be_marked_in_it(world: World) -> None:
    with pytest.raises(NotMarked, match="этого мероприятия нет"):
        mark(world, "1/2", year=2024)
    with pytest.raises(NotFound):
        mark(world, "9/9")


def count_marks(world: World) -> int:
    with world.house.database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(roadmap_mark)) or 0


def test_the_department_marks_everything_and_a_coordinator_only_their_mechanism(world: World) -> None:
    with pytest.raises(Refused):
        mark(world, "2/1", login="coordinator")  # coordinates another mechanism
    with pytest.raises(Refused):
        mark(world, "1/2", login="coordinator")  # belongs to all
    assert count_marks(world) == 0
    mark(world, "1/2", "done", 100)
    assert count_marks(world) == 1


def test_who_sees_one_municipality_of_a_region_does_not_mark_for_the_region(world: World) -> None:
    of_one = replace(world.viewer("head"), municipality_ids=frozenset({10_000}))
    with pytest.raises(Refused):
        Roadmap(world.house).mark(of_one, "2/1", YEAR, "done", 100, "", "")
    assert count_marks(world) == 0


def test_directors_read_and_do_not_write(world: World) -> None:
    mark(world, "2/1", "doing", 40)
    assert rows(world, "/roadmap", "director")["2/1"].progress == 40
    with pytest.raises(Refused):
        mark(world, "2/1", login="director")
    assert count_marks(world) == 1


@pytest.mark.parametrize("stranger", [TEACHER, CLASS_TEACHER], ids=["teacher", "class teacher"])
def test_teachers_neither_read_nor_write(stranger: Any, world: World) -> None:
    for path in ("/roadmap", "/calendar", "/cycle"):
        with pytest.raises(Refused):
            world.desk.open(path, "", stranger)
    with pytest.raises(Refused):
        Roadmap(world.house).mark(stranger, "2/1", YEAR, "done", 100, "", "")
    assert count_marks(world) == 0


@pytest.fixture
def program(world: World) -> Flask:
    return create_app(world.house.settings)


def press(program: Flask, someone: Person, said: dict[str, Any], search: str) -> Any:
    known = program.extensions["dash"].callback_map
    name = next(key for key in known if "roadmap-said.children" in key)
    outputs = [part.rpartition(".") for part in name.strip(".").split("...")]
    fields = {"state": "", "progress": 0, "evidence": "", "note": ""} | said
    return someone.callback(
        {
            "output": name,
            "outputs": [{"id": id_, "property": prop} for id_, _, prop in outputs],
            "inputs": [{"id": "roadmap-mark", "property": "n_clicks", "value": 1}],
            "changedPropIds": ["roadmap-mark.n_clicks"],
            "state": [
                *({"id": f"roadmap-{key}", "property": "value", "value": of} for key, of in fields.items()),
                {"id": "address", "property": "search", "value": search},
            ],
        }
    )


EVIL = '<img src=x onerror="alert(1)"> javascript:alert(1)'


def test_the_form_marks_over_http_and_what_was_written_never_becomes_markup(
    program: Flask, world: World
) -> None:
    head, search = Person(program, "head"), f"?year={YEAR}&item=2/1"
    assert "roadmap-mark" in head.open(f"/roadmap{search}").text
    bad = press(program, head, {"state": "doing", "progress": "много"}, search)
    assert "целое число" in bad.json["response"]["roadmap-said"]["children"]
    good = press(program, head, {"state": "doing", "progress": 30, "evidence": EVIL}, search)
    assert good.json["response"]["address"]["href"].startswith("/roadmap?")
    drawn = head.open(f"/roadmap{search}").text
    assert "&lt;img src=x" in drawn
    assert "href='javascript" not in drawn
    assert 'href=\\"javascript' not in drawn
    assert count_marks(world) == 1


def test_a_callback_repeated_by_who_may_not_write_changes_nothing(program: Flask, world: World) -> None:
    for login in ("director", "coordinator"):
        someone = Person(program, login)
        search = f"?year={YEAR}&item=2/1"
        assert "roadmap-mark" not in someone.open(f"/roadmap{search}").text
        answer = press(program, someone, {"state": "done", "progress": 100}, search)
        assert "отмечают" in answer.json["response"]["roadmap-said"]["children"]
    stranger = Person(program)
    assert press(program, stranger, {"state": "done"}, f"?year={YEAR}&item=2/1").status_code == 401
    assert count_marks(world) == 0


def test_a_profile_without_a_roadmap_says_so(tmp_path: Path) -> None:
    from tests.catalogue.example import example_profile  # the page of documentation has sections to cut

    head = example_profile().split("[[roadmap]]")[0]
    bare = make_world(tmp_path, head.replace(', "oge_low_math", "clubs"', ""))
    chart = bare.block("/roadmap", "roadmap")
    assert isinstance(chart, Gantt)
    assert (chart.rows, chart.empty) == ((), "В документе этого муниципалитета нет дорожной карты.")
