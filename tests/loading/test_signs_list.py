"""The official list of a region: lines of a register for schools that are known, nothing invented for the others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from dashboard.loading.planning_places import OTHER_MUNICIPALITIES
from data_access.tables import register_row, unit
from data_access.viewer import SYSTEM
from tests.formats.report_builder import write_list
from tests.loading.loader import ADD_ALL, Loader, rows_of
from tests.loading.mechanism_world import OTHER, SCHOOL, TOP, make_world, school_row
from tests.loading.protocols import lists
from tests.loading.snapshots import contents

OURS = (2026, TOP.name, "", SCHOOL.name, 2, 1, 0, 1, 0)
LINES = select(unit.c.short_name, register_row.c.year, register_row.c.cells).where(
    register_row.c.unit_id == unit.c.id,
    register_row.c.is_current,
    register_row.c.register == "official_signs",
)
CELLS = {"count": 2.0, "r4": 1.0, "m4": 0.0, "r5": 1.0, "m5": 0.0}


@pytest.fixture
def loader(tmp_path: Path) -> Iterator[Loader]:
    """One municipality of one school."""
    house = make_world(tmp_path)
    made = Loader(house)
    made.load_rows(lists(schools=(school_row(),)))
    yield made
    house.database.engine.dispose()


def test_a_known_school_gets_its_line_and_an_undo_takes_it_away(loader: Loader, path: Path) -> None:
    before = contents(loader.house)
    load_id = loader.load(write_list(path, OURS), {})
    assert rows_of(loader.house, LINES) == [(SCHOOL.name, 2025, CELLS)]
    loader.undo(load_id)
    assert contents(loader.house) == before


def test_a_newer_list_of_the_year_replaces_the_line(loader: Loader, tmp_path: Path) -> None:
    loader.load(write_list(tmp_path / "1.xlsx", OURS), {})
    loader.load(write_list(tmp_path / "2.xlsx", (*OURS[:4], 0, 0, 0, 0, 0)), {})
    assert rows_of(loader.house, LINES) == [(SCHOOL.name, 2025, dict.fromkeys(CELLS, 0.0))]


def test_schools_of_other_municipalities_are_passed_over_and_counted(loader: Loader, path: Path) -> None:
    others = [
        (2026, "Дальний район(reg20_m001)", f"edu20099{n}", f"СОШ № {n}", 1, 1, 0, 0, 0) for n in (7, 8)
    ]
    loader.load(write_list(path, OURS, *others), ADD_ALL)
    assert [name for name, *_ in rows_of(loader.house, LINES)] == [SCHOOL.name]
    assert rows_of(loader.house, select(unit.c.short_name).where(unit.c.kind == "school")) == [(SCHOOL.name,)]


def test_the_preview_says_how_many_were_passed_over(loader: Loader, path: Path) -> None:
    other = (2026, "Дальний район", "edu200997", "СОШ № 7", 1, 1, 0, 0, 0)
    preview = loader.loading.preview(SYSTEM, loader.receive(write_list(path, OURS, other)))
    assert [(p.severity, p.rule) for p in preview.problems] == [
        ("warning", f"{OTHER_MUNICIPALITIES}: не загружено строк: 1")
    ]
    assert preview.blocked == ""


def test_an_unknown_school_of_our_own_municipality_is_a_question(loader: Loader, path: Path) -> None:
    unknown = (2026, f"{TOP.name}(reg20_m012)", "edu200002", OTHER.name, 1, 1, 0, 0, 0)
    load_id = loader.receive(write_list(path, unknown))
    (question,) = loader.loading.preview(SYSTEM, load_id).questions
    assert (question.kind, question.label, question.is_open) == ("school", OTHER.name, True)
    assert rows_of(loader.house, LINES) == []


def test_a_login_finds_the_school_whatever_the_list_calls_it(loader: Loader, path: Path) -> None:
    with loader.house.database.writing() as connection:
        connection.execute(unit.update().where(unit.c.short_name == SCHOOL.name).values(login="edu200001"))
    renamed = (2026, "Дальний район", "EDU200001", "МБОУ Первая школа", *OURS[4:])
    loader.load(write_list(path, renamed), {})
    assert [name for name, *_ in rows_of(loader.house, LINES)] == [SCHOOL.name]
