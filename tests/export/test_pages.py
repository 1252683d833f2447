"""The book of each mechanism's page, read back: typed, bound, without a formula, whole in another office program."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from flask import Flask
from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.access.accounts import read_viewer
from dashboard.blocks import Block, Measure, Quantity, State
from dashboard.catalogue import catalogue_of
from tests.support.client import Person
from tests.support.office import convert

NUMBER = re.compile(r"[+−-]?\d+([.,]\d+)?\s?%?")
CODE_COLUMNS = ("№", "код", "п.", "номер", "элемент", "задани", "класс")  # numbers there are names


def pages(server: Flask) -> list[str]:
    parts = server.extensions["parts"]
    with parts.house.database.reading() as connection:
        viewer = read_viewer(connection, "head")
    with parts.desk.reading(viewer) as reader:
        return ["/", *(f"/m/{code}" for code in catalogue_of(reader).mechanisms)]


@pytest.fixture(scope="module")
def books(demo_app: Flask) -> dict[tuple[str, str], bytes]:
    """The book of every mechanism as a head with names and as a coordinator without."""
    found = {}
    for login in ("head", "coordinator"):
        person = Person(demo_app, login)
        for page in pages(demo_app):
            answer = person.client.get("/export.xlsx", query_string={"page": page})
            assert answer.status_code == 200, (login, page)
            found[login, page] = answer.data
    return found


def quantities(part: Any) -> Iterator[Quantity]:
    """Every quantity inside a block, however deep."""
    if isinstance(part, Quantity):
        yield part
    elif isinstance(part, tuple | list):
        for inner in part:
            yield from quantities(inner)
    elif hasattr(part, "__dataclass_fields__"):
        for name in part.__dataclass_fields__:
            yield from quantities(getattr(part, name))


def blocks_of(server: Flask, login: str, page: str) -> tuple[Block, ...]:
    parts = server.extensions["parts"]
    with parts.house.database.reading() as connection:
        viewer = read_viewer(connection, login)
    found: tuple[Block, ...] = parts.desk.open(page, "", viewer).blocks
    return found


def numbers(book: Workbook) -> list[float]:
    cells = (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    return [float(cell.value) for cell in cells if isinstance(cell.value, int | float)]


def test_every_shown_number_is_a_number_in_the_book(
    books: dict[tuple[str, str], bytes], demo_app: Flask
) -> None:
    seen = 0
    for (login, page), content in books.items():
        written = Counter(round(value, 9) for value in numbers(load_workbook(io.BytesIO(content))))
        for block in blocks_of(demo_app, login, page):
            for one in quantities(block):
                if one.state is State.OK and one.value is not None:
                    stored = one.value / 100 if one.measure is Measure.PERCENT else one.value
                    assert written[round(stored, 9)], (login, page, block.key, one)
                    seen += 1
    assert seen > 1000


def test_no_number_is_written_as_text_and_nothing_is_a_formula(books: dict[tuple[str, str], bytes]) -> None:
    as_text: set[tuple[str, ...]] = set()
    for key, content in books.items():
        for sheet in load_workbook(io.BytesIO(content)).worksheets[1:]:
            head = [str(cell.value or "").lower() for cell in sheet[top_of(sheet)]]
            for row in sheet.iter_rows(min_row=top_of(sheet) + 1):
                for title, cell in zip(head, row, strict=False):
                    assert cell.data_type != "f", (key, sheet.title, cell.coordinate)
                    is_name = any(word in title for word in CODE_COLUMNS)
                    if isinstance(cell.value, str) and not is_name and NUMBER.fullmatch(cell.value):
                        as_text.add((key[1], sheet.title, title, cell.value))
    assert as_text == set()


def top_of(sheet: Worksheet) -> int:
    """The row of the table's header: the pane is frozen under it. The first sheet has none."""
    return int(re.sub(r"\D", "", sheet.freeze_panes)) - 1 if sheet.freeze_panes else 1


def chart_references(content: bytes) -> dict[str, list[str]]:
    """Chart → the ranges that it reads."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
        found = {}
        for name in names:
            tree = ElementTree.fromstring(archive.read(name))
            found[name] = [node.text or "" for node in tree.iter() if node.tag.endswith("}f")]
        return found


def test_charts_are_native_and_bound_to_filled_cells_of_their_own_sheet(
    books: dict[tuple[str, str], bytes],
) -> None:
    drawn = 0
    for key, content in books.items():
        book = load_workbook(io.BytesIO(content))
        for name, references in chart_references(content).items():
            assert references, (key, name)
            sheets = {reference.rsplit("!", 1)[0].strip("'") for reference in references}
            assert len(sheets) == 1, (key, name, sheets)
            sheet = book[sheets.pop()]
            cells = [value for reference in references for value in read(sheet, reference)]
            assert any(isinstance(value, int | float) for value in cells), (key, name)
            drawn += 1
    assert drawn > 10


def read(sheet: Worksheet, reference: str) -> list[Any]:
    left, top, right, bottom = range_boundaries(reference.rsplit("!", 1)[1].replace("$", ""))
    rows = sheet.iter_rows(min_row=top, max_row=bottom, min_col=left, max_col=right)
    return [cell.value for row in rows for cell in row]


def test_what_is_hidden_from_the_coordinator_is_a_word_in_the_book_and_carries_no_number(
    books: dict[tuple[str, str], bytes], demo_app: Flask
) -> None:
    hidden = 0
    for page in pages(demo_app):
        mine = [one for block in blocks_of(demo_app, "coordinator", page) for one in quantities(block)]
        closed = [one for one in mine if one.state is State.HIDDEN]
        hidden += len(closed)
        book = load_workbook(io.BytesIO(books["coordinator", page]))
        cells = [cell for sheet in book.worksheets[1:] for row in sheet.iter_rows() for cell in row]
        assert bool(closed) == any(cell.value == "скрыто" for cell in cells), page
        assert all(one.value is None and one.numerator is None for one in closed), page
        assert not any(cell.comment for cell in cells if cell.value == "скрыто"), page
        assert {sheet.sheet_state for sheet in book.worksheets} == {"visible"}, page
    assert hidden


@pytest.mark.slow
def test_every_book_opens_in_libreoffice_with_the_same_cells_and_charts(
    books: dict[tuple[str, str], bytes], tmp_path: Path
) -> None:
    files = []
    for number, content in enumerate(books.values()):
        path = tmp_path / f"book{number}.xlsx"
        path.write_bytes(content)
        files.append(path)
    for path, made in zip(files, convert(files, "xlsx", tmp_path / "office"), strict=True):
        before, after = load_workbook(path), load_workbook(made)
        assert after.sheetnames == before.sheetnames
        assert len(chart_references(made.read_bytes())) == len(chart_references(path.read_bytes()))
        assert Counter(round(value, 6) for value in numbers(after)) == Counter(
            round(value, 6) for value in numbers(before)
        )
