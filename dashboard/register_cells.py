"""Cells of a register line: what was typed becomes a text, a number or an ISO date, or a sentence at its field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dashboard.catalogue import Register
from dashboard.catalogue.register import RegisterColumn
from dashboard.entry_checks import Mistyped, read_number
from data_access.keys import name_key

LONGEST = 300
YES_NO = ("да", "нет")
EARLIEST, LATEST = date(1950, 1, 1), date(2100, 12, 31)
Cell = str | float


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names that columns of schools and subjects may hold, by how they are compared."""

    schools: Mapping[str, str] = field(default_factory=dict)
    subjects: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, schools: Iterable[str], subjects: Iterable[str]) -> KnownNames:
        return cls({name_key(name): name for name in schools}, {name_key(name): name for name in subjects})


def read_cells(
    register: Register, typed: Mapping[str, str], names: KnownNames
) -> tuple[dict[str, Cell], dict[str, str]]:
    """Cells by column code, and a Russian sentence for each column that cannot be taken. Empty cells are left out."""
    cells: dict[str, Cell] = {}
    wrong: dict[str, str] = {}
    for column in register.columns:
        try:
            cell = _cell(column, " ".join(typed.get(column.code, "").split()), names)
        except Mistyped as error:
            wrong[column.code] = str(error)
            continue
        if cell is not None:
            cells[column.code] = cell
    return cells, wrong


def _cell(column: RegisterColumn, text: str, names: KnownNames) -> Cell | None:
    if not text:
        if column.is_required:
            raise Mistyped("Заполните это поле.")
        return None
    if len(text) > LONGEST:
        raise Mistyped(f"Слишком длинно: {len(text)} знаков, помещается {LONGEST}.")
    match column.kind:
        case "number":
            return _number(text, column.most)
        case "date":
            return _day(text)
        case "choice":
            return _one_of(text, {name_key(choice): choice for choice in column.choices})
        case "yes":
            return _one_of(text, {choice: choice for choice in YES_NO})
        case "school":
            return _one_of(text, names.schools)
        case "subject":
            return _one_of(text, names.subjects)
    return text


def _number(text: str, most: float | None) -> float | None:
    found = read_number(text)
    if found is not None and most is not None and found > most:
        raise Mistyped(f"Не больше {most:g}.")
    return found


def _day(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Mistyped("Укажите дату: день, месяц и год.") from error
    if not EARLIEST <= day <= LATEST:
        raise Mistyped(f"Проверьте год: {day.year}.")
    return day.isoformat()


def _one_of(text: str, allowed: Mapping[str, str]) -> str:
    found = allowed.get(name_key(text))
    if found is None:
        raise Mistyped(f"Выберите из списка: «{text[:40]}» в нём нет.")
    return found


def shown_cell(column: RegisterColumn, cell: Any) -> str:
    """A cell as a table shows it."""
    if cell is None or cell == "":
        return ""
    if isinstance(cell, int | float):
        return f"{cell:g}".replace(".", ",")
    if column.kind != "date":
        return str(cell)
    try:
        return f"{date.fromisoformat(str(cell)):%d.%m.%Y}"
    except ValueError:
        return str(cell)
