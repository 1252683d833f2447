"""What a load may state and who loads it: the catalogue, the viewer, and lines of registers that already stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import or_, select

from dashboard.catalogue import Catalogue, catalogue_of
from data_access.formats.rows import Parsed
from data_access.tables import register_row
from data_access.viewer import Reader, Viewer

# (register, place, key of the line) → the school year in which it began
Standing = Mapping[tuple[str, int, str], int]


@dataclass(frozen=True, slots=True)
class Scope:
    """`standing`: lines in force of registers that are not yearly: a file that restates one changes that line."""

    viewer: Viewer
    catalogue: Catalogue
    standing: Standing = field(default_factory=dict)


def read_scope(reader: Reader, parsed: Parsed) -> Scope:
    """The scope of one file; lines are looked up only when it has any."""
    known = catalogue_of(reader)
    lasting = [code for code, register in known.registers.items() if not register.is_yearly]
    standing = _read_standing(reader, lasting) if parsed.registers else {}
    return Scope(reader.viewer, known, standing)


def _read_standing(reader: Reader, registers: list[str]) -> Standing:
    lines = register_row.c
    seen = or_(reader.schools(lines.unit_id), reader.municipalities(lines.unit_id))
    statement = (
        select(lines.register, lines.unit_id, lines.line_key, lines.year)
        .where(lines.register.in_(registers), lines.is_current, lines.status == "active", seen)
        .order_by(lines.year.desc())
    )
    return {(code, place, key): year for code, place, key, year in reader.connection.execute(statement)}
