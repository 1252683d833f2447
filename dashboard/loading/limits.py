"""What a row must keep to before it is matched, so that one odd cell costs its row and never the whole file.

The database refuses texts longer than their column, unknown school years and averages outside the scale. By
then the row is one of thousands in a statement; here it still has its cell.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields
from typing import Any, TypeVar

from data_access.formats.rows import MarkRow, Problem, SchoolRef

Row = TypeVar("Row")
LONGEST = 200
LIMITS = {"short_name": 120, "full_name": 400, "name": 400, "oo_code": 20, "login": 40, "variant": 20}
LONGEST_CODE = 40
SCALE = (1.0, 5.0)


def sound(rows: Iterable[Row], years: Collection[int], problems: list[Problem]) -> Iterator[Row]:
    """The rows that can be stored; the others are added to `problems` with their place and reason."""
    for row in rows:
        reason = _fault(row, years)
        if reason:
            problems.append(Problem("error", reason, getattr(row, "place", None)))
        else:
            yield row


def sound_average(row: MarkRow, problems: list[Problem]) -> float | None:
    """The average, unless it is outside the scale of marks: then the mark is read without it."""
    if row.average is None or SCALE[0] <= row.average <= SCALE[1]:
        return row.average
    problems.append(
        Problem("warning", "средний балл не от 1 до 5 и не прочитан", row.place, f"{row.average:g}")
    )
    return None


def _fault(row: Any, years: Collection[int]) -> str:
    for name, text in _texts(row):
        longest = _longest(row, name)
        if len(text) > longest:
            return f"текст длиннее {longest} знаков, строка не загружена"
        if "\0" in text:
            return "в тексте недопустимый знак, строка не загружена"
    year = getattr(row, "year", None)
    if year is not None and year not in years:
        return f"учебный год {year}/{(year + 1) % 100:02d} вне {min(years)}–{max(years)}, строка не загружена"
    return ""


def _texts(row: Any) -> Iterator[tuple[str, str]]:
    for field in fields(row):
        value = getattr(row, field.name)
        if isinstance(value, str):
            yield field.name, value
        elif isinstance(value, SchoolRef):
            yield from _texts(value)


def _longest(row: Any, name: str) -> int:
    if name == "participant" and not row.is_name:
        return LONGEST_CODE
    return LIMITS.get(name, LONGEST)
