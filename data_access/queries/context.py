"""Context of schools (контекст): size, countryside, pupils with disabilities, social index, by school year.

Pupils and disabilities come from the register «Социальный паспорт школы», in its newest line of the year, else of the
newest year before it: conditions change slowly. Where the register says nothing, the size is the sum of the largest
lists of the school's classes with marks. What nobody stated is None, never 0. Three questions serve all schools.

Results are read here without their scores: a page needs sums of one procedure, not the profiles of a region.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select, true

from data_access.queries.places import read_schools, read_wide_places
from data_access.queries.signs import ExpectedRow
from data_access.tables import class_rollup, expected_result, register_row, score_profile, subject, unit
from data_access.viewer import Reader

REGISTER = "school_context"


@dataclass(frozen=True, slots=True)
class ContextRow:
    """What is known of a school in a school year.

    `place_id`: the unit whose schools it is compared with, the region where there is one, else the municipality.
    `disability` of the `pupils` are children with disabilities (ОВЗ); `stated_in`: school year of the register's line.
    """

    school_id: int
    place_id: int
    is_rural: bool
    pupils: int | None = None
    disability: int | None = None
    social_index: float | None = None
    stated_in: int | None = None


Contexts = Mapping[tuple[int, int], ContextRow]  # school, school year


def read_contexts(reader: Reader, years: Collection[int]) -> Contexts:
    """Contexts of the schools that the viewer sees as a whole, one for each of these years."""
    wanted = tuple(sorted(set(years)))

    def read() -> Contexts:
        if not wanted:
            return {}
        schools, lines = _read_schools(reader), _read_lines(reader, wanted[-1])
        unstated = [id_ for id_, _, _ in schools if not _is_stated(lines.get(id_, {}), wanted[0])]
        sizes = _read_sizes(reader, unstated, wanted)
        return {
            (school_id, year): _context(
                ContextRow(school_id, place_id, is_rural),
                _line_of(lines.get(school_id, {}), year),
                sizes.get((school_id, year)),
            )
            for school_id, place_id, is_rural in schools
            for year in wanted
        }

    return reader.once(("contexts", wanted), read)


@dataclass(frozen=True, slots=True)
class HeldProcedure:
    """A procedure of a school year and how many of the schools wrote it. `subject`: its name; `is_own`: the school of
    the page is one of them."""

    exam: str
    grade: int
    subject_id: int
    subject: str
    schools: int
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class ResultRow:
    """Sums of a school in a procedure, as in the score profile."""

    unit_id: int
    year: int
    exam: str
    grade: int
    subject_id: int
    subject: str
    n: int
    total: int
    squares: int
    possible: int
    max_score: int | None


ProcedureKey = tuple[str, int, int, int]  # exam, grade, subject id, school year
_P, _E = score_profile.c, expected_result.c


def read_held(reader: Reader, year: int, school_id: int | None = None) -> list[HeldProcedure]:
    """Procedures that any of the schools seen wrote in a school year, in a fixed order; `school_id`: of the page."""

    def read() -> list[HeldProcedure]:
        is_own = func.max(case((_P.unit_id == school_id, 1), else_=0))
        statement = (
            select(_P.exam, _P.grade, _P.subject_id, subject.c.name, func.count(), is_own)
            .join_from(score_profile, unit, unit.c.id == _P.unit_id)
            .join(subject, subject.c.id == _P.subject_id)
            .where(_P.year == year, _P.n > 0, unit.c.kind == "school", reader.schools(_P.unit_id))
            .group_by(_P.exam, _P.grade, _P.subject_id, subject.c.name)
            .order_by(_P.exam, _P.grade, subject.c.name)
        )
        return [
            HeldProcedure(exam, grade, subject_id, name, schools, bool(own))
            for exam, grade, subject_id, name, schools, own in reader.connection.execute(statement)
        ]

    return reader.once(("held procedures", year, school_id), read)


def read_results(reader: Reader, keys: Collection[ProcedureKey] | None = None) -> list[ResultRow]:
    """Results of the schools seen in these procedures; None: in all of all years."""
    wanted = None if keys is None else tuple(sorted(set(keys)))

    def read() -> list[ResultRow]:
        columns = [_P[name] for name in ResultRow.__dataclass_fields__ if name != "subject"]
        statement = (
            select(*columns, subject.c.name.label("subject"))
            .join_from(score_profile, unit, unit.c.id == _P.unit_id)
            .join(subject, subject.c.id == _P.subject_id)
            .where(unit.c.kind == "school", reader.schools(_P.unit_id), _one_of(score_profile.c, wanted))
            .order_by(_P.unit_id)
        )
        return [ResultRow(**row) for row in reader.connection.execute(statement).mappings()]

    return reader.once(("results of schools", wanted), read)


def read_expected_of(
    reader: Reader, key: ProcedureKey | None = None, school_id: int | None = None
) -> list[ExpectedRow]:
    """Expected results of the schools seen, of one procedure or of one school, in a fixed order."""

    def read() -> list[ExpectedRow]:
        columns = [_E[name] for name in ExpectedRow.__dataclass_fields__ if name != "subject"]
        of_school = true() if school_id is None else _E.unit_id == school_id
        statement = (
            select(*columns, subject.c.name.label("subject"))
            .join_from(expected_result, subject, subject.c.id == _E.subject_id)
            .where(reader.schools(_E.unit_id), of_school, _one_of(_E, None if key is None else (key,)))
            .order_by(_E.unit_id, _E.year, _E.exam, _E.grade, subject.c.name)
        )
        rows = [dict(row) for row in reader.connection.execute(statement).mappings()]
        return [ExpectedRow(**{**row, "variables": _pairs(row["variables"])}) for row in rows]

    return reader.once(("expected of", key, school_id), read)


def _one_of(columns: Any, keys: tuple[ProcedureKey, ...] | None) -> ColumnElement[bool]:
    if keys is None:
        return true()
    return or_(
        false(),
        *(
            and_(
                columns.exam == exam,
                columns.grade == grade,
                columns.subject_id == subject_id,
                columns.year == year,
            )
            for exam, grade, subject_id, year in keys
        ),
    )


def _pairs(variables: Mapping[str, list[float]]) -> dict[str, tuple[float, float]]:
    return {name: (value, weight) for name, (value, weight) in variables.items()}


Line = tuple[int, Mapping[str, Any]]  # school year, cells


def _read_schools(reader: Reader) -> list[tuple[int, int, bool]]:
    above = {place.id: place.parent_id or place.id for place in read_wide_places(reader)}
    return [
        (school.id, above.get(school.parent_id, school.parent_id), school.is_rural)
        for school in read_schools(reader)
        if school.parent_id is not None
    ]


def _read_lines(reader: Reader, last_year: int) -> dict[int, dict[int, Mapping[str, Any]]]:
    """School → school year → cells of the newest line."""
    columns = register_row.c
    statement = (
        select(columns.unit_id, columns.year, columns.cells)
        .where(
            columns.register == REGISTER,
            columns.is_current,
            columns.status == "active",
            columns.year <= last_year,
            reader.schools(columns.unit_id),
        )
        .order_by(columns.id)
    )
    found: dict[int, dict[int, Mapping[str, Any]]] = {}
    for unit_id, year, cells in reader.connection.execute(statement):
        found.setdefault(unit_id, {})[year] = cells
    return found


def _read_sizes(
    reader: Reader, schools: Collection[int], years: tuple[int, ...]
) -> dict[tuple[int, int], int]:
    """(school, school year) → pupils of its classes, each in its largest period."""
    if not schools:
        return {}
    columns = class_rollup.c
    classes = (
        select(columns.school_id, columns.year, func.max(columns.n + columns.n_none).label("pupils"))
        .where(
            columns.school_id.in_(sorted(schools)),
            columns.year.in_(years),
            reader.schools(columns.school_id),
        )
        .group_by(columns.school_id, columns.year, columns.class_id)
        .subquery("classes")
    )
    statement = select(classes.c.school_id, classes.c.year, func.sum(classes.c.pupils)).group_by(
        classes.c.school_id, classes.c.year
    )
    return {(id_, year): int(pupils) for id_, year, pupils in reader.connection.execute(statement)}


def _line_of(lines: Mapping[int, Mapping[str, Any]], year: int) -> Line | None:
    """The line of the year, else of the newest year before it."""
    newest = max((of for of in lines if of <= year), default=None)
    return None if newest is None else (newest, lines[newest])


def _is_stated(lines: Mapping[int, Mapping[str, Any]], first_year: int) -> bool:
    """Whether the register gives the size in every year asked for."""
    return any(year <= first_year for year in lines) and all(
        _number(cells.get("pupils")) for cells in lines.values()
    )


def _context(bare: ContextRow, line: Line | None, size: int | None) -> ContextRow:
    if line is None:
        return ContextRow(bare.school_id, bare.place_id, bare.is_rural, size)
    stated_in, cells = line
    pupils, disability = _number(cells.get("pupils")), _number(cells.get("disability"))
    return ContextRow(
        bare.school_id,
        bare.place_id,
        bare.is_rural,
        int(pupils) if pupils else size,
        # a part is told only of the whole it was stated with
        int(disability) if pupils and disability is not None else None,
        _number(cells.get("social_index")),
        stated_in,
    )


def _number(value: Any) -> float | None:
    """A number of a cell; an empty one is not known."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
