"""«Профподготовка» and «Выпускники» of a school and year as tables of the project's own template."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from data_access.formats import template_columns as t
from seed.demo.graduates import destinations, trainings
from seed.demo.model import Municipality, SchoolClass
from seed.demo.sheets import Value, open_workbook, write_row, write_rows


def write_graduates(path: Path, demo: Municipality, school: str, year: int) -> int:
    """Writes both tables; returns the number of rows."""
    tables = (
        (t.TRAINING_SHEET, _trainings(demo, school, year)),
        (t.DESTINATION_SHEET, _destinations(demo, school, year)),
    )
    count = 0
    with open_workbook(path, year, streaming=True) as book:
        for title, rows in tables:
            sheet = book.add_worksheet(title)
            write_row(sheet, 0, t.SHEETS[title])
            count += write_rows(sheet, rows, first=1) - 1
    return count


def _trainings(demo: Municipality, school: str, year: int) -> Iterator[tuple[Value, ...]]:
    for row in trainings(demo, school, year):
        outcome = t.OUTCOME_WORDS[row.outcome]
        yield (
            *_seat(row.school_class),
            row.pupil.name,
            t.TRAINING_WORDS[row.kind],
            row.programme,
            outcome,
        )


def _destinations(demo: Municipality, school: str, year: int) -> Iterator[tuple[Value, ...]]:
    for row in destinations(demo, school, year):
        kind = t.DESTINATION_WORDS[row.kind]
        yield (
            *_seat(row.school_class),
            row.pupil.name,
            kind,
            row.institution or None,
            row.speciality or None,
        )


def _seat(school_class: SchoolClass) -> tuple[str, str, str]:
    key = school_class.key
    return t.year_words(key.year), key.school, key.name
