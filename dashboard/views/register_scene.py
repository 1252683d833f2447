"""Registers of a mechanism as a page needs them: lines of the year, names of organisations, words for cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.blocks import Cell, Measure, Quantity
from dashboard.catalogue import catalogue_of
from dashboard.methods.ordering import natural_key
from dashboard.numbers import format_date, format_year
from dashboard.selection import Selection
from dashboard.views.mechanism import mechanism_of
from data_access.queries.places import read_municipality, read_schools
from data_access.queries.registers import Line, read_lines
from data_access.viewer import Reader

BESIDE = {"low_results": ("courses",)}  # registers of other mechanisms that blocks of a page read too


@dataclass(frozen=True, slots=True)
class Scene:
    """Lines of the registers of a mechanism up to the chosen year."""

    year: int
    lines: Mapping[str, list[Line]]
    names: Mapping[int, str]

    def of_year(self, register: str, year: int | None = None) -> list[Line]:
        """Lines of one school year, by organisation in natural order."""
        wanted = self.year if year is None else year
        return self._ordered(line for line in self.lines[register] if line.year == wanted)

    def standing(self, register: str) -> list[Line]:
        """Lines of a register that is not yearly: whatever began and was not closed."""
        return self._ordered(self.lines[register])

    def _ordered(self, lines: Iterable[Line]) -> list[Line]:
        return sorted(lines, key=lambda line: natural_key(self.names.get(line.unit_id, "")))

    def name(self, line: Line) -> str:
        return self.names.get(line.unit_id, "")


def scene(selection: Selection, reader: Reader) -> Scene:
    """One question to the database for all registers of the mechanism."""
    mechanism = mechanism_of(selection, reader)
    catalogue = catalogue_of(reader)
    codes = [register.code for register in catalogue.registers_of(mechanism.code)]
    codes += [code for code in BESIDE.get(mechanism.code, ()) if code in catalogue.registers]
    year = selection.year or 0
    top = read_municipality(reader)
    names = {top.id: top.short_name, **{school.id: school.short_name for school in read_schools(reader)}}
    return Scene(year, read_lines(reader, codes, year), names)


def number(line: Line, column: str) -> float:
    """A number of a line; an empty cell is 0 in a sum."""
    value = line.cells.get(column)
    return float(value) if isinstance(value, int | float) else 0.0


def total(lines: Iterable[Line], column: str) -> float:
    return sum(number(line, column) for line in lines)


def day(line: Line, column: str) -> date | None:
    value = line.cells.get(column)
    return date.fromisoformat(value) if isinstance(value, str) and value else None


def day_cell(line: Line, column: str) -> Cell:
    found = day(line, column)
    return Cell(format_date(found) if found else "—")


def words(line: Line, column: str) -> str:
    value: Any = line.cells.get(column)
    return str(value) if value not in (None, "") else "—"


def count_cell(value: float) -> Cell:
    return Cell(quantity=Quantity(value, Measure.COUNT))


def register_source(selection: Selection, title: str) -> str:
    return f"Источник: реестр «{title}», {format_year(selection.year or 0)} учебный год"


def register_href(selection: Selection, register: str, unit: int | None = None) -> str:
    return Selection("/register", unit, year=selection.year, register=register).address


def empty_words(title: str) -> str:
    """Why a block of a register has nothing, and where it is filled in."""
    return f"В реестре «{title}» за этот год записей нет. Заполните его в разделе «Реестры» или загрузите файлом."
