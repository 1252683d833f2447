"""Personal control and marks by period: like is compared with like, sums agree, repeats say since when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from dashboard.blocks import Matrix, Notice
from dashboard.desk import Desk
from dashboard.house import House
from dashboard.loading import Loading
from dashboard.selection import parse_selection
from dashboard.views.control_scene import taught_in
from dashboard.views.teacher_scene import teacher_scene
from data_access.queries.components import ComponentRow
from data_access.tables import class_rollup
from data_access.viewer import Reader
from pages import make_pages
from tests.conftest import make_house
from tests.views.report_pages import block, lines, of_school, of_teacher, open_at, word
from tests.views.report_world import (
    ENGLISH_ONE,
    ENGLISH_TWO,
    HALF_ONE,
    MATHS,
    PHYSICS,
    RUSSIAN,
    SCHOOL,
    STRANGE,
    YEAR,
    fill,
    person_id,
    place_id,
    viewer,
)
from tests.views.report_world import D as FAILING

ENGLISH = "Иностранный язык (английский)"
TEACHERS = (MATHS, RUSSIAN, PHYSICS, ENGLISH_ONE, ENGLISH_TWO)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = make_house(Path(tmp_path_factory.mktemp("reports")) / "var")
    fill(made)
    yield made
    made.database.engine.dispose()


@pytest.fixture(scope="module")
def desk(world: House) -> Desk:
    return Desk(world, make_pages(Loading(world)))


# -- personal control ----------------------------------------------------------------------------------------


def control_of_school(desk: Desk, period: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    table = block(of_school(desk, "control", period), "control")
    keys = ("teacher", "subject", "class", "n", "micro", "per100", "change", "pupils", "repeats")
    return {row[:3]: row[3:] for row in lines(table, *keys)}


def test_a_teachers_change_is_of_the_classes_that_have_both_periods(desk: Desk) -> None:
    found = control_of_school(desk, "H1")
    # 10А came with its first half-year: it counts now, and has no place in the change.
    assert found["Линейкина Л.", "все предметы", "все классы"] == ("7", "2", "28,6", "0,0", "2", "1")
    assert found["Линейкина Л.", "Алгебра", "9А"] == ("5", "1", "20,0", "0,0", "1", "1")
    assert found["Линейкина Л.", "Алгебра", "10А"] == ("2", "1", "50,0", "нет данных", "1", "0")
    assert found["Указкин У.", "Физика", "9А"] == ("5", "1", "20,0", "+20,0", "1", "0")
    half_years = control_of_school(desk, "H2")
    assert half_years["Линейкина Л.", "Алгебра", "10А"] == ("2", "2", "100,0", "+50,0", "2", "1")


def test_subgroups_stand_apart_by_teacher_and_together_by_subject(desk: Desk) -> None:
    found = control_of_school(desk, "H1")
    assert found["Вокабулова В.", ENGLISH, "8Б"] == ("2", "1", "50,0", "−16,7", "1", "1")
    assert found["Глаголев Г.", ENGLISH, "8Б"] == ("2", "2", "100,0", "0,0", "2", "0")
    table = block(of_school(desk, "control", "H1"), "control_subjects")
    assert (ENGLISH, "8Б", "4", "3", "75,0", "0,0", "1") in lines(
        table, "subject", "class", "n", "micro", "per100", "change", "repeats"
    )


def test_a_year_is_compared_under_the_same_teacher(desk: Desk) -> None:
    found = control_of_school(desk, "Y")
    assert found["Вокабулова В.", ENGLISH, "8Б"] == ("2", "1", "50,0", "−16,7", "1", "1")
    matrix = block(of_teacher(desk, ENGLISH_ONE, "Y"), "control_periods")
    assert [word(cell) for cell in matrix.rows[0].tail] == ["2", "1", "−16,7", "66,7", "−16,7"]


@pytest.mark.parametrize("period", ["Q1", "H1", "Q3", "H2", "Y"])
def test_classes_add_up_to_teachers_and_teachers_to_the_school(period: str, desk: Desk) -> None:
    tables = of_school(desk, "control", period)
    with desk.house.database.reading() as connection:
        columns = class_rollup.c
        micro = select(func.sum(columns.micro_d + columns.micro_na + columns.micro_r3)).where(
            columns.school_id == place_id(desk.house, SCHOOL),
            columns.year == YEAR,
            columns.checkpoint == period,
        )
        whole = int(connection.scalar(micro) or 0)
    for key, names in (("control", 3), ("control_subjects", 2)):
        rows = lines(block(tables, key), *[column.key for column in block(tables, key).columns])
        by_class = sum(int(row[names + 4]) for row in rows if row[names - 1] not in ("", "все классы"))
        assert int(rows[-1][names + 4]) == by_class == whole
    by_teacher = [
        row for row in control_of_school(desk, period).items() if row[0][1:] == ("все предметы", "все классы")
    ]
    assert sum(int(counts[1]) for _, counts in by_teacher) == whole


@pytest.mark.parametrize("period", ["Q1", "H1", "Q3", "H2", "Y"])
def test_a_teacher_reads_the_same_about_themselves_as_the_director(period: str, desk: Desk) -> None:
    school = control_of_school(desk, period)
    compared = 0
    for name in TEACHERS:
        own = lines(block(of_teacher(desk, name, period), "control"), "subject", "class", "n", "micro", "per100",
                    "change", "pupils", "repeats")  # fmt: skip
        short = f"{name.split()[0]} {name.split()[1][0]}."
        for row in own[:-1]:
            if row[1] != "все классы":
                assert school[short, row[0], row[1]] == row[2:]
                compared += 1
    assert compared >= 2


def test_repeats_of_a_teacher_say_since_when(desk: Desk) -> None:
    keys = ("pupil", "class", "subject", "kind", "since")
    quarter = lines(block(of_teacher(desk, MATHS, "Q3"), "control_repeats"), *keys)
    assert quarter == [(FAILING, "9А", "Алгебра", "«2»", "с 1 ч.")]
    half_year = lines(block(of_teacher(desk, MATHS, "H2"), "control_repeats"), *keys)
    assert half_year == [(HALF_ONE, "10А", "Алгебра", "одна «3»", "с 2 ч./1 п.")]
    assert block(of_teacher(desk, MATHS, "Q1"), "control_repeats").rows == ()


def test_the_dynamics_of_a_school_have_a_place_for_every_period_and_none_for_missing_marks(
    desk: Desk,
) -> None:
    matrix = block(of_school(desk, "control", "H1"), "control_dynamics")
    assert isinstance(matrix, Matrix)
    found = {word(row.label): [word(cell) for cell in row.cells] for row in matrix.rows}
    assert found["Линейкина Л."] == ["20,0", "28,6", "20,0", "100,0", ""]
    assert found["Вокабулова В."] == ["66,7", "50,0", "", "", "50,0"]
    assert [word(row.label) for row in matrix.rows] == sorted(found), "by name: nobody is placed"


def test_a_pass_fail_refusal_is_counted_where_there_are_no_marks(desk: Desk) -> None:
    table = block(of_school(desk, "control", "H1", name=STRANGE), "control_subjects")
    assert ("Физика", "9А", "1", "1") in lines(table, "subject", "class", "n", "micro")
    empty = dict.fromkeys(ComponentRow.__dataclass_fields__, 0)
    row = ComponentRow(**(empty | {"n4": 3, "n2": 1, "micro_d": 2}))  # type: ignore[arg-type]
    assert taught_in(row) == 5


@pytest.mark.parametrize(
    ("key", "page"),
    [
        ("control", "/school/control"),
        ("control_dynamics", "/school/control"),
        ("control", "/teacher/control"),
        ("control_periods", "/teacher/control"),
        ("periods", "/teacher"),
    ],
)
def test_figures_of_teachers_say_that_they_are_no_verdict(key: str, page: str, desk: Desk) -> None:
    opened = (
        of_school(desk, "control", "H1")
        if page.startswith("/school")
        else of_teacher(desk, MATHS, "H1", page)
    )
    assert any("не оценивает педагога" in note for note in block(opened, key).notes)


# -- a teacher by period -------------------------------------------------------------------------------------


def test_final_marks_by_period_are_beside_the_same_period_a_year_before(desk: Desk) -> None:
    keys = ("period", "year", "n", "quality", "change", "over_year", "pass", "sou", "mean", "micro", "per100")
    found = lines(block(of_teacher(desk, ENGLISH_ONE, "Y", "/teacher"), "periods"), *keys)
    assert [row[:2] for row in found] == [
        ("1 четверть", "2025/26"),
        ("2 четверть / 1 полугодие", "2025/26"),
        ("Год", "2025/26"),
        ("Год", "2024/25"),
    ]
    assert found[1][2:] == (
        "2",
        "50,0 %",
        "+16,7 п.п.",
        "нет данных",
        "50,0 %",
        "58,0 %",
        "3,50",
        "1",
        "50,0",
    )
    assert found[2][2:] == ("2", "50,0 %", "", "+16,7 п.п.", "50,0 %", "40,0 %", "3,00", "1", "50,0")
    assert found[3][2:6] == ("3", "33,3 %", "", ""), "last year is shown, and only compared with"


def test_quality_changes_by_the_classes_that_have_both_periods(desk: Desk) -> None:
    found = lines(
        block(of_teacher(desk, MATHS, "H1", "/teacher"), "periods"), "period", "n", "quality", "change"
    )
    assert found[1] == ("2 четверть / 1 полугодие", "7", "57,1 %", "0,0 п.п.")  # 60 % in 9А both times
    assert found[3] == ("4 четверть / 2 полугодие", "2", "0,0 %", "−50,0 п.п.")  # 10А alone, since H1


def test_a_cohort_is_found_again_one_grade_higher(desk: Desk, world: House) -> None:
    with world.database.reading() as connection:
        reader = Reader(viewer(world, "teacher", ENGLISH_ONE), connection)
        address = f"person={person_id(world, ENGLISH_ONE)}&year={YEAR}&period=Y"
        scene = teacher_scene(parse_selection("/teacher", address), reader)
    assert [scene.classes[class_id] for _, class_id in scene.groups()] == ["8Б"]
    (now, then), = scene.pairs((YEAR, "Y"), (YEAR - 1, "Y"))  # fmt: skip
    assert ([row.class_name for row in now], [row.class_name for row in then]) == (["8Б"], ["7Б"])


def test_a_teacher_without_the_right_to_names_sees_counts_and_no_lists(desk: Desk) -> None:
    someone = replace(viewer(desk.house, "teacher", MATHS), sees_names=False)
    opened = open_at(desk, "/teacher/control", someone, "H1", person=person_id(desk.house, MATHS))
    assert isinstance(block(opened, "control_repeats"), Notice)
    assert isinstance(block(opened, "control"), Notice)
    matrix = block(opened, "control_periods")
    assert [word(cell) for cell in matrix.rows[-1].cells] == ["20,0", "28,6", "20,0", "100,0"]


def test_control_reads_the_same_on_every_engine(house: House) -> None:
    fill(house)
    desk = Desk(house, make_pages(Loading(house)))
    test_a_teachers_change_is_of_the_classes_that_have_both_periods(desk)
    test_final_marks_by_period_are_beside_the_same_period_a_year_before(desk)
