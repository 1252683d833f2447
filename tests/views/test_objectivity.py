"""Objectivity: every number of a sentence is one of the check's own, and what was not checked is never «нет»."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from flask import Flask

from dashboard.access.accounts import read_viewer
from dashboard.blocks import Histogram, Letter, Matrix, Table
from dashboard.numbers import format_number
from dashboard.views.objectivity_school import letter_numbers, letter_paragraphs
from dashboard.views.sign_sentences import (
    CHANCE,
    EMPTIED,
    MEASURES,
    NO_CHANCE,
    REASONS,
    TEMPLATES,
    TITLES,
    chance,
    probability,
    sentence,
    verdict,
)
from data_access.queries.signs import NONE, SIGN, UNCHECKED, SignRow, read_signs
from tests.support.client import Person

NUMBERS: Mapping[str, Mapping[str, float]] = {
    "mean": {
        "mean": 14.256,
        "low": 13.5,
        "high": 14.91,
        "reference_low": 12.1,
        "reference_high": 12.64,
        "coefficient": 1.128,
    },
    "mismatch": {"rs": -0.314},
    "rise": {"before": 41.25, "after": 79.9, "ratio": 0.516, "fence": 0.71},
    "fall": {"before": 80.04, "after": 45.0, "ratio": 1.779, "fence": 1.605},
    "lowered": {"count": 20, "pairs": 40, "share": 50.0, "reference_share": 33.33, "limit": 48.2},
    "raised": {"count": 9, "pairs": 40, "share": 22.5, "reference_share": 5.1, "limit": 12.04},
    "border": {"mark": 3, "score": 15, "count": 18, "expected": 5.25, "excess": 2.104, "z": 5.565},
    "twins": {"copies": 7, "largest": 8, "expected": 0.41},
}


def sign(kind: str, **changes: object) -> SignRow:
    made: dict[str, object] = {
        "unit_id": 2, "year": 2025, "kind": kind, "exam": "vpr", "grade": 5, "subject": "Математика",
        "number": 4, "state": SIGN, "reason": "", "n": 45, "value": 1.0, "border": 1.0, "p": 0.0034, "q": 0.0412,
        "reference": "region", "numbers": NUMBERS[kind],
    }  # fmt: skip
    return SignRow(**{**made, **changes})  # type: ignore[arg-type]


def read_back(template: str, text: str) -> dict[str, str]:
    """The numbers of a sentence, by the names its template gives them."""
    pattern = re.escape(template)
    for name in re.findall(r"\{(\w+)\}", template):
        pattern = pattern.replace(re.escape(f"{{{name}}}"), f"(?P<{name}>[−+\\d,\u2009]+)", 1)
    found = re.fullmatch(pattern, text)
    assert found, (template, text)
    return found.groupdict()


@pytest.mark.parametrize("kind", list(TEMPLATES))
def test_the_numbers_of_a_sentence_are_those_of_the_check(kind: str) -> None:
    row = sign(kind)
    words = sentence(row).replace("\u00a0", " ")
    known = {**row.numbers, "n": row.n}
    found = read_back(TEMPLATES[kind], words)
    assert found == {name: format_number(known[name], MEASURES[name]) for name in found}
    assert found.keys() >= row.numbers.keys()


def test_a_border_with_emptied_neighbours_does_not_speak_of_their_mean() -> None:
    row = sign("border", numbers={**NUMBERS["border"], "emptied": 1})
    assert read_back(EMPTIED, sentence(row).replace("\u00a0", " "))["expected"] == "5,3"
    assert "у соседних баллов" not in sentence(row)


def test_chance_is_said_raw_and_corrected_or_why_it_is_not() -> None:
    assert read_back(CHANCE.rstrip("."), chance(sign("mean")).rstrip(".")) == {"p": "0,003", "q": "0,041"}
    assert chance(sign("mean", p=None, q=None)) == NO_CHANCE
    assert probability(0.0001) == "<\u00a00,001"
    assert probability(1.0) == "1,000"


def test_a_sign_that_does_not_hold_is_called_so() -> None:
    words = [verdict(sign("mean", q=q)) for q in (0.05, 0.051, None)]
    assert words == ["держится с поправкой", "в пределах ложных тревог", "без поправки"]


def test_a_provisional_border_says_so() -> None:
    numbers = {**NUMBERS["border"], "provisional": 1}
    assert "Ориентировочно" in sentence(sign("border", numbers=numbers))
    assert "Ориентировочно" not in sentence(sign("border"))


def test_a_letter_holds_the_counts_the_signs_and_what_was_not_checked() -> None:
    rows = [
        sign("mean"),
        sign("fall", number=14, q=0.2),
        sign("mismatch", number=8, state=NONE),
        sign("rise", number=12, state=UNCHECKED, reason="no_cohort", p=None, q=None),
        sign("border", number=None),
    ]
    numbers = letter_numbers(rows)
    assert (numbers.checked, numbers.unchecked, numbers.official) == (3, 1, 2)
    assert (numbers.project_checked, numbers.project, numbers.held) == (1, 1, 2)
    paragraphs = letter_paragraphs("СОШ № 9", 2025, rows)
    opening = [int(found) for found in re.findall(r": (\d+)", paragraphs[0])]
    assert opening == [3, 2, 1, 1, 2]
    assert paragraphs[1].startswith("1. ВПР-5, математика: завышение среднего балла. Средний балл 14,26")
    assert len([text for text in paragraphs if re.match(r"\d\. ", text)]) == 3
    assert "1 из 14 (нет результатов этой параллели годом раньше — 1)" in paragraphs[-2]
    assert "Признак ≠ нарушение" in paragraphs[-1]


def test_a_letter_without_signs_asks_for_nothing() -> None:
    paragraphs = letter_paragraphs("СОШ № 9", 2025, [sign("mean", state=NONE)])
    assert paragraphs[-1] == "Признаков необъективности не показалось, действий не требуется."
    assert letter_paragraphs("СОШ № 9", 2025, []) == ()


# -- the pages of the demonstration --------------------------------------------------------------------------


def blocks(server: Flask, login: str, address: str) -> dict[str, object]:
    parts = server.extensions["parts"]
    with parts.house.database.reading() as connection:
        viewer = read_viewer(connection, login)
    path, _, query = address.partition("?")
    return {block.key: block for block in parts.desk.open(path, query, viewer).blocks}


def test_the_page_calls_unchecked_what_was_not_checked(demo_app: Flask) -> None:
    found = blocks(demo_app, "head", "/m/objectivity?year=2025")["official_signs"]
    assert isinstance(found, Matrix)
    unchecked = {cell.note for row in found.rows for cell in row.cells if cell.text == "○"}
    assert unchecked
    assert unchecked <= {f"не проверялся: {reason}" for reason in REASONS.values()}
    assert {cell.text for row in found.rows for cell in row.cells} <= {"○", "нет", "признак"}
    names = [row.label.text for row in found.rows]
    assert names == sorted(names)


def test_every_sentence_of_the_page_stands_on_the_row_of_its_check(demo_app: Flask) -> None:
    table = blocks(demo_app, "head", "/m/objectivity?year=2025")["alarms"]
    assert isinstance(table, Table)
    parts = demo_app.extensions["parts"]
    with (
        parts.house.database.reading() as connection,
        parts.desk.reading(read_viewer(connection, "head")) as reader,
    ):
        rows = {(TITLES[row.kind], sentence(row)): row for row in read_signs(reader) if row.year == 2025}
    assert len(table.rows) == len(rows) > 0
    for row in table.rows:
        title, words = row.cells[1].text.split(". ")[-1], row.cells[3].text
        known = rows[title, words]
        assert row.cells[5].quantity is not None
        assert row.cells[5].quantity.value == known.n
        assert row.cells[6].text == ("—" if known.p is None else probability(known.p))


def test_the_card_draws_the_reference_behind_and_has_a_letter(demo_app: Flask) -> None:
    found = blocks(demo_app, "director1", "/school/objectivity?unit=2&year=2025")
    histogram, letter = found["histogram"], found["letter"]
    assert isinstance(histogram, Histogram)
    assert isinstance(letter, Letter)
    assert sum(histogram.reference) == pytest.approx(sum(histogram.counts))
    assert histogram.reference_name in ("регион", "остальные школы")
    assert len(letter.paragraphs) >= 2


@pytest.mark.parametrize(
    ("login", "address", "status"),
    [
        ("director1", "/school/objectivity?unit=3", 403),
        ("director1", "/m/objectivity", 403),
        ("teacher", "/school/objectivity?unit=2", 403),
        ("classteacher", "/school/objectivity?unit=2", 403),
        ("director1", "/school/objectivity?unit=2", 200),
        ("coordinator", "/school/objectivity?unit=3", 200),
    ],
)
def test_a_school_is_shown_to_the_department_and_to_its_own_director(
    demo_app: Flask, login: str, address: str, status: int
) -> None:
    assert Person(demo_app, login).get(address).status_code == status
