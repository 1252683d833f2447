"""Codifiers and plans of the demonstration fit each other, its exams and its works."""

from __future__ import annotations

import pytest

from seed.demo import oge
from seed.demo.codifiers import MATHS, RUSSIAN, TEACHING_NOTE, Codifier, codifier, to_load
from seed.demo.work_plans import municipal_plans, school_plans
from seed.exams.reading import read_codifiers, read_plans

EXAM_YEARS = (2024, 2025, 2026)
LOADED = [found for year in EXAM_YEARS for found in to_load(year)]


@pytest.mark.parametrize("loaded", LOADED, ids=lambda c: f"{c.exam} {c.subject} {c.year}")
def test_every_code_of_a_plan_is_an_element_of_its_codifier(loaded: Codifier) -> None:
    known = {code for code, _ in codifier(loaded.exam, loaded.subject, loaded.year).elements}
    assert {code for task in loaded.tasks for code in task.codes} <= known
    assert all(task.codes for task in loaded.tasks)


def test_only_a_plan_that_is_shipped_without_codes_is_loaded_over() -> None:
    shipped = {(row["exam"], row["subject"], row["year"]) for row in read_plans() if row["codes"]}
    codifiers = {(row["exam"], row["subject"], row["year"]) for row in read_codifiers()}
    for loaded in LOADED:
        key = (loaded.exam, loaded.subject, loaded.year)
        assert key not in shipped
        assert not (loaded.elements and key in codifiers)


@pytest.mark.parametrize("exam", ["oge", "ege_base"])
def test_works_of_2026_are_made_by_the_plan_that_the_program_ships(exam: str) -> None:
    shipped = [
        row for row in read_plans() if (row["exam"], row["subject"], row["year"]) == (exam, MATHS, 2026)
    ]
    own = codifier(exam, MATHS, 2026)
    assert [(t.number, t.maximum, t.level, " ".join(t.codes)) for t in own.tasks] == [
        (row["number"], row["max_score"], row["level"], row["codes"]) for row in shipped
    ]
    elements = [row["code"] for row in read_codifiers() if (row["exam"], row["year"]) == (exam, 2026)]
    assert [code for code, _ in own.elements] == elements


def test_mathematics_has_8_sections_and_29_elements_and_russian_5_and_25() -> None:
    for subject, sections, elements in ((MATHS, 8, 29), (RUSSIAN, 5, 25)):
        codes = [code for code, _ in codifier("oge", subject, 2025).elements]
        assert len(set(codes)) == len(codes)
        assert (sum("." not in code for code in codes), sum("." in code for code in codes)) == (
            sections,
            elements,
        )


def test_sections_say_that_the_codifier_is_made_for_teaching() -> None:
    for loaded in LOADED:
        assert all(TEACHING_NOTE in title for code, title in loaded.elements if "." not in code)


@pytest.mark.parametrize(("exam_year", "short", "long"), [(2024, 7, 12), (2025, 11, 12), (2026, 11, 12)])
def test_plan_of_russian_has_as_many_tasks_as_the_exam_of_the_year(
    exam_year: int, short: int, long: int
) -> None:
    exam = next(e for e in oge.exams(exam_year - 1) if e.subject == RUSSIAN)
    assert (len(exam.short), len(exam.long)) == (short, long)
    tasks = codifier("oge", RUSSIAN, exam_year).tasks
    assert [task.maximum for task in tasks] == [task.maximum for task in (*exam.short, *exam.long)]
    assert sum(task.maximum for task in tasks) == exam.scale.maximum
    # The rule about literacy of the scale looks at these four.
    assert [task.number for task in exam.long[7:11]] == ["ГК1", "ГК2", "ГК3", "ГК4"]


def test_plans_of_mathematics_have_the_points_of_the_exams() -> None:
    points = {
        exam: [t.maximum for t in codifier(exam, MATHS, 2025).tasks] for exam in ("oge", "ege_base", "ege")
    }
    assert {exam: (len(found), sum(found)) for exam, found in points.items()} == {
        "oge": (25, 31),
        "ege_base": (21, 21),
        "ege": (19, 32),
    }


@pytest.mark.parametrize("year", [2023, 2024, 2025])
@pytest.mark.parametrize("grade", [8, 9, 10, 11])
def test_codes_of_school_works_stand_in_the_codifier_they_name(grade: int, year: int) -> None:
    for plan in school_plans(grade, year):
        subject = RUSSIAN if plan.subject == RUSSIAN else MATHS
        known = {code for code, _ in codifier(plan.exam, subject, year + 1).elements}
        assert {code for task in plan.tasks for code in task.codes} <= known


def test_some_tasks_check_two_elements_and_some_a_range() -> None:
    lists = [task.code_list for grade in (8, 9) for plan in school_plans(grade, 2025) for task in plan.tasks]
    assert any(";" in codes for codes in lists)
    assert any("-" in codes for codes in lists)


def test_municipal_works_have_levels_and_no_codes() -> None:
    plans = municipal_plans(2025)
    assert [(plan.grade, plan.subject) for plan in plans] == [
        (6, "Читательская грамотность"),
        (8, "Читательская грамотность"),
        (7, MATHS),
        (9, MATHS),
    ]
    for plan in plans:
        assert {task.level for task in plan.tasks} == {"Б", "П"}
        assert not any(task.codes for task in plan.tasks)
