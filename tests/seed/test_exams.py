"""Reference tables of exams: numbers that can be checked, and filling that touches nothing."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from sqlalchemy import Connection, Table, delete, event, func, insert, select, update

from dashboard.house import House
from dashboard.methods.ordering import code_key
from dashboard.methods.scales import GEOMETRY_TASKS, Scale
from data_access.codifiers import read_elements, read_exam_plan
from data_access.tables import codifier_element, exam_scale, exam_task, subject, subject_alias
from seed.exams import fill_exams, read_codifiers, read_plans, read_scales

MATHS = "Математика"
SCALES, ELEMENTS, TASKS = read_scales(), read_codifiers(), read_plans()
TABLES = ((exam_scale, SCALES), (codifier_element, ELEMENTS), (exam_task, TASKS))
WITH_ARRAYS = [row for row in SCALES if row["test_scores"]]


def plan(exam: str) -> list[dict[str, Any]]:
    return [row for row in TASKS if row["exam"] == exam]


def scale(row: dict[str, Any]) -> Scale:
    borders = (row["from3"], row["from4"], row["from5"])
    return Scale(row["max_score"], *borders, row["minimum"], tuple(row["test_scores"] or ()) or None)


@pytest.mark.parametrize("row", WITH_ARRAYS, ids=lambda row: row["subject"])
def test_test_scores_go_from_0_to_100_without_falling_one_for_every_primary_score(
    row: dict[str, Any],
) -> None:
    scores = row["test_scores"]
    assert len(scores) == row["max_score"] + 1
    assert (scores[0], scores[-1]) == (0, 100)
    assert scores == sorted(scores)


def test_every_minimum_of_the_unified_exam_falls_on_the_known_primary_score() -> None:
    found = {row["subject"]: scale(row).minimum_primary for row in WITH_ARRAYS}
    assert found == {
        MATHS: 5,
        "Русский язык": 10,
        "Биология": 15,
        "История": 8,
        "Информатика": 6,
        "Обществознание": 21,
        "Химия": 11,
        "Физика": 8,
        "География": 9,
        "Литература": 13,
        "Иностранный язык (английский)": 18,
        "Иностранный язык (немецкий)": 18,
        "Иностранный язык (французский)": 18,
        "Иностранный язык (испанский)": 18,
    }


def test_a_minimum_is_itself_a_test_score_of_its_scale() -> None:
    assert all(row["minimum"] in row["test_scores"] for row in WITH_ARRAYS)


def test_minima_of_the_unified_exam_are_known_from_2023_to_2026_and_do_not_change() -> None:
    found: dict[str, dict[int, int]] = {}
    for row in SCALES:
        if row["exam"] == "ege":
            years = range(row["first_year"], row["last_year"] + 1)
            found.setdefault(row["subject"], {}).update(dict.fromkeys(years, row["minimum"]))
    assert len(found) == 15
    for minima in found.values():
        assert sorted(minima) == [2023, 2024, 2025, 2026]
        assert len(set(minima.values())) == 1


@pytest.mark.parametrize("row", SCALES, ids=lambda row: f"{row['exam']}-{row['subject']}-{row['first_year']}")
def test_borders_rise_inside_the_scale_and_an_unknown_one_is_followed_by_none(row: dict[str, Any]) -> None:
    borders = [row["from3"], row["from4"], row["from5"]]
    known = [border for border in borders if border is not None]
    assert borders == known + [None] * (3 - len(known))
    assert known == sorted(set(known))
    assert all(0 < border <= row["max_score"] for border in known)
    assert row["first_year"] <= row["last_year"]


def test_the_scale_of_oge_maths_is_31_points_with_borders_8_15_22() -> None:
    (row,) = [row for row in SCALES if (row["exam"], row["subject"]) == ("oge", MATHS)]
    assert [scale(row).bounds(mark) for mark in (2, 3, 4, 5)] == [(0, 7), (8, 14), (15, 21), (22, 31)]
    assert (row["first_year"], row["last_year"]) == (2021, 2026)


def test_oge_scales_of_2026_agree_with_the_letter_of_minima() -> None:
    found = {
        row["subject"]: row["from3"] for row in SCALES if row["exam"] == "oge" and row["last_year"] == 2026
    }
    languages = {name: points for name, points in found.items() if name.startswith("Иностранный")}
    assert set(languages.values()) == {29}
    assert {name: points for name, points in found.items() if name not in languages} == {
        "Русский язык": 15,
        MATHS: 8,
        "Информатика": 5,
        "Биология": 13,
        "История": 11,
        "Химия": 10,
        "Физика": 10,
        "Обществознание": 14,
        "Литература": 16,
        "География": 12,
    }


def test_one_year_of_an_exam_has_one_scale_for_a_maximum() -> None:
    years = Counter(
        (row["exam"], row["subject"], row["grade"], row["max_score"], year)
        for row in SCALES
        for year in range(row["first_year"], row["last_year"] + 1)
    )
    assert [key for key, number in years.items() if number > 1] == []


def test_only_the_undated_scales_of_the_eighth_grade_share_years_with_another_maximum() -> None:
    years: Counter[tuple[Any, ...]] = Counter(
        (row["exam"], row["subject"], row["grade"], year)
        for row in SCALES
        for year in range(row["first_year"], row["last_year"] + 1)
    )
    shared = {key[:3] for key, number in years.items() if number > 1}
    assert shared == {("vpr", name, 8) for name in ("История", "Обществознание", "География", "Биология")}


def test_verification_works_have_34_scales_of_2021_and_their_later_ones() -> None:
    works = [row for row in SCALES if row["exam"] == "vpr"]
    assert sum((row["first_year"], row["last_year"]) == (2021, 2024) for row in works) == 34
    borders = {
        (row["first_year"], row["max_score"]): (row["from3"], row["from4"], row["from5"])
        for row in works
        if (row["subject"], row["grade"]) == ("Русский язык", 4)
    }
    assert borders == {(2021, 38): (14, 24, 33), (2025, 24): (None, None, None), (2026, 24): (10, 16, 21)}


def test_the_codifier_of_oge_maths_has_8_sections_and_29_elements() -> None:
    codes = [row["code"] for row in ELEMENTS if row["exam"] == "oge"]
    sections = [code for code in codes if "." not in code]
    sizes = Counter(code.split(".")[0] for code in codes if "." in code)
    assert sections == [str(number) for number in range(1, 9)]
    assert [sizes[section] for section in sections] == [5, 5, 3, 2, 1, 2, 6, 5]
    assert codes == sorted(set(codes), key=code_key)


def test_the_unified_exam_in_maths_has_its_7_sections_on_both_levels() -> None:
    for exam in ("ege", "ege_base"):
        assert [row["code"] for row in ELEMENTS if row["exam"] == exam] == list("1234567")


@pytest.mark.parametrize(
    ("exam", "tasks", "points", "levels"),
    [
        ("oge", 25, 31, {"Б": 19, "П": 5, "В": 1}),
        ("ege_base", 21, 21, {"Б": 21}),
        ("ege", 19, 32, {"Б": 6, "П": 11, "В": 2}),
    ],
)
def test_plans_have_their_tasks_points_and_levels(
    exam: str, tasks: int, points: int, levels: dict[str, int]
) -> None:
    rows = plan(exam)
    assert [row["number"] for row in rows] == [str(number) for number in range(1, tasks + 1)]
    assert sum(row["max_score"] for row in rows) == points
    assert Counter(row["level"] for row in rows) == levels


def test_points_of_a_plan_are_the_maximum_of_its_scale() -> None:
    for exam in ("oge", "ege_base", "ege"):
        of_year = [
            row["max_score"]
            for row in SCALES
            if (row["exam"], row["subject"]) == (exam, MATHS)
            and row["first_year"] <= 2026 <= row["last_year"]
        ]
        assert of_year == [sum(row["max_score"] for row in plan(exam))]


def test_codes_of_a_plan_are_written_out_and_stand_in_its_codifier() -> None:
    assert plan("oge")[0]["codes"] == "1 2 3 4 5 6 7 8"
    assert plan("oge")[6]["codes"] == "1 6"
    for exam in ("oge", "ege_base"):
        known = {row["code"] for row in ELEMENTS if row["exam"] == exam}
        assert all(set(row["codes"].split()) <= known and row["codes"] for row in plan(exam))
    assert {row["codes"] for row in plan("ege")} == {""}


def test_tasks_bound_by_the_condition_of_oge_maths_are_its_geometry() -> None:
    geometry = {row["number"] for row in plan("oge") if row["codes"] == "7"}
    assert geometry == GEOMETRY_TASKS
    assert sum(row["max_score"] for row in plan("oge") if row["number"] in GEOMETRY_TASKS) == 11


@pytest.mark.parametrize("table_and_rows", TABLES, ids=lambda pair: pair[0].name)
def test_every_row_says_where_it_is_from_and_fits_its_column(
    table_and_rows: tuple[Table, list[dict[str, Any]]],
) -> None:
    table, rows = table_and_rows
    widest = table.c.source.type.length  # type: ignore[attr-defined]
    assert all(10 <= len(row["source"]) <= widest for row in rows)
    assert {row.get("confidence", "high") for row in rows} <= {"high", "medium", "low"}


def stored(connection: Connection) -> dict[str, int]:
    return {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table, _ in TABLES
    }


SHIPPED = {table.name: len(rows) for table, rows in TABLES}


def test_a_new_installation_has_all_of_it_and_filling_again_asks_once_and_adds_nothing(house: House) -> None:
    asked: list[str] = []
    with house.database.loading() as connection:
        assert stored(connection) == SHIPPED
        event.listen(connection, "before_cursor_execute", lambda *call: asked.append(call[2]))
        fill_exams(connection)
    assert len(asked) == 1
    with house.database.loading() as connection:
        assert stored(connection) == SHIPPED


def test_what_is_missing_comes_back_and_what_was_changed_stays(house: House) -> None:
    with house.database.loading() as connection:
        connection.execute(delete(exam_task).where(exam_task.c.position == 3))
        connection.execute(
            update(codifier_element).values(title="иначе").where(codifier_element.c.code == "1.1")
        )
        connection.execute(update(exam_scale).values(from5=23).where(exam_scale.c.max_score == 31))
        fill_exams(connection)
        assert stored(connection) == SHIPPED
        titles = set(
            connection.scalars(select(codifier_element.c.title).where(codifier_element.c.code == "1.1"))
        )
        fives = set(connection.scalars(select(exam_scale.c.from5).where(exam_scale.c.max_score == 31)))
    assert (titles, fives) == ({"иначе"}, {23})


def test_the_codifier_of_a_department_is_not_taken_for_the_shipped_one(sqlite_house: House) -> None:
    with sqlite_house.database.loading() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        shipped = connection.execute(
            select(codifier_element).where(codifier_element.c.exam == "oge", codifier_element.c.code == "7.6")
        ).mappings()
        row = {**shipped.one(), "load_id": 77, "title": "свой"}
        connection.execute(delete(codifier_element).where(codifier_element.c.id == row.pop("id")))
        connection.execute(insert(codifier_element), [row])
        fill_exams(connection)
        both = connection.execute(
            select(codifier_element.c.load_id, codifier_element.c.title).where(
                codifier_element.c.code == "7.6"
            )
        ).all()
        connection.execute(delete(codifier_element).where(codifier_element.c.load_id == 77))
    assert sorted(both, key=str) == [(77, "свой"), (None, "Векторы")]


def test_a_subject_that_was_given_another_name_is_found_by_its_old_spelling(sqlite_house: House) -> None:
    with sqlite_house.database.loading() as connection:
        connection.execute(
            update(subject).values(name="Математика (все разделы)").where(subject.c.name == MATHS)
        )
        fill_exams(connection)
        assert stored(connection) == SHIPPED


def test_algebra_reads_the_shipped_codifier_and_plan_of_mathematics(sqlite_house: House) -> None:
    with sqlite_house.database.reading() as connection:
        algebra = connection.scalar(
            select(subject_alias.c.subject_id).where(subject_alias.c.name_key == "алгебра")
        )
        assert algebra is not None
        assert read_elements(connection, "oge", algebra, 2026)["3.3"] == "Текстовые задачи"
        tasks = read_exam_plan(connection, "oge", algebra, 2026)
    assert (len(tasks), tasks[19].codes, tasks[19].level) == (25, ("2", "3"), "П")
