"""A table of the template recognised by its header row, wherever its columns stand.

Columns with personal details the system has no use for are never read: their values do not leave the opened
file. A register is the one open table: it has three columns of its own and, after them, those of the register,
which only the catalogue of the program knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from data_access.formats import template_columns as words
from data_access.formats.book import Sheet
from data_access.formats.cells import Row, header_columns, shown, text
from data_access.formats.names import collapse, header_key
from data_access.formats.rows import Problem

_HEADER_WITHIN = 5
# Whole words, so that «Инновации» of a register is not taken for «ИНН», nor «Адресная помощь» for an address. How
# many children of a school have special needs (ОВЗ) is no detail of one of them.
_REFUSED = re.compile(
    r"\b(?:паспорт\w*|снилс|инн|адрес\w{0,2}|диагноз\w*|инвалид\w*|(?<!численность детей с )овз"
    r"|здоровь(?:е|я|ю|ем)|телефон\w*|почт[аыуе]"
    r"|дат[аыу] рожд\w*|национальност\w*|полис\w*|серия|номер документа)\b"
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table seen in a header row: the columns it knows, those it cannot do without, and those of its register."""

    name: str
    header_row: int
    columns: dict[str, int]
    missing: tuple[str, ...]
    others: dict[str, int] = field(default_factory=dict)

    @property
    def likeness(self) -> tuple[int, bool]:
        """How well the header fits: «Отметки» hold all columns of «Обучающиеся», so most columns win."""
        return len(self.columns) + len(self.others), not self.missing

    def is_meant(self, sheet: Sheet) -> bool:
        """Complete, or so nearly that only a person's slip explains the difference."""
        if self.name == words.REGISTER_SHEET:
            return not self.missing or (words.REGISTER in self.columns and len(self.missing) == 1)
        is_one_short = len(self.missing) == 1 and len(words.REQUIRED[self.name]) > 3
        return not self.missing or is_one_short or (sheet.title == self.name and bool(self.columns))

    def column(self, title: str) -> int | None:
        """Where a column stands."""
        return self.others.get(title, self.columns.get(title))


def find_table(sheet: Sheet) -> Table | None:
    """The table that the first rows of a sheet begin; None when it is no table of the template."""
    for index, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
        table = max(_tables(row, index), key=lambda candidate: candidate.likeness)
        if table.is_meant(sheet):
            return table
    return None


def _tables(row: Row, index: int) -> Iterator[Table]:
    """A header row seen as each of the tables."""
    found = header_columns(row)
    for name, titles in words.SHEETS.items():
        columns = {title: found[header_key(title)] for title in titles if header_key(title) in found}
        missing = tuple(title for title in words.REQUIRED[name] if title not in columns)
        is_register = name == words.REGISTER_SHEET and words.REGISTER in columns
        others = _of_register(row, columns) if is_register else {}
        yield Table(name, index, columns, missing, others)


def _of_register(row: Row, own: dict[str, int]) -> dict[str, int]:
    """Every other column. A register may have a column «Организация», too: the first one is the table's."""
    others: dict[str, int] = {}
    seen: set[str] = set()
    for column, cell in enumerate(row):
        title = collapse(text(cell))
        key = header_key(title)
        if key and key not in seen and column not in own.values() and not _REFUSED.search(key):
            seen.add(key)
            others[title] = column
    return others


def header_warnings(sheet: Sheet, table: Table) -> Iterator[Problem]:
    """Columns that are not read are named once, so that nobody believes they were."""
    known = {header_key(column) for column in (*words.SHEETS[table.name], *table.others)}
    for key, column in header_columns(sheet.rows[table.header_row]).items():
        if key in known:
            continue
        reason = "не распознан и не прочитан"
        if _REFUSED.search(key):
            reason = "не прочитан: такие личные сведения система не хранит, удалите их из файла"
        title = shown(sheet.rows[table.header_row][column])
        yield Problem("warning", f"столбец «{title}» {reason}", sheet.place(table.header_row, column))
