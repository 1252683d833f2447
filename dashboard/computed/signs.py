"""Signs of all schools → the mart, together with the score profiles that they are drawn beside.

Schools are compared with each other (a municipality, or the region above it), so a load that changes results of a
year makes the signs of everybody anew in that year and in the next one, whose cohorts were a grade lower in it. Once
per load: pages only read. What a sign is stands in `dashboard/methods/signs.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from dashboard.computed.score_profiles import refresh_profiles
from dashboard.computed.tallies import Key, Tally, read_tallies, subject_keys
from dashboard.methods.papers import Procedure
from dashboard.methods.signs import Cohort, Finding, Reference, check
from data_access.queries.references import ReferenceRow, read_references
from data_access.tables import objectivity_sign, unit

BATCH = 5000
DECIMALS = 9
CONFIRMATION = ("lowered", "confirmed", "raised")


def refresh_signs(connection: Connection, years: Collection[int]) -> None:
    """Rebuilds profiles and signs of the school years in which results changed, and what depends on them."""
    if not years:
        return
    made_anew = {*years, *(year + 1 for year in years)}
    tallies = read_tallies(connection, made_anew | {year - 1 for year in made_anew})
    refresh_profiles(connection, tallies, made_anew)
    _refresh_signs(connection, tallies, made_anew)


def _refresh_signs(connection: Connection, tallies: Mapping[Key, Tally], years: set[int]) -> None:
    connection.execute(delete(objectivity_sign).where(objectivity_sign.c.year.in_(sorted(years))))
    if not tallies:
        return
    names = subject_keys(connection)
    references = _references(read_references(connection), names)
    places = _places(connection)
    sets: dict[int | None, list[Cohort]] = defaultdict(list)
    for key, tally in sorted(tallies.items(), key=lambda pair: pair[0]):
        if key.subject_id in names:
            sets[places.get(key.school_id)].append(_cohort(key, tally, names[key.subject_id]))
    ids = {name: id_ for id_, name in names.items()}
    rows = [_row(found, ids) for cohorts in sets.values() for found in check(cohorts, references, years)]
    for start in range(0, len(rows), BATCH):
        connection.execute(insert(objectivity_sign), rows[start : start + BATCH])


def _cohort(key: Key, tally: Tally, subject_key: str) -> Cohort:
    scale = tally.scale
    return Cohort(
        school_id=key.school_id,
        procedure=Procedure(key.exam, key.grade, subject_key),
        year=key.year,
        scores=tally.scores,
        possible=tally.possible,
        pairs=tally.pairs,
        marks=tally.confirmation,
        answers=tally.answers,
        borders=(scale.from3, scale.from4, scale.from5) if scale else (None, None, None),
    )


def _references(
    rows: Iterable[ReferenceRow], names: Mapping[int, str]
) -> dict[tuple[Procedure, int], Reference]:
    """Figures of the region by procedure and year."""
    found: dict[tuple[Procedure, int], dict[str, Mapping[str, float]]] = defaultdict(dict)
    for row in rows:
        if row.scope == "region" and row.subject_id in names:
            found[Procedure(row.exam, row.grade, names[row.subject_id]), row.year][row.report] = row.counts
    return {key: _reference(reports) for key, reports in found.items()}


def _reference(reports: Mapping[str, Mapping[str, float]]) -> Reference:
    scores, confirmation = reports.get("scores"), reports.get("confirmation")
    return Reference(
        scores={int(score): pupils for score, pupils in scores.items()} if scores else None,
        confirmation=_three([confirmation.get(name, 0.0) for name in CONFIRMATION]) if confirmation else None,
    )


def _three(counts: list[float]) -> tuple[float, float, float]:
    lowered, confirmed, raised = counts
    return lowered, confirmed, raised


def _places(connection: Connection) -> dict[int, int | None]:
    """School → the unit whose schools it is compared with: the region where there is one, else the municipality."""
    above = unit.alias("above")
    statement = (
        select(unit.c.id, unit.c.parent_id, above.c.parent_id)
        .outerjoin(above, above.c.id == unit.c.parent_id)
        .where(unit.c.kind == "school")
    )
    return {id_: top if top is not None else parent for id_, parent, top in connection.execute(statement)}


def _row(found: Finding, ids: Mapping[str, int]) -> dict[str, Any]:
    procedure = found.procedure
    return {
        "unit_id": found.school_id,
        "year": found.year,
        "kind": found.kind,
        "exam": procedure.exam,
        "grade": procedure.grade,
        "subject_id": ids[procedure.subject],
        "number": found.number,
        "state": found.state,
        "reason": found.reason,
        "n": found.n,
        "value": _rounded(found.value),
        "border": _rounded(found.border),
        "p": _rounded(found.p),
        "q": _rounded(found.q),
        "reference": found.reference,
        "numbers": {name: _rounded(number) for name, number in sorted(found.numbers.items())},
    }


def _rounded(number: float | None) -> float | None:
    """The same digits whichever way the sums were made."""
    return None if number is None else round(float(number), DECIMALS)
