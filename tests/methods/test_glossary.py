"""The glossary is kept true: alphabetical, complete for the methods, its names exist in the code."""

from __future__ import annotations

import re
from pathlib import Path

from dashboard.methods.categories import Category
from dashboard.methods.components import MicroType
from dashboard.methods.ordering import natural_key

ROOT = Path(__file__).parents[2]
LINES = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
TABLE = [[cell.strip() for cell in line.strip("|").split("|")] for line in LINES if line.startswith("|")][2:]


def code_names() -> list[str]:
    return re.findall(r"`([A-Za-z_.0-9]+)`", " ".join(row[1] for row in TABLE))


def test_terms_stand_once_and_in_alphabetical_order() -> None:
    terms = [row[0] for row in TABLE]
    assert len(terms) > 50
    assert terms == sorted(set(terms), key=natural_key)


def test_every_row_has_a_term_a_name_a_meaning_and_a_source() -> None:
    assert [row for row in TABLE if len(row) != 4 or not all(row)] == []


def test_every_name_in_the_glossary_exists_in_the_code() -> None:
    files = [path for room in ("dashboard", "data_access") for path in (ROOT / room).rglob("*.py")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    words = set(re.findall(r"[A-Za-z_][A-Za-z_0-9]*", code))
    missing = {name for name in code_names() if not set(name.split(".")) <= words}
    assert missing == set()


def test_every_category_and_type_of_microcomponent_is_explained() -> None:
    explained = set(code_names())
    assert {f"MicroType.{micro_type.name}" for micro_type in MicroType} <= explained
    assert {f"Category.{one.name}" for one in Category if one is not Category.NONE} <= explained
