"""Figures of the region and the country, from reports of ФИС ОКО: what schools are compared with. No persons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from data_access.tables import reference_result
from data_access.viewer import Reader


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """One report on one procedure. `counts`: participants by mark, by kind of confirmation or by score."""

    scope: str
    place: str
    year: int
    exam: str
    grade: int
    subject_id: int
    report: str
    n: int
    schools: int | None
    counts: Mapping[str, float]


def read_references(connection: Connection) -> list[ReferenceRow]:
    """The reports in force, in a fixed order."""
    columns = reference_result.c
    names = ("scope", "place", "year", "exam", "grade", "subject_id", "report", "n", "schools", "counts")
    statement = select(*(columns[name] for name in names)).where(columns.is_current).order_by(columns.id)
    return [ReferenceRow(*row) for row in connection.execute(statement)]


def read_scores_of_region(
    reader: Reader, year: int, exam: str, grade: int, subject_id: int
) -> dict[int, float]:
    """Pupils of the region by primary score in one procedure; empty where no report is loaded. No viewer is refused
    them: the region publishes them to its schools."""
    rows = reader.reference("reports of the region", lambda: read_references(reader.connection))
    for row in rows:
        here = (row.year, row.exam, row.grade, row.subject_id)
        if row.scope == "region" and row.report == "scores" and here == (year, exam, grade, subject_id):
            return {int(score): n for score, n in row.counts.items()}
    return {}
