"""The class teacher's report and lists of pupils: figures counted by hand, repeats, hiding."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dashboard.blocks import Notice, State
from dashboard.desk import Desk
from dashboard.house import House
from dashboard.loading import Loading
from dashboard.page import open_page
from dashboard.selection import parse_selection
from dashboard.views.report_moves import Window
from data_access.queries.people import Seat
from data_access.viewer import MethodSettings, Reader
from pages import class_report, make_pages
from tests.conftest import make_house
from tests.views.report_pages import block, lines, of_class, of_school, word
from tests.views.report_world import (
    ENGLISH_ONE,
    ENGLISH_TWO,
    HALF_ONE,
    JOINED,
    LEFT,
    MATHS,
    PHYSICS,
    RUSSIAN,
    SCHOOL,
    YEAR,
    fill,
    place_id,
    viewer,
)
from tests.views.report_world import B as ONE_THREE
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


# -- the class teacher's report ----------------------------------------------------------------------------


def test_the_class_of_the_worked_example_stands_against_the_standard_and_its_own_past(desk: Desk) -> None:
    table = block(of_class(desk, "9А", "H1"), "report_class")
    keys = ("fact", "standard", "from_standard", "expected", "deviation", "verdict", "coverage")
    assert lines(table, *keys)[:3] == [
        ("80,0 %", "100,0 %", "−20,0 п.п.", "80,0 %", "0,0 п.п.", "в пределах ожидаемого", "100,0 %"),
        ("40,0 %", "не применимо", "не применимо", "60,0 %", "−20,0 п.п.", "ниже ожидаемого", "100,0 %"),
        ("3,40", "не применимо", "не применимо", "3,40", "0,00", "в пределах ожидаемого", "100,0 %"),
    ]
    assert lines(table, "fact")[3] == ("3,87",)


def test_a_subject_is_expected_to_show_what_its_previous_marks_showed(desk: Desk) -> None:
    table = block(of_class(desk, "9А", "H1"), "report_subjects")
    figures = {row[0]: row[1:] for row in lines(table, "subject", "pass_expected", "quality_expected",
                                                "mean_expected", "completion")}  # fmt: skip
    assert figures["Алгебра"] == ("80,0 %", "60,0 %", "3,60", "53,2 %")
    verdicts = {row[0]: row[1:] for row in lines(table, "subject", "quality_verdict", "mean_verdict")}
    assert verdicts["Алгебра"] == ("в пределах", "выше")  # 3,80 against 3,60, ±0,15
    assert verdicts["Физика"] == ("ниже", "ниже")  # 60 % against 80 %


def test_the_settings_choose_the_variant_of_the_index_and_the_tolerance(desk: Desk, world: House) -> None:
    address = f"unit={place_id(world, '9А', SCHOOL)}&year={YEAR}&period=H1"
    with world.database.reading() as connection:
        reader = Reader(
            viewer(world, "director"), connection, methods=MethodSettings(ior_method="sou", ior_tolerance=25)
        )
        opened = open_page(class_report.PAGE, parse_selection("/class/report", address), reader)
    assert ("Алгебра", "56,0 %") in lines(block(opened, "report_subjects"), "subject", "completion")
    assert {row[0] for row in lines(block(opened, "report_class"), "verdict")[:3]} == {
        "в пределах ожидаемого"
    }
    note = block(opened, "report_subjects").notes[0]
    assert "методика проекта" in note
    assert "выбран вариант «по СОУ предыдущего периода»" in note
    assert "±25 п.п." in note


def test_without_past_marks_the_index_is_not_computed_and_says_so(desk: Desk) -> None:
    opened = of_class(desk, "10А", "H1")
    assert {row[0] for row in lines(block(opened, "report_class"), "verdict")[:3]} == {"ИОР не рассчитан"}
    for row in lines(block(opened, "report_subjects"), "quality_expected", "quality_verdict"):
        assert row == ("нет данных", "не рассчитан")


def test_pupils_stand_with_their_subjects_and_since_when(desk: Desk) -> None:
    assert lines(block(of_class(desk, "9А", "Q3"), "report_pupils"), "pupil", "kind", "subjects") == [
        ("Борин Борис", "одна «3»", "Физика (с 2 ч./1 п.)"),
        ("Верин Виктор", "две «3»", "Алгебра (с 1 ч.); Русский язык (с 1 ч.)"),
        ("Гранин Григорий", "не освоен стандарт («2»)", "Алгебра (с 1 ч.)"),
        ("Ельник Егор", "одна «4»", "Физика (с 2 ч./1 п.)"),
    ]
    first = lines(block(of_class(desk, "9А", "Q1"), "report_pupils"), "pupil", "subjects")
    assert (FAILING, "Алгебра") in first, "in the first quarter nothing is new and nothing repeats"


def test_personal_control_counts_what_stayed_came_and_went(desk: Desk) -> None:
    table = block(of_class(desk, "9А", "H1"), "report_control")
    found = {row[0]: row[1:] for row in lines(table, "kind", "now", "before", "change", "kept", "new", "gone",
                                              "repeaters")}  # fmt: skip
    assert found["Не освоен стандарт («2»)"] == ("1", "1", "0", "1", "0", "0", "1")
    assert found["Одна «3»"] == ("1", "0", "+1", "0", "1", "0", "0")
    assert found["Одна «4»"] == ("1", "2", "−1", "0", "1", "2", "0")
    assert found["Микрокомпоненты"] == ("2", "1", "+1", "1", "1", "0", "1"), "weight 0 is not counted"


def test_who_came_and_who_left_in_the_quarter_is_named_and_only_the_first_is_counted(desk: Desk) -> None:
    opened = of_class(desk, "8Б", "H1")
    moves = lines(block(opened, "report_moves"), "pupil", "move", "day", "micro")
    assert moves == [(JOINED, "прибыл", "20.11.2025", "1"), (LEFT, "выбыл", "10.12.2025", "нет данных")]
    assert block(of_class(desk, "8Б", "Q1"), "report_moves").rows == ()
    listed = {row[0]: row[1] for row in lines(block(opened, "report_pupils"), "pupil", "subjects")}
    assert listed[JOINED] == f"{ENGLISH} (новое)"
    assert LEFT not in listed
    # Two «2» in the first quarter; one stays, the other went with its pupil.
    of_twos = lines(block(opened, "report_control"), "now", "before", "kept", "gone")[0]
    assert of_twos == ("1", "2", "1", "1")


def test_the_last_day_of_a_period_belongs_to_it() -> None:
    """Who was in class on that day is counted in it: leaving then is a move of the next period, coming then of this."""
    first, last = date(2025, 10, 31), date(2025, 12, 30)
    window = Window(first, last)
    left = [
        window.left(Seat(1, "", None, day)) for day in (date(2025, 10, 30), first, date(2025, 12, 29), last)
    ]
    assert left == [False, True, True, False]
    came = [
        window.joined(Seat(1, "", day, None)) for day in (first, date(2025, 11, 1), last, date(2026, 1, 1))
    ]
    assert came == [False, True, True, False]
    assert not window.left(Seat(1, "", None, None))
    assert not window.joined(Seat(1, "", None, None))


def test_half_years_are_compared_with_half_years(desk: Desk) -> None:
    first = lines(block(of_class(desk, "10А", "H1"), "report_pupils"), "pupil", "subjects")
    assert first == [(HALF_ONE, "Алгебра")]
    second = lines(block(of_class(desk, "10А", "H2"), "report_pupils"), "pupil", "subjects")
    assert (HALF_ONE, "Алгебра (с 2 ч./1 п.)") in second


def test_a_year_is_compared_with_the_year_before_of_the_same_children(desk: Desk) -> None:
    found = lines(block(of_class(desk, "8Б", "Y"), "report_pupils"), "pupil", "subjects")
    listed = {row[0]: row[1] for row in found}
    assert listed["Ивин Илья"] == f"{ENGLISH} (с 2024/25)"
    assert listed["Кедрин Кирилл"] == f"{ENGLISH} (новое)"


# -- lists of pupils of a school -----------------------------------------------------------------------------


def test_the_school_lists_pupils_by_class_and_name_with_repeats(desk: Desk) -> None:
    opened = of_school(desk, "pupils", "H1")
    below = lines(block(opened, "below_standard"), "class", "pupil", "kind", "subjects", "repeat")
    assert below == [
        ("8Б", "Ивин Илья", "не освоен стандарт («2»)", f"{ENGLISH} (с 1 ч.)", "повтор"),
        ("8Б", "Лугин Лев", "не аттестован", f"{ENGLISH} (новое)", "новое"),
        ("9А", FAILING, "не освоен стандарт («2»)", "Алгебра (с 1 ч.)", "повтор"),
    ]
    reserves = lines(block(opened, "reserves"), "class", "pupil", "kind", "repeat")
    assert reserves[:2] == [("8Б", JOINED, "одна «3»", "новое"), ("9А", ONE_THREE, "одна «3»", "новое")]
    assert reserves[-1] == ("10А", HALF_ONE, "одна «3»", "")


@pytest.mark.parametrize("period", ["Q1", "H1", "Q3", "H2", "Y"])
def test_the_school_and_the_class_teacher_read_the_same_of_a_pupil(period: str, desk: Desk) -> None:
    opened = of_school(desk, "pupils", period)
    of_whole = [
        row
        for key in ("below_standard", "reserves")
        for row in lines(block(opened, key), "class", "pupil", "kind", "subjects")
    ]
    by_class = [
        (name, *row)
        for name in ("8Б", "9А", "10А")
        for row in lines(block(of_class(desk, name, period), "report_pupils"), "pupil", "kind", "subjects")
    ]
    assert sorted(of_whole) == sorted(by_class)
    assert of_whole


def test_counts_by_class_add_up_to_the_school(desk: Desk) -> None:
    table = block(of_school(desk, "pupils", "H1"), "pupil_counts")
    figures = [[int(word(cell)) for cell in row.cells[1:]] for row in table.rows]
    assert figures[-1] == [sum(column) for column in zip(*figures[:-1], strict=True)]
    assert lines(table, "class", "n", "fail", "na", "one3", "two3", "one4")[1] == (
        "9А", "5", "1", "0", "1", "1", "1",
    )  # fmt: skip


def test_without_the_right_to_names_there_are_counts_only_and_small_classes_are_hidden(desk: Desk) -> None:
    opened = of_school(desk, "pupils", "H1", "coordinator")
    assert isinstance(block(opened, "below_standard"), Notice)
    counts = block(opened, "pupil_counts")
    hidden = {row.cells[0].text for row in counts.rows if row.cells[1].quantity.state is State.HIDDEN}
    assert {"8Б", "10А"} <= hidden
    assert "Гранин" not in repr(opened)
    report = of_class(desk, "10А", "H1", viewer(desk.house, "coordinator"))
    assert {cell.quantity.state for row in block(report, "report_class").rows for cell in row.cells
            if cell.quantity} == {State.HIDDEN}  # fmt: skip
    assert block(report, "report_subjects").rows == ()
    assert "Жданин" not in repr(report)


def test_the_report_reads_the_same_on_every_engine(house: House) -> None:
    fill(house)
    desk = Desk(house, make_pages(Loading(house)))
    test_the_class_of_the_worked_example_stands_against_the_standard_and_its_own_past(desk)
    test_the_school_lists_pupils_by_class_and_name_with_repeats(desk)
