"""Blocks about low results over the demonstration: what they say agrees with the table and with the registers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import insert, select, update

from dashboard.blocks import Block, Cell, Matrix, Row, State, Status, Table
from dashboard.catalogue import PROFILES, catalogue
from dashboard.desk import Desk
from dashboard.house import House
from dashboard.methods.papers import MATHS, Procedure
from dashboard.selection import Selection
from dashboard.views import special_low_results as low
from dashboard.views.special_low_changes import changes, early_warning
from dashboard.views.special_low_definitions import definitions, problem_kinds
from dashboard.views.special_low_leaving import leaving
from dashboard.views.special_low_models import fitting_models
from dashboard.views.special_low_passport import passport
from data_access.tables import decision, measure, register_row, unit, work, work_result
from data_access.viewer import SYSTEM, Reader

NOW = Selection("/m/low_results", year=2025)
View = Callable[[Selection, Reader], Block | None]


@contextmanager
def reading(
    house: House, profile: str = "", sees_names: bool = True, small_number: int = 5
) -> Iterator[Reader]:
    """A reader of the whole municipality; of another profile, the same database seen with its order."""
    if profile:
        known = catalogue(PROFILES / f"{profile}.toml")
        house = replace(house, catalogue=known)
    with Desk(house, ()).reading(replace(SYSTEM, sees_names=sees_names)) as reader:
        yield replace(reader, small_number=small_number)


def table(house: House, view: View, profile: str = "", sees_names: bool = True) -> Table:
    with reading(house, profile, sees_names) as reader:
        found = view(NOW, reader)
    assert isinstance(found, Table)
    return found


def rows_of(found: Table) -> dict[str, list[Row]]:
    named: dict[str, list[Row]] = {}
    for row in found.rows:
        named.setdefault(row.cells[0].text, []).append(row)
    return named


def cell_of(found: Table, school: str, column: str) -> Cell:
    at = [one.key for one in found.columns].index(column)
    return rows_of(found)[school][0].cells[at]


# -- the table and its uncertainty --------------------------------------------------------------------------


def test_every_share_of_the_table_carries_its_interval_and_its_counts(demo: House) -> None:
    with reading(demo) as reader:
        block = low.identification(NOW, reader)
    cells = [
        cell
        for row in block.rows
        for cell in row.cells
        if cell.quantity and cell.quantity.numerator is not None
    ]
    assert cells
    for cell in cells:
        assert cell.quantity is not None
        assert cell.low is not None
        assert cell.high is not None
        assert cell.low <= (cell.quantity.value or 0.0) <= cell.high
        assert cell.note.startswith(f"{cell.quantity.numerator:.0f} из {cell.quantity.denominator:.0f};")


def test_small_groups_are_hidden_from_who_may_not_see_names(demo: House) -> None:
    with reading(demo, sees_names=False) as reader:
        block = low.identification(NOW, reader)
        tables = low.tables_of(reader)
    small = sum(
        cell.n < 5 for found in tables.values() for (_, year), cell in found.cells.items() if year == 2025
    )
    hidden = [
        cell
        for row in block.rows
        for cell in row.cells
        if cell.quantity and cell.quantity.state is State.HIDDEN
    ]
    assert len(hidden) == small > 0
    assert all(cell.low is None and not cell.note for cell in hidden)


def test_a_procedure_that_some_schools_have_not_loaded_is_told_on_verdict_and_heading(
    own_demo: House,
) -> None:
    with reading(own_demo) as reader:
        whole = low.identification(NOW, reader)
        lyceum = next(school.id for school in low.seen_schools(reader) if school.short_name == "Лицей")
    assert not any("Данные неполные" in line for line in whole.notes)
    with own_demo.database.writing() as connection:
        exams = select(work.c.id).where(work.c.kind == "oge", work.c.year == 2025)
        of_lyceum = (work_result.c.school_id == lyceum, work_result.c.work_id.in_(exams))
        connection.execute(update(work_result).where(*of_lyceum).values(is_current=False))
    with reading(own_demo) as reader:
        block = low.identification(NOW, reader)
        assert lyceum in low.awaited(reader, Procedure("oge", 9, MATHS), 2025)
    row = next(row for row in block.rows if row.label.text == "Лицей")
    assert (row.tail[0].text, row.tail[0].status) == ("пока нет, данные не все", Status.NO_DATA)
    assert "ОГЭ, математика" in row.tail[0].note
    assert "ОГЭ М 2/3" in [header.text for header in block.columns]
    assert any("1 школа" in line for line in block.notes if "Данные неполные" in line)
    others = [row.tail[0].note for row in block.rows if row.label.text != "Лицей"]
    assert not any(others)


# -- changes and warnings -----------------------------------------------------------------------------------


def test_a_school_that_came_onto_the_list_is_told_with_the_procedures_that_did_it(demo: House) -> None:
    found = table(demo, changes)
    came = cell_of(found, "СОШ № 2", "became")
    with reading(demo) as reader:
        school = next(one for one in low.seen_schools(reader) if one.short_name == "СОШ № 2")
        verdict = low.tables_of(reader)[school.id].verdicts[2025]
        named = {procedure.label for procedure in verdict.low}
    assert {part.split(":")[0] for part in came.text.split("; ")} == named
    assert "не была бы в перечне" in cell_of(found, "СОШ № 2", "price").text
    assert "статус сменился: 2 школы" in found.caption


def test_changes_of_small_groups_keep_their_numbers_to_themselves(demo: House) -> None:
    open_ = table(demo, changes)
    with reading(demo, sees_names=False, small_number=8) as reader:
        closed = changes(NOW, reader)
    shown = [part for row in open_.rows for cell in row.cells[3:6] for part in cell.text.split("; ")]
    kept = [part for row in closed.rows for cell in row.cells[3:6] for part in cell.text.split("; ")]
    small = re.compile(r" из [1-7]\b")
    assert any(map(small.search, shown))
    for before, after in zip(shown, kept, strict=True):
        assert after == (f"{before.split(':')[0]}: скрыто" if small.search(before) else before)


def test_only_schools_off_the_list_are_warned(demo: House) -> None:
    found = rows_of(table(demo, early_warning))
    assert found
    assert "СОШ № 2" not in found  # on the list
    for rows in found.values():
        for row in rows:
            share = row.cells[3]
            assert share.quantity is not None
            assert share.low is not None
            counts = f"{share.quantity.numerator:.0f} из {share.quantity.denominator:.0f}"
            assert counts in row.cells[5].text


# -- definitions --------------------------------------------------------------------------------------------


def test_an_order_without_a_definition_says_so_and_leaves_the_rule_alone(demo: House) -> None:
    found = table(demo, definitions)
    assert {row.cells[2].text for row in found.rows} == {"своего нет"}
    assert any("своего определения не даёт" in note for note in found.notes)


def test_the_two_years_of_the_region_are_counted_over_procedures_of_both_years(demo: House) -> None:
    found = table(demo, definitions, "nizhny-novgorod")
    words = {row.cells[0].text: row.cells[2].text for row in found.rows}
    assert words["Лицей"].startswith("нет: ниже других 0 из ")
    assert all(word.startswith(("нет: ниже других", "да, ")) for word in words.values())


def test_a_school_of_the_official_list_that_the_rule_does_not_find_is_a_disagreement(own_demo: House) -> None:
    with reading(own_demo) as reader:
        lyceum = next(school.id for school in low.seen_schools(reader) if school.short_name == "Лицей")
    assert cell_of(table(own_demo, definitions), "Лицей", "apart").text == ""
    put(own_demo, "listed_schools", lyceum, {"basis": "письмо", "since": "2025-10-01", "left": None})
    found = table(own_demo, definitions)
    assert cell_of(found, "Лицей", "apart").text == "да: список; нет: правило"
    assert "письмо с 01.10.2025" in cell_of(found, "Лицей", "fired").text


def test_a_stated_problem_puts_a_school_on_the_list_of_the_order_and_facts_alone_do_not(
    own_demo: House,
) -> None:
    with reading(own_demo) as reader:
        lyceum = next(school.id for school in low.seen_schools(reader) if school.short_name == "Лицей")
    before = cell_of(table(own_demo, definitions, "staromainsky"), "Лицей", "own")
    assert before.status is not Status.BELOW
    put(own_demo, "school_problems", lyceum, {"kind": "Низкие результаты ГИА", "text": "спад"})
    found = cell_of(table(own_demo, definitions, "staromainsky"), "Лицей", "own")
    assert (found.text, found.status) == ("заявлено проблем: 1", Status.BELOW)


def test_facts_stand_beside_every_kind_of_problem_with_their_numbers(demo: House) -> None:
    with reading(demo, "staromainsky") as reader:
        block = problem_kinds(NOW, reader)
    assert isinstance(block, Matrix)
    assert len(block.columns) == 6
    weak = next(row for row in block.rows if row.label.text == "СОШ № 2")
    many = weak.cells[3]
    assert many.text in ("видно", "возможно", "заявлено и видно")
    assert " из " in many.note
    with reading(demo) as reader:
        assert problem_kinds(NOW, reader) is None


# -- support ------------------------------------------------------------------------------------------------


def test_models_are_proposed_to_schools_of_the_list_only_and_a_network_to_all_of_them(demo: House) -> None:
    found = rows_of(table(demo, fitting_models, "nizhny-novgorod"))
    assert set(found) == {"СОШ № 2"}
    by_model = {row.cells[1].text: row.cells[2].text for row in found["СОШ № 2"]}
    assert "Сетевая модель" in by_model
    assert "Муниципальная модель" not in by_model  # one low school, from four on
    assert "низких процедур 3" in by_model["Базовая модель"]
    with reading(demo) as reader:
        assert fitting_models(NOW, reader) is None


def test_the_passport_has_the_four_targets_of_the_region_with_their_counts(demo: House) -> None:
    found = table(demo, passport, "nizhny-novgorod")
    assert [row.cells[3].text.replace("\u00a0", " ") for row in found.rows] == [
        "100 %",
        "70 %",
        "70 %",
        "30 %",
    ]
    covered = found.rows[0].cells
    assert (covered[2].text, covered[4].status) == ("1 из 1", Status.REACHED)
    with reading(demo) as reader:
        assert passport(NOW, reader) is None  # the order of Pelym sets no such target


@pytest.fixture
def left_school(own_demo: House) -> tuple[House, int]:
    """«СОШ № 1» stood on the list from October 2024 to October 2025; what it did is only what the test writes."""
    with own_demo.database.writing() as connection:
        for records in (decision, measure):
            connection.execute(update(records).values(mechanism="talent"))
        school = connection.scalar(select(unit.c.id).where(unit.c.short_name == "СОШ № 1"))
    assert school is not None
    return own_demo, school


def test_a_school_that_left_shows_what_is_on_record_of_its_time_on_the_list(
    left_school: tuple[House, int],
) -> None:
    house, school = left_school
    place = {"mechanism": "low_results", "unit_id": school, "author": "автор", "created_at": house.now()}
    done = {"title": "Разбор работ", "expected": "рост", "owner": "завуч", "due_on": house.today()}
    with house.database.writing() as connection:
        for status, year in (("done", 2024), ("open", 2025), ("done", 2019)):
            connection.execute(insert(measure).values(**place, **done, year=year, status=status))
        for day in ("2025-02-01", "2026-02-01"):
            words = {"title": f"Решение {day}", "document": "приказ", "status": "active", "year": 2024}
            made = house.today().fromisoformat(day)
            connection.execute(insert(decision).values(**place, **words, decided_on=made))
    found = table(house, leaving)
    assert cell_of(found, "СОШ № 1", "state").text == "вышла 01.10.2025"
    models, measures, decisions, courses = cell_of(found, "СОШ № 1", "done").text.split("; ")
    assert models == "модели: Муниципальная модель поддержки"
    assert measures == "мер выполнено 1 из 2 (Разбор работ)"
    assert decisions == "решения: Решение 2025-02-01"
    assert courses.startswith("курсов пройдено: ")


def put(house: House, register: str, school: int, cells: dict[str, object]) -> None:
    row = {"register": register, "unit_id": school, "year": 2025, "cells": cells, "author": "автор"}
    made = {"line_key": str(cells), "status": "active", "entered_at": house.now(), "is_current": True}
    with house.database.writing() as connection:
        connection.execute(insert(register_row).values(**row, **made))
