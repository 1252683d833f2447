"""Codes of content elements (коды КЭС) as people write them: «1.1; 7.2», «1-8», «7.1-7.3».

A code is text, never a number: 2.10 is another element than 2.1. Excel does not know that and turns codes into
numbers and dates; a date is refused here with the way out, because the code behind it cannot be guessed.
"""

from __future__ import annotations

import datetime as dt
import re

from data_access.formats.cells import Cell, text

MOST_CODES = 60

_CODE = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}")
_DASH = re.compile(r"\s*[-–—]\s*")
_SEPARATOR = re.compile(r"[;,\s]+")
_TOO_MANY = f"кодов больше {MOST_CODES}: укажите только те элементы, которые задание проверяет"
_DATE = "Excel превратил код в дату: задайте ячейке текстовый формат и впишите код заново"


def read_codes(words: str) -> tuple[str, ...]:
    """Codes of a list with ranges written out, without repeats, in the order of the list.

    `ValueError` with a Russian sentence when any part of the list is not a code.
    """
    codes, faults = split_codes(words)
    if faults:
        raise ValueError(faults[0])
    return codes


def split_codes(words: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes of a list, and a Russian sentence for every part of it that is not a code."""
    codes: dict[str, None] = {}
    faults: list[str] = []
    for part in filter(None, _SEPARATOR.split(_DASH.sub("-", words.strip()))):
        try:
            codes |= dict.fromkeys(_expand(part))
        except ValueError as error:
            faults.append(str(error))
        if len(codes) > MOST_CODES:
            return (), (_TOO_MANY,)
    return tuple(codes), tuple(faults)


def codes_of_cell(cell: Cell) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """`split_codes` of a cell; a cell that became a date holds no code any more."""
    if isinstance(cell, dt.date | dt.time | dt.timedelta):
        return (), (_DATE,)
    return split_codes(text(cell))


def _expand(part: str) -> tuple[str, ...]:
    first, dash, last = part.partition("-")
    if not dash:
        return (_normal(first),)
    start, end = _normal(first).split("."), _normal(last).split(".")
    if start[:-1] != end[:-1] or int(start[-1]) > int(end[-1]):
        raise ValueError(f"ряд кодов «{part}» не распознан: ожидается, например, «1-8» или «7.1-7.3»")
    return tuple(".".join((*start[:-1], str(number))) for number in range(int(start[-1]), int(end[-1]) + 1))


def _normal(code: str) -> str:
    """`01.02` → `1.2`: the same element must not be stored under two spellings."""
    if not _CODE.fullmatch(code):
        raise ValueError(f"{_named(code)} — не код КЭС: ожидается, например, «7.2»")
    return ".".join(str(int(number)) for number in code.split("."))


def _named(code: str) -> str:
    """The part at fault; words without a digit are not repeated, in a shifted table they may be a name."""
    return f"«{code}»" if len(code) <= 12 and code[:1].isdecimal() else "часть списка"
