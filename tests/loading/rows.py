"""Lines of the template, as short as a test can say them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from data_access.formats import template_columns as words
from tests.formats.builders import write_template

SCHOOL = "СОШ № 1"
ANNA, VIKTOR, GLEB = "Абрикосова Анна", "Вишнёв Виктор", "Грушин Глеб"
TEACHER = "Линейкина Лидия Львовна"


def mark(pupil: str, value: str, **more: Any) -> dict[str, Any]:
    """A mark in algebra of 7А for quarter 1 of 2024/2025, unless said otherwise."""
    line = {
        words.YEAR: "2024/2025",
        words.SCHOOL: SCHOOL,
        words.CLASS: "7А",
        words.PUPIL: pupil,
        words.SUBJECT: "Алгебра",
        words.PERIOD: "1 четверть",
        words.MARK: value,
    }
    return line | {getattr(words, name.upper()): said for name, said in more.items()}


def seat(pupil: str, **more: Any) -> dict[str, Any]:
    """A place in 7А for the year 2024/2025."""
    line = {words.YEAR: "2024/2025", words.SCHOOL: SCHOOL, words.CLASS: "7А", words.PUPIL: pupil}
    return line | {getattr(words, name.upper()): said for name, said in more.items()}


def school(name: str = SCHOOL, **more: Any) -> dict[str, Any]:
    line = {words.SHORT_NAME: name, words.KIND: "СОШ"}
    return line | {getattr(words, column.upper()): said for column, said in more.items()}


def write_marks(path: Path, *lines: dict[str, Any]) -> Path:
    return write_template(path, {words.MARKS_SHEET: lines})
