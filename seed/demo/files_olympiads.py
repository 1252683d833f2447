"""«Олимпиады» of a school year as a table of the project's own template."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from data_access.formats import template_columns as t
from seed.demo.model import Municipality
from seed.demo.olympiads import EVENT, olympiad
from seed.demo.sheets import Value, open_workbook, write_row, write_rows


def write_olympiads(path: Path, demo: Municipality, year: int) -> int:
    """Writes every stage; returns the number of rows."""
    with open_workbook(path, year, streaming=True) as book:
        sheet = book.add_worksheet(t.EVENT_SHEET)
        write_row(sheet, 0, t.EVENT_COLUMNS)
        return write_rows(sheet, _rows(demo, year), first=1) - 1


def _rows(demo: Municipality, year: int) -> Iterator[tuple[Value, ...]]:
    for taken in olympiad(demo, year):
        key = taken.school_class.key
        yield (
            t.year_words(year),
            EVENT,
            t.STAGE_WORDS[taken.stage],
            taken.subject,
            key.school,
            key.name,
            taken.pupil.name,
            t.EVENT_OUTCOME_WORDS[taken.outcome],
        )
