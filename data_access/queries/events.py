"""Olympiads and contests: how many took part and won at each stage, counted by school and subject."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from data_access.tables import event_result
from data_access.viewer import Reader


@dataclass(frozen=True, slots=True)
class EventCount:
    """`n` results of a school in a subject at a stage with one outcome; codes of `tables.others`."""

    year: int
    event: str
    stage: str
    subject_id: int
    school_id: int
    outcome: str
    n: int


def read_event_counts(reader: Reader) -> list[EventCount]:
    """Counts of every year in the schools that the viewer sees as a whole; no persons."""

    def read() -> list[EventCount]:
        columns = event_result.c
        key = (
            columns.year,
            columns.event,
            columns.stage,
            columns.subject_id,
            columns.school_id,
            columns.outcome,
        )
        statement = (
            select(*key, func.count())
            .where(columns.is_current, reader.schools(columns.school_id))
            .group_by(*key)
        )
        return [EventCount(*row) for row in reader.connection.execute(statement)]

    return reader.once("event counts", read)
