"""Empty forms beside the drop zone: linked from the page, and what is sent is a workbook under a Russian name."""

from __future__ import annotations

import io
import json
from urllib.parse import unquote

import openpyxl
import pytest
from flask import Flask

from data_access.formats import protocol_words, template_columns
from data_access.formats.blank_protocol import SHEET
from tests.loading.load_page import LoadPage


@pytest.mark.parametrize(
    ("address", "name", "sheets"),
    [
        ("/template.xlsx", "Шаблон загрузки", [*template_columns.SHEETS, template_columns.HELP_SHEET]),
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
