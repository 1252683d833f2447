"""Addressed recommendations (адресные рекомендации): rules of the catalogue over the figures, kept as records.

One cause gives one recommendation, however often the rules are looked at: a rule that fires again on what is known
refreshes the figures of a recommendation that nobody has answered yet and changes nothing else. When the cause is
gone, such a recommendation becomes outdated; when it is back, new again. What a person accepted or rejected is never
touched, and a text that a person edited stays as they wrote it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from dashboard.catalogue import Catalogue
from dashboard.recommending.addressing import role_at
from dashboard.recommending.conditions import CONDITION_OF, Firing
from dashboard.recommending.figures import read_figures
from data_access.queries.places import Place, read_municipalities, read_municipality, read_schools
from data_access.tables import indicator_value, measure, recommendation, unit, work_event
from data_access.viewer import SYSTEM, Reader

AUTHOR = "Программа"
KIND = "recommendation"
UNANSWERED = ("new", "outdated")
Key = tuple[str, int, str]  # rule, place, cause


def refresh_recommendations(
    connection: Connection,
    catalogue: Catalogue,
    now: datetime,
    unit_ids: Iterable[int] | None = None,
    today: date | None = None,
) -> None:
    """Looks at the rules for these organisations, or those of these classes, and what is above them; None: for all.

    `today` is the day by which terms are past, by default that of `now`. The data version is the caller's to raise.
    """
    reader = Reader(SYSTEM, connection, catalogue=catalogue, today=today or now.date())
    organisations = read_schools(reader)
    places = _chosen(reader, organisations, None if unit_ids is None else set(unit_ids))
    if not places:
        return
    figures = read_figures(reader, catalogue, reader.day, places, organisations)
    fired = {
        (found.rule.code, found.place.id, found.cause): found
        for rule in catalogue.rules.values()
        for place in figures.places
        for found in CONDITION_OF[rule.condition](rule, place, figures)
    }
    _keep(connection, now, fired, [place.id for place in places])


def _chosen(reader: Reader, organisations: list[Place], unit_ids: set[int] | None) -> list[Place]:
    """The places to look at: the named ones and what stands right above them."""
    top = read_municipality(reader)
    above = {place.id: place for place in (top, *read_municipalities(reader))}
    if unit_ids is None:
        return [*organisations, *above.values()]
    of_classes = select(unit.c.parent_id).where(unit.c.id.in_(sorted(unit_ids)), unit.c.kind == "class")
    wanted = unit_ids | set(reader.connection.scalars(of_classes))
    own = [place for place in organisations if place.id in wanted]
    parents = {place.parent_id for place in own} | wanted
    return [*own, *(place for id_, place in above.items() if id_ in parents)]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is on record for a cause."""

    id: int
    status: str
    text: str
    numbers: dict[str, Any]
    year: int
    checkpoint: str
    is_edited: bool


def _keep(connection: Connection, now: datetime, fired: dict[Key, Firing], unit_ids: list[int]) -> None:
    known = _read_known(connection, unit_ids)
    for key, found in fired.items():
        kept = known.get(key)
        if kept is None:
            _insert(connection, now, found)
        elif kept.status in UNANSWERED:
            _freshen(connection, now, kept, found)
    for key, kept in known.items():
        if kept.status == "new" and key not in fired:
            _change(connection, now, kept.id, status="outdated")
            _sign(connection, now, kept.id, "outdated", "")


def _read_known(connection: Connection, unit_ids: list[int]) -> dict[Key, _Known]:
    columns = recommendation.c
    edited = set(
        connection.scalars(
            select(work_event.c.record).where(work_event.c.kind == KIND, work_event.c.action == "edited")
        )
    )
    rows = connection.execute(select(recommendation).where(columns.unit_id.in_(unit_ids)))
    return {
        (row.rule, row.unit_id, row.cause): _Known(
            row.id, row.status, row.text, row.numbers, row.year, row.checkpoint, str(row.id) in edited
        )
        for row in rows
    }


def _insert(connection: Connection, now: datetime, found: Firing) -> None:
    key = connection.execute(
        insert(recommendation).values(
            rule=found.rule.code,
            cause=found.cause,
            mechanism=found.mechanism.code,
            unit_id=found.place.id,
            role=role_at(found.rule.role, found.place),
            year=found.point[0],
            checkpoint=found.point[1],
            indicator=found.indicator,
            text=found.text,
            numbers=found.numbers,
            status="new",
            created_at=now,
            changed_at=now,
        )
    ).inserted_primary_key
    assert key is not None
    _sign(connection, now, int(key[0]), "fired", "")


def _freshen(connection: Connection, now: datetime, kept: _Known, found: Firing) -> None:
    """The newest figures of what waits for an answer; what was said at another checkpoint stays in the history."""
    text = kept.text if kept.is_edited else found.text
    fresh = {"text": text, "numbers": found.numbers, "checkpoint": found.point[1]}
    if kept.status == "outdated":
        _change(connection, now, kept.id, status="new", **fresh)
        _sign(connection, now, kept.id, "fired again", kept.text if text != kept.text else "")
    elif fresh != {"text": kept.text, "numbers": kept.numbers, "checkpoint": kept.checkpoint}:
        _change(connection, now, kept.id, **fresh)
        if found.point[1] != kept.checkpoint:
            _sign(connection, now, kept.id, "updated", kept.text if text != kept.text else "")


def _change(connection: Connection, now: datetime, record_id: int, **values: Any) -> None:
    connection.execute(
        update(recommendation).where(recommendation.c.id == record_id).values(changed_at=now, **values)
    )


def _sign(connection: Connection, now: datetime, record_id: int, action: str, note: str) -> None:
    connection.execute(
        insert(work_event).values(
            kind=KIND, record=str(record_id), action=action, note=note, author=AUTHOR, at=now
        )
    )


def forget_groundless(connection: Connection, unit_ids: Iterable[int]) -> None:
    """Takes back recommendations about places that an undo left without any figure, so that the place itself can go.

    Only what the program alone said: where a person edited, answered or made a measure of it, everything stays.
    """
    columns = recommendation.c
    with_figures = select(indicator_value.c.unit_id)
    answered = select(measure.c.recommendation_id).where(measure.c.recommendation_id.is_not(None))
    candidates = connection.scalars(
        select(columns.id).where(
            columns.unit_id.in_(sorted(set(unit_ids))),
            columns.unit_id.not_in(with_figures),
            columns.status.in_(UNANSWERED),
            columns.id.not_in(answered),
        )
    ).all()
    of_people = set(
        connection.scalars(
            select(work_event.c.record).where(work_event.c.kind == KIND, work_event.c.user_id.is_not(None))
        )
    )
    gone = [id_ for id_ in candidates if str(id_) not in of_people]
    connection.execute(
        delete(work_event).where(
            work_event.c.kind == KIND, work_event.c.record.in_([str(id_) for id_ in gone])
        )
    )
    connection.execute(delete(recommendation).where(columns.id.in_(gone)))


__all__ = ["AUTHOR", "forget_groundless", "refresh_recommendations"]
