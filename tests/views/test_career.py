"""Vocational preparation and graduates of a class: totals count the lists, only the class's own people look."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import insert, select

from dashboard.blocks import Notice, State, Table
from dashboard.desk import Desk
from dashboard.house import House
from dashboard.loading import Loading
from data_access.tables import destination, enrolment, load, training_result, unit
from data_access.viewer import Refused, Viewer
from pages import make_pages
from tests.views.forecast_world import YEAR, fill, viewer

# Of the seven pupils of 9А: five went to a college, two to grade 10.
WENT = ("college",) * 5 + ("grade10",) * 2
OUTCOMES = ("certificate", "completed", "completed", "attended", "attended", "attended", "failed")


@pytest.fixture
def world(sqlite_house: House) -> House:
    fill(sqlite_house)
    with sqlite_house.database.writing() as connection:
        of_class = connection.execute(
            select(unit).where(unit.c.short_name == "9А").order_by(unit.c.id)
        ).first()
        assert of_class is not None
        seats = enrolment.c
        pupils = connection.scalars(select(seats.pupil_id).where(seats.class_id == of_class.id)).all()
        load_id = connection.scalar(select(load.c.id))
        common = {"class_id": of_class.id, "school_id": of_class.parent_id, "year": YEAR, "load_id": load_id}
        for pupil, kind, outcome in zip(pupils, WENT, OUTCOMES, strict=True):
            row = common | {"pupil_id": pupil, "is_current": True}
            connection.execute(insert(destination).values(**row, kind=kind, institution="Колледж «Рассвет»"))
            trial = {"kind": "trial", "programme": "Проба «Электромонтаж»", "outcome": outcome}
            connection.execute(insert(training_result).values(**row, **trial))
        # what a later load replaced is in no count
        old = common | {"pupil_id": pupils[0], "is_current": False, "kind": "army", "institution": ""}
        undone = {"status": "undone", "file_name": "", "sha256": "x", "size": 1, "answers": {}, "counts": {}}
        connection.execute(insert(load).values(**undone, created_at=sqlite_house.now()))
        newest = connection.scalar(select(load.c.id).order_by(load.c.id.desc()))
        connection.execute(insert(destination).values(**(old | {"load_id": newest})))
    return sqlite_house


def class_id(house: House, name: str = "9А") -> int:
    with house.database.reading() as connection:
        return int(
            connection.scalar(select(unit.c.id).where(unit.c.short_name == name).order_by(unit.c.id)) or 0
        )


def blocks(house: House, someone: Viewer, name: str = "9А") -> dict[str, Any]:
    desk = Desk(house, make_pages(Loading(house)))
    opened = desk.open("/class/career", f"unit={class_id(house, name)}&year={YEAR}", someone)
    return {block.key: block for block in opened.blocks}


def counts(table: Table) -> dict[str, list[Any]]:
    return {row.cells[0].text: [cell.quantity.value for cell in row.cells[1:]] for row in table.rows}


def test_totals_are_counts_of_the_lists(world: House) -> None:
    shown = blocks(world, viewer(world, "class_teacher", "СОШ № 1"))
    assert counts(shown["training"]) == {"Профессиональная проба": [7, 1, 2, 3, 1]}
    went = counts(shown["destinations"])
    assert went == {"10 класс": [2, pytest.approx(200 / 7)], "СПО": [5, pytest.approx(500 / 7)]}
    assert len(shown["trainings"].rows) == 7
    assert [row.cells[1].text for row in shown["graduates"].rows].count("СПО") == 5
    assert {row.cells[2].text for row in shown["graduates"].rows} == {"Колледж «Рассвет»"}


def test_without_names_a_small_group_closes_the_whole_distribution_and_nobody_is_listed(world: House) -> None:
    shown = blocks(world, viewer(world, "coordinator"))
    states = {cell.quantity.state for row in shown["destinations"].rows for cell in row.cells[1:]}
    assert states == {State.HIDDEN}
    assert {cell.quantity.state for row in shown["training"].rows for cell in row.cells[1:]} == {State.HIDDEN}
    assert isinstance(shown["trainings"], Notice)
    assert isinstance(shown["graduates"], Notice)


def test_a_subject_teacher_and_another_school_are_refused(world: House) -> None:
    for someone in (viewer(world, "teacher", "СОШ № 1"), viewer(world, "director", "Лицей")):
        with pytest.raises(Refused):
            blocks(world, someone)


def test_a_class_without_information_says_where_it_comes_from(world: House) -> None:
    shown = blocks(world, viewer(world, "head"), "9Б")
    assert "листом «Профподготовка»" in shown["training"].empty
    assert "листом «Выпускники»" in shown["destinations"].empty
