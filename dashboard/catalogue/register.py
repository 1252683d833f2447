"""A register (реестр) as data: its columns, what makes a line the same line, who keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dashboard.catalogue.reading import Entry, read_source

COLUMN_KINDS = ("text", "number", "date", "choice", "yes", "school", "subject", "pupil")


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """A column. `kind`: text, number, date, choice (one of `choices`), yes (да/нет), school (another school's short
    name), subject (name of a subject), pupil (a name: personal data). `hint` stands in the form, `most` is the
    largest number that the column takes."""

    code: str
    title: str
    kind: str = "text"
    choices: tuple[str, ...] = ()
    is_key: bool = False
    is_required: bool = False
    hint: str = ""
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """A register of a mechanism. `keeper`: who adds lines (director or coordinator); `is_personal`: it holds names.

    `is_yearly`: a line belongs to a school year; otherwise it stands until it is closed.
    """

    code: str
    mechanism: str
    title: str
    clause: str
    keeper: str
    columns: tuple[RegisterColumn, ...]
    purpose: str = ""
    is_personal: bool = False
    is_yearly: bool = True
    level: str = "school"

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(column.code for column in self.columns if column.is_key)


def read_registers(path: Path) -> dict[str, Register]:
    """`registers.toml`: tables `[code]`, each with `columns` on one line apiece. Raises CatalogueError."""
    source = read_source(path)
    return {
        code: _register(code, entry, source.inline(entry, "columns"))
        for code, entry in source.tables().items()
    }


def _register(code: str, entry: Entry, lines: list[Entry]) -> Register:
    columns = tuple(_column(line) for line in lines)
    if not any(column.is_key for column in columns):
        raise entry.wrong(f"реестр «{code}»: ни один столбец не назван ключом (is_key)")
    return entry.make(Register, code=code, columns=columns)


def _column(line: Entry) -> RegisterColumn:
    column = line.make(RegisterColumn, choices=tuple(line.values.get("choices", ())))
    if column.kind not in COLUMN_KINDS:
        raise line.wrong(f"kind — одно из {', '.join(COLUMN_KINDS)}, а не «{column.kind}»")
    if (column.kind == "choice") != bool(column.choices):
        raise line.wrong('choices указывают у столбца kind = "choice", и только у него')
    if column.most is not None and column.kind != "number":
        raise line.wrong('most указывают только у столбца kind = "number"')
    return column
