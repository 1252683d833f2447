"""How old figures are: when the facts under each kind of source were last loaded or stated.

A data version says that something changed, not what. A screen that nobody clicks has to say of each number when
it was last fed, so this asks the facts themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Table, exists, func, or_, select

from data_access.tables import (
    destination,
    event_result,
    indicator_entry,
    load,
    period_mark,
    register_row,
    unit,
    work,
    work_result,
)
from data_access.viewer import Reader

# Kinds of source as indicators name them (`quality`), and the works that feed them.
JOURNAL, REGISTER, LEAVERS, OLYMPIADS = "журнал", "реестр", "сведения о выпускниках", "протокол олимпиады"
WORKS = {
    "протокол экзамена": ("oge", "ege"),
    "протокол ВПР": ("vpr",),
    "протокол ВПР и экзамена": ("vpr", "oge", "ege"),
    "протокол работы": ("kr", "dr", "akr"),
}


@dataclass(frozen=True, slots=True)
class Ages:
    """Moments in UTC without a zone; a source or an indicator that has no fact is absent."""

    sources: Mapping[str, datetime]
    stated: Mapping[str, datetime]

    def of(self, indicator: str, source: str) -> datetime | None:
        """When the figure of an indicator was last fed: stated by people, or loaded with its source."""
        return self.stated.get(indicator) or self.sources.get(source)


def read_ages(reader: Reader) -> Ages:
    """Ages of what the viewer sees as a whole."""
    found = {
        JOURNAL: _loaded(reader, period_mark),
        LEAVERS: _loaded(reader, destination),
        OLYMPIADS: _loaded(reader, event_result),
        REGISTER: _register(reader),
        **{source: _loaded(reader, work_result, _of_kinds(kinds)) for source, kinds in WORKS.items()},
    }
    return Ages({source: at for source, at in found.items() if at is not None}, _stated(reader))


def _of_kinds(kinds: tuple[str, ...]) -> ColumnElement[bool]:
    return work_result.c.work_id.in_(select(work.c.id).where(work.c.kind.in_(kinds)))


def _loaded(reader: Reader, fact: Table, *conditions: ColumnElement[bool]) -> datetime | None:
    seen = reader.schools(fact.c.school_id)
    fed = exists().where(fact.c.load_id == load.c.id, fact.c.is_current, seen, *conditions)
    statement = select(func.max(load.c.applied_at)).where(load.c.status == "applied", fed)
    found: datetime | None = reader.connection.scalar(statement)
    return found


def _register(reader: Reader) -> datetime | None:
    seen = _places(reader, register_row)
    statement = select(func.max(register_row.c.entered_at)).where(register_row.c.is_current, seen)
    found: datetime | None = reader.connection.scalar(statement)
    return found


def _stated(reader: Reader) -> dict[str, datetime]:
    columns = indicator_entry.c
    statement = (
        select(columns.indicator, func.max(columns.entered_at))
        .where(columns.is_current, _places(reader, indicator_entry))
        .group_by(columns.indicator)
    )
    return {code: at for code, at in reader.connection.execute(statement)}


def _places(reader: Reader, fact: Table) -> ColumnElement[bool]:
    places = select(unit.c.id).where(or_(reader.schools(unit.c.id), reader.municipalities(unit.c.id)))
    return fact.c.unit_id.in_(places)
