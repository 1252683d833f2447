"""Vocational preparation (профессиональная подготовка) and where graduates went (распределение выпускников)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from data_access.queries.people import require_names
from data_access.tables import destination, person_name, training_result
from data_access.viewer import Reader


@dataclass(frozen=True, slots=True)
class Training:
    """`kind`, `outcome`: codes of `tables.others`."""

    pupil_id: int
    name: str
    kind: str
    programme: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Destination:
    pupil_id: int
    name: str
    kind: str
    institution: str
    speciality: str


def read_trainings(reader: Reader, class_id: int) -> list[Training]:
    """Of a class that the viewer sees as a whole, by name. Raises Refused without the right to names."""
    require_names(reader, "Сведения об обучающихся")
    columns = training_result.c
    statement = (
        select(columns.pupil_id, person_name.c.full_name, columns.kind, columns.programme, columns.outcome)
        .join(person_name, person_name.c.person_id == columns.pupil_id)
        .where(
            columns.class_id == class_id,
            columns.is_current,
            reader.classes(columns.school_id, columns.class_id),
        )
        .order_by(person_name.c.name_key, columns.kind, columns.programme)
    )
    return [Training(*row) for row in reader.connection.execute(statement)]


def read_destinations(reader: Reader, class_id: int) -> list[Destination]:
    """Of a class that leaves and that the viewer sees as a whole, by name. Raises Refused without names."""
    require_names(reader, "Сведения о выпускниках")
    columns = destination.c
    listed = (
        columns.pupil_id,
        person_name.c.full_name,
        columns.kind,
        columns.institution,
        columns.speciality,
    )
    statement = (
        select(*listed)
        .join(person_name, person_name.c.person_id == columns.pupil_id)
        .where(
            columns.class_id == class_id,
            columns.is_current,
            reader.classes(columns.school_id, columns.class_id),
        )
        .order_by(person_name.c.name_key)
    )
    return [Destination(*row) for row in reader.connection.execute(statement)]


@dataclass(frozen=True, slots=True)
class KindCount:
    """Pupils of a class by kind and outcome; for destinations the outcome is empty."""

    kind: str
    outcome: str
    pupils: int


def count_trainings(reader: Reader, class_id: int) -> list[KindCount]:
    """Counts of results by kind and outcome; no persons, so no right to names is needed."""
    columns = training_result.c
    statement = (
        select(columns.kind, columns.outcome, func.count())
        .where(
            columns.class_id == class_id,
            columns.is_current,
            reader.classes(columns.school_id, columns.class_id),
        )
        .group_by(columns.kind, columns.outcome)
    )
    return reader.once(
        ("training counts", class_id),
        lambda: [KindCount(*row) for row in reader.connection.execute(statement)],
    )


def count_destinations(reader: Reader, class_id: int) -> list[KindCount]:
    """Counts of graduates by where they went; no persons, so no right to names is needed."""
    columns = destination.c
    statement = (
        select(columns.kind, func.count())
        .where(
            columns.class_id == class_id,
            columns.is_current,
            reader.classes(columns.school_id, columns.class_id),
        )
        .group_by(columns.kind)
    )
    return reader.once(
        ("destination counts", class_id),
        lambda: [KindCount(kind, "", n) for kind, n in reader.connection.execute(statement)],
    )
