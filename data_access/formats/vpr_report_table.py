"""The table of an aggregate report: its columns, where its groups stand, how many participants each of them counts.

ФИС ОКО prints percents of two decimals; where the report has numbers of participants beside them, those are taken.
Otherwise percents are multiplied by the participants of the group and rounded to a tenth, so that the database holds
counts only: they may differ from the true ones by n · 0,005 % and need not add up to n.

The comparison with the journal has two shapes: three pairs of columns in one row, or (older) three labelled rows and
«Всего» below the name of the group.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from data_access.formats.book import Sheet
from data_access.formats.cells import Cell, at, header_columns, number, text, whole
from data_access.formats.names import header_key
from data_access.formats.vpr_head import HEADER_WITHIN

GROUPS = "группы участников"
PARTICIPANTS, PERCENT = "кол-во участников", "%"
LABELS = {"понизили": "lowered", "подтвердили": "confirmed", "повысили": "raised"}
TOTAL = "всего"
# Percents are printed with one or two decimals each, so their sum is rarely 100 exactly.
SLACK = 1.5
EMPTY = {"", "-", "–", "—"}

Report = Literal["marks", "confirmation", "scores"]


class Unsound(ValueError):
    """The figures of a group cannot be so; the message is a Russian sentence."""


@dataclass(frozen=True, slots=True)
class Table:
    """Where things stand. `values`: columns of percents by what they count; `numbers`: columns of participants beside
    them, empty where the report has none; `is_block`: the older shape of the comparison, one column of each."""

    report: Report
    header: int
    name_column: int
    n_column: int | None
    schools_column: int | None
    values: Mapping[str, int]
    numbers: Mapping[str, int]
    is_block: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A group of participants; `labelled`: rows below its name by label, in the older shape."""

    row: int
    name: str
    labelled: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Counted:
    n: int
    schools: int | None
    counts: tuple[tuple[str, float], ...]


def find_table(sheet: Sheet) -> Table | None:
    """The table of one of the three reports; None when the sheet has none."""
    for index, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        columns = header_columns(row)
        if GROUPS in columns:
            return _table(index, columns)
    return None


def _table(header: int, columns: Mapping[str, int]) -> Table | None:
    report, values, numbers, is_block = _values(columns)
    if report is None:
        return None
    return Table(
        report=report,
        header=header,
        name_column=columns[GROUPS],
        n_column=_first(columns, PARTICIPANTS),
        schools_column=_first(columns, "кол-во оо"),
        values=values,
        numbers=numbers,
        is_block=is_block,
    )


def _values(columns: Mapping[str, int]) -> tuple[Report | None, dict[str, int], dict[str, int], bool]:
    """What the columns say of the report, the columns of percents, those of participants, and the shape."""
    percents, numbers = _of_labels(columns, False), _of_labels(columns, True)
    if len(LABELS) in (len(percents), len(numbers)):
        return "confirmation", percents, numbers, False
    if PERCENT in columns and _first(columns, PARTICIPANTS) is not None:
        return "confirmation", {PERCENT: columns[PERCENT]}, {}, True
    scores = sorted(int(key) for key in columns if key.isdecimal())
    if scores and scores == list(range(len(scores))):
        return "scores", {str(score): columns[str(score)] for score in scores}, {}, False
    if scores == [2, 3, 4, 5]:
        return "marks", {str(mark): columns[str(mark)] for mark in scores}, {}, False
    return None, {}, {}, False


def _of_labels(columns: Mapping[str, int], are_numbers: bool) -> dict[str, int]:
    """Columns of percents, or of participants, of «Понизили», «Подтвердили» and «Повысили»."""
    return {
        name: column
        for label, name in LABELS.items()
        for key, column in columns.items()
        if key.startswith(label) and ("кол-во" in key) == are_numbers
    }


def _first(columns: Mapping[str, int], beginning: str) -> int | None:
    return next((column for key, column in columns.items() if key.startswith(beginning)), None)


