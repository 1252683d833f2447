"""Marts: indicator values of units, pupils by category, marks and microcomponents by subject and teacher."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from data_access.queries.places import CHECKPOINT_ORDER
from data_access.tables import class_rollup, indicator_value, mark_rollup, subject, unit
from data_access.viewer import Reader


@dataclass(frozen=True, slots=True)
class Value:
    """An indicator of a unit at a checkpoint, as numerator and denominator; `n` pupils behind it."""

    indicator: str
    unit_id: int
    year: int
    checkpoint: str
    numerator: float
    denominator: float
    n: int


def read_values(
    reader: Reader,
    unit_ids: list[int],
    checkpoint: str | tuple[str, ...] | None = None,
    indicators: tuple[str, ...] = (),
    years: tuple[int, ...] = (),
) -> list[Value]:
    """Values of these units. Units that the viewer does not see as a whole give nothing."""

    def read() -> list[Value]:
        columns = indicator_value.c
        statement = (
            select(
                columns.indicator,
                columns.unit_id,
                columns.year,
                columns.checkpoint,
                columns.numerator,
                columns.denominator,
                columns.n,
            )
            .join(unit, unit.c.id == columns.unit_id)
            .where(columns.unit_id.in_(unit_ids), _seen(reader))
        )
        if checkpoint is not None:
            checkpoints = (checkpoint,) if isinstance(checkpoint, str) else checkpoint
            statement = statement.where(columns.checkpoint.in_(checkpoints))
        if indicators:
            statement = statement.where(columns.indicator.in_(indicators))
        if years:
            statement = statement.where(columns.year.in_(years))
        return [Value(*row) for row in reader.connection.execute(statement)]

    return reader.once(("values", tuple(unit_ids), checkpoint, indicators, years), read)


def _seen(reader: Reader) -> ColumnElement[bool]:
    """Units seen as a whole; the municipality itself only by those who see all of it."""
    school = and_(unit.c.kind == "school", reader.schools(unit.c.id))
    in_class = and_(unit.c.kind == "class", reader.classes(unit.c.parent_id, unit.c.id))
    if not reader.viewer.sees_municipality:
        return or_(school, in_class)
    whole = unit.c.kind.in_(("municipality", "region"))
    return or_(school, in_class, and_(whole, reader.municipalities(unit.c.id)))


@dataclass(frozen=True, slots=True)
class Pupils:
    """Pupils of a class at a checkpoint by category and reserve, with counted microcomponents."""

    class_name: str
    class_id: int
    school_id: int
    grade: int
    year: int
    period: str
    checkpoint: str
    n: int
    n_exc: int
    n_good: int
    n_sat: int
    n_fail: int
    n_none: int
    n_one4: int
    n_one3: int
    n_two3: int
    n_fail_one: int
    n_not_attested: int
    n_subjects: int
    micro_d: int
    micro_na: int
    micro_r3: int
    micro_pupils: int
    components: int

    @property
    def micro(self) -> int:
        return self.micro_d + self.micro_na + self.micro_r3


_PUPILS = (
    unit.c.short_name,
    *(class_rollup.c[name] for name in Pupils.__dataclass_fields__ if name != "class_name"),
)


def read_pupils(
    reader: Reader,
    *,
    school_id: int | None = None,
    class_ids: list[int] | None = None,
    year: int | None = None,
    checkpoint: str | None = None,
) -> list[Pupils]:
    """Roll-ups of classes that the viewer sees as a whole."""

    def read() -> list[Pupils]:
        columns = class_rollup.c
        statement = (
            select(*_PUPILS)
            .join(unit, unit.c.id == columns.class_id)
            .where(reader.classes(columns.school_id, columns.class_id))
        )
        if school_id is not None:
            statement = statement.where(columns.school_id == school_id)
        if class_ids is not None:
            statement = statement.where(columns.class_id.in_(class_ids))
        if year is not None:
            statement = statement.where(columns.year == year)
        if checkpoint is not None:
            statement = statement.where(columns.checkpoint == checkpoint)
        return [Pupils(*row) for row in reader.connection.execute(statement)]

    key = ("pupils", school_id, tuple(class_ids or ()), year, checkpoint)
    return reader.once(key, read)


def read_school_pupils(reader: Reader, school_id: int, checkpoint: str) -> list[Pupils]:
    """Roll-ups of a school's visible classes at a checkpoint in every year.

    The whole school is read once and sifted here: the pickers, the cohort and the rating all need it.
    """
    return [row for row in read_pupils(reader, school_id=school_id) if row.checkpoint == checkpoint]


def filled_checkpoints(rows: list[Pupils]) -> dict[int, list[str]]:
    """Which checkpoints have marks: year → codes in order."""
    found: dict[int, set[str]] = {}
    for row in rows:
        found.setdefault(row.year, set()).add(row.checkpoint)
    return {year: sorted(found[year], key=CHECKPOINT_ORDER.__getitem__) for year in sorted(found)}


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks and microcomponents of one group: counts of marks and of microcomponents by type."""

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

    @property
    def n(self) -> int:
        return self.n5 + self.n4 + self.n3 + self.n2 + self.n_na

    @property
    def micro(self) -> int:
        return self.micro_d + self.micro_na + self.micro_r3


