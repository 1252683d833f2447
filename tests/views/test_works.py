"""Works on the pages of pupil, class, teacher and school: numbers checked by hand, rights, what is hidden."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dashboard.blocks import Matrix, State, Table, Tone
from dashboard.house import House
from dashboard.page import Opened
from dashboard.views.expectations import class_expectations, whole_class_expectation
from data_access.formats.rows import NOT_TAUGHT, Parsed, TaskRow
from data_access.viewer import SYSTEM, MethodSettings, NotFound, Refused, Viewer
from tests.views.works_world import (
    ALGEBRAIST,
    EXAMPLE,
    GEOMETER,
    PHYSICIST,
    PHYSICS,
    PUPILS,
    TASKS,
    World,
    example_results,
    marks,
    parsed,
    work_result,
)


@pytest.fixture
def world(sqlite_house: House) -> World:
    made = World(sqlite_house)
    made.load(parsed())
    return made


def with_rows(house: House, rows: Parsed, **more: Any) -> World:
    made = World(house, **more)
    made.load(rows)
    return made


def teacher(world: World, name: str) -> Viewer:
    return Viewer("teacher", name, "teacher", teacher_ids=frozenset({world.person(name)}), sees_names=True)


def director(world: World, school: str) -> Viewer:
    return Viewer(
        "director", "", "director", school_ids=frozenset({world.unit(school, "school")}), sees_names=True
    )


def coordinator() -> Viewer:
    """Of the municipality, without the right to names."""
    return Viewer("coordinator", "", "coordinator", municipality_ids=frozenset({1}))


def class_page(world: World, viewer: Viewer = SYSTEM, subject: str = "Алгебра", **more: int) -> Opened:
    rest = "".join(f"&{name}={value}" for name, value in more.items())
    address = f"/class/works?unit={world.class_id}&subject={world.subject(subject)}{rest}"
    return world.open(viewer, address)


def block(opened: Opened, key: str) -> Any:
    return next(found for found in opened.blocks if found.key == key)


def line(table: Table, name: str, column: str = "work") -> dict[str, Any]:
    """Cells of the row in which a column says this."""
    keys = [found.key for found in table.columns]
    for row in table.rows:
        found = dict(zip(keys, row.cells, strict=True))
        if found[column].text == name:
            return found
    raise LookupError(name)


def value(cell: Any) -> float | None:
    shown = cell.quantity.value
    return None if shown is None else round(shown, 1)


def element(matrix: Matrix, pupil: str, code: str) -> Any:
    at = [header.text for header in matrix.columns].index(code)
    return next(row for row in matrix.rows if row.label.text == pupil).cells[at]


# -- ИОР (§1.11 of the methods), standard, confirmation -------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "expected", "deviation", "verdict"),
    [("calibrated", 53.2, 4.8, "в пределах"), ("sou", 56.0, 2.0, "в пределах")],
)
def test_the_index_of_the_worked_example_stands_beside_its_work(
    house: House, method: str, expected: float, deviation: float, verdict: str
) -> None:
    world = with_rows(house, parsed(), methods=MethodSettings(ior_method=method))
    row = line(block(class_page(world), "works"), EXAMPLE.title)
    assert value(row["done"]) == 58.0
    assert (value(row["expected"]), value(row["deviation"])) == (expected, deviation)
    assert row["verdict"].text == verdict
    assert row["wrote"].text == "5 из 5"


def test_the_tolerance_of_the_index_is_a_setting(sqlite_house: House) -> None:
    world = with_rows(sqlite_house, parsed(), methods=MethodSettings(ior_tolerance=4))
    assert line(block(class_page(world), "works"), EXAMPLE.title)["verdict"].text == "выше"


def test_under_seventy_percent_of_previous_marks_there_is_no_index(sqlite_house: House) -> None:
    journal = [*marks("Алгебра", "Q1", ["5", "4", "4", "", "na"]), *marks("Алгебра", "Q2", "54333")]
    world = with_rows(sqlite_house, parsed(journal=journal))
    row = line(block(class_page(world), "works"), EXAMPLE.title)
    assert row["expected"].quantity.state is State.MISSING
    assert "меньше чем у 70 %" in row["expected"].quantity.note
    assert row["verdict"].text == "ИОР не рассчитан"
    assert row["deviation"].quantity.value is None


def test_last_years_mark_in_mathematics_stands_for_algebra_that_has_no_mark_yet(sqlite_house: House) -> None:
    journal = [
        *marks("Математика", "Y", "54432", year=2024, grade=8),
        *marks("Алгебра", "Q2", "54333"),
    ]
    world = with_rows(sqlite_house, parsed(journal=journal))
    assert value(line(block(class_page(world), "works"), EXAMPLE.title)["expected"]) == 53.2


def test_a_work_in_mathematics_is_held_against_the_marks_of_algebra(sqlite_house: House) -> None:
    municipal = replace(EXAMPLE, key="м", kind="dr", subject="Математика", is_of_school=False, title="ДР")
    world = with_rows(sqlite_house, parsed([municipal], example_results(municipal)))
    row = line(block(class_page(world, subject="Математика"), "works"), "ДР")
    assert value(row["expected"]) == 53.2
    assert (value(row["lowered"]), value(row["confirmed"]), value(row["raised"])) == (1, 4, 0)


def test_marks_of_the_work_stand_beside_marks_of_its_period(world: World) -> None:
    row = line(block(class_page(world), "works"), EXAMPLE.title)
    # work 5 4 3 3 2, second quarter 5 4 3 3 3
    assert (value(row["pass"]), value(row["pass_period"])) == (80.0, 100.0)
    assert (value(row["quality"]), value(row["quality_period"])) == (40.0, 40.0)
    assert [value(row[key]) for key in ("lowered", "confirmed", "raised", "gap2")] == [1, 4, 0, 0]


def test_the_absent_are_on_the_list_and_in_no_sum(sqlite_house: House) -> None:
    results = [
        *example_results()[:4],
        work_result(EXAMPLE, PUPILS[4], (None, None, None, None), status="absent"),
    ]
    world = with_rows(sqlite_house, parsed([EXAMPLE], results))
    opened = class_page(world)
    row = line(block(opened, "works"), EXAMPLE.title)
    assert row["wrote"].text == "4 из 5"
    assert value(row["done"]) == round(100 * 53 / 80, 1)
    assert value(row["expected"]) == 53.2, "the index is of the whole list"
    assert {value(row.cells[3]) for row in block(opened, "tasks").rows} == {4}
    assert element(block(opened, "elements"), PUPILS[4], "2.9").text == ""


def test_an_index_of_the_class_is_given_by_subject_and_as_a_whole(house: House) -> None:
    world = with_rows(house, parsed())
    with world.reader(SYSTEM) as reader:
        found = class_expectations(reader, world.class_id, 2025, "H1")
        whole = whole_class_expectation(reader, world.class_id, 2025, "H1")
    algebra = found[world.subject("Алгебра")]
    assert round(algebra.percent or 0, 1) == 53.2
    assert (algebra.quality.percent, algebra.success.percent, algebra.mean) == (60.0, 80.0, 3.6)
    # everybody has «2» in geometry
    assert (whole.n_list, whole.n_known, whole.success.percent) == (5, 5, 0.0)


def test_not_attested_counts_as_failing_in_the_index_of_the_whole_class(sqlite_house: House) -> None:
    journal = [*marks("Алгебра", "Q1", "55555"), *marks("Физика", "Q1", ["na", "5", "5", "4", "3"])]
    world = with_rows(sqlite_house, parsed([], [], journal))
    with world.reader(SYSTEM) as reader:
        whole = whole_class_expectation(reader, world.class_id, 2025, "H1")
    assert (whole.success.percent, whole.quality.percent) == (80.0, 60.0)


# -- elements -------------------------------------------------------------------------------------------------


def test_elements_roll_up_and_2_10_stands_after_2_9(world: World) -> None:
    matrix = block(class_page(world), "elements")
    codes = [header.text for header in matrix.columns]
    assert codes == ["2", "2.9", "2.10", "7", "7.1", "7.2", "7.2.1"]
    assert matrix.columns[2].title == "2.10. Элемент 2.10"
    assert "Раздел 2" in matrix.columns[0].title
    # tasks 1, 2 and 4 have codes of section 2, task 4 once though it has two codes
    first = element(matrix, PUPILS[0], "2")
    assert (first.note.split(":")[0], value(first)) == ("14 из 15", 93.3)
    assert value(element(matrix, PUPILS[0], "2.9")) == 90.0


def test_not_begun_is_nought_of_the_maximum_and_not_taught_leaves_both_sums(sqlite_house: House) -> None:
    results = [
        work_result(EXAMPLE, PUPILS[0], (5, 5, None, 5), 4),
        work_result(EXAMPLE, PUPILS[1], (5, 5, NOT_TAUGHT, 5), 4),
    ]
    world = with_rows(sqlite_house, parsed([EXAMPLE], results))
    opened = class_page(world)
    matrix = block(opened, "elements")
    assert element(matrix, PUPILS[0], "7.2.1").note.startswith("0 из 5")
    assert element(matrix, PUPILS[1], "7.2.1").text == ""
    assert element(matrix, PUPILS[1], "7.2.1").quantity is None
    assert value(element(matrix, "Класс", "7.2.1")) == 0.0
    assert value(line(block(opened, "tasks"), "3", "number")["n"]) == 1
    assert value(line(block(opened, "works"), EXAMPLE.title)["done"]) == round(100 * 30 / 35, 1)


def test_under_two_possible_points_nothing_is_said_of_a_pupil(sqlite_house: House) -> None:
    short = replace(EXAMPLE, max_score=1, tasks=(TaskRow("1", 1, "Б", ("2.9",)),))
    results = [work_result(short, pupil, (1,)) for pupil in PUPILS]
    matrix = block(class_page(with_rows(sqlite_house, parsed([short], results))), "elements")
    cell = element(matrix, PUPILS[0], "2.9")
    assert cell.tone is Tone.MUTED
    assert "недостаточно данных" in cell.note
    assert element(matrix, "Класс", "2.9").tone is Tone.GOOD


def test_an_element_of_a_class_is_coloured_by_the_worse_of_its_levels(world: World) -> None:
    matrix = block(class_page(world), "elements")
    # 2.9: Б 19 of 25 is enough, П 10 of 25 is enough; 2.10: Б 17 of 25
    assert element(matrix, "Класс", "2.9").tone is Tone.GOOD
    basic = [work_result(EXAMPLE, pupil, (2, 5, 5, 5)) for pupil in PUPILS]
    other = replace(EXAMPLE, title="Вторая", key="кр3")
    world.load(parsed([other], [replace(row, work_key="кр3") for row in basic], []))
    again = element(block(class_page(world), "elements"), "Класс", "2.9")
    # Б 29 of 50 is 58 %: between 57 and 60
    assert again.tone is Tone.WARN
    assert "пограничный" in again.note


def test_a_pupil_sees_what_is_not_mastered_first_and_sections_below(world: World) -> None:
    weakest = world.person(PUPILS[4])
    opened = world.open(SYSTEM, f"/pupil/works?person={weakest}&subject={world.subject('Алгебра')}")
    table = block(opened, "elements")
    assert [row.cells[0].text for row in table.rows if row.is_total] == ["2", "7", "7.2"]
    assert [row.cells[4].text for row in table.rows if not row.is_total] == ["не освоен"] * 4
    assert line(table, "2.10", "code")["points"].text == "2 из 5"
    assert line(table, "7.1", "code")["title"].text == "Элемент 7.1"


def test_a_pupils_work_stands_beside_the_journal_in_words(world: World) -> None:
    opened = world.open(SYSTEM, f"/pupil/works?person={world.person(PUPILS[4])}")
    row = line(block(opened, "works"), EXAMPLE.title)
    assert (row["points"].text, row["mark"].text, row["journal"].text) == ("5 из 20", "2", "3")
    assert (row["confirmed"].text, row["standard"].text) == ("понизил(а)", "не достигнут")
    best = line(
        block(world.open(SYSTEM, f"/pupil/works?person={world.person(PUPILS[0])}"), "works"), EXAMPLE.title
    )
    assert (best["confirmed"].text, best["standard"].text) == ("подтвердил(а)", "достигнут")


def test_works_by_another_codifier_are_left_out_and_said_to_be(world: World) -> None:
    exam = replace(EXAMPLE, key="кр3", title="По ЕГЭ", codifier="ege", tasks=(TaskRow("1", 20, "Б", ("5",)),))
    world.load(parsed([exam], [work_result(exam, pupil, (9,)) for pupil in PUPILS], []))
    found = class_page(world)
    assert "5" not in [header.text for header in block(found, "elements").columns]
    assert any("другим кодификатором" in words for words in block(found, "elements").notes)
    picker = next(picker for picker in found.heading.pickers if picker.name == "Кодификатор")
    assert [choice.text for choice in picker.choices] == ["ЕГЭ 2026", "ОГЭ 2026"]
    other = world.open(SYSTEM, picker.choices[0].href)
    assert [header.text for header in block(other, "elements").columns] == ["5"]


# -- rights ---------------------------------------------------------------------------------------------------


def test_a_teacher_sees_only_works_of_their_own_subjects(world: World) -> None:
    for name, title in ((ALGEBRAIST, EXAMPLE.title), (PHYSICIST, PHYSICS.title)):
        opened = world.open(teacher(world, name), f"/class/works?unit={world.class_id}")
        assert [row.cells[1].text for row in block(opened, "works").rows] == [title]
        pupil = world.open(teacher(world, name), f"/pupil/works?person={world.person(PUPILS[0])}")
        assert [row.cells[2].text for row in block(pupil, "works").rows] == [title]


def test_a_teacher_of_another_subject_gets_nothing(world: World) -> None:
    geometer = teacher(world, GEOMETER)
    opened = class_page(world, geometer)
    assert not any(found.rows for found in opened.blocks if isinstance(found, Table | Matrix))
    assert opened.heading.pickers == ()
    algebra = class_page(world).selection.work
    with pytest.raises(NotFound):
        class_page(world, geometer, work=algebra or 0)


def test_geometry_belongs_to_mathematics_but_marks_of_algebra_are_not_shown_to_its_teacher(
    house: House,
) -> None:
    municipal = replace(EXAMPLE, key="м", kind="dr", subject="Математика", is_of_school=False, title="ДР")
    world = with_rows(house, parsed([municipal], example_results(municipal)))
    address = f"/pupil/works?person={world.person(PUPILS[0])}"
    geometer = line(block(world.open(teacher(world, GEOMETER), address), "works"), "ДР")
    assert (geometer["mark"].text, geometer["journal"].text) == ("5", "–")
    full = line(block(world.open(teacher(world, ALGEBRAIST), address), "works"), "ДР")
    assert full["journal"].text == "5"


@pytest.mark.parametrize("path", ["/class/works", "/school/works", "/pupil/works", "/teacher/works"])
def test_works_of_another_school_are_refused(world: World, path: str) -> None:
    stranger = director(world, "Лицей № 2")
    ours = {
        "/class/works": f"unit={world.class_id}",
        "/school/works": f"unit={world.unit('СОШ № 1', 'school')}",
        "/pupil/works": f"person={world.person(PUPILS[0])}",
        "/teacher/works": f"person={world.person(ALGEBRAIST)}",
    }
    with pytest.raises(Refused):
        world.open(stranger, f"{path}?{ours[path]}")
    assert world.open(director(world, "СОШ № 1"), f"{path}?{ours[path]}").blocks[0].rows  # type: ignore[union-attr]


def test_the_page_of_a_teacher_has_the_works_of_their_load_and_no_others(world: World) -> None:
    opened = world.open(SYSTEM, f"/teacher/works?person={world.person(PHYSICIST)}")
    assert [row.cells[2].text for row in block(opened, "works").rows] == [PHYSICS.title]
    empty = world.open(SYSTEM, f"/teacher/works?person={world.person(GEOMETER)}")
    assert not block(empty, "works").rows


def test_vpr_is_for_those_who_see_the_whole_class_and_never_on_a_teachers_page(sqlite_house: House) -> None:
    world = with_rows(sqlite_house, parsed())
    vpr = replace(
        EXAMPLE, key="впр", kind="vpr", title="ВПР", codifier="", codifier_year=None, is_of_school=False
    )
    rows = [
        replace(work_result(vpr, f"7000{at}", (1, 2, 3, 4), 3, class_name="1"), is_name=False, journal_mark=4)
        for at in range(5)
    ]
    world.load(parsed([vpr], rows, []))
    whole = block(class_page(world), "diagnostic")
    row = line(whole, "ВПР")
    assert (value(row["done"]), value(row["lowered"])) == (50.0, 5)
    assert all(not cell.href for cell in row.values()), "no way from a ВПР to its participants"
    assert "ВПР" not in [cells.cells[1].text for cells in block(class_page(world), "works").rows]
    assert not block(class_page(world, teacher(world, ALGEBRAIST)), "diagnostic").rows
    page = world.open(SYSTEM, f"/teacher/works?person={world.person(ALGEBRAIST)}")
    assert not block(page, "diagnostic").rows
    assert len(block(page, "works").rows) == 1


def test_an_address_with_a_strange_work_is_not_found(world: World) -> None:
    physics = class_page(world, subject="Физика").selection.work
    with pytest.raises(NotFound, match="по другому предмету"):
        class_page(world, work=physics or 0)
    with pytest.raises(NotFound, match="Такой работы здесь нет"):
        class_page(world, work=999)


# -- what is hidden -------------------------------------------------------------------------------------------


def test_without_names_there_are_elements_of_the_class_and_no_pupil(world: World) -> None:
    opened = class_page(world, coordinator())
    table = block(opened, "elements")
    assert isinstance(table, Table)
    assert value(line(table, "2.9", "code")["done"]) == value(
        element(block(class_page(world), "elements"), "Класс", "2.9")
    )
    assert not any(found.is_personal for found in opened.blocks if isinstance(found, Table | Matrix))
    assert line(block(opened, "works"), EXAMPLE.title)["wrote"].text == "5 из 5"
    with pytest.raises(Refused):
        world.open(coordinator(), f"/pupil/works?person={world.person(PUPILS[0])}")
    with pytest.raises(Refused):
        world.open(coordinator(), f"/teacher/works?person={world.person(ALGEBRAIST)}")


def test_a_small_class_is_closed_on_every_page_to_those_without_names(sqlite_house: House) -> None:
    world = with_rows(sqlite_house, parsed(), small_number=6)
    school = world.unit("СОШ № 1", "school")
    address = f"/school/works?unit={school}&subject={world.subject('Алгебра')}"
    for opened in (class_page(world, coordinator()), world.open(coordinator(), address)):
        row = line(block(opened, "works"), EXAMPLE.title)
        assert row["wrote"].text == "скрыто"
        quantities = [cell.quantity for cell in row.values() if cell.quantity]
        assert len(quantities) == 11
        assert all(found.state is State.HIDDEN for found in quantities)
    assert not block(class_page(world, coordinator()), "elements").rows
    assert not block(class_page(world, coordinator()), "tasks").rows
    assert not block(world.open(coordinator(), address), "elements").rows
    assert block(world.open(SYSTEM, address), "elements").rows
    with world.reader(coordinator()) as reader:
        assert class_expectations(reader, world.class_id, 2025, "H1") == {}
        assert not whole_class_expectation(reader, world.class_id, 2025, "H1").is_computed


def test_a_class_that_guards_a_smaller_one_is_closed_in_works_too(world: World) -> None:
    """Marks of the period and the index stand beside works: they would give back what pages of marks hide."""
    few = [
        replace(row, class_name="9Б", pupil=f"{row.pupil} Иная")
        for period in ("Q1", "Q2")
        for row in marks("Алгебра", period, ["5", "4", "", "", ""])
    ]
    world.load(parsed([], [], few))
    row = line(block(class_page(world, coordinator()), "works"), EXAMPLE.title)
    assert row["wrote"].text == "скрыто"
    with world.reader(coordinator()) as reader:
        assert world.subject("Алгебра") not in class_expectations(reader, world.class_id, 2025, "H1")
        assert not whole_class_expectation(reader, world.class_id, 2025, "H1").is_computed
    assert line(block(class_page(world), "works"), EXAMPLE.title)["wrote"].text == "5 из 5"


def test_a_task_of_few_takes_another_of_its_level_with_it(sqlite_house: House) -> None:
    few = [
        work_result(EXAMPLE, pupil, (5, 4, 3 if at < 2 else NOT_TAUGHT, 2)) for at, pupil in enumerate(PUPILS)
    ]
    world = with_rows(sqlite_house, parsed([EXAMPLE], few))
    shown = [row.cells[0].text for row in block(class_page(world, coordinator()), "tasks").rows]
    assert shown == ["1", "2"], "3 is of two pupils, and with 4 alone it would be what is left of the level"
    full = [row.cells[0].text for row in block(class_page(world), "tasks").rows]
    assert full == ["1", "2", "3", "4"]


def test_the_index_is_the_same_without_names(world: World) -> None:
    with world.reader(SYSTEM) as mine, world.reader(coordinator()) as theirs:
        full = class_expectations(mine, world.class_id, 2025, "H1")
        seen = class_expectations(theirs, world.class_id, 2025, "H1")
    assert seen
    assert seen == full


# -- classes beside each other ---------------------------------------------------------------------------------


def test_a_school_sets_its_classes_beside_each_other_with_a_total(world: World) -> None:
    rows = [replace(row, class_name="9Б", participant=row.participant + " Иная") for row in example_results()]
    weak = [replace(row, scores=(0, 0, 0, 0), primary=0) for row in rows]
    world.load(parsed([EXAMPLE], weak, []))
    school = world.unit("СОШ № 1", "school")
    opened = world.open(SYSTEM, f"/school/works?unit={school}&subject={world.subject('Алгебра')}")
    assert [row.cells[0].text for row in block(opened, "works").rows] == ["9А", "9Б"]
    matrix = block(opened, "elements")
    assert [row.label.text for row in matrix.rows] == ["Вся школа", "9А", "9Б"]
    assert value(element(matrix, "9Б", "2.9")) == 0.0
    both = element(matrix, "Вся школа", "2.9")
    assert value(both) == round(100 * 29 / 100, 1), "Σ points / Σ maxima of both classes"


def test_the_subject_with_most_results_is_shown_first_and_every_subject_can_be_picked(world: World) -> None:
    extra = replace(PHYSICS, key="кр3", title="Вторая по физике")
    world.load(parsed([extra], example_results(extra), []))
    opened = world.open(SYSTEM, f"/school/works?unit={world.unit('СОШ № 1', 'school')}")
    assert {row.cells[1].text for row in block(opened, "works").rows} == {PHYSICS.title, extra.title}
    (picker,) = opened.heading.pickers
    assert [choice.text for choice in picker.choices] == ["Алгебра", "Физика"]
    assert [choice.is_current for choice in picker.choices] == [False, True]


def test_what_most_classes_of_a_teacher_have_not_mastered_is_listed(world: World) -> None:
    weak = replace(EXAMPLE, key="кр3", title="Слабая", tasks=TASKS[:2], max_score=10)
    world.load(parsed([weak], [work_result(weak, pupil, (0, 5)) for pupil in PUPILS], []))
    page = world.open(
        SYSTEM, f"/teacher/works?person={world.person(ALGEBRAIST)}&subject={world.subject('Алгебра')}"
    )
    # 2.9: Б 19 of 50 is low; 2.10: 42 of 50
    assert [row.cells[0].text for row in block(page, "low").rows] == ["2.9"]
    assert block(page, "low").rows[0].cells[3].tags == ("9А",)
