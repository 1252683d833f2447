"""The mart of score profiles: counts of scores, marks and confirmation by unit, and their sums above the schools."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from dashboard.computed.tallies import Key, Tally
from data_access.tables import score_profile, unit

MARKS = (2, 3, 4, 5)
COUNTS = ("n", "total", "squares", "possible", "pairs", "lowered", "confirmed", "raised", "gap2")
SUMMED = (*COUNTS, *(f"n{mark}" for mark in MARKS))
OF_SCALE = ("max_score", "from3", "from4", "from5")


def refresh_profiles(connection: Connection, tallies: Mapping[Key, Tally], years: Collection[int]) -> None:
    """Puts the profiles of these years in place of what stood there."""
    if not years:
        return
    connection.execute(delete(score_profile).where(score_profile.c.year.in_(sorted(years))))
    rows = [
        _row(key, tally)
        for key, tally in sorted(tallies.items(), key=lambda pair: pair[0])
        if key.year in years
    ]
    level = rows
    while level:
        connection.execute(insert(score_profile), level)
        level = _above(connection, level)


def _row(key: Key, tally: Tally) -> dict[str, Any]:
    scores, scale, marks = tally.scores, tally.scale, tally.confirmation
    differences = [(mark - journal, pupils) for (journal, mark), pupils in marks.items()]
    return {
        "unit_id": key.school_id,
        "year": key.year,
        "exam": key.exam,
        "grade": key.grade,
        "subject_id": key.subject_id,
        "n": scores.total(),
        "total": sum(score * pupils for score, pupils in scores.items()),
        "squares": sum(score * score * pupils for score, pupils in scores.items()),
        "possible": tally.possible,
        "max_score": next(iter(tally.maxima)) if len(tally.maxima) == 1 else None,
        "scores": sorted(map(list, scores.items())),
        "from3": scale.from3 if scale else None,
        "from4": scale.from4 if scale else None,
        "from5": scale.from5 if scale else None,
        **{f"n{mark}": tally.marks[mark] for mark in MARKS},
        "pairs": marks.total(),
        "lowered": sum(pupils for by, pupils in differences if by < 0),
        "confirmed": sum(pupils for by, pupils in differences if by == 0),
        "raised": sum(pupils for by, pupils in differences if by > 0),
        "gap2": sum(pupils for by, pupils in differences if abs(by) > 1),
    }


def _above(connection: Connection, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Sums at the units right above these."""
    ids = {row["unit_id"] for row in rows}
    above = select(unit.c.id, unit.c.parent_id).where(unit.c.id.in_(ids), unit.c.parent_id.is_not(None))
    parents = {id_: parent_id for id_, parent_id in connection.execute(above)}
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["unit_id"] in parents:
            key = (parents[row["unit_id"]], row["year"], row["exam"], row["grade"], row["subject_id"])
            groups[key].append(row)
    return [_sum(unit_id, parts) for (unit_id, *_), parts in sorted(groups.items())]


def _sum(unit_id: int, parts: list[dict[str, Any]]) -> dict[str, Any]:
    scores: dict[int, int] = defaultdict(int)
    for part in parts:
        for score, pupils in part["scores"]:
            scores[score] += pupils
    return {
        **parts[0],
        "unit_id": unit_id,
        **{name: sum(part[name] for part in parts) for name in SUMMED},
        "scores": sorted(map(list, scores.items())),
        **{name: _common(part[name] for part in parts) for name in OF_SCALE},
    }


def _common(values: Any) -> Any:
    """The value that all parts share, else None."""
    found = set(values)
    return found.pop() if len(found) == 1 else None
