"""Downloads: the rows of the page, numbers as numbers, no formula from data, a passport that describes them."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from dashboard.public.files import DANGEROUS, FIELDS, csv_file, lines, passport_file, xlsx_file
from dashboard.public.release import Release
from tests.access.foreign import everybody
from tests.export.test_safety import PAYLOADS
from tests.public.conftest import YEAR, Department


@pytest.fixture(scope="module")
def release(published: Department) -> Release:
    return published.publication.shown()[0]


def rows_of(content: bytes) -> list[list[str]]:
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def poisoned(release: Release, payload: str) -> Release:
    """The payload in every text that comes from a file or a profile."""
    texts = ("title", "full_title", "unit", "formula", "warning", "clause", "source", "why", "group")
    one = replace(release.indicators[0], **dict.fromkeys(texts, payload))
    places = tuple(replace(place, name=payload, full_name=payload) for place in one.places)
    return replace(release, place=payload, indicators=(replace(one, places=places),))


def test_the_csv_opens_in_a_spreadsheet_here_and_holds_every_figure(
    published: Department, release: Release
) -> None:
    answer = published.citizen.get("/open/data.csv")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.mimetype == "text/csv"
    assert f"education-quality-{YEAR}.csv" in answer.headers["Content-Disposition"]
    head, *body = rows_of(answer.data)
    assert head == list(FIELDS)
    assert len(body) == len(list(lines(release)))
    for row, (one, _, _, figure) in zip(body, lines(release), strict=True):
        written = row[head.index("value")]
        assert (float(written.replace(",", ".")) if written else None) == figure.value, one.code
        assert row[head.index("behind")] in ("", "10 и больше")
    first = answer.data.decode("utf-8-sig").splitlines()[1]
    assert first.startswith('"')
    assert first.endswith('"')


def test_the_workbook_holds_the_same_rows_with_numbers_as_numbers(
    published: Department, release: Release
) -> None:
    book = load_workbook(io.BytesIO(published.citizen.get("/open/data.xlsx").data))
    assert book.sheetnames == ["Данные", "Описание"]
    _, *body = list(book["Данные"].values)
    column = list(FIELDS).index("value")
    found = [row[column] for row in body]
    assert [value if isinstance(value, int | float) else None for value in found] == [
        figure.value for *_, figure in lines(release)
    ]
    assert len(list(book["Описание"].values)) > len(release.indicators)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_becomes_a_formula_or_a_link(payload: str, release: Release) -> None:
    evil = poisoned(release, payload)
    for row in rows_of(csv_file(evil)):
        assert not [text for text in row if text.startswith(DANGEROUS) and not _is_number(text)]
    with zipfile.ZipFile(io.BytesIO(xlsx_file(evil))) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
    assert len(sheets) == 2
    assert not [sheet for sheet in sheets if "<f>" in sheet or "<hyperlink" in sheet]


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", "."))
    except ValueError:
        return False
    return True


def test_the_passport_describes_every_field_state_and_indicator(
    published: Department, release: Release
) -> None:
    passport = json.loads(published.citizen.get("/open/description.json").data)
    assert [field["name"] for field in passport["fields"]] == list(FIELDS)
    assert [one["code"] for one in passport["indicators"]] == [one.code for one in release.indicators]
    assert all(one["formula"] and one["clause"] and one["unit"] for one in passport["indicators"])
    body = rows_of(csv_file(release))[1:]
    assert {row[list(FIELDS).index("state")] for row in body} <= set(passport["states"].values())
    assert release.place in passport["licence"]
    for file in passport["files"]:
        assert published.citizen.get(file["href"]).status_code == 200


def test_no_person_is_in_any_file(published: Department, release: Release) -> None:
    people = everybody(published.server)
    with zipfile.ZipFile(io.BytesIO(xlsx_file(release))) as archive:
        text = "".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())
    text += csv_file(release).decode() + passport_file(release).decode()
    assert "МАОУ «Лицей» п. Пелым" in text
    assert not [name for name in people if name in text]


def test_a_file_of_an_earlier_year_is_that_years(published: Department) -> None:
    body = rows_of(published.citizen.get(f"/open/data.csv?year={YEAR - 1}").data)[1:]
    assert {row[0] for row in body} == {"2024/25"}
