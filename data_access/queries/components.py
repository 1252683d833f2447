"""Microcomponents by class, subject and teacher over several checkpoints at once, and wide reads for hiding.

A page that compares checkpoints would ask one question per checkpoint. Here it asks one in all: either rows
of its own, or a wide read whose answer is filed where the narrow reads of `rollups` look for theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from data_access.queries.rollups import Marks, Pupils, read_pupils
from data_access.tables import mark_rollup, microcomponent, person, person_name, unit
from data_access.viewer import Reader


@dataclass(frozen=True, slots=True)
class ComponentRow:
    """Marks and microcomponents of a class in a subject with one teacher (0: not stated) at a checkpoint.

    `micro_r33` and `micro_r4` have weight 0: they are shown and do not count.
    """

    class_name: str
    letter: str
    grade: int
    class_id: int
    school_id: int
    subject_id: int
    teacher_id: int
    year: int
    checkpoint: str
    n5: int
    n4: int
    n3: int
    n2: int
    n_na: int
    micro_d: int
    micro_na: int
    micro_r3: int
    micro_r33: int
    micro_r4: int

    @property
    def n(self) -> int:
        return self.n5 + self.n4 + self.n3 + self.n2 + self.n_na

    @property
    def micro(self) -> int:
        return self.micro_d + self.micro_na + self.micro_r3


_ROLLED = tuple(
    mark_rollup.c[name]
    for name in ComponentRow.__dataclass_fields__
    if name not in ("class_name", "letter", "grade")
)


def read_component_rows(
    reader: Reader,
    *,
    class_ids: Sequence[int] = (),
    subject_id: int | None = None,
    teacher_id: int | None = None,
    years: Sequence[int] = (),
) -> list[ComponentRow]:
    """Rows at every checkpoint: of these classes, of one subject wherever the viewer sees it, or of one teacher."""
    if not class_ids and subject_id is None and teacher_id is None:
        raise ValueError("read_component_rows needs classes, a subject or a teacher")

    def read() -> list[ComponentRow]:
        columns = mark_rollup.c
        statement = (
            select(unit.c.short_name, unit.c.letter, unit.c.grade, *_ROLLED)
            .join(unit, unit.c.id == columns.class_id)
            .where(reader.subjects(columns.school_id, columns.class_id, columns.subject_id))
        )
        if class_ids:
            statement = statement.where(columns.class_id.in_(class_ids))
        if subject_id is not None:
            statement = statement.where(columns.subject_id == subject_id)
        if teacher_id is not None:
            statement = statement.where(columns.teacher_id == teacher_id)
        if years:
            statement = statement.where(columns.year.in_(years))
        return [ComponentRow(*row) for row in reader.connection.execute(statement)]

    return reader.once(("components", tuple(class_ids), subject_id, teacher_id, tuple(years)), read)


def read_class_micro(reader: Reader, class_ids: Sequence[int]) -> list[Any]:
    """Who stands behind the microcomponents of these classes, in every year and checkpoint.

    Rows: pupil_id, class_id, subject_id, teacher_id, year, checkpoint, kind. Empty without the right to names.
    """
    if not reader.viewer.sees_names:
        return []

    def read() -> list[Any]:
        micro = microcomponent.c
        statement = select(
            micro.pupil_id,
            micro.class_id,
            micro.subject_id,
            micro.teacher_id,
            micro.year,
            micro.checkpoint,
            micro.kind,
        ).where(
            micro.class_id.in_(class_ids),
            reader.subjects(micro.school_id, micro.class_id, micro.subject_id),
        )
        return list(reader.connection.execute(statement))

    return reader.once(("class micro", tuple(class_ids)), read)


def read_subject_teachers(reader: Reader, subject_id: int, year: int) -> dict[int, str]:
    """Names of those who gave marks in a subject, of schools seen as a whole; nobody's without the right."""
    if not reader.viewer.sees_names:
        return {}

    def read() -> dict[int, str]:
        columns = mark_rollup.c
        taught = select(columns.teacher_id).where(columns.subject_id == subject_id, columns.year == year)
        statement = (
            select(person.c.id, person_name.c.full_name)
            .join(person_name, person_name.c.person_id == person.c.id)
            .where(person.c.kind == "teacher", person.c.id.in_(taught), reader.schools(person.c.school_id))
        )
        return {id_: name for id_, name in reader.connection.execute(statement)}

    return reader.once(("subject teachers", subject_id, year), read)


# -- wide reads ----------------------------------------------------------------------------------------


def read_pupils_ahead(reader: Reader, years: Iterable[int]) -> None:
    """Roll-ups of every visible class in one statement, where `read_pupils` finds each of these years."""
    by_year: dict[int, list[Pupils]] = {year: [] for year in years}
    for row in read_pupils(reader):
        if row.year in by_year:
            by_year[row.year].append(row)
    for year, rows in by_year.items():
        _file(reader, ("pupils", None, (), year, None), rows)


def read_marks_ahead(
    reader: Reader, years: Sequence[int], checkpoints: Sequence[str], school_id: int | None = None
) -> None:
    """Marks at these checkpoints of these years in one statement, where `read_marks` finds each pair."""

    def read() -> list[Marks]:
        columns = mark_rollup.c
        statement = select(*(columns[name] for name in Marks.__dataclass_fields__)).where(
            columns.year.in_(years),
            columns.checkpoint.in_(checkpoints),
            reader.subjects(columns.school_id, columns.class_id, columns.subject_id),
        )
        if school_id is not None:
            statement = statement.where(columns.school_id == school_id)
        return [Marks(*row) for row in reader.connection.execute(statement)]

    found: dict[tuple[int, str], list[Marks]] = {(year, code): [] for year in years for code in checkpoints}
    for row in reader.once(("marks ahead", school_id, tuple(years), tuple(checkpoints)), read):
        found[row.year, row.checkpoint].append(row)
    for (year, code), rows in found.items():
        _file(reader, ("marks", school_id, None, None, year, code), rows)


def _file(reader: Reader, key: tuple[Any, ...], rows: list[Any]) -> None:
    reader.once(key, lambda: rows)
