"""Which schools have classes of a grade in a year: whose results a procedure still waits for."""

from __future__ import annotations

from sqlalchemy import select

from data_access.tables import unit
from data_access.viewer import Reader


def read_grades(reader: Reader, year: int) -> dict[int, frozenset[int]]:
    """Grade → schools with a class of it in the year, of those that the viewer sees as a whole."""

    def read() -> dict[int, frozenset[int]]:
        statement = select(unit.c.grade, unit.c.parent_id).where(
            unit.c.kind == "class", unit.c.year == year, reader.schools(unit.c.parent_id)
        )
        found: dict[int, set[int]] = {}
        for grade, school_id in reader.connection.execute(statement.distinct()):
            found.setdefault(grade, set()).add(school_id)
        return {grade: frozenset(schools) for grade, schools in found.items()}

    return reader.once(("grades of schools", year), read)
