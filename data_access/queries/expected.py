"""Marks that came before (прошлые отметки): what the expected index (ИОР) of a class is made of.

A history is the marks of a pupil in one subject, by school year and period. Histories are counted, never listed by
person: whoever may see a class sees its index, with or without the right to names, and everybody sees the same one.
Where the journal has no mark in a subject, the subject it is examined in stands in (algebra of grade 7 after
mathematics of grade 6), then the subjects examined in it (a work in mathematics in a class that has algebra).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import CTE, ColumnElement, Select, Subquery, and_, case, func, or_, select, true, union

from data_access.queries.places import CHECKPOINT_ORDER
from data_access.queries.rollups import read_subjects
from data_access.tables import enrolment, expected_completion, period, period_mark, subject, teaching, unit
from data_access.tables.base import PERIOD_CODES
from data_access.viewer import IdColumn, Reader

MARKS = (5, 4, 3, 2)
LAST_YEAR = "last_year"
HISTORY = (
    *PERIOD_CODES,
    LAST_YEAR,
)  # columns of a history: periods of the year, the year's mark a year before
# Whole class: without attestation or «незач» nobody is successful.
_WHOLE = {"5": 5, "4": 4, "3": 3, "2": 2, "1": 2, "na": 2, "fail": 2}

Marks = Mapping[tuple[int, str], str]  # (school year, period code) → value
Counts = Mapping[int, tuple[int, int, int]]  # mark → points got, points possible, results


@dataclass(frozen=True, slots=True)
class History:
    """`n` pupils whose marks in a subject are these; `subject_id` 0: least marks over all subjects."""

    subject_id: int
    marks: Marks
    n: int


def marks_of(values: Sequence[Any], year: int) -> dict[tuple[int, str], str]:
    """A history of its column values, in the order of `HISTORY`."""
    named = zip(HISTORY, values, strict=True)
    return {
        (year - 1, "Y") if name == LAST_YEAR else (year, name): str(value)
        for name, value in named
        if value is not None
    }


def histories(
    year: int, pupils: Select[Any], subjects: Any, seen: ColumnElement[bool] | None = None
) -> Subquery:
    """Pupil × subject with one column for each name of `HISTORY`. `seen` narrows to marks shown to the reader."""
    marks, kin = period_mark.c, _kin(subjects)
    place = func.row_number().over(
        partition_by=(marks.pupil_id, kin.c.subject_id, marks.year, marks.period),
        order_by=(kin.c.distance, kin.c.journal_id),
    )
    ranked = (
        select(
            marks.pupil_id,
            kin.c.subject_id,
            marks.year,
            marks.period,
            marks.value,
            place.label("place"),
            (true() if seen is None else seen).label("seen"),
        )
        .join(kin, kin.c.journal_id == marks.subject_id)
        .where(marks.is_current, _of_time(year), marks.pupil_id.in_(pupils))
        .subquery("ranked")
    )
    values = [func.max(case((_at(ranked, year, name), ranked.c.value))).label(name) for name in HISTORY]
    return (
        select(ranked.c.pupil_id, ranked.c.subject_id, *values)
        .where(ranked.c.place == 1, ranked.c.seen)
        .group_by(ranked.c.pupil_id, ranked.c.subject_id)
        .subquery("history")
    )


def _kin(subjects: Any) -> CTE:
    """Subject × journal subject whose marks may stand for it, the nearest first."""
    wanted, journal = subject.alias("wanted"), subject.alias("journal")
    distance = case((journal.c.id == wanted.c.id, 0), (journal.c.id == wanted.c.exam_subject_id, 1), else_=2)
    related = or_(
        journal.c.id == wanted.c.id,
        journal.c.id == wanted.c.exam_subject_id,
        journal.c.exam_subject_id == wanted.c.id,
    )
    return (
        select(wanted.c.id.label("subject_id"), journal.c.id.label("journal_id"), distance.label("distance"))
        .join(journal, related)
        .where(wanted.c.id.in_(subjects))
        .cte("kin")
    )


def _of_time(year: int) -> ColumnElement[bool]:
    marks = period_mark.c
    return or_(marks.year == year, and_(marks.year == year - 1, marks.period == "Y"))


def _at(marks: Any, year: int, name: str) -> ColumnElement[bool]:
    of_year, code = (year - 1, "Y") if name == LAST_YEAR else (year, name)
    return and_(marks.c.year == of_year, marks.c.period == code)


def _seats(class_id: int, year: int, checkpoint: str) -> Select[Any]:
    """Pupils who are in the class when the first of the periods of the checkpoint ends."""
    ends = (
        select(func.min(period.c.ends_on))
        .where(period.c.year == year, period.c.checkpoint == checkpoint)
        .scalar_subquery()
    )
    return select(enrolment.c.pupil_id).where(
        enrolment.c.class_id == class_id,
        enrolment.c.is_current,
        or_(enrolment.c.since.is_(None), enrolment.c.since <= ends),
        or_(enrolment.c.until.is_(None), enrolment.c.until >= ends),
    )


def read_histories(reader: Reader, class_id: int, year: int, checkpoint: str) -> list[History]:
    """Histories of a class by subject: subjects of its journal or its teaching load that the viewer sees."""

    def read() -> list[History]:
        in_journal = select(period_mark.c.subject_id).where(
            period_mark.c.class_id == class_id, period_mark.c.year == year, period_mark.c.is_current
        )
        taught = select(teaching.c.subject_id).where(teaching.c.class_id == class_id)
        found = histories(year, _seats(class_id, year, checkpoint), union(in_journal, taught))
        columns = [found.c[name] for name in HISTORY]
        seen = reader.assessed(unit.c.parent_id, unit.c.id, cast(IdColumn, found.c.subject_id))
        statement = (
            select(found.c.subject_id, func.count(), *columns)
            .join(unit, unit.c.id == class_id)
            .where(seen)
            .group_by(found.c.subject_id, *columns)
        )
        rows = reader.connection.execute(statement)
        return [History(row[0], marks_of(row[2:], year), row[1]) for row in rows]

    _known(checkpoint)
    return reader.once(("histories", class_id, year, checkpoint), read)


def read_least_marks(reader: Reader, class_id: int, year: int, checkpoint: str) -> list[History]:
    """Histories of least marks: of each pupil and period the lowest mark over graded subjects."""

    def read() -> list[History]:
        marks, of_mark = period_mark.c, subject.alias("of_mark")
        value = case(_WHOLE, value=marks.value)
        least = [
            func.min(case((and_(_at(period_mark, year, name), of_mark.c.is_graded), value))).label(name)
            for name in HISTORY
        ]
        seats = _seats(class_id, year, checkpoint).subquery("seats")
        found = (
            select(seats.c.pupil_id, *least)
            .outerjoin(
                period_mark,
                and_(marks.pupil_id == seats.c.pupil_id, marks.is_current, _of_time(year)),
            )
            .outerjoin(of_mark, of_mark.c.id == marks.subject_id)
            .group_by(seats.c.pupil_id)
            .subquery("least")
        )
        columns = [found.c[name] for name in HISTORY]
        statement = (
            select(func.count(), *columns)
            .select_from(found)
            .join(unit, unit.c.id == class_id)
            .where(reader.classes(unit.c.parent_id, unit.c.id))
            .group_by(*columns)
        )
        return [History(0, marks_of(row[1:], year), row[0]) for row in reader.connection.execute(statement)]

    _known(checkpoint)
    return reader.once(("least marks", class_id, year, checkpoint), read)


def _known(checkpoint: str) -> None:
    if checkpoint not in CHECKPOINT_ORDER:
        raise ValueError(f"unknown checkpoint {checkpoint!r}")


def read_completion_counts(reader: Reader) -> dict[tuple[str, int, int], Counts]:
    """(kind, subject, grade) → what pupils of each journal mark complete in the municipality; no persons."""

    def read() -> dict[tuple[str, int, int], Counts]:
        rows = reader.connection.execute(select(expected_completion)).mappings()
        return {
            (row["kind"], row["subject_id"], row["grade"]): {
                mark: (row[f"got{mark}"], row[f"possible{mark}"], row[f"n{mark}"]) for mark in MARKS
            }
            for row in rows
        }

    return reader.reference("completion counts", read)


def read_exam_subjects(reader: Reader) -> dict[int, tuple[int, str]]:
    """Subject → id and name of the subject it is examined in, itself when it names none; no secret."""
    subjects = read_subjects(reader)
    examined = {id_: found.examined_in or id_ for id_, found in subjects.items()}
    return {id_: (exam_id, subjects[exam_id].name) for id_, exam_id in examined.items()}
