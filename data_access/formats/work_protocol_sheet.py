"""Where the parts of a protocol stand on a sheet: captions above, rows of the table, pupils below."""

from __future__ import annotations

from dataclasses import dataclass

from data_access.formats import protocol_words as words
from data_access.formats.book import Sheet
from data_access.formats.cells import Cell, at, shown, text
from data_access.formats.names import header_key
from data_access.formats.rows import Problem

_HEAD_WITHIN = 60
_TITLE_WITHIN = 10
_TITLE = header_key(words.TITLE)
_ROW_KEYS = {header_key(title): title for title in words.TABLE_ROWS}
# Lines that teachers add or repeat below the class: sums, not pupils.
_FOOTERS = frozenset(_ROW_KEYS) | {
    "итого",
    "всего",
    "сумма",
    "среднее",
    "средний балл",
    "процент выполнения",
    "% выполнения",
}


class SheetError(Exception):
    """The sheet cannot be read: `sentence` is for a file of such sheets only, `problem` for one among others."""

    def __init__(self, sheet: Sheet, row: int, column: int, rule: str, cell: Cell = "") -> None:
        super().__init__(rule)
        place = sheet.place(row, column)
        self.problem = Problem("error", f"лист не прочитан: {rule}", place, shown(cell))
        self.sentence = f"Протокол не прочитан. Лист «{place.sheet}», ячейка {place.cell}: {rule}."


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of the table by their words (`protocol_words.TABLE_ROWS`); captions stand above `task_row`."""

    rows: dict[str, int]

    @property
    def task_row(self) -> int:
        return self.rows[words.TASK_ROW]

    @property
    def pupil_row(self) -> int:
        return self.rows[words.PUPIL_ROW]

    def cell(self, sheet: Sheet, title: str, column: int) -> Cell:
        """A cell of one of the rows; empty when the sheet has no such row."""
        return at(sheet.rows[self.rows[title]], column) if title in self.rows else ""

    def pupils(self, sheet: Sheet) -> tuple[int, ...]:
        """Rows below the table that hold something and are not sums."""
        return tuple(
            index
            for index in range(self.pupil_row + 1, len(sheet.rows))
            if any(map(text, sheet.rows[index])) and _first_key(sheet, index) not in _FOOTERS
        )


def is_protocol(sheet: Sheet) -> bool:
    """A title, or the two rows without which a table of scores is none."""
    has_title = any(
        _first_key(sheet, index) == _TITLE for index in range(min(_TITLE_WITHIN, len(sheet.rows)))
    )
    return has_title or {words.TASK_ROW, words.PUPIL_ROW} <= _rows_of(sheet).keys()


def find_table(sheet: Sheet) -> Table:
    """The rows of the table; `SheetError` when one is missing or a second protocol stands below."""
    rows = _rows_of(sheet)
    for title in (words.TASK_ROW, words.MAX_ROW, words.PUPIL_ROW):
        if title not in rows:
            raise SheetError(sheet, 0, 0, f"в столбце A нет строки «{title}»")
    if min(rows.values()) != rows[words.TASK_ROW]:
        raise SheetError(
            sheet, rows[words.TASK_ROW], 0, f"строка «{words.TASK_ROW}» должна быть первой строкой таблицы"
        )
    for index in range(rows[words.PUPIL_ROW] + 1, len(sheet.rows)):
        if _first_key(sheet, index) == _TITLE:
            raise SheetError(sheet, index, 0, "на нём два протокола, разнесите их по разным листам")
    return Table(rows)


def _rows_of(sheet: Sheet) -> dict[str, int]:
    """The first row of each word; looking ends at the row of pupils, below it everything is a pupil."""
    found: dict[str, int] = {}
    for index in range(min(_HEAD_WITHIN, len(sheet.rows))):
        title = _ROW_KEYS.get(_first_key(sheet, index))
        if title is not None:
            found.setdefault(title, index)
        if title == words.PUPIL_ROW:
            break
    return found


def _first_key(sheet: Sheet, index: int) -> str:
    return header_key(text(at(sheet.rows[index], 0)))