_MARKS = tuple(mark_rollup.c[name] for name in Marks.__dataclass_fields__)


def read_marks(
    reader: Reader,
    *,
    school_id: int | None = None,
    class_id: int | None = None,
    teacher_id: int | None = None,
    year: int | None = None,
    checkpoint: str | None = None,
) -> list[Marks]:
    """Roll-ups by class, subject and teacher; a subject teacher gets the subjects they teach."""

    def read() -> list[Marks]:
        columns = mark_rollup.c
        seen = reader.subjects(columns.school_id, columns.class_id, columns.subject_id)
        statement = select(*_MARKS).where(seen)
        wanted = {
            columns.school_id: school_id,
            columns.class_id: class_id,
            columns.teacher_id: teacher_id,
            columns.year: year,
            columns.checkpoint: checkpoint,
        }
        for column, value in wanted.items():
            if value is not None:
                statement = statement.where(column == value)
        return [Marks(*row) for row in reader.connection.execute(statement)]

    return reader.once(("marks", school_id, class_id, teacher_id, year, checkpoint), read)


def read_marks_by_subject(reader: Reader, year: int, checkpoint: str) -> list[Any]:
    """Sums by school and subject over everything the viewer sees as a whole.

    Rows: school_id, subject_id, n5, n4, n3, n2, n_na, micro_d, micro_na, micro_r3, components, classes.
    """

    def read() -> list[Any]:
        columns = mark_rollup.c
        sums = [
            func.sum(columns[name]).label(name)
            for name in ("n5", "n4", "n3", "n2", "n_na", "micro_d", "micro_na", "micro_r3")
        ]
        micro = columns.micro_d + columns.micro_na + columns.micro_r3
        statement = (
            select(
                columns.school_id,
                columns.subject_id,
                *sums,
                func.count().filter(micro > 0).label("components"),
            )
            .where(
                columns.year == year,
                columns.checkpoint == checkpoint,
                reader.schools(columns.school_id),
            )
            .group_by(columns.school_id, columns.subject_id)
        )
        return list(reader.connection.execute(statement))

    return reader.once(("marks by subject", year, checkpoint), read)


@dataclass(frozen=True, slots=True)
class Subject:
    id: int
    name: str
    short: str
    is_graded: bool
    examined_in: int | None = None  # the subject in which works and exams are held; None: itself


def read_subjects(reader: Reader) -> dict[int, Subject]:
    """Every subject by id; names of subjects are no secret."""

    def read() -> dict[int, Subject]:
        statement = select(
            subject.c.id, subject.c.name, subject.c.short, subject.c.is_graded, subject.c.exam_subject_id
        )
        return {row.id: Subject(*row) for row in reader.connection.execute(statement)}

    return reader.reference("subjects", read)
