"""Wrong files through POST /upload: a sentence for the person, nothing in the tables, nothing in memory."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from data_access.formats import template_columns as words
from data_access.formats.registry import LAYOUTS
from data_access.tables import load
from tests.formats.builders import write_csv, write_rows
from tests.formats.hostile import sheet_xml, text_cell, write_parts, write_zip
from tests.loading.class_report import write_class_report
from tests.loading.load_page import LoadPage
from tests.loading.loader import rows_of
from tests.loading.rows import ANNA, mark
from tests.loading.snapshots import digest

MEGABYTE = 2**20
MARKS = [list(words.MARK_COLUMNS), [mark(ANNA, "4").get(column, "") for column in words.MARK_COLUMNS]]


@pytest.fixture(scope="module")
def page(empty_app: Flask) -> LoadPage:
    """The head at the page of uploads."""
    return LoadPage(empty_app, "head")


def truncated(path: Path) -> None:
    whole = write_class_report(path).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def bomb(path: Path) -> None:
    """Ten thousand to one: a sheet of 200 megabytes in a few kilobytes."""
    write_parts(path, sheet_xml(f'<row r="1">{text_cell("A1", "а" * 200 * MEGABYTE)}</row>'))


def broken_csv(path: Path) -> None:
    path.write_bytes("Школа;Класс;".encode("cp1251") + b"\x98\x00\x98" + bytes(range(256)))


def sparse(path: Path, size: int) -> None:
    with path.open("wb") as file:
        file.truncate(size)


WRONG: dict[str, Callable[[Path], object]] = {
    "половина.xlsx": truncated,
    "архив.xlsx": lambda path: write_zip(path, ("readme.txt",)),
    "бомба.xlsx": bomb,
    "испорчен.csv": broken_csv,
    "снимок.png": lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000)),
    "приказ.pdf": lambda path: path.write_bytes(b"%PDF-1.7\n" + bytes(2000)),
    "пустой.xlsx": lambda path: path.write_bytes(b""),
    "меню.xlsx": lambda path: write_rows(path, {"Меню": [["Завтрак", "Обед"], ["каша", "суп"]]}),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_gets_a_sentence_and_changes_nothing(page: LoadPage, tmp_path: Path, name: str) -> None:
    house = page.server.extensions["parts"].house
    before = digest(house)
    WRONG[name](tmp_path / name)
    answer = page.send(tmp_path / name)
    assert answer.status_code == 422
    sentence = sentence_of(answer.json)
    assert digest(house) == before
    rejected = select(load.c.failure).where(load.c.file_name == name, load.c.status == "rejected")
    assert rows_of(house, rejected) == [(sentence,)]
    assert list((house.settings.var_dir / "incoming").iterdir()) == []


def sentence_of(answer: object) -> str:
    assert isinstance(answer, dict)
    sentence = answer["error"]
    assert isinstance(sentence, str)
    assert re.match(r"[А-ЯЁ«].{20,}[.!]$", sentence, re.DOTALL), sentence
    return sentence


def test_a_workbook_of_no_known_layout_is_told_which_layouts_there_are(
    page: LoadPage, tmp_path: Path
) -> None:
    answer = page.send(write_rows(tmp_path / "меню.xlsx", {"Меню": [["каша"]]}))
    sentence = sentence_of(answer.json)
    assert all(layout.title.split(" («")[0].split(":")[0] in sentence for layout in LAYOUTS)


def test_no_file_at_all_gets_a_sentence(page: LoadPage) -> None:
    for data in ({}, {"file": ""}, {"other": "x"}):
        answer = page.client.post("/upload", data=data)
        assert (answer.status_code, answer.json) == (400, {"error": "Файл не выбран."})


@pytest.mark.parametrize("encoding", ["cp1251", "utf-8-sig"])
def test_a_csv_of_either_encoding_is_read(page: LoadPage, tmp_path: Path, encoding: str) -> None:
    page.upload(write_csv(tmp_path / f"{encoding}.csv", MARKS, encoding=encoding))
    assert page.questions()[0].label == "СОШ № 1"


@pytest.mark.parametrize(("megabytes", "status"), [(60, 413), (19, 422)])
def test_a_large_file_is_answered_without_being_held_in_memory(
    page: LoadPage, tmp_path: Path, megabytes: int, status: int
) -> None:
    """60 MB are refused, 19 MB are allowed and streamed to disk; neither is ever in memory."""
    house = page.server.extensions["parts"].house
    sparse(tmp_path / "large.xlsx", megabytes * MEGABYTE)
    page.send(tmp_path / "large.xlsx")
    before = digest(house)
    start = reset_peak()
    answer = page.send(tmp_path / "large.xlsx")
    grown = peak() - start
    assert answer.status_code == status
    sentence_of(answer.json)
    assert digest(house) == before
    assert grown < min(megabytes, 60) * MEGABYTE // 2


def reset_peak() -> int:
    """Forgets the largest memory so far; skips where the system does not count it."""
    control = Path("/proc/self/clear_refs")
    if not control.exists():
        pytest.skip("needs /proc")
    control.write_text("5")
    return peak()


def peak() -> int:
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found
    return 1024 * int(found[1])
