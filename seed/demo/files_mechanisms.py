"""«Показатели» and «Реестр» of a school year as tables of the project's own template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from dashboard.catalogue import Catalogue
from data_access.formats import template_columns as t
from seed.demo.entries import stated
from seed.demo.model import Municipality
from seed.demo.register_lines import RegisterLine, register_lines
from seed.demo.sheets import Value, open_workbook, russian_date, write_row, write_rows


def write_entries(path: Path, demo: Municipality, known: Catalogue, year: int) -> int:
    """Stated indicators of one year; returns the number of rows."""
    rows: list[Sequence[Value]] = [
        (
            t.year_words(row.year),
            row.organisation,
            row.indicator,
            row.numerator,
            row.denominator,
            row.note or None,
        )
        for row in stated(demo, known)
        if row.year == year
    ]
    with open_workbook(path, year, streaming=True) as book:
        sheet = book.add_worksheet(t.INDICATOR_SHEET)
        write_row(sheet, 0, t.INDICATOR_COLUMNS)
        return write_rows(sheet, rows, first=1) - 1


def write_registers(path: Path, demo: Municipality, known: Catalogue, year: int) -> int:
    """Lines of every register of the profile's mechanisms, a sheet per register; returns the number of lines."""
    count = 0
    with open_workbook(path, year, streaming=True) as book:
        for number, (code, lines) in enumerate(_by_register(demo, known, year).items(), start=1):
            register = known.registers[code]
            sheet = book.add_worksheet(f"{t.REGISTER_SHEET} {number}")
            write_row(sheet, 0, (*t.REGISTER_COLUMNS, *(column.title for column in register.columns)))
            rows = (
                (
                    register.title,
                    t.year_words(line.year),
                    line.organisation,
                    *(_cell(line.cells.get(c.code), c.kind) for c in register.columns),
                )
                for line in lines
            )
            count += write_rows(sheet, rows, first=1) - 1
    return count


def _by_register(demo: Municipality, known: Catalogue, year: int) -> dict[str, list[RegisterLine]]:
    found: dict[str, list[RegisterLine]] = {}
    for line in _wanted(demo, known, year):
        found.setdefault(line.register, []).append(line)
    return found


def _wanted(demo: Municipality, known: Catalogue, year: int) -> Iterator[RegisterLine]:
    for line in register_lines(demo, known.profile, year):
        if known.registers[line.register].mechanism in known.mechanisms:
            yield line


def _cell(value: Value, kind: str) -> Value:
    return russian_date(value) if kind == "date" and isinstance(value, str) else value
