"""Codifiers and exam plans: the newest statement is taken whole, works are checked against it, ОГЭ reads it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select

from dashboard.loading.planning_reference import OF_DEPARTMENT
from data_access.codifiers import ExamTask, read_elements, read_exam_plan, works_examined_in
from data_access.formats.rows import Parsed, ResultRow, TaskRow, WorkRow
from data_access.tables import codifier_element, load, subject, task_code, unit, work, work_task
from data_access.viewer import SYSTEM, Reader, Viewer
from tests.loading.loader import ADD_ALL, Loader, rows_of
from tests.loading.protocols import (
    ANNA,
    HERE,
    SCHOOL,
    SHARED,
    WORK,
    element,
    exam_tasks,
    lists,
    protocol,
    result,
    roster,
)
from tests.loading.snapshots import contents

CODED = replace(WORK, codifier="oge", codifier_year=2027)
PROTOCOL = WorkRow(
    "огэ", "oge", "Математика", 9, 2026, "2027-06-02", "ОГЭ", None, (TaskRow("1", 1, ""), TaskRow("2", 1, ""))
)


@pytest.fixture
def ninth(loader: Loader) -> Loader:
    loader.load_rows(roster(ANNA))
    return loader


def subject_id(connection: Connection, name: str) -> int:
    return connection.scalars(select(subject.c.id).where(subject.c.name == name)).one()


def elements(loader: Loader, name: str = "Математика", year: int = 2027) -> dict[str, str]:
    with loader.house.database.reading() as connection:
        return read_elements(connection, "oge", subject_id(connection, name), year)


def plan(loader: Loader, name: str = "Математика") -> tuple[ExamTask, ...]:
    with loader.house.database.reading() as connection:
        return read_exam_plan(connection, "oge", subject_id(connection, name), 2027)


def warnings(loader: Loader, parsed: Parsed) -> list[str]:
    preview = loader.loading.preview(SYSTEM, loader.receive_rows(parsed))
    assert not preview.blocked
    return [problem.rule for problem in preview.problems if problem.severity == "warning"]


# -- what is in force --------------------------------------------------------------------------------------


def test_a_codifier_is_read_by_the_exams_subject_from_algebra_too(either_loader: Loader) -> None:
    either_loader.load_rows(lists(codifiers=(element("2.10"), element("1.1", "Дроби", subject="Алгебра"))))
    expected = {"2.10": "Числа", "1.1": "Дроби"}
    assert elements(either_loader) == elements(either_loader, "Геометрия") == expected
    assert elements(either_loader, "Физика") == elements(either_loader, year=2028) == {}


def test_the_newest_codifier_stands_whole_and_an_undo_gives_back_the_earlier(either_loader: Loader) -> None:
    before = contents(either_loader.house)
    first = either_loader.load_rows(lists(codifiers=(element("1"), element("2"))))
    second = either_loader.load_rows(lists(codifiers=(element("1", "Алгебра"),)))
    assert elements(either_loader) == {"1": "Алгебра"}
    either_loader.undo(second)
    assert elements(either_loader) == {"1": "Числа", "2": "Числа"}
    either_loader.undo(first)
    assert contents(either_loader.house) == before


def test_a_loaded_codifier_stands_over_the_shipped_one(loader: Loader) -> None:
    with loader.house.database.writing() as connection:
        of = subject_id(connection, "Математика")
        shipped = {"exam": "oge", "subject_id": of, "year": 2027, "code": "9", "title": "Из поставки"}
        connection.execute(insert(codifier_element).values(**shipped))
    assert elements(loader) == {"9": "Из поставки"}
    load_id = loader.load_rows(lists(codifiers=(element("1"),)))
    assert elements(loader) == {"1": "Числа"}
    loader.undo(load_id)
    assert elements(loader) == {"9": "Из поставки"}


def test_an_exam_plan_is_read_in_its_order_and_the_newest_stands_whole(either_loader: Loader) -> None:
    rows = exam_tasks(1, 2, 3)
    either_loader.load_rows(lists(exam_tasks=rows[::-1]))
    assert plan(either_loader, "Алгебра") == tuple(
        ExamTask(str(most), most, "П", ("1.1", "1.2")) for most in (1, 2, 3)
    )
    second = either_loader.load_rows(lists(exam_tasks=exam_tasks(5)))
    assert [task.max_score for task in plan(either_loader)] == [5]
    either_loader.undo(second)
    assert [task.max_score for task in plan(either_loader)] == [1, 2, 3]


def test_a_plan_touches_works_of_the_exam_and_of_subjects_examined_in_it(ninth: Loader) -> None:
    physics = replace(SHARED, key="ф", subject="Физика")
    rows = (result(), result(work_key="др"), result(work_key="ф"))
    ninth.load_rows(protocol(*rows, works=(WORK, replace(SHARED, subject="Математика"), physics)), {})
    with ninth.house.database.reading() as connection:
        found = works_examined_in(connection, {subject_id(connection, "Математика")})
        names = select(subject.c.name).join(work, work.c.subject_id == subject.c.id)
        touched = list(connection.scalars(names.where(work.c.id.in_(found))))
    assert sorted(touched) == ["Алгебра", "Математика"]


# -- what is refused ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (element("1", "Другое"), "код повторяется с другим названием: оставлена первая строка"),
        (element("2", year=1999), "год экзамена 1999 вне 2016–2041, строка не загружена"),
        (element("2", "о" * 401), "текст длиннее 400 знаков, строка не загружена"),
        (element("1" * 21), "текст длиннее 20 знаков, строка не загружена"),
    ],
)
def test_an_impossible_element_costs_its_row(either_loader: Loader, row: Any, rule: str) -> None:
    parsed = lists(codifiers=(element("1"), row, element("1")))
    preview = either_loader.loading.preview(SYSTEM, either_loader.receive_rows(parsed))
    assert [problem.rule for problem in preview.problems] == [rule]
    assert dict(preview.counts) == {"кодификатор: элементов": 1}
    either_loader.load_rows(parsed)
    assert elements(either_loader) == {"1": "Числа"}


def test_an_impossible_task_of_a_plan_costs_its_row(either_loader: Loader) -> None:
    first, second = exam_tasks(1, 2)
    codes = tuple(f"10.20.30.{number}" for number in range(40))
    rows = (first, replace(first, position=1), replace(second, task=replace(second.task, codes=codes)))
    parsed = lists(exam_tasks=rows)
    preview = either_loader.loading.preview(SYSTEM, either_loader.receive_rows(parsed))
    assert sorted(problem.rule for problem in preview.problems) == [
        "задание повторяется: оставлена первая строка",
        "текст длиннее 400 знаков, строка не загружена",
    ]
    either_loader.load_rows(parsed)
    assert len(plan(either_loader)) == 1


def test_a_director_does_not_change_the_codifier_of_everybody(ninth: Loader) -> None:
    ((school_id,),) = rows_of(ninth.house, select(unit.c.id).where(unit.c.short_name == SCHOOL.name))
    director = Viewer("d", "Директор", "director", school_ids=frozenset({school_id}), sees_names=True)
    parsed = lists(codifiers=(element("1"),), exam_tasks=exam_tasks(1))
    load_id = ninth.receive_rows(parsed)
    with ninth.house.database.reading() as connection:
        row = connection.execute(select(load).where(load.c.id == load_id)).one()
        reader = Reader(director, connection, catalogue=ninth.house.catalogue)
        planned = ninth.loading._plan(reader, row, {})
    assert [problem.rule for problem in planned.problems] == [f"{OF_DEPARTMENT}2"]
    assert planned.rows == 0


def test_the_preview_and_the_history_name_the_codifier_and_the_plan(loader: Loader) -> None:
    parsed = lists(codifiers=(element("1"), element("2")), exam_tasks=exam_tasks(1, 2, 3))
    load_id = loader.receive_rows(parsed)
    preview = loader.loading.preview(SYSTEM, load_id)
    assert preview.references == ("кодификатор ОГЭ 2027, математика", "план экзамена ОГЭ 2027, математика")
    assert dict(preview.counts) == {"кодификатор: элементов": 2, "план экзамена: заданий": 3}
    loader.loading.confirm(SYSTEM, load_id)
    assert rows_of(loader.house, select(load.c.scope_text)) == [(", ".join(preview.references),)]


# -- codes of works ----------------------------------------------------------------------------------------


def test_a_code_that_the_codifier_lacks_is_one_warning_however_many_works_have_it(ninth: Loader) -> None:
    ninth.load_rows(lists(codifiers=(element("1.1"), element("7.2"))))
    twin = replace(CODED, key="кр 2", title="Контрольная № 4")
    rows = (result(), result(work_key="кр 2"))
    rule = "кода 2.10 нет в кодификаторе ОГЭ 2027, математика: элемент будет показан без названия"
    assert warnings(ninth, protocol(*rows, works=(CODED, twin))) == [rule]


def test_a_codifier_that_is_not_loaded_is_one_warning_of_the_work(ninth: Loader) -> None:
    rule = (
        "кодификатор ОГЭ 2027, математика не загружен: элементы работы «Контрольная № 3 «Уравнения»» "
        "будут показаны без названий"
    )
    assert warnings(ninth, protocol(result(), works=(CODED,))) == [rule]


def test_a_codifier_in_the_same_file_is_known(ninth: Loader) -> None:
    rows = (element("1.1"), element("2.10"), element("7.2"))
    assert warnings(ninth, protocol(result(), works=(CODED,), codifiers=rows)) == []


def test_a_work_without_codes_or_without_a_codifier_is_no_warning(ninth: Loader) -> None:
    plain = replace(CODED, tasks=tuple(replace(task, codes=()) for task in CODED.tasks))
    unnamed = replace(WORK, codifier="", codifier_year=None)
    for row in (plain, unnamed):
        assert warnings(ninth, protocol(result(), works=(row,))) == []


def test_a_new_subject_has_no_codifier_and_that_is_a_warning(ninth: Loader) -> None:
    found = warnings(ninth, protocol(result(), works=(replace(CODED, subject="Ораторское искусство"),)))
    assert (
        sum(rule.startswith("кодификатор ОГЭ 2027, ораторское искусство не загружен") for rule in found) == 1
    )


# -- protocols of ОГЭ --------------------------------------------------------------------------------------


def exam(*scores: int, works: tuple[WorkRow, ...] = (PROTOCOL,)) -> Parsed:
    row = ResultRow("огэ", SCHOOL, "9А", ANNA, True, "", scores, sum(scores), 4, None, "wrote", HERE)
    return Parsed("oge_protocol", "ОГЭ", 1, works=works, results=(row,))


def tasks_of(loader: Loader) -> list[Any]:
    return rows_of(loader.house, select(work_task.c.number, work_task.c.max_score, work_task.c.level))


def test_a_protocol_takes_maxima_levels_and_codes_from_the_plan(either_loader: Loader) -> None:
    either_loader.load_rows(lists(exam_tasks=exam_tasks(2, 3)))
    either_loader.load_rows(exam(1, 1))
    assert tasks_of(either_loader) == [("1", 2, "П"), ("2", 3, "П")]
    assert rows_of(either_loader.house, select(task_code.c.code)) == [("1.1",)] * 2 + [("1.2",)] * 2
    whole = select(work.c.max_score, work.c.codifier, work.c.codifier_year)
    assert rows_of(either_loader.house, whole) == [(5, "oge", 2027)]
    again = replace(PROTOCOL, title="ОГЭ ещё раз")
    either_loader.load_rows(exam(1, 0, works=(again,)))
    assert tasks_of(either_loader) == [("1", 2, "П"), ("2", 3, "П")]


def test_a_plan_that_comes_later_changes_no_work(loader: Loader) -> None:
    loader.load_rows(exam(1, 1))
    loader.load_rows(lists(exam_tasks=exam_tasks(2, 3)))
    assert tasks_of(loader) == [("1", 1, ""), ("2", 1, "")]
    assert rows_of(loader.house, select(work.c.codifier, work.c.max_score)) == [("", None)]


@pytest.mark.parametrize("maxima", [(1, 2, 3), (1,), (2, 1)])
def test_a_plan_of_another_variant_is_not_used_and_the_preview_says_so(
    loader: Loader, maxima: tuple[int, ...]
) -> None:
    """Other tasks, or a task for which somebody got more than the plan allows."""
    strong = replace(PROTOCOL, tasks=(TaskRow("1", 1, ""), TaskRow("2", 2, "")))
    loader.load_rows(lists(exam_tasks=exam_tasks(*maxima)))
    load_id = loader.receive_rows(exam(1, 2, works=(strong,)))
    found = [problem.rule for problem in loader.loading.preview(SYSTEM, load_id, ADD_ALL).problems]
    assert sum("не подходит к протоколу" in rule for rule in found) == 1
    loader.loading.confirm(SYSTEM, load_id, ADD_ALL)
    assert tasks_of(loader) == [("1", 1, ""), ("2", 2, "")]
