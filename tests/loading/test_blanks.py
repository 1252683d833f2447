"""Empty forms beside the drop zone: linked from the page, and what is sent is a workbook under a Russian name."""

from __future__ import annotations

import io
import json
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import select

from dashboard.loading.template_lists import explanations
from data_access.formats import protocol_words
from data_access.formats import template_columns as words
from data_access.formats.blank_protocol import SHEET
from data_access.formats.blank_template import blank_template
from data_access.formats.reading import read_file
from data_access.tables import load
from tests.loading.load_page import LoadPage
from tests.loading.loader import Loader, rows_of
from tests.loading.mechanism_world import SCHOOL, make_world, school_row
from tests.loading.protocols import lists


@pytest.mark.parametrize(
    ("address", "name", "sheets"),
    [
        ("/template.xlsx", "Шаблон загрузки", [*words.SHEETS, *words.EXPLAINING[1:], words.HELP_SHEET]),
        ("/protocol.xlsx", "Протокол работы", [SHEET, protocol_words.HELP_SHEET]),
    ],
)
def test_an_empty_form_is_linked_and_sent(
    empty_app: Flask, address: str, name: str, sheets: list[str]
) -> None:
    page = LoadPage(empty_app, "head")
    assert address in json.dumps(page.open("/data").json)
    answer = page.get(address)
    assert answer.status_code == 200
    assert name in unquote(answer.headers["Content-Disposition"])
    assert openpyxl.load_workbook(io.BytesIO(answer.data)).sheetnames == sheets


def test_codes_and_columns_that_the_template_explains_are_those_that_are_read(tmp_path: Path) -> None:
    """Whatever the two sheets list can be copied into the tables and is loaded without a single problem."""
    loader = Loader(make_world(tmp_path))
    loader.load_rows(lists(schools=(school_row(),)))
    listed = explanations(loader.house.catalogue)
    book = openpyxl.load_workbook(io.BytesIO(blank_template(listed)))
    codes = [row[0] for row in listed[words.INDICATOR_LIST][1:] if row[4] == "школ"]
    assert codes == ["clubs", "covered", "contests"]
    for code in codes:
        book[words.INDICATOR_SHEET].append(
            ["2025/2026", SCHOOL.name, code, 1, 2 if code == "covered" else ""]
        )
    orders = [row[1] for row in listed[words.REGISTER_LIST][1:] if row[0] == "Приказы об объективности"]
    assert orders == ["Номер и дата", "О чём"]
    sheet = book[words.REGISTER_SHEET]
    for column, title in enumerate(orders, start=len(words.REGISTER_COLUMNS) + 1):
        sheet.cell(1, column).value = title
    sheet.append(["Приказы об объективности", "2025/2026", SCHOOL.name, "№ 1", "о наблюдателях"])
    book.save(tmp_path / "filled.xlsx")
    assert read_file(tmp_path / "filled.xlsx", "filled.xlsx").problems == ()
    load_id = loader.load(tmp_path / "filled.xlsx")
    ((counts,),) = rows_of(loader.house, select(load.c.counts).where(load.c.id == load_id))
    assert counts == {"показатели": 3, "строк реестров": 1}
    loader.house.database.engine.dispose()
