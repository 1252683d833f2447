"""A region: the roster says under which municipality a school stands, and an undo puts it back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from dashboard.access.accounts import Grant
from dashboard.loading.planning_places import ONE_MUNICIPALITY
from data_access.formats.rows import MarkRow, Parsed, SchoolRef
from data_access.tables import indicator_value, unit
from data_access.viewer import SYSTEM
from tests.loading.loader import ADD_ALL, Loader, rows_of
from tests.loading.mechanism_world import HERE, TOP, account, make_world, school_row, stated
from tests.loading.protocols import ANNA, lists, roster
from tests.loading.snapshots import contents, in_words

NORTH, SOUTH = "Северный округ", "Южный округ"
ABOVE = unit.alias("above")


@pytest.fixture(params=["sqlite", "postgresql"])
def region(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Loader]:
    """A region without municipalities yet, once on each engine."""
    url = request.getfixturevalue("new_postgres") if request.param == "postgresql" else ""
    house = make_world(tmp_path, "region", url)
    yield Loader(house)
    house.database.engine.dispose()


@pytest.fixture
def loader(tmp_path: Path) -> Iterator[Loader]:
    house = make_world(tmp_path, "region")
    yield Loader(house)
    house.database.engine.dispose()


def places(loader: Loader) -> dict[str, str]:
    """School → what stands right above it."""
    statement = (
        select(unit.c.short_name, ABOVE.c.short_name)
        .join(ABOVE, ABOVE.c.id == unit.c.parent_id)
        .where(unit.c.kind == "school")
    )
    return dict(rows_of(loader.house, statement))


def municipalities(loader: Loader) -> list[str]:
    kinds = select(unit.c.short_name).where(unit.c.kind == "municipality")
    return [name for (name,) in rows_of(loader.house, kinds)]


def schools(*rows: tuple[str, str]) -> Parsed:
    """A roster of (school, municipality)."""
    return lists(schools=tuple(school_row(name, municipality=above) for name, above in rows))


def id_of(loader: Loader, name: str) -> int:
    ((found,),) = rows_of(loader.house, select(unit.c.id).where(unit.c.short_name == name))
    return int(found)


def check_paths(loader: Loader) -> None:
    """The path of a unit is that of its parent and its own id."""
    rows = rows_of(loader.house, select(unit.c.id, unit.c.parent_id, unit.c.path))
    paths = {id_: path for id_, _, path in rows}
    assert all(path == f"{paths[parent]}{id_}/" for id_, parent, path in rows if parent is not None)


def test_a_municipality_that_is_missing_is_made_and_told_before(region: Loader) -> None:
    roster_file = schools(("СОШ № 1", NORTH), ("СОШ № 2", SOUTH), ("СОШ № 3", NORTH), ("СОШ № 4", ""))
    preview = region.loading.preview(SYSTEM, region.receive_rows(roster_file), ADD_ALL)
    assert [problem.rule for problem in preview.problems] == [
        f"Новый муниципалитет «{name}»: будет добавлен" for name in (NORTH, SOUTH)
    ]
    assert dict(preview.counts)["новых муниципалитетов"] == 2
    region.load_rows(roster_file)
    assert places(region) == {"СОШ № 1": NORTH, "СОШ № 2": SOUTH, "СОШ № 3": NORTH, "СОШ № 4": TOP.name}
    check_paths(region)


def test_an_undone_roster_takes_its_municipalities_with_it(region: Loader) -> None:
    before = contents(region.house)
    load_id = region.load_rows(schools(("СОШ № 1", NORTH)))
    region.undo(load_id)
    assert contents(region.house) == before


def test_a_school_that_was_there_moves_with_its_classes_and_moves_back(region: Loader) -> None:
    region.load_rows(roster(ANNA))
    before = contents(region.house)
    load_id = region.load_rows(schools(("СОШ № 1", NORTH)))
    assert places(region) == {"СОШ № 1": NORTH}
    check_paths(region)
    region.undo(load_id)
    assert contents(region.house) == before


def test_the_newest_roster_says_where_a_school_stands(region: Loader) -> None:
    first = region.load_rows(schools(("СОШ № 1", NORTH)))
    second = region.load_rows(schools(("СОШ № 1", SOUTH), ("СОШ № 2", "")))
    assert (places(region)["СОШ № 1"], municipalities(region)) == (SOUTH, [NORTH, SOUTH])
    region.load_rows(lists(schools=(school_row("СОШ № 1", "лицей"),)))
    assert places(region)["СОШ № 1"] == SOUTH, "a roster without the column says nothing of it"
    region.undo(second)
    assert (places(region)["СОШ № 1"], municipalities(region)) == (NORTH, [NORTH])
    region.undo(first)
    assert (places(region)["СОШ № 1"], municipalities(region)) == (TOP.name, [])


def test_a_known_municipality_is_found_however_it_is_written(loader: Loader) -> None:
    loader.load_rows(schools(("СОШ № 1", NORTH)))
    loader.load_rows(schools(("СОШ № 2", NORTH.upper()), ("СОШ № 3", f"«{NORTH}»")))
    assert (municipalities(loader), set(places(loader).values())) == ([NORTH], {NORTH})


def test_values_of_a_municipality_follow_its_schools(loader: Loader) -> None:
    def values() -> dict[str, float]:
        columns = (unit.c.short_name, indicator_value.c.numerator)
        statement = select(*columns).join(indicator_value, indicator_value.c.unit_id == unit.c.id)
        return dict(rows_of(loader.house, statement.where(indicator_value.c.indicator == "clubs")))

    one, two = (stated(school=SchoolRef(f"СОШ № {number}"), numerator=number) for number in (1, 2))
    loader.load_rows(
        lists(schools=schools(("СОШ № 1", NORTH), ("СОШ № 2", NORTH)).schools, indicators=(one, two))
    )
    assert (values()[NORTH], values()[TOP.name]) == (3, 3)
    moved = loader.load_rows(schools(("СОШ № 2", SOUTH)))
    assert (values()[NORTH], values()[SOUTH], values()[TOP.name]) == (1, 2, 3)
    loader.undo(moved)
    assert (values()[NORTH], values().get(SOUTH), values()[TOP.name]) == (3, None, 3)


def test_the_office_of_a_municipality_adds_schools_to_its_own_municipality_only(loader: Loader) -> None:
    loader.load_rows(schools(("СОШ № 1", NORTH), ("СОШ № 2", SOUTH)))
    viewer = account(loader.house, "north", Grant("head", id_of(loader, NORTH), sees_names=True))
    file = schools(("СОШ № 5", ""), ("СОШ № 6", NORTH), ("СОШ № 7", SOUTH), ("СОШ № 8", "Новый округ"))
    name = "rows.rows"
    loader._pocket[name] = file
    path = loader.house.settings.var_dir / name
    path.write_text(name)
    load_id = loader.receive(path, viewer)
    preview = loader.loading.preview(viewer, load_id, ADD_ALL)
    assert [problem.rule for problem in preview.problems if problem.severity == "error"] == [
        f"школы муниципалитета «{name}» загружаете не вы" for name in (SOUTH, "Новый округ")
    ]
    loader.loading.confirm(viewer, load_id, ADD_ALL)
    assert places(loader) == {
        "СОШ № 1": NORTH,
        "СОШ № 2": SOUTH,
        "СОШ № 5": NORTH,
        "СОШ № 6": NORTH,
    }


def test_an_installation_of_one_municipality_does_not_read_the_column(tmp_path: Path) -> None:
    loader = Loader(make_world(tmp_path))
    file = schools(("СОШ № 1", NORTH), ("СОШ № 2", TOP.name), ("СОШ № 3", SOUTH))
    preview = loader.loading.preview(SYSTEM, loader.receive_rows(file), ADD_ALL)
    assert [problem.rule for problem in preview.problems] == [ONE_MUNICIPALITY]
    loader.load_rows(file)
    assert set(places(loader).values()) == {TOP.name}
    loader.house.database.engine.dispose()


_rosters = st.lists(
    st.tuples(st.sampled_from(("СОШ № 1", "СОШ № 2")), st.sampled_from(("", NORTH, SOUTH))),
    min_size=1,
    max_size=2,
    unique_by=lambda row: row[0],
).map(lambda rows: schools(*rows))
_marks = st.builds(
    lambda name: lists(
        marks=(MarkRow(SchoolRef(name), "7А", 2024, ANNA, "Физика", "", "Q1", "4", None, HERE),)
    ),
    st.sampled_from(("СОШ № 1", "СОШ № 2")),
)


@pytest.mark.slow
@settings(max_examples=8)
@given(steps=st.lists(st.one_of(_rosters, _marks, st.integers(0, 3)), min_size=2, max_size=6))
def test_where_schools_stand_depends_only_on_which_loads_stand(
    loader: Loader, steps: list[Parsed | int]
) -> None:
    loader.undo_everything()
    house = loader.house
    empty = contents(house)
    standing: dict[int, Parsed] = {}
    for step in steps:
        if isinstance(step, Parsed):
            if step not in standing.values():
                standing[loader.load_rows(step)] = step
        elif standing:
            gone = list(standing)[step % len(standing)]
            loader.undo(gone)
            del standing[gone]
    check_paths(loader)
    state: Any = in_words(house)
    for load_id in list(standing):
        loader.undo(load_id)
    assert contents(house) == empty
    for parsed in standing.values():
        loader.load_rows(parsed)
    assert in_words(house) == state
