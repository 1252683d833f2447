"""What a row must keep to before it is matched, so that one odd cell costs its row and never the whole file.

The database refuses texts longer than their column, unknown school years and averages outside the scale. By
then the row is one of thousands in a statement; here it still has its cell.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields
from typing import Any, TypeVar

from data_access.formats.rows import CodifierRow, ExamTaskRow, MarkRow, Problem, SchoolRef, TaskRow

Row = TypeVar("Row")
LONGEST = 200
LIMITS = {
    "short_name": 120,
    "full_name": 400,
    "name": 400,
    "oo_code": 20,
    "login": 40,
    "variant": 20,
    "number": 12,
    "code": 20,
    "indicator": 80,
    "note": 400,
    "municipality": 120,
}
LONGEST_CODE = 40
LONGEST_ELEMENT = 400
LONGEST_CODES = 400
LONGEST_LINE = 20_000  # of a register; what a cell may hold is said by the register
_JOINED = {"codes": LONGEST_CODES, "cells": LONGEST_LINE}
SCALE = (1.0, 5.0)
# They join rows inside a file and are never stored.
UNSTORED = frozenset({"key", "work_key"})


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
    if isinstance(row, CodifierRow | ExamTaskRow):
        return _fault_of_exam_year(row.year, years)
    return _fault_of_year(getattr(row, "year", None), years)


def _fault_of_year(year: int | None, years: Collection[int]) -> str:
    if year is None or year in years:
        return ""
    return f"учебный год {year}/{(year + 1) % 100:02d} вне {min(years)}–{max(years)}, строка не загружена"


def _fault_of_exam_year(year: int, years: Collection[int]) -> str:
    """The exam is in the second calendar year of a school year."""
    if year - 1 in years:
        return ""
    return f"год экзамена {year} вне {min(years) + 1}–{max(years) + 1}, строка не загружена"


def _texts(row: Any) -> Iterator[tuple[str, str]]:
    for field in fields(row):
        value = getattr(row, field.name)
        if isinstance(value, str) and field.name not in UNSTORED:
            yield field.name, value
        elif isinstance(value, SchoolRef | TaskRow):
            yield from _texts(value)
        elif field.name == "tasks":
            for task in value:
                yield from _texts(task)
        elif field.name == "codes":
            yield "codes", " ".join(value)
        elif field.name == "cells":
            yield "cells", " ".join(said for _, said in value)


def _longest(row: Any, name: str) -> int:
    if name == "participant" and not row.is_name:
        return LONGEST_CODE
    if name == "title" and isinstance(row, CodifierRow):
        return LONGEST_ELEMENT
    if name in _JOINED:
        return _JOINED[name]
    return LIMITS.get(name, LONGEST)
