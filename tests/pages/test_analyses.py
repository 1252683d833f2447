"""The matrix of `docs/analyses.md` is true: every line opens for its role, with figures, Excel, a refusal, a test."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook

from dashboard.access.accounts import read_viewer
from dashboard.blocks import Matrix, Table
from dashboard.page import Opened
from data_access.viewer import Refused
from tests.support.client import Person

ROOT = Path(__file__).resolve().parents[2]
LEVELS = {"pupil": 5, "class": 6, "teacher": 5, "school": 7, "municipality": 3}


@dataclass(frozen=True)
class Analysis:
    number: int
    level: str
    address: str
    blocks: tuple[str, ...]
    opens: str
    refused: str
    test: str


def analyses() -> list[Analysis]:
    """Lines of the table; a line that lacks a part does not match and is missed by the count."""
    code = r"`([^`]+)`"
    line = re.compile(rf"\| (\d+) \| (\w+) \| [^|]+ \| {code} \| ([^|]+) \| (\w+) \| (\w+) \| {code} \|")
    text = (ROOT / "docs" / "analyses.md").read_text(encoding="utf-8")
    return [
        Analysis(
            int(found[1]), found[2], found[3], tuple(re.findall(code, found[4])), found[5], found[6], found[7]
        )
        for found in line.finditer(text)
    ]


def test_the_matrix_has_every_analysis_of_the_order_with_an_address_and_a_test() -> None:
    listed = analyses()
    assert [one.number for one in listed] == list(range(1, 27))
    assert Counter(one.level for one in listed) == LEVELS
    assert all(one.blocks and one.address.startswith("/") for one in listed)
    for one in listed:
        path = ROOT / one.test
        assert path.is_file(), one.test
        assert re.search(r"^def test_|^    def test_", path.read_text(encoding="utf-8"), re.M), one.test


@pytest.fixture(scope="module")
def ids(demo_app: Flask) -> dict[str, int]:
    """The class of the class teacher, its school, somebody in it, and who teaches it algebra."""
    with demo_app.extensions["parts"].house.database.reading() as connection:
        found = connection.exec_driver_sql(
            "SELECT u.id, u.parent_id FROM access_grant g JOIN unit u ON u.id = g.unit_id "
            "WHERE g.role = 'class_teacher'"
        ).one()
        teacher = connection.exec_driver_sql(
            "SELECT t.teacher_id FROM teaching t JOIN subject s ON s.id = t.subject_id "
            f"WHERE t.class_id = {found.id} AND s.name = 'Алгебра'"
        ).scalar()
        pupil = connection.exec_driver_sql(
            f"SELECT f.pupil_id FROM exam_forecast f JOIN microcomponent m ON m.pupil_id = f.pupil_id "
            f"AND m.class_id = f.class_id AND m.checkpoint = 'Y' WHERE f.class_id = {found.id} ORDER BY 1"
        ).scalar()
    assert teacher
    assert pupil
    return {"class": found.id, "school": found.parent_id, "teacher": teacher, "pupil": pupil}


def opened(demo_app: Flask, login: str, address: str) -> Opened:
    desk = demo_app.extensions["parts"].desk
    with desk.house.database.reading() as connection:
        viewer = read_viewer(connection, login)
    assert viewer is not None
    path, _, query = address.partition("?")
    page: Opened = desk.open(path, query, viewer)
    return page


def has_figures(block: Any) -> bool:
    return isinstance(block, Table | Matrix) and bool(block.rows)


@pytest.mark.parametrize("one", analyses(), ids=lambda one: f"{one.number}-{one.level}")
def test_an_analysis_opens_for_its_role_with_figures_and_is_refused_to_the_wrong_one(
    one: Analysis, demo_app: Flask, ids: dict[str, int], person: Callable[[str], Person]
) -> None:
    address = one.address.format(**ids)
    blocks = {block.key: block for block in opened(demo_app, one.opens, address).blocks}
    for key in one.blocks:
        assert key in blocks, f"{key} is not among {sorted(blocks)}"
        assert has_figures(blocks[key]), f"{key}: {getattr(blocks[key], 'empty', '')}"
    with pytest.raises(Refused):
        opened(demo_app, one.refused, address)
    right, wrong = person(one.opens), person(one.refused)
    assert right.get(address).status_code == 200
    assert wrong.get(address).status_code == 403
    quoted = {"page": address}
    book = right.client.get("/export.xlsx", query_string=quoted)
    assert book.status_code == 200
    sheets = load_workbook(io.BytesIO(book.data), read_only=True)
    titles = {str(sheet.cell(1, 1).value) for sheet in sheets.worksheets}
    for key in one.blocks:
        assert any(blocks[key].title in title for title in titles), (blocks[key].title, titles)
    assert wrong.client.get("/export.xlsx", query_string=quoted).status_code == 403
