"""Indicators that registers prove: courses, mentors, heads, observers. No pupils stand behind them, so n is 0.

Only lines in force that are not closed count. A register that a school does not keep gives no value; from its first
line on a year without lines is a true zero.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from dashboard.computed.values import Family, Place, ValueRow, share_row
from dashboard.methods.share import Share
from data_access.keys import name_key
from data_access.tables import person_name, register_row, teaching, unit

TRAINED, MENTORED = "trained_three_years", "young_mentored"
ASSESSED, ATTESTED, OBSERVED = "heads_assessed", "heads_attested", "observers_share"
COURSES, MENTORS, HEADS, HEAD_SCORES, OBSERVERS = "courses", "mentors", "heads", "head_scores", "observers"
YEARS_OF_TRAINING = 3
WATCHED = ("независимые", "общественные")
LAST_DAY = (5, 31)  # an attestation counts for a school year when it is valid on this day


@dataclass(frozen=True, slots=True)
class RegisterLine:
    year: int
    cells: dict[str, Any]


Lines = dict[str, list[RegisterLine]]  # register → lines of one organisation


def register_rows(connection: Connection, school_ids: Sequence[int]) -> list[ValueRow]:
    """Values of these organisations."""
    lines = _read_lines(connection, school_ids)
    years = school_years(connection, lines.keys())
    teachers = teachers_of(connection, [id_ for id_, found in lines.items() if COURSES in found])
    rows: list[ValueRow] = []
    for unit_id, found in sorted(lines.items()):
        of_unit = {year: teachers.get((unit_id, year), frozenset()) for year in years.get(unit_id, ())}
        for code, shares in (
            (TRAINED, trained_shares(found.get(COURSES, []), of_unit)),
            (MENTORED, shares_by_year(found.get(MENTORS, []), "mentor")),
            (ASSESSED, assessed_shares(found, years.get(unit_id, ()))),
            (ATTESTED, attested_shares(found.get(HEADS, []), years.get(unit_id, ()))),
            (OBSERVED, shares_by_year(found.get(OBSERVERS, []), "kind", WATCHED)),
        ):
            rows += [share_row(code, (unit_id, year), share, 0) for year, share in shares.items()]
    return [row for row in rows if row.denominator]


def trained_shares(courses: Sequence[RegisterLine], teachers: dict[int, frozenset[str]]) -> dict[int, Share]:
    """Of the teachers who teach in a year those with a course in it or the two years before.

    Names are compared by surname and initials: journals often give no more. `teachers`: year → such names.
    """
    first = min((line.year for line in courses), default=None)
    found: dict[int, Share] = {}
    for year, names in teachers.items():
        if first is None or year < first:
            continue
        window = range(year - YEARS_OF_TRAINING + 1, year + 1)
        trained = {initials(str(line.cells.get("teacher", ""))) for line in courses if line.year in window}
        found[year] = Share(len(names & trained), len(names))
    return found


def assessed_shares(found: Lines, years: Sequence[int]) -> dict[int, Share]:
    """One head per organisation: assessed in a year when the register of scores has lines of it."""
    scored = {line.year for line in found.get(HEAD_SCORES, [])}
    known = scored | {line.year for line in found.get(HEADS, [])}
    if not known:
        return {}
    asked = known | {year for year in years if year >= min(known)}
    return {year: Share(int(year in scored), 1) for year in sorted(asked)}


def attested_shares(heads: Sequence[RegisterLine], years: Sequence[int]) -> dict[int, Share]:
    """Heads whose attestation is valid at the end of May; lines of heads stand from their year on."""
    own = {line.year for line in heads}
    asked = own | {year for year in years if own and year >= min(own)}
    found: dict[int, Share] = {}
    for year in sorted(asked):
        standing = [line for line in heads if line.year <= year]
        day = date(year + 1, *LAST_DAY).isoformat()
        valid = [line for line in standing if _is_valid(line.cells, day)]
        found[year] = Share(len(valid), len(standing))
    return found


def _is_valid(cells: dict[str, Any], day: str) -> bool:
    attested, until = str(cells.get("attested") or ""), str(cells.get("valid_until") or "")
    return bool(until) and until >= day and attested <= day


def shares_by_year(
    lines: Sequence[RegisterLine], column: str, wanted: Sequence[str] = ()
) -> dict[int, Share]:
    """Lines whose column holds one of the words (by default anything) among the lines of the year."""
    found: dict[int, Share] = {}
    for line in lines:
        cell = str(line.cells.get(column) or "").strip()
        counts = cell in wanted if wanted else bool(cell)
        found[line.year] = found.get(line.year, Share(0, 0)) + Share(int(counts), 1)
    return found


def initials(name: str) -> str:
    """Surname and first letters: «Линейкина Лидия Львовна» and «Линейкина Л. Л.» are the same «линейкина л л»."""
    surname, *given = name_key(name).split() or [""]
    return " ".join((surname, *(word[0] for word in given)))


def _read_lines(connection: Connection, unit_ids: Sequence[int]) -> dict[int, Lines]:
    columns = register_row.c
    statement = select(columns.unit_id, columns.register, columns.year, columns.cells).where(
        columns.unit_id.in_(unit_ids),
        columns.register.in_((COURSES, MENTORS, HEADS, HEAD_SCORES, OBSERVERS)),
        columns.is_current,
        columns.status == "active",
    )
    found: dict[int, Lines] = defaultdict(dict)
    for unit_id, register, year, cells in connection.execute(statement):
        found[unit_id].setdefault(register, []).append(RegisterLine(year, cells))
    return dict(found)


def school_years(connection: Connection, unit_ids: Any) -> dict[int, list[int]]:
    """Years in which an organisation has classes; a kindergarten has none."""
    columns = (unit.c.parent_id, unit.c.year)
    statement = select(*columns).where(unit.c.kind == "class", unit.c.parent_id.in_(list(unit_ids)))
    found: dict[int, list[int]] = defaultdict(list)
    for school_id, year in connection.execute(statement.distinct().order_by(*columns)):
        found[school_id].append(year)
    return dict(found)


def teachers_of(connection: Connection, school_ids: Sequence[int]) -> dict[Place, frozenset[str]]:
    """School and year → surnames and initials of those who teach in it."""
    statement = (
        select(unit.c.parent_id, unit.c.year, person_name.c.full_name)
        .join_from(teaching, unit, unit.c.id == teaching.c.class_id)
        .join(person_name, person_name.c.person_id == teaching.c.teacher_id)
        .where(unit.c.parent_id.in_(school_ids))
        .distinct()
    )
    found: dict[Place, set[str]] = defaultdict(set)
    for school_id, year, name in connection.execute(statement):
        found[school_id, year].add(initials(name))
    return {place: frozenset(names) for place, names in found.items()}


REGISTER_FAMILY = Family((TRAINED, MENTORED, ASSESSED, ATTESTED, OBSERVED), register_rows)
