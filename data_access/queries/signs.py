"""Signs of results that are not objective, score profiles and expected results, as the marts keep them.

All rows of what a viewer sees are read at once and remembered in the snapshot: several blocks of one page ask for the
same. What a school is compared with is the row of its municipality (or region): sums, never another school's row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Table, func, select, true

from data_access.tables import expected_result, objectivity_sign, score_profile, subject, unit
from data_access.viewer import NotFound, Reader

SIGN, NONE, UNCHECKED = "sign", "none", "unchecked"


@dataclass(frozen=True, slots=True)
class SignRow:
    """One check of a school. `subject`: its name; `number`: 1–14 of the official method, None: методика проекта.

    `value` is what was measured, `border` what it was compared with; `p` and `q` are None where there is no test.
    """

    unit_id: int
    year: int
    kind: str
    exam: str
    grade: int
    subject: str
    number: int | None
    state: str
    reason: str
    n: int
    value: float | None
    border: float | None
    p: float | None
    q: float | None
    reference: str
    numbers: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """How many pupils of a unit have each score, mark and confirmation of the journal mark in a procedure."""

    unit_id: int
    year: int
    exam: str
    grade: int
    subject: str
    n: int
    total: int
    squares: int
    possible: int
    max_score: int | None
    scores: tuple[tuple[int, int], ...]
    from3: int | None
    from4: int | None
    from5: int | None
    n2: int
    n3: int
    n4: int
    n5: int
    pairs: int
    lowered: int
    confirmed: int
    raised: int
    gap2: int
    subject_id: int = 0


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """What schools like this one reach, in percent of the largest score; `variables`: name → (value, weight)."""

    unit_id: int
    year: int
    exam: str
    grade: int
    subject: str
    n: int
    actual: float
    expected: float
    effect: float
    low: float
    high: float
    schools: int
    variables: Mapping[str, tuple[float, float]]


def read_signs(reader: Reader, school_id: int | None = None) -> list[SignRow]:
    """Checks of all years, in a fixed order: of one school every check, of all schools those that showed a sign.

    A region has tens of thousands of checks a year; what did not show or was not checked is read by
    `read_check_states` without its numbers.
    """

    def read() -> list[SignRow]:
        columns = objectivity_sign.c
        narrow = columns.state == SIGN if school_id is None else columns.unit_id == school_id
        return [SignRow(**row) for row in _of_schools(reader, objectivity_sign, SignRow, narrow)]

    return reader.once(("objectivity signs", school_id), read)


class CheckState(NamedTuple):
    """How one official check of a school stands. `number`: 1–14."""

    unit_id: int
    number: int
    kind: str
    exam: str
    state: str
    reason: str
    n: int
    p: float | None
    q: float | None


def read_check_states(reader: Reader, year: int) -> list[CheckState]:
    """The fourteen official checks of every school that the viewer sees as a whole, in one year."""

    def read() -> list[CheckState]:
        columns = objectivity_sign.c
        schools = select(unit.c.id).where(unit.c.kind == "school", reader.schools(unit.c.id))
        statement = (
            select(*(columns[name] for name in CheckState._fields))
            .where(columns.year == year, columns.number.is_not(None), columns.unit_id.in_(schools))
            .order_by(columns.unit_id, columns.number)
        )
        return [CheckState(*row) for row in reader.connection.execute(statement)]

    return reader.once(("official checks", year), read)


class CheckCount(NamedTuple):
    """How many checks of a kind there were in a year by state; `tested`: of them with a probability."""

    kind: str
    is_official: bool
    state: str
    checks: int
    tested: int


def read_check_counts(reader: Reader, year: int) -> list[CheckCount]:
    """Checks of a year counted over the schools that the viewer sees as a whole."""
    columns = objectivity_sign.c
    schools = select(unit.c.id).where(unit.c.kind == "school", reader.schools(unit.c.id))
    is_official = columns.number.is_not(None)
    statement = (
        select(columns.kind, is_official, columns.state, func.count(), func.count(columns.p))
        .where(columns.year == year, columns.unit_id.in_(schools))
        .group_by(columns.kind, is_official, columns.state)
        .order_by(columns.kind, columns.state)
    )
    return [
        CheckCount(kind, bool(official), *rest)
        for kind, official, *rest in reader.connection.execute(statement)
    ]


def read_sign_years(reader: Reader) -> list[int]:
    """School years in which something was checked."""
    schools = select(unit.c.id).where(unit.c.kind == "school", reader.schools(unit.c.id))
    columns = objectivity_sign.c
    statement = select(columns.year).where(columns.unit_id.in_(schools)).distinct().order_by(columns.year)
    return reader.once("years of checks", lambda: list(reader.connection.scalars(statement)))


def read_profiles(reader: Reader, unit_ids: Iterable[int]) -> list[ProfileRow]:
    """Profiles of these schools, of those that the viewer sees as a whole, in all years."""
    wanted = tuple(sorted(set(unit_ids)))

    def read() -> list[ProfileRow]:
        narrow = score_profile.c.unit_id.in_(wanted)
        return [_profile(row) for row in _of_schools(reader, score_profile, ProfileRow, narrow)]

    return reader.once(("score profiles", wanted), read)


class MarkRow(NamedTuple):
    """Marks and confirmation of a school in a procedure, without its scores: light enough for a whole region."""

    unit_id: int
    year: int
    exam: str
    grade: int
    n: int
    n2: int
    n3: int
    n4: int
    n5: int
    pairs: int
    lowered: int
    confirmed: int
    raised: int
    gap2: int
    subject: str


def read_mark_rows(reader: Reader, years: Iterable[int], school_id: int | None = None) -> list[MarkRow]:
    """Every procedure of a school, or of every school that the viewer sees as a whole, in these school years."""
    wanted = tuple(sorted(set(years)))
    columns = score_profile.c

    def read() -> list[MarkRow]:
        schools = select(unit.c.id).where(unit.c.kind == "school", reader.schools(unit.c.id))
        statement = (
            select(*(columns[name] for name in MarkRow._fields if name != "subject"), subject.c.name)
            .join_from(score_profile, subject, subject.c.id == columns.subject_id)
            .where(
                columns.unit_id.in_(schools),
                columns.year.in_(wanted),
                true() if school_id is None else columns.unit_id == school_id,
            )
            .order_by(columns.unit_id, columns.year, columns.exam, columns.grade, subject.c.name)
        )
        return [MarkRow._make(row) for row in reader.connection.execute(statement)]

    return reader.once(("mark rows", wanted, school_id), read)


def read_high_scores(
    reader: Reader, years: Iterable[int], score: int
) -> dict[tuple[int, str, int], tuple[int, int]]:
    """(school, subject, year) → how many reached the score at ЕГЭ, and how many sat it."""
    columns = score_profile.c
    schools = select(unit.c.id).where(unit.c.kind == "school", reader.schools(unit.c.id))
    statement = (
        select(columns.unit_id, subject.c.name, columns.year, columns.scores)
        .join_from(score_profile, subject, subject.c.id == columns.subject_id)
        .where(columns.unit_id.in_(schools), columns.year.in_(sorted(set(years))), columns.exam == "ege")
    )
    return {
        (unit_id, name, year): (sum(n for of, n in scores if of >= score), sum(n for _, n in scores))
        for unit_id, name, year, scores in reader.connection.execute(statement)
    }


def read_above(reader: Reader, school_id: int) -> list[ProfileRow]:
    """Sums of what a school is compared with: its municipality, or the region where there is one above.

    Raises NotFound for a school that the viewer does not see as a whole.
    """
    above = unit.alias("above")
    known = reader.connection.execute(
        select(unit.c.parent_id, above.c.parent_id)
        .join_from(unit, above, above.c.id == unit.c.parent_id)
        .where(unit.c.id == school_id, unit.c.kind == "school", reader.schools(unit.c.id))
    ).one_or_none()
    if known is None:
        raise NotFound("Такой школы нет, или она вам не открыта.")
    place_id = known[1] if known[1] is not None else known[0]

    def read() -> list[ProfileRow]:
        statement = _statement(score_profile, ProfileRow).where(score_profile.c.unit_id == place_id)
        return [_profile(dict(row)) for row in reader.connection.execute(statement).mappings()]

    return reader.once(("score profiles above", place_id), read)


def read_expected(reader: Reader) -> list[ExpectedRow]:
    """Expected results of the schools that the viewer sees as a whole."""

    def read() -> list[ExpectedRow]:
        rows = _of_schools(reader, expected_result, ExpectedRow)
        return [ExpectedRow(**{**row, "variables": _pairs(row["variables"])}) for row in rows]

    return reader.once("expected results", read)


def _of_schools(
    reader: Reader, table: Table, shape: type, narrow: ColumnElement[bool] | None = None
) -> list[dict[str, Any]]:
    schools = select(unit.c.id).where(unit.c.kind == "school", reader.schools(unit.c.id))
    statement = _statement(table, shape).where(table.c.unit_id.in_(schools))
    if narrow is not None:
        statement = statement.where(narrow)
    return [dict(row) for row in reader.connection.execute(statement).mappings()]


def _statement(table: Table, shape: type) -> Select[Any]:
    names = [field.name for field in fields(shape) if field.name != "subject"]
    return (
        select(*(table.c[name] for name in names), subject.c.name.label("subject"))
        .join_from(table, subject, subject.c.id == table.c.subject_id)
        .order_by(table.c.unit_id, table.c.year, table.c.exam, table.c.grade, subject.c.name)
    )


def _profile(row: Mapping[str, Any]) -> ProfileRow:
    return ProfileRow(**{**row, "scores": tuple((score, pupils) for score, pupils in row["scores"])})


def _pairs(variables: Mapping[str, list[float]]) -> dict[str, tuple[float, float]]:
    return {name: (value, weight) for name, (value, weight) in variables.items()}
