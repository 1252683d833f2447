"""What a coordinator without names can learn from the pages of problem components: no small number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from flask import Flask
from sqlalchemy import event

from dashboard.blocks import State
from dashboard.house import House
from dashboard.page import Opened
from dashboard.views.component_times import read_ahead
from dashboard.views.suppression import hidden_in_municipality, hidden_subjects, hidden_subjects_of_all
from tests.access.foreign import reader_of
from tests.views.component_figures import PARTS, QUARTERS, grid, micro_of, value
from tests.views.test_suppression import (
    THRESHOLD,
    block,
    change_marts,
    is_hidden,
    opened_with,
    rows_of,
    visible_groups,
)

Pages = Callable[[str, str], Opened]


@pytest.fixture(scope="module")
def pages(demo_folder: Path) -> Iterator[Pages]:
    yield from opened_with(demo_folder, THRESHOLD)


@pytest.mark.parametrize("checkpoint", ["H1", "Y"])
def test_every_sum_shown_is_of_groups_that_the_class_pages_show(
    checkpoint: str, demo_app: Flask, pages: Pages
) -> None:
    """So no cell tells more than those pages: not of a school in a subject, not of a subject in all."""
    time = f"year=2025&period={checkpoint}"
    shown = visible_groups(demo_app, pages, 2025, checkpoint)
    micro = micro_of(demo_app, f"m.year = 2025 AND m.checkpoint = '{checkpoint}'")
    assert any((class_id, name) not in shown for class_id, name, *_ in micro)
    units = rows_of(demo_app, "SELECT id, short_name, parent_id FROM unit")
    school_of = {row.id: row.parent_id for row in units}
    schools = {row.id: row.short_name for row in units}
    of_school: dict[tuple[str, str], float] = {}
    for (class_id, name, *_), count in micro.items():
        key = (schools[school_of[class_id]], name)
        of_school[key] = of_school.get(key, 0) + (count if (class_id, name) in shown else 0)
    cells = grid(pages("coordinator", f"/m/components?{time}"), "components_by_school")
    compared = 0
    for key, expected in of_school.items():
        if not is_hidden(cells[key]):
            assert value(cells[key]) == expected, key
            compared += 1
    assert compared > 20
    for school_id in {school_of[class_id] for class_id, *_ in micro}:
        own = grid(
            pages("coordinator", f"/school/components?unit={school_id}&{time}"), "components_by_subject"
        )
        for (class_id, name, *_), count in micro.items():
            if school_of[class_id] == school_id:
                cell = own[schools[class_id], name]
                assert is_hidden(cell) == ((class_id, name) not in shown)
                assert is_hidden(cell) or value(cell) == count


def test_each_checkpoint_is_hidden_by_its_own_decision_whichever_is_chosen(
    demo_app: Flask, pages: Pages
) -> None:
    seen = {state: 0 for state in (State.OK, State.HIDDEN)}
    titles = dict(zip(PARTS, ("1 четверть", "2 четверть / 1 полугодие", "3 четверть",
                              "4 четверть / 2 полугодие"), strict=True))  # fmt: skip
    for row in rows_of(demo_app, "SELECT id FROM unit WHERE kind = 'class' AND year = 2025"):
        whole = pages("coordinator", f"/class/components?unit={row.id}&year=2025&period=Y")
        cells = grid(whole, "components_by_period")
        for part in PARTS:
            own = pages("coordinator", f"/class?unit={row.id}&year=2025&period={part}")
            names = {line.cells[0].text for line in block(own, "subjects").rows}
            for (name, title), cell in cells.items():
                if title == titles[part] and name != "Всего" and cell.quantity is not None:
                    assert is_hidden(cell) == (name not in names), (row.id, name, part)
                    seen[cell.quantity.state] += 1
    assert min(seen.values()) > 50


@pytest.mark.parametrize("checkpoint", ["H1", "Y"])
def test_no_small_group_follows_from_the_totals_of_problem_components(
    checkpoint: str, demo_app: Flask, pages: Pages
) -> None:
    """Linear algebra over every total on these pages: of classes, schools, subjects and the municipality."""
    time = f"year=2025&period={checkpoint}"
    shown = visible_groups(demo_app, pages, 2025, checkpoint)
    groups = rows_of(
        demo_app,
        "SELECT m.school_id, m.class_id, m.subject_id, s.name, sum(n5 + n4 + n3 + n2 + n_na) AS n "
        "FROM mark_rollup m JOIN subject s ON s.id = m.subject_id "
        f"WHERE year = 2025 AND checkpoint = '{checkpoint}' GROUP BY 1, 2, 3, 4 HAVING n > 0",
    )
    hidden = [row for row in groups if (row.class_id, row.name) not in shown]
    small = [at for at, row in enumerate(hidden) if row.n < THRESHOLD]
    assert len(small) > 5
    equations = [
        [float(belongs(row)) for row in hidden] for belongs in shown_totals(pages, hidden, checkpoint, time)
    ]
    assert len(equations) > 3
    matrix = np.array(equations)
    rank = np.linalg.matrix_rank(matrix)
    for at in small:
        alone = np.eye(len(hidden))[at]
        assert np.linalg.matrix_rank(np.vstack([matrix, alone])) > rank, hidden[at]


def shown_totals(
    pages: Pages, hidden: list[Any], checkpoint: str, time: str
) -> Iterator[Callable[[Any], bool]]:
    head = "year" if checkpoint == "Y" else "2 четверть / 1 полугодие"
    for class_id in {row.class_id for row in hidden}:
        cells = grid(
            pages("coordinator", f"/class/components?unit={class_id}&{time}"), "components_by_period"
        )
        total = cells.get(("Всего", head))
        if total is not None and total.quantity is not None and not is_hidden(total):
            yield lambda row, class_id=class_id: row.class_id == class_id
    for school_id in {row.school_id for row in hidden}:
        cells = grid(
            pages("coordinator", f"/school/components?unit={school_id}&{time}"), "components_by_subject"
        )
        if not is_hidden(cells["Всего", "micro"]):
            yield lambda row, school_id=school_id: row.school_id == school_id
    for subject_id in {row.subject_id for row in hidden}:
        trend = block(pages("coordinator", f"/m/components?subject={subject_id}&{time}"), "trend")
        if trend.series[0].points[-1].state is State.OK:
            yield lambda row, subject_id=subject_id: row.subject_id == subject_id
    totals = block(pages("coordinator", f"/m/totals?{time}"), "school_totals").rows
    if not is_hidden(totals[-1].cells[1]):
        yield lambda row: True


def test_a_small_class_is_hidden_on_all_three_pages(demo_app: Flask, pages: Pages) -> None:
    small = rows_of(
        demo_app,
        "SELECT c.class_id, c.school_id, u.short_name FROM class_rollup c JOIN unit u ON u.id = c.class_id "
        f"WHERE c.year = 2025 AND checkpoint = 'Y' AND n BETWEEN 1 AND {THRESHOLD - 1}",
    )
    assert small
    for row in small:
        page = pages("coordinator", f"/class/components?unit={row.class_id}&period=Y")
        cells = grid(page, "components_by_period")
        assert all(is_hidden(cell) for (_, head), cell in cells.items() if head == "year")
        assert block(page, "components").rows == ()
        assert block(page, "index_trend").series[0].points[-1].state is State.HIDDEN
        school = pages("coordinator", f"/school/components?unit={row.school_id}&period=Y")
        own = [
            cell
            for (name, _), cell in grid(school, "components_by_subject").items()
            if name == row.short_name
        ]
        assert all(is_hidden(cell) for cell in own if cell.quantity)
        line = next(line for line in block(school, "rating").rows if line.cells[0].text == row.short_name)
        assert value(line.cells[-5]) is None
        assert is_hidden(line.cells[-1])


def test_a_subject_small_at_one_checkpoint_is_hidden_there_only(own_demo: House) -> None:
    """And so is what would tell it: the change from it, and enough of its neighbours."""
    chemistry = "(SELECT id FROM subject WHERE name = 'Химия')"
    change_marts(
        own_demo,
        "UPDATE mark_rollup SET n5 = 1, n4 = 1, n3 = 0, n2 = 0, n_na = 0, micro_d = 0, micro_na = 0, micro_r3 = 0 "
        f"WHERE class_id = {QUARTERS} AND checkpoint = 'Q3' AND subject_id = {chemistry}",
    )
    for pages in opened_with(own_demo.settings.var_dir, THRESHOLD):
        cells = grid(
            pages("coordinator", f"/class/components?unit={QUARTERS}&period=H2"), "components_by_period"
        )
        assert is_hidden(cells["Химия", "3 четверть"])
        assert is_hidden(cells["Химия", "change"])
        assert not is_hidden(cells["Химия", "1 четверть"])
        assert not is_hidden(cells["Химия", "4 четверть / 2 полугодие"])
        third = [name for (name, head), cell in cells.items() if head == "3 четверть" and is_hidden(cell)]
        assert len(third) > 1
        row = next(
            row
            for row in block(pages("coordinator", "/m/components?subject=" + str(subject_id(own_demo, "Химия"))
                                   + "&period=H2"), "subject").rows
            if (row.cells[0].text, row.cells[1].text) == ("СОШ № 1", "9А")
        )  # fmt: skip
        assert not is_hidden(row.cells[2])
        assert is_hidden(row.cells[-1])


def test_a_point_of_the_municipal_trend_that_would_give_one_group_away_is_hidden(own_demo: House) -> None:
    """Chemistry in one small class of a school and elsewhere in big ones only: the total less these is that class."""
    chemistry = subject_id(own_demo, "Химия")
    change_marts(
        own_demo,
        "DELETE FROM mark_rollup WHERE school_id = 4 AND class_id <> 40 AND year = 2025 AND checkpoint = 'Y' "
        f"AND subject_id = {chemistry}",
    )
    for pages in opened_with(own_demo.settings.var_dir, THRESHOLD):
        page = pages("coordinator", f"/m/components?subject={chemistry}&year=2025&period=Y")
        points = dict(zip(block(page, "trend").labels, block(page, "trend").series[0].points, strict=True))
        assert points["2025/26"].state is State.HIDDEN
        assert points["2024/25"].state is State.OK
        full = pages("head", f"/m/components?subject={chemistry}&year=2025&period=Y")
        assert block(full, "trend").series[0].points[-1].state is State.OK


def subject_id(house: House, name: str) -> int:
    with house.database.reading() as connection:
        found = connection.exec_driver_sql(f"SELECT id FROM subject WHERE name = '{name}'").scalar_one()
    return int(found)


# -- reading ahead ---------------------------------------------------------------------------------------


def test_reading_ahead_answers_every_later_question_and_changes_no_decision(demo_app: Flask) -> None:
    database = demo_app.extensions["parts"].house.database
    times = [(year, code) for year in (2024, 2025) for code in (*PARTS, "Y")]
    with database.reading() as connection:
        narrow, wide = (reader_of(demo_app, "coordinator", connection) for _ in range(2))
        read_ahead(wide, (2024, 2025), (*PARTS, "Y"))
        statements: list[str] = []

        def count(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            statements.append(statement)

        event.listen(database.engine, "before_cursor_execute", count)
        try:
            ahead = [
                (hidden_subjects_of_all(wide, *time), hidden_in_municipality(wide, *time)) for time in times
            ]
        finally:
            event.remove(database.engine, "before_cursor_execute", count)
        assert statements == []
        assert ahead == [
            (hidden_subjects_of_all(narrow, *time), hidden_in_municipality(narrow, *time)) for time in times
        ]
        assert any(groups for groups, _ in ahead)
        of_school = reader_of(demo_app, "coordinator", connection)
        read_ahead(of_school, (2024, 2025), (*PARTS, "Y"), 4)
        for time in times:
            assert hidden_subjects(of_school, 4, *time) == hidden_subjects(narrow, 4, *time)
