"""A task of a work as a table describes it: its number, its maximum score and its level of difficulty."""

from __future__ import annotations

import re

from data_access.formats.cells import Cell, text, whole
from data_access.formats.names import collapse, to_cyrillic

MOST_POINTS = 100

# «9», «9.1», «1К1», «10(1)», a criterion on its own as «ГК1» of ОГЭ in Russian; at most twelve characters, which is
# what the table of tasks keeps.
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})?(?:\(\d{1,2}\))?(?:К\d{1,2})?|[ИСГФ]?К\d{1,2}")
_LEVELS = {"Б": "Б", "П": "П", "В": "В", "БАЗОВЫЙ": "Б", "ПОВЫШЕННЫЙ": "П", "ВЫСОКИЙ": "В"}


def read_task_number(cell: Cell) -> str | None:
    """`9,1` → `9.1`, `1K1` → `1К1` in Cyrillic; None when the cell is not a task number."""
    if not isinstance(cell, str | int | float):
        return None
    number = re.sub(r"\s", "", to_cyrillic(text(cell)).upper()).replace(",", ".")
    return number if _NUMBER.fullmatch(number) else None


def read_max_score(cell: Cell) -> int | None:
    """A maximum score from 1 to 100; None for anything else."""
    score = whole(cell)
    return score if score is not None and 1 <= score <= MOST_POINTS else None


def read_level(words: str) -> str | None:
    """`Б`, `п`, Latin `B`, `повышенный` → Б, П, В; empty → empty; None for anything else."""
    cleaned = to_cyrillic(collapse(words)).upper()
    return _LEVELS.get(cleaned) if cleaned else ""
