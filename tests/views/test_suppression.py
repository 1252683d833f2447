"""What a coordinator without names can work out from all the pages together: no small number."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from flask import Flask

from app import create_app
from dashboard.blocks import State, Table, Tiles
from dashboard.house import House
from dashboard.page import Opened
from dashboard.settings import Settings
from dashboard.views.suppression import is_fragile
from tests.access.crawl import text_of
from tests.access.foreign import reader_of
from tests.support.client import Person

THRESHOLD = 5
Pages = Callable[[str, str], Opened]
YEARS = (2024, 2025)
CHECKPOINTS = ("Q1", "H1", "Q3", "H2", "Y")


# -- the demonstration as a coordinator sees it -----------------------------------------------------------


@pytest.fixture(scope="module", params=[5, 12])
def threshold(request: pytest.FixtureRequest) -> int:
    """The usual one, and one at which classes of a middle size come and go over the years."""
    return int(request.param)


@pytest.fixture(scope="module")
def pages(demo_folder: Path, threshold: int) -> Iterator[Pages]:
    yield from opened_with(demo_folder, threshold)


@pytest.fixture(scope="module")
def pages_without_a_school(demo_folder: Path) -> Iterator[Pages]:
    """At sixty the smallest school is itself a small number."""
    yield from opened_with(demo_folder, 60)


def opened_with(folder: Path, small_number: int) -> Iterator[Pages]:
    """Pages as a role sees them under a threshold; each is opened once."""
    server = create_app(Settings(var_dir=folder, small_number=small_number, _env_file=None))  # type: ignore[call-arg]
    desk = server.extensions["parts"].desk
    known: dict[tuple[str, str], Opened] = {}

    def page(login: str, address: str) -> Opened:
        if (login, address) not in known:
            path, _, query = address.partition("?")
            with desk.house.database.reading() as connection:
                viewer = reader_of(server, login, connection).viewer
            known[login, address] = desk.open(path, query, viewer)
        return known[login, address]

    yield page
    desk.house.database.engine.dispose()


def block(opened: Opened, key: str) -> Any:
    return next(found for found in opened.blocks if found.key == key)


def rows_of(demo_app: Flask, statement: str) -> list[Any]:
    with demo_app.extensions["parts"].house.database.reading() as connection:
        return list(connection.exec_driver_sql(statement))


def small_classes(demo_app: Flask, threshold: int) -> list[Any]:
    found = rows_of(
        demo_app,
        "SELECT class_id, school_id, year, checkpoint, n FROM class_rollup "
        f"WHERE n BETWEEN 1 AND {threshold - 1}",
    )
    assert len(found) >= 10, "the demonstration must have small classes for these tests to mean anything"
    return found


def at(path: str, unit: int, row: Any) -> str:
    return f"{path}?unit={unit}&year={row.year}&period={row.checkpoint}"


def is_hidden(cell: Any) -> bool:
    return cell.quantity is not None and cell.quantity.state is State.HIDDEN


def test_small_classes_are_hidden_on_their_own_page_and_on_the_page_of_the_school(
    demo_app: Flask, pages: Pages, threshold: int
) -> None:
    for row in small_classes(demo_app, threshold):
        own = block(pages("coordinator", at("/class", row.class_id, row)), "tiles")
        assert isinstance(own, Tiles)
        assert all(tile.quantity.value is None for tile in own.tiles), row
        assert not any(tile.change or tile.spark or "из" in tile.caption for tile in own.tiles)
        assert block(pages("coordinator", at("/class", row.class_id, row)), "subjects").rows == ()
        of_school = block(pages("coordinator", at("/school", row.school_id, row)), "classes")
        name = pages("coordinator", at("/class", row.class_id, row)).heading.crumbs[-1].text
        line = next(line for line in of_school.rows if line.cells[0].text == name)
        assert all(is_hidden(cell) for cell in line.cells if cell.quantity), row
        shown = block(pages("head", at("/class", row.class_id, row)), "tiles")
        assert any(tile.quantity.value is not None for tile in shown.tiles), "the head sees what is hidden"


def test_hidden_classes_of_a_school_cannot_be_subtracted_from_its_totals(
    demo_app: Flask, pages: Pages, threshold: int
) -> None:
    for row in small_classes(demo_app, threshold):
        table = block(pages("coordinator", at("/school", row.school_id, row)), "classes")
        true = block(pages("head", at("/school", row.school_id, row)), "classes")
        counts = {line.cells[0].text: line.cells[1].quantity.value for line in true.rows}
        hidden = [line.cells[0].text for line in table.rows if is_hidden(line.cells[1])]
        assert not is_fragile([counts[name] for name in hidden], threshold), (row, hidden)


def test_what_is_not_hidden_from_a_coordinator_is_what_the_head_sees(
    demo_app: Flask, pages: Pages, threshold: int
) -> None:
    compared = 0
    for address in ("/", "/m/preparation", "/m/totals", "/school?unit=2", "/school?unit=4"):
        ours, theirs = pages("coordinator", address), pages("head", address)
        for mine, full in zip(tables(ours), tables(theirs), strict=False):
            if mine.key not in ("classes", "ranking", "components") or mine.key != full.key:
                continue
            true = {line.cells[0].text + line.cells[1].text: line for line in full.rows}
            for line in mine.rows:
                found = true.get(line.cells[0].text + line.cells[1].text)
                for cell, other in (
                    zip(line.cells, found.cells if found else (), strict=True) if found else ()
                ):
                    if cell.quantity is not None and cell.quantity.state is State.OK:
                        assert cell.quantity.value == other.quantity.value, (address, mine.key)
                        compared += 1
    assert compared > 100


def tables(opened: Opened) -> list[Table]:
    return [found for found in opened.blocks if isinstance(found, Table)]


def visible_groups(demo_app: Flask, pages: Pages, year: int, checkpoint: str) -> set[tuple[int, str]]:
    """(class, subject) that some class page shows to the coordinator."""
    classes = rows_of(demo_app, f"SELECT id FROM unit WHERE kind = 'class' AND year = {year}")
    return {
        (row.id, line.cells[0].text)
        for row in classes
        for line in block(
            pages("coordinator", f"/class?unit={row.id}&year={year}&period={checkpoint}"), "subjects"
        ).rows
    }


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("checkpoint", ["H1", "Y"])
def test_no_small_group_follows_from_everything_shown_on_all_pages_together(
    year: int, checkpoint: str, demo_app: Flask, pages: Pages, threshold: int
) -> None:
    """Linear algebra against us: every shown total is an equation, every hidden group an unknown."""
    groups = rows_of(
        demo_app,
        "SELECT m.school_id, m.class_id, s.name, sum(n5 + n4 + n3 + n2 + n_na) AS n FROM mark_rollup m "
        f"JOIN subject s ON s.id = m.subject_id WHERE year = {year} AND checkpoint = '{checkpoint}' "
        "GROUP BY m.school_id, m.class_id, s.name HAVING sum(n5 + n4 + n3 + n2 + n_na) > 0",
    )
    shown = visible_groups(demo_app, pages, year, checkpoint)
    hidden = [row for row in groups if (row.class_id, row.name) not in shown]
    small = [row for row in hidden if row.n < threshold]
    assert {(row.class_id, row.name) for row in groups if row.n < threshold} <= {
        (row.class_id, row.name) for row in hidden
    }
    assert len(small) > 5
    place = {(row.class_id, row.name): number for number, row in enumerate(hidden)}
    equations = [
        [float(belongs(row)) for row in hidden]
        for belongs in totals(pages, hidden, f"year={year}&period={checkpoint}")
    ]
    assert len(equations) > 3
    matrix = np.array(equations)
    rank = np.linalg.matrix_rank(matrix)
    for row in small:
        alone = np.zeros(len(hidden))
        alone[place[row.class_id, row.name]] = 1.0
        assert np.linalg.matrix_rank(np.vstack([matrix, alone])) > rank, (row.class_id, row.name, row.n)


def totals(pages: Pages, hidden: list[Any], time: str) -> list[Callable[[Any], bool]]:
    """Which hidden groups stand behind each shown total: of classes, of schools, of subjects."""
    found: list[Callable[[Any], bool]] = []
    for class_id in {row.class_id for row in hidden}:
        tiles = block(pages("coordinator", f"/class?unit={class_id}&{time}"), "tiles").tiles
        if any(tile.quantity.value is not None for tile in tiles):
            found.append(lambda row, class_id=class_id: row.class_id == class_id)
    for school_id in {row.school_id for row in hidden}:
        tiles = block(pages("coordinator", f"/school?unit={school_id}&{time}"), "tiles").tiles
        if any(tile.quantity.value is not None for tile in tiles):
            found.append(lambda row, school_id=school_id: row.school_id == school_id)
    lines = block(pages("coordinator", f"/m/totals?{time}"), "components").rows
    subjects = [line.cells[0].text for line in lines if not is_hidden(line.cells[1])]
    return [*found, *(partial(is_of_subject, name) for name in subjects)]


def is_of_subject(name: str, row: Any) -> bool:
    return bool(row.name == name)


def test_hidden_figures_are_hidden_on_the_command_line_and_in_excel_too(
    demo_app: Flask, pages: Pages
) -> None:
    small = small_classes(demo_app, THRESHOLD)
    row = next(row for row in small if row.year == 2025 and row.checkpoint == "Y")
    address = at("/school", row.school_id, row)
    name = pages("coordinator", at("/class", row.class_id, row)).heading.crumbs[-1].text
    shown = demo_app.test_cli_runner().invoke(args=["show", address, "--as", "coordinator"])
    lines = json.loads(shown.output)["blocks"]["classes"]["rows"]
    line = next(line for line in lines if line["cells"][0]["text"] == name)
    assert all("value" not in cell["quantity"] or cell["quantity"]["value"] is None for cell in line["cells"][1:]
               if "quantity" in cell)  # fmt: skip
    book = Person(demo_app, "coordinator").get(
        f"/export.xlsx?page={address.replace('&', '%26')}&block=classes"
    )
    assert book.status_code == 200
    assert "скрыто" in text_of(book)
    true = block(pages("head", address), "classes")
    secret = next(line for line in true.rows if line.cells[0].text == name).cells[7].quantity.value
    assert secret
    assert f"<v>{secret}" not in text_of(book)


def change_marts(house: House, *statements: str) -> None:
    """Makes in the marts the rare case that the demonstration lacks."""
    with house.database.writing() as connection:
        for statement in statements:
            assert connection.exec_driver_sql(statement).rowcount > 0, statement


def test_a_class_that_is_shown_now_does_not_tell_what_it_was_when_it_was_hidden(own_demo: House) -> None:
    """9А of «СОШ № 1» had three pupils with marks as 8А: no change, no line, no move in the rating."""
    address = "/class?unit=27&year=2025&period=Y"
    before = "SELECT id FROM unit WHERE parent_id = 2 AND year = 2024 AND short_name = '8А'"
    for pages in opened_with(own_demo.settings.var_dir, THRESHOLD):
        tiles = block(pages("coordinator", address), "tiles").tiles
        assert [tile.change is not None and tile.change.value is not None for tile in tiles[:3]] == [True] * 3
        assert all(len(tile.spark) == 2 and None not in tile.spark for tile in tiles[:3])
    change_marts(
        own_demo, f"UPDATE class_rollup SET n = 3, n_exc = 1, n_good = 1 WHERE class_id = ({before})"
    )
    for pages in opened_with(own_demo.settings.var_dir, THRESHOLD):
        tiles = block(pages("coordinator", address), "tiles").tiles
        assert all(tile.quantity.value is not None for tile in tiles[:3])
        assert not any(tile.change and tile.change.value is not None for tile in tiles)
        assert not any(of is not None for tile in tiles for of in tile.spark[:-1])
        line = next(
            line
            for line in block(pages("coordinator", "/school?unit=2&year=2025&period=Y"), "classes").rows
            if line.cells[0].text == "9А"
        )
        assert line.cells[3].quantity.value is not None
        assert line.cells[9].quantity.value is None


def test_with_a_hidden_school_its_big_classes_are_hidden_too(own_demo: House) -> None:
    """Together they would be the school that is hidden to keep another one secret."""
    change_marts(own_demo, "UPDATE indicator_value SET n = 3 WHERE unit_id = 4")
    for pages in opened_with(own_demo.settings.var_dir, THRESHOLD):
        schools = block(pages("coordinator", "/?year=2025&period=Y"), "schools").rows
        hidden = {row.label.text for row in schools if is_hidden(row.cells[0])}
        assert hidden == {"СОШ № 2", "Лицей"}, "one more is hidden, or the total would tell"
        page = pages("coordinator", "/school?unit=3&year=2025&period=Y")
        shown = [line.cells[1].quantity for line in block(page, "classes").rows]
        assert any(found.state is State.HIDDEN for found in shown)
        assert all(found.value is None for found in shown)
        assert block(page, "subjects").rows == ()
        assert all(tile.quantity.value is None for tile in block(page, "tiles").tiles)


def test_a_hidden_school_is_hidden_on_every_page_in_every_year(pages_without_a_school: Pages) -> None:
    pages = pages_without_a_school
    matrix = block(pages("coordinator", "/?year=2025&period=Y"), "schools")
    hidden = {row.label.text for row in matrix.rows if all(is_hidden(cell) for cell in row.cells)}
    assert len(hidden) >= 2
    assert "СОШ № 2" in hidden
    assert len(hidden) < len(matrix.rows)
    for row in matrix.rows:
        if row.label.text not in hidden:
            continue
        page = pages("coordinator", row.label.href)
        assert all(tile.quantity.value is None for tile in block(page, "tiles").tiles)
        points = [point for series in block(page, "trend").series for point in series.points]
        assert points
        assert all(point.value is None for point in points)
        assert all(is_hidden(line.cells[1]) or line.cells[1].quantity.value is None
                   for line in block(page, "classes").rows)  # fmt: skip
        assert block(page, "subjects").rows == ()
    mechanism = pages("coordinator", "/m/preparation?year=2025&period=Y")
    assert not hidden & {series.name for series in block(mechanism, "trend").series}
    assert not hidden & set(block(mechanism, "marks").categories)
    said = json.dumps([concern.sentence for concern in block(pages("coordinator", "/"), "attention").items],
                      ensure_ascii=False)  # fmt: skip
    assert not [name for name in hidden if name in said]


def test_a_municipal_total_is_hidden_when_it_would_give_one_group_away(own_demo: House) -> None:
    """A subject marked in one small class and, elsewhere, in big ones: the total less these is that class."""
    small, subject = 40, "Химия"
    change_marts(
        own_demo,
        "DELETE FROM mark_rollup WHERE school_id = 4 AND class_id <> 40 AND year = 2025 AND checkpoint = 'Y' "
        f"AND subject_id = (SELECT id FROM subject WHERE name = '{subject}')",
    )
    for pages in opened_with(own_demo.settings.var_dir, THRESHOLD):
        address = "/m/totals?year=2025&period=Y"
        assert subject not in {
            line.cells[0].text
            for line in block(
                pages("coordinator", f"/class?unit={small}&year=2025&period=Y"), "subjects"
            ).rows
        }
        lines = {line.cells[0].text: line for line in block(pages("coordinator", address), "components").rows}
        assert all(is_hidden(cell) for cell in lines[subject].cells[1:])
        assert not is_hidden(lines["Русский язык"].cells[1])
        full = {line.cells[0].text: line for line in block(pages("head", address), "components").rows}
        assert full[subject].cells[6].quantity.denominator > 2 * THRESHOLD
