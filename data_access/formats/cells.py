"""One cell of a sheet: its value as text, number or date, and its address.

Every reader of files gives other types for the same cell (9306, 9306.0, «9306»); layouts only ever use these
functions, so that the type never matters.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Sequence
from typing import TypeAlias

from data_access.formats.names import collapse, header_key

Cell: TypeAlias = str | int | float | bool | dt.date | dt.time | dt.timedelta | None
Row: TypeAlias = Sequence[Cell]

_RUSSIAN_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_ISO_DATE = re.compile(r"(\d{4})[-.](\d{1,2})[-.](\d{1,2})")
_TWO_NAMES = re.compile(r"[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё.]*")


def column_letter(column: int) -> str:
    """Letter of a column counted from zero: 0 → `A`, 25 → `Z`, 26 → `AA`."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Address of a cell counted from zero: (320, 4) → `E321`."""
    return f"{column_letter(column)}{row + 1}"


def at(row: Row, column: int | None) -> Cell:
    """The cell of a column; empty when there is no such column or the row is shorter."""
    return row[column] if column is not None and column < len(row) else ""


def text(cell: Cell) -> str:
    """A cell as trimmed text; whole floats lose their «.0», dates become ISO."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return collapse(cell)
    if isinstance(cell, bool):
        return "да" if cell else "нет"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.10g}"
    return cell.date().isoformat() if isinstance(cell, dt.datetime) else str(cell)


def number(cell: Cell) -> float | None:
    """A cell as a finite number; a decimal comma is understood; None for anything else."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell) if math.isfinite(cell) else None
    if isinstance(cell, str) and re.fullmatch(r"\s*-?\d{1,12}(?:[.,]\d{1,12})?\s*", cell):
        return float(cell.strip().replace(",", "."))
    return None


def whole(cell: Cell) -> int | None:
    """A cell as a whole number, None for anything else."""
    value = number(cell)
    return int(value) if value is not None and value.is_integer() else None


def iso_date(cell: Cell) -> str | None:
    """`01.09.2024`, `2024-09-01`, `2024.09.01` or a date cell → ISO; empty → empty; otherwise None."""
    words = text(cell)
    if not words:
        return ""
    russian, iso = _RUSSIAN_DATE.fullmatch(words), _ISO_DATE.fullmatch(words)
    if russian:
        day, month, year = (int(part) for part in russian.groups())
    elif iso:
        year, month, day = (int(part) for part in iso.groups())
    else:
        return None
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def school_year_of(iso: str) -> int:
    """School year of an ISO date: it begins on 1 September."""
    day = dt.date.fromisoformat(iso)
    return day.year if day.month >= 9 else day.year - 1


def header_columns(row: Row) -> dict[str, int]:
    """Header words (as compared) → column; of two equal headers the first counts."""
    columns: dict[str, int] = {}
    for column, cell in enumerate(row):
        key = header_key(text(cell))
        if key:
            columns.setdefault(key, column)
    return columns


def shown(cell: Cell) -> str:
    """Offending text as it may be shown: short, and hidden when it looks like a person's name.

    Columns shifted by one put names where marks are expected; a problem must not carry them.
    """
    words = text(cell)
    if _TWO_NAMES.search(words):
        return "(текст скрыт)"
    return words if len(words) <= 40 else f"{words[:39]}…"
