"""Management decisions (управленческие решения) as acts: what they rest on, what they should move, and withdrawal.

A decision keeps where each of its indicators stood, so that what came after can be told without trusting memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, update

from dashboard.catalogue import Mechanism
from dashboard.cycle_signing import WRITERS_ONLY, NotKept, Signature, any_day, filled, fitting
from dashboard.house import House
from dashboard.methods.effect import Point, moment
from data_access.queries.cycle import may_write, read_decision, read_measure, read_recommendation
from data_access.queries.rollups import read_values
from data_access.tables import decision, decision_aim, decision_basis
from data_access.viewer import Reader, Refused, Viewer

OLDEST_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person fills in of a decision, as typed. `record`: kind and id of what it rests on; `basis`: in words."""

    mechanism: str
    unit_id: int
    year: int
    title: str
    document: str
    decided_on: str
    indicators: tuple[str, ...]
    record: tuple[str, int] | None = None
    basis: str = ""


@dataclass(frozen=True)
class Decisions:
    """Acts on decisions. Each checks the rights itself: the browser only asks."""

    house: House

    def make(self, viewer: Viewer, draft: Draft) -> int:
        """Keeps a decision; its id. Raises Refused, NotFound, NotKept with a sentence."""
        mechanism = self.house.catalogue.mechanism(draft.mechanism)
        with self.house.database.writing() as connection:
            signature = Signature(self.house, viewer, connection)
            reader = signature.reader
            if not may_write(reader, draft.unit_id, draft.mechanism):
                raise Refused(WRITERS_ONLY)
            words = {
                "title": filled(draft.title, "Напишите, что решено."),
                "document": filled(draft.document, "Укажите документ: приказ, его дату и номер."),
                "decided_on": self._day(draft.decided_on),
            }
            aims = _aims(reader, draft, mechanism)
            bases = _bases(reader, draft)
            key = connection.execute(
                insert(decision).values(
                    mechanism=draft.mechanism,
                    unit_id=draft.unit_id,
                    year=draft.year,
                    status="active",
                    created_at=self.house.now(),
                    **words,
                    **signature.author,
                )
            ).inserted_primary_key
            assert key is not None
            made = int(key[0])
            connection.execute(insert(decision_aim), [{"decision_id": made, **aim} for aim in aims])
            connection.execute(insert(decision_basis), [{"decision_id": made, **basis} for basis in bases])
            signature.leave("decision", made, "made")
        return made

    def withdraw(self, viewer: Viewer, decision_id: int, reason: str) -> int:
        """A decision that no longer stands; the reason is obligatory. The id of the line in the history."""
        words = filled(reason, "Напишите, почему решение отменено.")
        with self.house.database.writing() as connection:
            signature = Signature(self.house, viewer, connection)
            known = read_decision(signature.reader, decision_id)
            if not may_write(signature.reader, known.unit_id, known.mechanism):
                raise Refused(WRITERS_ONLY)
            if known.status != "active":
                raise NotKept("Решение уже отменено.")
            connection.execute(update(decision).where(decision.c.id == known.id).values(status="withdrawn"))
            return signature.leave("decision", known.id, "withdrawn", words)

    def _day(self, text: str) -> date:
        day = any_day(text, "Укажите дату решения.")
        if day > self.house.today():
            raise NotKept("Дата решения ещё не наступила.")
        if day.year < OLDEST_YEAR:
            raise NotKept("Проверьте год в дате решения.")
        return day


def _aims(reader: Reader, draft: Draft, mechanism: Mechanism) -> list[dict[str, object]]:
    """Indicators with the newest point at which the place has a value. Raises NotKept."""
    allowed = (*mechanism.indicators, mechanism.lead)
    codes = tuple(dict.fromkeys(draft.indicators))
    if not codes:
        raise NotKept("Отметьте показатели, которые решение должно изменить.")
    if any(code not in allowed for code in codes):
        raise NotKept("Среди показателей есть такой, которого в этом механизме нет.")
    stood: dict[str, Point] = {}
    for value in read_values(reader, [draft.unit_id], None, codes):
        known, point = stood.get(value.indicator), (value.year, value.checkpoint)
        if known is None or moment(point) > moment(known):
            stood[value.indicator] = point
    # where nothing was known yet, whatever comes is later and has nothing to be compared with
    start: Point = (draft.year - 1, "Y")
    return [
        {
            "indicator": code,
            "unit_id": draft.unit_id,
            "year": stood.get(code, start)[0],
            "checkpoint": stood.get(code, start)[1],
        }
        for code in codes
    ]


def _bases(reader: Reader, draft: Draft) -> list[dict[str, object]]:
    """What the decision rests on, at least one thing. Raises NotKept, and Refused or NotFound for a foreign record."""
    found: list[dict[str, object]] = []
    if draft.record is not None:
        kind, record_id = draft.record
        known = (
            read_measure(reader, record_id) if kind == "measure" else read_recommendation(reader, record_id)
        )
        found.append({"kind": kind, "record_id": known.id, "text": ""})
    if words := fitting(draft.basis):
        found.append({"kind": "document", "record_id": None, "text": words})
    if not found:
        raise NotKept("Укажите основание: справку, протокол, данные мониторинга.")
    return found
