"""Recommendations as acts: a coordinator edits the text, accepts, rejects with a reason.

Accepting may make a measure at once: then the recommendation, the measure and their history are one transaction.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import update

from dashboard.cycle_measures import About, Plan, insert_measure, look_again
from dashboard.cycle_signing import WRITERS_ONLY, NotKept, Signature, filled, paragraphs
from dashboard.house import House
from data_access.queries.cycle import Recommendation, may_write, read_recommendation
from data_access.tables import recommendation
from data_access.viewer import Refused, Viewer

LONGEST_TEXT = 2000
LONGEST_REASON = 1000
ANSWERED = {
    "accepted": "Рекомендация уже принята.",
    "rejected": "Рекомендация уже отклонена.",
    "outdated": "Причины этой рекомендации больше нет, отвечать на неё не нужно.",
}


@dataclass(frozen=True)
class Recommendations:
    """Acts on recommendations. Each checks the rights itself: the browser only asks."""

    house: House

    def edit(self, viewer: Viewer, record_id: int, text: str) -> int:
        """Another text; the old one stays in the history. The id of the line there, 0 when nothing changed.

        Raises Refused, NotFound, NotKept with a sentence.
        """
        words = paragraphs(text, "Текст рекомендации пуст.", LONGEST_TEXT)
        with self.house.database.loading() as connection:
            signature = Signature(self.house, viewer, connection)
            known = self._open(signature, record_id, ("new",))
            if known.text == words:
                return 0
            self._change(signature, known, text=words)
            return signature.leave("recommendation", known.id, "edited", f"Было: {known.text}")

    def accept(self, viewer: Viewer, record_id: int, plan: Plan | None = None) -> int:
        """Accepts, and makes a measure of `plan`. A rejected one may be accepted after all. The id of the line in the
        history. Raises Refused, NotFound, NotKept with a sentence."""
        with self.house.database.loading() as connection:
            signature = Signature(self.house, viewer, connection)
            known = self._open(signature, record_id, ("new", "rejected"))
            note = ""
            if plan is not None:
                about = About(known.mechanism, known.unit_id, known.year, known.indicator, known)
                note = f"Создана мера № {insert_measure(signature, about, plan)}"
            self._change(signature, known, status="accepted", reason="")
            event = signature.leave("recommendation", known.id, "accepted", note)
            look_again(signature, known.unit_id)
        return event

    def reject(self, viewer: Viewer, record_id: int, reason: str) -> int:
        """Rejects; the reason is obligatory. The id of the line in the history. Raises Refused, NotFound, NotKept."""
        words = filled(reason, "Напишите, почему рекомендация отклонена.", LONGEST_REASON)
        with self.house.database.loading() as connection:
            signature = Signature(self.house, viewer, connection)
            known = self._open(signature, record_id, ("new",))
            self._change(signature, known, status="rejected", reason=words)
            return signature.leave("recommendation", known.id, "rejected", words)

    def _open(self, signature: Signature, record_id: int, states: tuple[str, ...]) -> Recommendation:
        """The recommendation, which this person may answer and which is not answered otherwise."""
        reader = signature.reader
        known = read_recommendation(reader, record_id)
        if not may_write(reader, known.unit_id, known.mechanism):
            raise Refused(WRITERS_ONLY)
        if known.status not in states:
            raise NotKept(ANSWERED[known.status])
        return known

    def _change(self, signature: Signature, known: Recommendation, **values: object) -> None:
        changed = {**values, "changed_at": self.house.now()}
        of_record = update(recommendation).where(recommendation.c.id == known.id)
        signature.connection.execute(of_record.values(**changed))
