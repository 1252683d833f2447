"""The mart of expected results: what schools in like conditions reach, and each school's value added.

Made from the score profiles, after them: all schools of a municipality, or of the region above it, are one comparison,
since the expectation of a school is what the others reach. Where a comparison has too few schools there is no row, and
pages say so. The previous level is that of the same pupils where an earlier procedure of theirs is known to two thirds
of the schools, else the school's own in the same procedure a year before. How the two are made from facts is used by
the pages too, so that a page shows what the model had.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Protocol

from sqlalchemy import Connection, delete, insert, select

from dashboard.computed.papers import KEYS
from dashboard.methods.context import (
    DISABILITY,
    PUPILS,
    RURAL,
    SOCIAL_INDEX,
    Context,
    Levels,
    Refusal,
    Variable,
    previous_levels,
)
from dashboard.methods.means import Level, Moments
from dashboard.methods.papers import Procedure
from dashboard.methods.value_added import FEWEST_SCHOOLS, Model, value_added
from data_access.queries.context import ContextRow, Contexts, ResultRow, read_contexts, read_results
from data_access.tables import expected_result, score_profile
from data_access.viewer import SYSTEM, Reader

OF_SCHOOLS = (PUPILS, RURAL, DISABILITY, SOCIAL_INDEX)
DECIMALS = 6

_E = expected_result.c


def refresh_expected(connection: Connection, years: Collection[int] | None = None) -> None:
    """Rebuilds expected results of these school years, None: of all; years without results lose theirs."""
    held = set(connection.scalars(select(score_profile.c.year).distinct()))
    wanted = held if years is None else held & set(years)
    connection.execute(delete(expected_result).where(_E.year.in_(wanted) | _E.year.not_in(held)))
    reader = Reader(SYSTEM, connection)
    results = read_results(reader) if wanted else []
    levels = levels_of(results)
    if not any(len(schools) >= FEWEST_SCHOOLS for schools in levels.values()):
        return
    contexts = read_contexts(reader, wanted)
    ids = {subject_key(row.subject): row.subject_id for row in results}
    rows = [
        row
        for (procedure, year), schools in sorted(levels.items())
        if year in wanted
        for model in _models(levels, contexts, procedure, year, schools)
        for row in _rows(*model, procedure, year, ids[procedure.subject])
    ]
    if rows:
        connection.execute(insert(expected_result), rows)


def subject_key(name: str) -> str:
    """The word by which methods know a subject; of other subjects the name as it stands in a sentence."""
    return KEYS.get(name, name.lower())


class OfProcedure(Protocol):
    """A row of any mart by procedure."""

    @property
    def exam(self) -> str: ...

    @property
    def grade(self) -> int: ...

    @property
    def subject(self) -> str: ...


def procedure_of(row: OfProcedure) -> Procedure:
    """The procedure of a row; its subject is named."""
    return Procedure(row.exam, row.grade, subject_key(row.subject))


def level_of(row: ResultRow) -> Level | None:
    """The result of a school in a procedure, in percent; None where not every score has a known maximum.

    Works of different maxima have a mean, but no spread.
    """
    if not row.n or not row.possible or row.total > row.possible:
        return None
    if row.max_score is None:
        return Level(row.n, 100.0 * row.total / row.possible)
    if row.possible != row.n * row.max_score:
        return None
    return Level.of(Moments(row.n, row.total, row.squares), row.max_score)


def levels_of(rows: Iterable[ResultRow]) -> Levels:
    """Procedure and year → school → its result."""
    found: dict[tuple[Procedure, int], dict[int, Level]] = defaultdict(dict)
    for row in rows:
        level = level_of(row)
        if level is not None:
            found[procedure_of(row), row.year][row.unit_id] = level
    return dict(found)


def context_of(row: ContextRow) -> Context:
    """What a school says of itself, by variable; the previous level is added by `with_previous`."""
    share = 100.0 * row.disability / row.pupils if row.disability is not None and row.pupils else None
    return {
        PUPILS.key: None if row.pupils is None else float(row.pupils),
        RURAL.key: float(row.is_rural),
        DISABILITY.key: share,
        SOCIAL_INDEX.key: row.social_index,
    }


def with_previous(
    contexts: Mapping[int, Context], levels: Levels, procedure: Procedure, year: int
) -> tuple[dict[int, Context], tuple[Variable, ...]]:
    """The contexts of these schools with their previous level, and the variables that there are."""
    found = previous_levels(levels, procedure, year, contexts)
    if found is None:
        return dict(contexts), OF_SCHOOLS
    variable, values = found
    added: dict[int, Context] = {
        id_: {**context, variable.key: values.get(id_)} for id_, context in contexts.items()
    }
    return added, (*OF_SCHOOLS, variable)


def _models(
    levels: Levels, contexts: Contexts, procedure: Procedure, year: int, schools: Mapping[int, Level]
) -> list[tuple[Model, Mapping[int, Context]]]:
    """A model for each comparison that has schools enough."""
    sets: dict[int, list[int]] = defaultdict(list)
    for id_ in schools:
        sets[contexts[id_, year].place_id].append(id_)
    found: list[tuple[Model, Mapping[int, Context]]] = []
    for members in sets.values():
        own = {id_: context_of(contexts[id_, year]) for id_ in members}
        known, variables = with_previous(own, levels, procedure, year)
        model = value_added({id_: schools[id_] for id_ in members}, known, variables)
        if not isinstance(model, Refusal):
            found.append((model, known))
    return found


def _rows(
    model: Model, contexts: Mapping[int, Context], procedure: Procedure, year: int, subject_id: int
) -> list[dict[str, Any]]:
    return [
        {
            "unit_id": id_,
            "year": year,
            "exam": procedure.exam,
            "grade": procedure.grade,
            "subject_id": subject_id,
            "n": found.n,
            "actual": _rounded(found.actual),
            "expected": _rounded(found.expected),
            "effect": _rounded(found.effect),
            "low": _rounded(found.low),
            "high": _rounded(found.high),
            "schools": len(model.schools),
            "variables": _variables(model, contexts[id_]),
        }
        for id_, found in sorted(model.schools.items())
    ]


def _variables(model: Model, context: Context) -> dict[str, list[float]]:
    """Variable → value of the school and weight; what the school does not state is not there."""
    values = {variable.key: context.get(variable.key) for variable in model.weights}
    weights = {variable.key: weight for variable, weight in model.weights.items()}
    return {
        key: [_rounded(value), _rounded(weights[key])] for key, value in values.items() if value is not None
    }


def _rounded(number: float) -> float:
    """The same digits whichever way the sums were made."""
    return round(float(number), DECIMALS)
