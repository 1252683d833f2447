"""What personal control reads beside the roll-ups: who stands behind the numbers of a school, when periods end.

One statement for all checkpoints, because control is a comparison: a page that shows one checkpoint needs the ones
before it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from data_access.tables import microcomponent, period, person_name
from data_access.viewer import Reader


def read_school_micro(reader: Reader, school_id: int, years: tuple[int, ...]) -> list[Any]:
    """Who stands behind the microcomponents of a school in these years, at every checkpoint.

    Rows: pupil_id, name, class_id, subject_id, teacher_id, year, checkpoint, kind. Empty without the right to names.
    """
    if not reader.viewer.sees_names:
        return []

    def read() -> list[Any]:
        micro = microcomponent.c
        statement = (
            select(
                micro.pupil_id,
                person_name.c.full_name.label("name"),
                micro.class_id,
                micro.subject_id,
                micro.teacher_id,
                micro.year,
                micro.checkpoint,
                micro.kind,
            )
            .join(person_name, person_name.c.person_id == micro.pupil_id)
            .where(
                micro.school_id == school_id,
                micro.year.in_(years),
                reader.subjects(micro.school_id, micro.class_id, micro.subject_id),
            )
        )
        return list(reader.connection.execute(statement))

    return reader.once(("school micro", school_id, years), read)


def read_period_ends(reader: Reader, year: int) -> dict[str, date]:
    """Period code → its last day in a school year; calendars are no secret."""

    def read() -> dict[str, date]:
        statement = select(period.c.code, period.c.ends_on).where(period.c.year == year)
        return {code: ends_on for code, ends_on in reader.connection.execute(statement)}

    return reader.reference(("period ends", year), read)
