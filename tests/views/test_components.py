"""Problem components of a class, a school and the municipality: what moves, what repeats, who is ranked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from dashboard.page import Opened
from dashboard.views.component_times import comparable_times, time_before
from dashboard.views.components_rating import level_of
from data_access.viewer import NotFound, Refused
from tests.access.crawl import text_of
from tests.access.foreign import everybody, reader_of
from tests.support.client import Person
from tests.views.component_figures import HALF_YEARS, QUARTERS, grid, micro_of, value
from tests.views.test_suppression import THRESHOLD, block, opened_with, rows_of

Pages = Callable[[str, str], Opened]


@pytest.fixture(scope="module")
def pages(demo_folder: Path) -> Iterator[Pages]:
    yield from opened_with(demo_folder, THRESHOLD)


# -- a class -----------------------------------------------------------------------------------------------


def test_a_class_of_quarters_and_one_of_half_years_show_the_checkpoints_they_have(pages: Pages) -> None:
    titles = {
        unit: [head.title for head in block(pages("head", f"/class/components?unit={unit}"),
                                            "components_by_period").columns]
        for unit in (QUARTERS, HALF_YEARS)
    }  # fmt: skip
    assert len(titles[QUARTERS]) == 4
    assert titles[HALF_YEARS] == ["2 четверть / 1 полугодие", "4 четверть / 2 полугодие"]


@pytest.mark.parametrize(
    ("unit", "period", "before"),
    [
        (QUARTERS, "H1", (QUARTERS, 2025, "Q1")),
        (QUARTERS, "H2", (QUARTERS, 2025, "Q3")),
        (HALF_YEARS, "H2", (HALF_YEARS, 2025, "H1")),
        (QUARTERS, "Y", (None, 2024, "Y")),
    ],
)
def test_the_change_is_to_the_part_before_or_to_the_year_before_of_the_same_children(
    unit: int, period: str, before: tuple[int | None, int, str], demo_app: Flask, pages: Pages
) -> None:
    earlier = "SELECT id FROM unit WHERE parent_id = 2 AND year = 2024 AND short_name = '8А'"
    was = before[0] or rows_of(demo_app, earlier)[0].id
    true = micro_of(demo_app, f"m.class_id IN ({unit}, {was})")
    cells = grid(pages("head", f"/class/components?unit={unit}&period={period}"), "components_by_period")
    compared = 0
    for (name, head), cell in cells.items():
        now, then = true.get((unit, name, 2025, period)), true.get((was, name, *before[1:]))
        if head == "change" and name != "Всего":
            assert value(cell) == (None if now is None or then is None else now - then), name
            compared += value(cell) is not None
    assert compared > 5


def test_nothing_is_compared_with_the_first_quarter(pages: Pages) -> None:
    page = pages("head", f"/class/components?unit={QUARTERS}&period=Q1")
    changes = [cell for (_, head), cell in grid(page, "components_by_period").items() if head == "change"]
    assert changes
    assert all(value(cell) is None for cell in changes)
    assert "сравнить не с чем" in block(page, "components_by_period").caption


def test_repeats_are_the_same_pupil_subject_and_kind(demo_app: Flask, pages: Pages) -> None:
    both = rows_of(
        demo_app,
        "SELECT s.name, count(*) AS pupils FROM microcomponent a JOIN microcomponent b "
        "ON b.pupil_id = a.pupil_id AND b.subject_id = a.subject_id AND b.kind = a.kind AND b.year = a.year "
        "AND b.checkpoint = 'Q3' JOIN subject s ON s.id = a.subject_id "
        f"WHERE a.class_id = {QUARTERS} AND a.checkpoint = 'H2' AND a.kind IN ('d', 'na', 'r3') GROUP BY s.name",
    )
    assert len(both) > 1
    page = pages("head", f"/class/components?unit={QUARTERS}&period=H2")
    shown = {name: value(cell) for (name, head), cell in grid(page, "components_by_period").items()
             if head == "repeat" and value(cell) and name != "Всего"}  # fmt: skip
    assert shown == {row.name: row.pupils for row in both}
    tags = [tag for row in block(page, "components").rows for tag in row.cells[-1].tags]
    assert sum("(повтор)" in tag for tag in tags) == sum(row.pupils for row in both)


def test_reserves_of_weight_zero_are_shown_and_not_counted(pages: Pages) -> None:
    for row in block(pages("head", f"/class/components?unit={QUARTERS}"), "components").rows:
        micro, d, na, r3, *_ = (value(cell) or 0 for cell in row.cells[2:8])
        assert micro == d + na + r3 > 0
    rows = block(pages("head", f"/class/components?unit={QUARTERS}"), "components").rows
    assert any(value(row.cells[6]) for row in rows), "somebody has two threes"


def test_one_subject_can_be_chosen(pages: Pages) -> None:
    label = next(row.label for row in block(pages("head", f"/class/components?unit={QUARTERS}"),
                                            "components_by_period").rows)  # fmt: skip
    page = pages("head", label.href)
    assert {row.cells[0].text for row in block(page, "components").rows if not row.is_total} == {label.text}
    current = [choice.text for choice in page.heading.pickers[0].choices if choice.is_current]
    assert current == [label.text]
    with pytest.raises(NotFound, match="предмета"):
        pages("head", f"/class/components?unit={QUARTERS}&subject=99999")


def test_a_trend_never_puts_a_part_of_a_year_beside_a_whole_one(pages: Pages) -> None:
    parts = block(pages("head", f"/class/components?unit={QUARTERS}&period=H2"), "index_trend").labels
    years = block(pages("head", f"/class/components?unit={QUARTERS}&period=Y"), "index_trend").labels
    assert years == ("2024/25", "2025/26")
    assert len(parts) == 8
    assert not set(parts) & set(years)


def test_a_subject_teacher_sees_their_own_subjects_and_no_trend_of_the_class(
    demo_app: Flask, pages: Pages
) -> None:
    with demo_app.extensions["parts"].house.database.reading() as connection:
        viewer = reader_of(demo_app, "teacher", connection).viewer
    taught = rows_of(
        demo_app,
        "SELECT t.class_id, s.name FROM teaching t JOIN subject s ON s.id = t.subject_id JOIN unit u "
        f"ON u.id = t.class_id WHERE u.year = 2025 AND teacher_id = {min(viewer.teacher_ids)}",
    )
    other = {row.class_id for row in taught} - viewer.class_ids
    assert other
    for class_id in other:
        page = pages("teacher", f"/class/components?unit={class_id}")
        names = {row.label.text for row in block(page, "components_by_period").rows} - {"Всего"}
        assert names <= {row.name for row in taught if row.class_id == class_id}
        assert not {"index_trend", "quality_trend"} & {found.key for found in page.blocks}


# -- a school ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("period", ["H1", "Y"])
def test_the_rating_says_what_the_page_of_the_school_says(period: str, pages: Pages) -> None:
    for unit in (2, 3, 4):
        table = block(pages("head", f"/school/components?unit={unit}&period={period}"), "rating")
        at = next(n for n, column in enumerate(table.columns) if column.key == f"index_2025_{period.lower()}")
        summary = block(pages("head", f"/school?unit={unit}&period={period}"), "classes")
        true = {row.cells[0].text: (value(row.cells[7]), row.cells[8].text) for row in summary.rows}
        assert table.rows
        for row in table.rows:
            assert (value(row.cells[at]), row.cells[at + 1].text) == true[row.cells[0].text]


def test_small_classes_have_an_index_and_no_place(pages: Pages) -> None:
    summary = block(pages("head", "/school?unit=4"), "classes")
    small = {row.cells[0].text for row in summary.rows if 0 < (value(row.cells[1]) or 0) < 5}
    assert small
    table = block(pages("head", "/school/components?unit=4"), "rating")
    for row in table.rows:
        if row.cells[0].text in small:
            index, place = row.cells[-5:-3]
            assert value(index) is not None
            assert place.text == "–"


def test_the_index_per_mark_divides_by_pupils_and_subjects(demo_app: Flask, pages: Pages) -> None:
    true = {
        row.short_name: 100 * row.micro / (row.n * row.n_subjects)
        for row in rows_of(
            demo_app,
            "SELECT u.short_name, c.n, c.n_subjects, c.micro_d + c.micro_na + c.micro_r3 AS micro "
            "FROM class_rollup c JOIN unit u ON u.id = c.class_id "
            "WHERE c.school_id = 2 AND c.year = 2025 AND c.checkpoint = 'Y' AND c.n > 0",
        )
    }
    table = block(pages("head", "/school/components?unit=2&period=Y"), "rating")
    assert {row.cells[0].text: value(row.cells[-1]) for row in table.rows} == pytest.approx(true)
    assert any(true.values())


def test_levels_of_school_education() -> None:
    assert [level_of(grade) for grade in (1, 4, 5, 9, 10, 11)] == ["НОО", "НОО", "ООО", "ООО", "СОО", "СОО"]


# -- the municipality ------------------------------------------------------------------------------------


def test_the_subject_with_most_microcomponents_is_chosen_first(pages: Pages) -> None:
    page = pages("head", "/m/components")
    components = block(pages("head", "/m/totals"), "components").rows
    first = max(components, key=lambda row: value(row.cells[1]) or 0).cells[0].text
    assert block(page, "subject").title.startswith(first)
    assert page.heading.pickers[0].choices[0].is_current


def test_the_municipality_is_refused_to_those_who_see_one_school(pages: Pages) -> None:
    for login in ("director1", "classteacher", "teacher"):
        with pytest.raises(Refused):
            pages(login, "/m/components")


def test_a_teacher_is_named_only_to_those_who_may_see_names(demo_app: Flask, pages: Pages) -> None:
    assert "teacher" in {column.key for column in block(pages("head", "/m/components"), "subject").columns}
    names = everybody(demo_app)
    for address in ("/m/components", f"/class/components?unit={QUARTERS}", "/school/components?unit=2"):
        text = text_of(Person(demo_app, "coordinator").open(address))
        assert "Проблемные компоненты" in text
        assert not any(name in text for name in names), address
        assert not pages("coordinator", address).is_personal


def test_which_checkpoint_is_compared_with_which() -> None:
    assert time_before(2025, "H2", {"Q1", "H1", "Q3", "H2", "Y"}) == (2025, "Q3")
    assert time_before(2025, "H2", {"H1", "H2", "Y"}) == (2025, "H1")
    assert time_before(2025, "H1", {"H1", "H2"}) is None
    assert time_before(2025, "Y", {"Y"}) == (2024, "Y")
    filled = [(2025, "Y"), (2025, "H1"), (2024, "H2"), (2025, "Q1"), (2024, "Y"), (2025, "Q3")]
    assert comparable_times(filled, (2025, "H1")) == [(2024, "H2"), (2025, "Q1"), (2025, "H1")]
    assert comparable_times(filled, (2025, "Y")) == [(2024, "Y"), (2025, "Y")]
