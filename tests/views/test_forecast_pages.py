"""Pages of forecasts: sums agree on every level, evidence is said, strangers are refused, small numbers hidden."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, update

from dashboard.blocks import Matrix, Notice, State, Status, Table, Tiles, Trend
from dashboard.desk import Desk
from dashboard.house import House
from dashboard.loading import Loading
from dashboard.page import Opened
from data_access.tables import exam_forecast, unit, work, work_result
from data_access.viewer import Refused, Viewer
from pages import make_pages
from tests.views.forecast_world import SCHOOL_SIZES, YEAR, fill, viewer


@pytest.fixture
def world(house: House) -> House:
    fill(house)
    return house


@pytest.fixture
def desk(world: House) -> Desk:
    return Desk(world, make_pages(Loading(world)))


def unit_id(house: House, name: str, of_school: str = "") -> int:
    with house.database.reading() as connection:
        statement = select(unit.c.id).where(unit.c.short_name == name)
        if of_school:
            statement = statement.where(unit.c.parent_id == unit_id(house, of_school))
        return int(connection.scalar(statement) or 0)


def pupil_of(house: House, class_id: int, status: str = "ok") -> int:
    with house.database.reading() as connection:
        columns = exam_forecast.c
        where = (columns.class_id == class_id, columns.status == status)
        return int(connection.scalar(select(columns.pupil_id).where(*where)) or 0)


def open_page(desk: Desk, path: str, someone: Viewer, **query: Any) -> Opened:
    words = "&".join(f"{name}={value}" for name, value in (query | {"year": YEAR}).items())
    return desk.open(path, words, someone)


def block(opened: Opened, key: str) -> Any:
    return next(found for found in opened.blocks if found.key == key)


def numbers(table: Table, name: str) -> list[Any]:
    """Figures of the line with this name, in the order of the columns."""
    whole = ("Муниципалитет", "Вся школа")
    line = next(
        row
        for row in table.rows
        if (row.cells[0].text if row.cells[1].text in whole else row.cells[1].text) == name
    )
    return [cell.quantity for cell in line.cells[2:]]


def test_expected_marks_of_classes_add_up_to_the_school_and_schools_to_the_municipality(desk: Desk) -> None:
    head = viewer(desk.house, "head")
    whole = block(open_page(desk, "/m/forecast", head), "forecast")
    of_school = {
        name: block(open_page(desk, "/school/forecast", head, unit=unit_id(desk.house, name)), "forecast")
        for name in SCHOOL_SIZES
    }
    title = "ОГЭ, математика"
    for at in (0, 1, 3, 4, 6, 8):  # pupils, with a forecast, «2», at risk, written, «2» in fact
        total = numbers(whole, title)[at].value or 0
        by_school = [numbers(whole, name)[at].value or 0 for name in SCHOOL_SIZES]
        assert total == pytest.approx(sum(by_school))
        for name, classes in SCHOOL_SIZES.items():
            own = numbers(of_school[name], title)[at].value or 0
            assert own == pytest.approx(numbers(whole, name)[at].value or 0)
            of_classes = (numbers(of_school[name], of)[at].value or 0 for of in classes)
            assert own == pytest.approx(sum(of_classes))
    assert numbers(whole, title)[0].value == 18
    share = numbers(whole, title)[2]
    assert (share.numerator, share.denominator) == (pytest.approx(0.6 * 14), 14)
    assert share.value == pytest.approx(60)
    written = numbers(whole, title)[7]
    assert (written.numerator, written.denominator) == (10, 10)


def test_the_interval_of_an_expected_share_is_that_of_independent_pupils(desk: Desk) -> None:
    table = block(open_page(desk, "/m/forecast", viewer(desk.house, "head")), "forecast")
    cell = table.rows[0].cells[4]
    half = 100 * 1.96 * (14 * 0.6 * 0.4) ** 0.5 / 14
    assert (cell.low, cell.high) == (pytest.approx(60 - half), pytest.approx(60 + half))


def test_a_pupil_sees_points_spread_interval_and_evidence_or_the_reason_why_not(
    desk: Desk, world: House
) -> None:
    in_class = unit_id(world, "9А", "СОШ № 1")
    head = viewer(world, "head")
    known = block(open_page(desk, "/pupil/forecast", head, person=pupil_of(world, in_class)), "exams")
    cells = known.rows[0].cells
    assert [cells[1].quantity.value, cells[2].quantity.value, cells[3].text, cells[5].text] == [
        16,
        3,
        "12–20",
        "4",
    ]
    assert [round(cell.quantity.value, 6) for cell in cells[6:10]] == [5, 35, 50, 10]
    assert cells[10].text == "низкий"
    assert cells[11].text == "работ: 4, заданий экзамена: 22 из 25"
    assert cells[13].text == "16 б., «4»"
    hidden = pupil_of(world, in_class, "few_works")
    closed = block(open_page(desk, "/pupil/forecast", head, person=hidden), "exams").rows[0].cells
    assert closed[1].quantity.state is State.MISSING
    assert closed[10].text == "меньше двух работ с кодами"


@pytest.mark.parametrize(
    ("risk", "word"), [(0.05, "низкий"), (0.1, "есть"), (0.29, "есть"), (0.3, "высокий")]
)
def test_risk_has_the_borders_of_the_method(risk: float, word: str, desk: Desk, world: House) -> None:
    in_class = unit_id(world, "9А", "СОШ № 1")
    with world.database.writing() as connection:
        connection.execute(update(exam_forecast).where(exam_forecast.c.status == "ok").values(p2=risk))
    pupil = pupil_of(world, in_class)
    cells = (
        block(open_page(desk, "/pupil/forecast", viewer(world, "head"), person=pupil), "exams").rows[0].cells
    )
    assert cells[10].text == word
    matrix = block(open_page(desk, "/class/forecast", viewer(world, "head"), unit=in_class), "pupils")
    assert isinstance(matrix, Matrix)
    framed = [cell.framed for row in matrix.rows for cell in row.cells if cell.text == "4"]
    assert framed
    assert set(framed) == {risk >= 0.3}


def test_of_two_tries_the_last_stands(desk: Desk, world: House) -> None:
    in_class = unit_id(world, "9А", "СОШ № 1")
    pupil = pupil_of(world, in_class)
    with world.database.writing() as connection:
        first = dict(connection.execute(select(work)).mappings().one())
        first |= {"id": 900, "code": "again", "held_on": world.now().date()}
        connection.execute(work.insert().values(**first))
        where = work_result.c.pupil_id == pupil
        result = dict(connection.execute(select(work_result).where(where)).mappings().one())
        result |= {"id": 900, "work_id": 900, "primary_score": 20, "mark": 5}
        connection.execute(work_result.insert().values(**result))
    rows = block(open_page(desk, "/pupil/forecast", viewer(world, "head"), person=pupil), "exams").rows
    assert [row.cells[13].text for row in rows] == ["20 б., «5»"]
    table = block(open_page(desk, "/m/forecast", viewer(world, "head")), "forecast")
    assert numbers(table, "ОГЭ, математика")[0].value == 18


def test_a_teacher_of_algebra_sees_the_forecast_in_mathematics_of_own_class_only(
    desk: Desk, world: House
) -> None:
    own, other = unit_id(world, "9А", "СОШ № 1"), unit_id(world, "9Б", "СОШ № 1")
    teacher = viewer(world, "teacher", "СОШ № 1")
    assert len(block(open_page(desk, "/class/forecast", teacher, unit=own), "pupils").rows) == 7
    assert block(open_page(desk, "/pupil/forecast", teacher, person=pupil_of(world, own)), "exams").rows
    for path, query in (
        ("/class/forecast", {"unit": other}),
        ("/pupil/forecast", {"person": pupil_of(world, other)}),
        ("/school/forecast", {"unit": unit_id(world, "СОШ № 1")}),
        ("/m/forecast", {}),
        ("/m/accuracy", {}),
    ):
        with pytest.raises(Refused):
            open_page(desk, path, teacher, **query)


def test_a_director_sees_the_own_school_and_no_other(desk: Desk, world: House) -> None:
    director = viewer(world, "director", "Лицей")
    table = block(open_page(desk, "/school/forecast", director, unit=unit_id(world, "Лицей")), "forecast")
    assert numbers(table, "ОГЭ, математика")[0].value == 8
    for path, query in (
        ("/school/forecast", {"unit": unit_id(world, "СОШ № 1")}),
        ("/class/forecast", {"unit": unit_id(world, "9А", "СОШ № 1")}),
        ("/m/forecast", {}),
    ):
        with pytest.raises(Refused):
            open_page(desk, path, director, **query)


def test_without_names_small_classes_are_hidden_with_a_neighbour_and_nobody_is_listed(
    desk: Desk, world: House
) -> None:
    coordinator = viewer(world, "coordinator")
    of_school = block(
        open_page(desk, "/school/forecast", coordinator, unit=unit_id(world, "СОШ № 1")), "forecast"
    )
    for name in SCHOOL_SIZES["СОШ № 1"]:  # 9Б has three pupils, 9А would give them away
        assert {quantity.state for quantity in numbers(of_school, name)} == {State.HIDDEN}
    assert numbers(of_school, "ОГЭ, математика")[0].value == 10
    opened = open_page(desk, "/class/forecast", coordinator, unit=unit_id(world, "9А", "СОШ № 1"))
    assert isinstance(block(opened, "pupils"), Notice)
    with pytest.raises(Refused):
        open_page(desk, "/pupil/forecast", coordinator, person=pupil_of(world, unit_id(world, "9А", "Лицей")))


def test_the_page_of_accuracy_says_errors_baselines_interval_and_which_method_is_used(desk: Desk) -> None:
    opened = open_page(desk, "/m/accuracy", viewer(desk.house, "head"))
    tiles = block(opened, "tiles")
    assert isinstance(tiles, Tiles)
    by_key = {tile.key: tile for tile in tiles.tiles}
    assert by_key["points"].quantity.value == pytest.approx(3.0)
    assert by_key["marks"].quantity.value == pytest.approx(0.3)
    assert by_key["coverage"].quantity.value == pytest.approx(75)
    assert by_key["coverage"].status is Status.REACHED
    assert by_key["last_mark"].caption == "прогноз точнее на 1,00 балла"
    table = block(opened, "methods")
    better = {row.cells[2].text: row.cells[7].quantity.value for row in table.rows}
    assert better["формула по работам"] == pytest.approx(1.0)
    assert better["модель по отметкам и работам"] == pytest.approx(1.5)
    assert better["как последняя отметка"] is None
    assert [row.cells[8].text for row in table.rows] == ["этот", "", "", ""]
    trend = block(opened, "errors")
    assert isinstance(trend, Trend)
    assert trend.labels == ("2024/25",)


def test_an_interval_that_does_not_hold_is_a_risk(desk: Desk, world: House) -> None:
    from data_access.tables import forecast_check

    with world.database.writing() as connection:
        connection.execute(
            update(forecast_check).where(forecast_check.c.method == "formula").values(covered=14)
        )
    tiles = block(open_page(desk, "/m/accuracy", viewer(world, "head")), "tiles").tiles
    assert next(tile for tile in tiles if tile.key == "coverage").status is Status.RISK