def read_groups(sheet: Sheet, table: Table) -> Iterator[Group]:
    """Groups in the order of the sheet."""
    name, row, labelled = "", 0, dict[str, int]()
    for index in range(table.header + 1, len(sheet.rows)):
        words = text(at(sheet.rows[index], table.name_column))
        label = _label(words) if table.is_block else ""
        if label:
            labelled[label] = index
        elif words:
            if name:
                yield Group(row, name, labelled)
            name, row, labelled = words, index, {}
    if name:
        yield Group(row, name, labelled)


def _label(words: str) -> str:
    key = header_key(words)
    if key == TOTAL:
        return TOTAL
    return next((name for label, name in LABELS.items() if key.startswith(label)), "")


def read_counts(sheet: Sheet, table: Table, group: Group) -> Counted:
    """Participants of a group, and how many of them each column counts. Raises Unsound."""
    row = sheet.rows[group.row]
    if table.is_block:
        n, numbers, percents = _labelled(sheet, table, group)
    else:
        n = at(row, table.n_column)
        numbers = {key: at(row, column) for key, column in table.numbers.items()}
        percents = {key: at(row, column) for key, column in table.values.items()}
    participants = _whole(n)
    if not participants:
        raise Unsound("нет участников, строка не загружена")
    if len(numbers) == len(LABELS) and not any(_is_empty(cell) for cell in numbers.values()):
        counts = _within({key: _whole(cell) for key, cell in numbers.items()}, participants)
    else:
        counts = _of_percents(percents, participants)
    schools = at(row, table.schools_column)
    return Counted(participants, None if _is_empty(schools) else _whole(schools), counts)


def _labelled(sheet: Sheet, table: Table, group: Group) -> tuple[Cell, dict[str, Cell], dict[str, Cell]]:
    """Participants, and the cells of the three labelled rows below a group: numbers, percents."""
    missing = [label for label, name in (*LABELS.items(), (TOTAL, TOTAL)) if name not in group.labelled]
    if missing:
        raise Unsound(f"нет строки «{missing[0].capitalize()}», группа не загружена")
    rows = {name: sheet.rows[index] for name, index in group.labelled.items()}
    total = at(rows.pop(TOTAL), table.n_column)
    numbers = {name: at(row, table.n_column) for name, row in rows.items()}
    return total, numbers, {name: at(row, table.values[PERCENT]) for name, row in rows.items()}


def _is_empty(cell: Cell) -> bool:
    return text(cell) in EMPTY


def _whole(cell: Cell) -> int:
    """A number of people; spaces between thousands are allowed, an empty cell is nobody."""
    if _is_empty(cell):
        return 0
    found = whole("".join(cell.split()) if isinstance(cell, str) else cell)
    if found is None or found < 0:
        raise Unsound("количество — не целое число, строка не загружена")
    return found


def _within(counts: Mapping[str, int], n: int) -> tuple[tuple[str, float], ...]:
    """Counts as printed; they may be fewer than the participants, some of whom have no mark in the journal."""
    if sum(counts.values()) > n:
        raise Unsound(f"в сумме больше, чем участников ({n}), строка не загружена")
    return tuple(counts.items())


def _of_percents(cells: Mapping[str, Cell], n: int) -> tuple[tuple[str, float], ...]:
    """Participants made of percents; numbers of participants where the report prints these in the same columns."""
    shares = {key: 0.0 if _is_empty(cell) else number(cell) for key, cell in cells.items()}
    known = {key: share for key, share in shares.items() if share is not None and share >= 0}
    if len(known) < len(shares) or not known:
        raise Unsound("процент — не число, строка не загружена")
    total = sum(known.values())
    if total == n and all(share.is_integer() for share in known.values()):
        return tuple((key, int(share)) for key, share in known.items())
    if abs(total - 100) > SLACK:
        raise Unsound(
            f"проценты в сумме дают {total:.2f}".replace(".", ",") + ", а не 100, строка не загружена"
        )
    return tuple((key, round(share * n / 100, 1)) for key, share in known.items())
