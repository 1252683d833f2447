"""Where graduates of grades 9 and 11 went, counted by school and year; no persons."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from data_access.tables import destination, unit
from data_access.viewer import Reader


@dataclass(frozen=True, slots=True)
class Flow:
    """`n` graduates of a grade of a school who went one way. `kind`: a code of `tables.others.DESTINATIONS`."""

    year: int
    school_id: int
    grade: int
    kind: str
    n: int


def read_flows(reader: Reader) -> list[Flow]:
    """Flows of every year from the schools that the viewer sees as a whole."""

    def read() -> list[Flow]:
        columns = destination.c
        key = (columns.year, columns.school_id, unit.c.grade, columns.kind)
        statement = (
            select(*key, func.count())
            .join(unit, unit.c.id == columns.class_id)
            .where(columns.is_current, reader.schools(columns.school_id))
            .group_by(*key)
        )
        return [Flow(*row) for row in reader.connection.execute(statement)]

    return reader.once("graduate flows", read)
