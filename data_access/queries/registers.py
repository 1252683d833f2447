"""Lines of registers (реестры): evidence that mechanisms rest on, read with the rights of the viewer.

Names of people stand in the cells of personal registers. Whoever reads without the right to names gets the same
lines with every word in them replaced by a dash, so that counts remain and nothing else does: a name may stand in any
cell that a person fills with words, not only in the one meant for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any, Protocol

from sqlalchemy import ColumnElement, func, or_, select

from data_access.keys import name_key
from data_access.tables import enrolment, person, person_name, register_row, unit
from data_access.viewer import NotFound, Reader

BLANK = "—"
OF_WORDS = ("text", "pupil")  # kinds of columns in which a person may be named
LONGEST_KEY = 300


class KnownColumn(Protocol):
    """What has to be known of a column (`dashboard/catalogue/register.py` has the whole of it)."""

    @property
    def code(self) -> str: ...

    @property
    def kind(self) -> str: ...


class KnownRegister(Protocol):
    """What has to be known of a register."""

    @property
    def code(self) -> str: ...

    @property
    def columns(self) -> Sequence[KnownColumn]: ...

    @property
    def key(self) -> tuple[str, ...]: ...

    @property
    def is_personal(self) -> bool: ...

    @property
    def is_yearly(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Line:
    """A line. `status`: active or closed; `cells`: column code → text, number or ISO date; `load_id`: it came by
    a file."""

    id: int
    register: str
    unit_id: int
    year: int
    cells: dict[str, Any]
    status: str
    author: str
    entered_at: datetime
    load_id: int | None
    line_key: str = ""
    is_current: bool = True


@dataclass(frozen=True, slots=True)
class LineCount:
    """Active lines of a register in one organisation."""

    register: str
    unit_id: int
    n: int
    newest: datetime


_COLUMNS = tuple(register_row.c[name] for name in Line.__dataclass_fields__)


def line_key(register: KnownRegister, cells: Mapping[str, Any]) -> str:
    """What makes a line the same line inside its register, organisation and year: its key cells, however spelt."""
    joined = "|".join(name_key(str(cells.get(code, ""))) for code in register.key)
    if len(joined) <= LONGEST_KEY:
        return joined
    digest = sha256(joined.encode()).hexdigest()[:16]
    return f"{joined[: LONGEST_KEY - len(digest) - 1]}#{digest}"


def read_register(
    reader: Reader,
    register_code: str,
    year: int | None,
    unit_ids: Iterable[int] | None = None,
    with_closed: bool = False,
) -> list[Line]:
    """Lines in force of a register, by organisation and age; `year` None: of every year.

    A register that is not yearly gives the lines that began in the year or before it and are not closed. Without the
    right to names words of personal registers are dashes. Raises NotFound for an unknown register.
    """
    wanted = None if unit_ids is None else tuple(sorted(set(unit_ids)))

    def read() -> list[Line]:
        known = known_register(reader, register_code)
        columns = register_row.c
        statement = select(*_COLUMNS).where(
            columns.register == register_code, columns.is_current, _seen(reader, columns.unit_id)
        )
        if not with_closed:
            statement = statement.where(columns.status == "active")
        if year is not None:
            statement = statement.where(columns.year == year if known.is_yearly else columns.year <= year)
        if wanted is not None:
            statement = statement.where(columns.unit_id.in_(wanted))
        rows = reader.connection.execute(statement.order_by(columns.unit_id, columns.id))
        return _shown(reader, known, [Line(*row) for row in rows])

    return reader.once(("register", register_code, year, wanted, with_closed), read)


def read_lines(reader: Reader, codes: Iterable[str], year: int) -> dict[str, list[Line]]:
    """Active lines of several registers up to a school year, by register: one question for a page of a mechanism.

    A yearly register keeps the lines of every year up to this one, so that years can be set side by side.
    """
    wanted = tuple(sorted(codes))

    def read() -> dict[str, list[Line]]:
        columns = register_row.c
        statement = select(*_COLUMNS).where(
            columns.register.in_(wanted),
            columns.is_current,
            columns.status == "active",
            columns.year <= year,
            _seen(reader, columns.unit_id),
        )
        found: dict[str, list[Line]] = {code: [] for code in wanted}
        for row in reader.connection.execute(statement.order_by(columns.unit_id, columns.id)):
            found[row.register].append(Line(*row))
        return {code: _shown(reader, known_register(reader, code), lines) for code, lines in found.items()}

    return reader.once(("registers", wanted, year), read)


def read_line(reader: Reader, line_id: int) -> Line:
    """One line, in force or not. Raises NotFound, also for one that the viewer does not see."""
    columns = register_row.c
    statement = select(*_COLUMNS).where(columns.id == line_id, _seen(reader, columns.unit_id))
    row = reader.connection.execute(statement).first()
    if row is None:
        raise NotFound("Такой строки реестра нет.")
    found = Line(*row)
    return _shown(reader, known_register(reader, found.register), [found])[0]


def read_line_history(reader: Reader, line: Line) -> list[Line]:
    """Everything that was ever written in this line, newest first."""
    columns = register_row.c
    statement = select(*_COLUMNS).where(
        columns.register == line.register,
        columns.unit_id == line.unit_id,
        columns.year == line.year,
        columns.line_key == line.line_key,
        _seen(reader, columns.unit_id),
    )
    rows = reader.connection.execute(statement.order_by(columns.id.desc()))
    return _shown(reader, known_register(reader, line.register), [Line(*row) for row in rows])


def read_line_counts(reader: Reader, year: int) -> list[LineCount]:
    """How many active lines each register has in each organisation the viewer sees, and when the newest was written.

    A yearly register counts the year; another one everything that began in the year or before it.
    """

    def read() -> list[LineCount]:
        columns = register_row.c
        standing = [code for code, known in _registers(reader).items() if not known.is_yearly]
        statement = (
            select(columns.register, columns.unit_id, func.count(), func.max(columns.entered_at))
            .where(
                columns.is_current,
                columns.status == "active",
                or_(columns.year == year, columns.register.in_(standing) & (columns.year < year)),
                _seen(reader, columns.unit_id),
            )
            .group_by(columns.register, columns.unit_id)
        )
        return [LineCount(*row) for row in reader.connection.execute(statement)]

    return reader.once(("register counts", year), read)


def known_register(reader: Reader, code: str) -> KnownRegister:
    """What the catalogue says of a register. Raises NotFound."""
    found = _registers(reader).get(code)
    if found is None:
        raise NotFound(f"В адресе ошибка: нет реестра «{code}».")
    return found


def _registers(reader: Reader) -> Mapping[str, KnownRegister]:
    """Registers of the catalogue that the reader carries. Raises LookupError in a reader without one."""
    found: Mapping[str, KnownRegister] | None = getattr(reader.catalogue, "registers", None)
    if found is None:
        raise LookupError("this reader was opened without a catalogue; the desk gives it one")
    return found


def _seen(reader: Reader, unit_id: Any) -> ColumnElement[bool]:
    """Organisations seen as a whole, and the municipality itself for those who see all of it."""
    places = select(unit.c.id).where(or_(reader.schools(unit.c.id), reader.municipalities(unit.c.id)))
    seen: ColumnElement[bool] = unit_id.in_(places)
    return seen


def _shown(reader: Reader, known: KnownRegister, lines: list[Line]) -> list[Line]:
    """The lines as this viewer may see them."""
    if reader.viewer.sees_names or not known.is_personal:
        return lines
    words = {column.code for column in known.columns if column.kind in OF_WORDS}
    return [replace(line, cells=_without_words(line.cells, words), line_key="") for line in lines]


def _without_words(cells: Mapping[str, Any], words: set[str]) -> dict[str, Any]:
    """Filled cells of words become dashes, empty ones stay empty: whether there is a mentor is no secret."""
    return {code: BLANK if code in words and value else value for code, value in cells.items()}


def read_pupil_names(reader: Reader, school_id: int, year: int) -> list[str]:
    """Names of the pupils of a school in a year, to be offered in a form; nothing without the right to names."""
    if not reader.viewer.sees_names:
        return []
    statement = (
        select(person_name.c.full_name)
        .join(enrolment, enrolment.c.pupil_id == person_name.c.person_id)
        .join(unit, unit.c.id == enrolment.c.class_id)
        .where(
            unit.c.parent_id == school_id,
            unit.c.year == year,
            enrolment.c.is_current,
            reader.schools(unit.c.parent_id),
        )
        .distinct()
    )
    return sorted(reader.connection.scalars(statement))


def find_pupil(reader: Reader, school_id: int, name: str) -> int | None:
    """The pupil of the school with this name; None when there is none, or more than one. Needs the right to names."""
    if not reader.viewer.sees_names:
        return None
    statement = (
        select(person.c.id)
        .join(person_name, person_name.c.person_id == person.c.id)
        .where(
            person.c.kind == "pupil",
            person.c.school_id == school_id,
            person_name.c.name_key == name_key(name),
            reader.schools(person.c.school_id),
        )
        .limit(2)
    )
    found = list(reader.connection.scalars(statement))
    return int(found[0]) if len(found) == 1 else None
