"""Stated indicator values (введённые значения): what is in force, what is a draft, and everything that ever was.

A row is never changed but for its mark of being in force. A draft is open while nothing newer was submitted for the
same indicator, place and school year.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select

from data_access.tables import indicator_entry, unit
from data_access.viewer import Reader


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement; `denominator` None: a count. `load_id`: it came by a file."""

    id: int
    indicator: str
    unit_id: int
    year: int
    numerator: float
    denominator: float | None
    status: str
    note: str
    author: str
    entered_at: datetime
    load_id: int | None
    is_current: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What is in force for an indicator in a place and year, and the draft that is newer than it."""

    submitted: Entry | None = None
    draft: Entry | None = None

    @property
    def newest(self) -> Entry | None:
        """What a form shows: the draft, if one is open."""
        return self.draft or self.submitted


@dataclass(frozen=True, slots=True)
class Progress:
    """Whether an indicator of a place is submitted, and whether a draft is open."""

    indicator: str
    unit_id: int
    is_submitted: bool
    is_draft: bool


_COLUMNS = tuple(indicator_entry.c[name] for name in Entry.__dataclass_fields__)
_E = indicator_entry.c


def read_entries(reader: Reader, unit_id: int, year: int) -> list[Entry]:
    """Everything that one place stated for a school year, oldest first; nothing of a place that is not seen."""

    def read() -> list[Entry]:
        statement = select(*_COLUMNS).where(_E.unit_id == unit_id, _E.year == year, _seen(reader))
        return [Entry(*row) for row in reader.connection.execute(statement.order_by(_E.id))]

    return reader.once(("entries", unit_id, year), read)


def standing_of(entries: Iterable[Entry]) -> dict[str, Standing]:
    """By indicator, what is in force and what is drafted. `entries`: of one place and year, oldest first."""
    found: dict[str, Standing] = {}
    for entry in entries:
        found[entry.indicator] = _after(found.get(entry.indicator, Standing()), entry)
    return found


def _after(known: Standing, entry: Entry) -> Standing:
    """A submitted row closes the drafts before it."""
    if entry.status == "draft":
        return Standing(known.submitted, entry)
    return Standing(entry if entry.is_current else known.submitted, None)


def read_progress(reader: Reader, year: int) -> list[Progress]:
    """What each place that the viewer sees has submitted and drafted for a school year."""

    def read() -> list[Progress]:
        newest = func.max(_E.id)
        statement = (
            select(
                _E.indicator,
                _E.unit_id,
                func.count().filter(_E.is_current),
                newest.filter(_E.status == "draft"),
                newest.filter(_E.status == "submitted"),
            )
            .where(_E.year == year, _seen(reader))
            .group_by(_E.indicator, _E.unit_id)
        )
        return [
            Progress(indicator, unit_id, in_force > 0, (draft or 0) > (submitted or 0))
            for indicator, unit_id, in_force, draft, submitted in reader.connection.execute(statement)
        ]

    return reader.once(("entry progress", year), read)


def read_entry_history(reader: Reader, indicator: str, unit_ids: Iterable[int] | None = None) -> list[Entry]:
    """Every submitted statement of an indicator in the places that the viewer sees, newest first."""
    wanted = None if unit_ids is None else tuple(sorted(set(unit_ids)))

    def read() -> list[Entry]:
        statement = select(*_COLUMNS).where(
            _E.indicator == indicator, _E.status == "submitted", _seen(reader)
        )
        if wanted is not None:
            statement = statement.where(_E.unit_id.in_(wanted))
        return [Entry(*row) for row in reader.connection.execute(statement.order_by(_E.id.desc()))]

    return reader.once(("entry history", indicator, wanted), read)


def _seen(reader: Reader) -> ColumnElement[bool]:
    """Organisations seen as a whole, and the municipality itself for those who see all of it."""
    places = select(unit.c.id).where(or_(reader.schools(unit.c.id), reader.municipalities(unit.c.id)))
    return _E.unit_id.in_(places)
