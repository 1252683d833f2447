"""What people say about a step of the management cycle, as an act: a score with the document that proves it.

It stands over the computed score until it is withdrawn; a new one stands over the one before. Nothing is deleted.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, insert, select, update

from dashboard.house import House
from dashboard.methods.schedule import school_year_of
from dashboard.numbers import format_year
from data_access import audit
from data_access.queries.roadmap import may_write_work
from data_access.tables import cycle_mark, work_event
from data_access.tables.management import STAGES
from data_access.versions import raise_version
from data_access.viewer import NotFound, Reader, Refused, Viewer

LONGEST = 400
WRITERS_ONLY = "Шаги цикла оценивают управление образования и координатор этого механизма."


class NotStated(Exception):
    """What was filled in cannot be kept; the message is a Russian sentence."""


@dataclass(frozen=True)
class CycleMarks:
    """Acts on the management cycle. Each checks the rights itself: the browser only asks."""

    house: House

    def state(self, viewer: Viewer, mechanism: str, year: int, stage: str, score: int, evidence: str) -> int:
        """Keeps a score of a step; its id. Saying the same again adds nothing. Raises Refused, NotFound, NotStated."""
        words = " ".join(evidence.split())
        self._check(mechanism, year, stage)
        if score not in (0, 1, 2):
            raise NotStated("Выберите оценку шага: 0, 1 или 2.")
        if not words:
            raise NotStated("Укажите документ, которым подтверждается оценка.")
        if len(words) > LONGEST:
            raise NotStated(f"Слишком длинно: {len(words)} знаков, помещается {LONGEST}.")
        # taken in turn, as loads are: of two marks at once one is the newest
        with self.house.database.loading() as connection:
            self._check_rights(connection, viewer, mechanism)
            columns = cycle_mark.c
            before = connection.execute(
                select(columns.id, columns.score, columns.evidence).where(*_in_force(mechanism, year, stage))
            ).first()
            if before is not None and (before.score, before.evidence) == (score, words):
                return int(before.id)
            connection.execute(
                update(cycle_mark).where(*_in_force(mechanism, year, stage)).values(is_current=False)
            )
            key = connection.execute(
                insert(cycle_mark).values(
                    mechanism=mechanism,
                    year=year,
                    stage=stage,
                    score=score,
                    evidence=words,
                    author=viewer.display_name[:200],
                    user_id=viewer.user_id,
                    at=self.house.now(),
                    is_current=True,
                )
            ).inserted_primary_key
            assert key is not None
            self._sign(connection, viewer, mechanism, year, stage, f"score {score}")
        return int(key[0])

    def withdraw(self, viewer: Viewer, mechanism: str, year: int, stage: str) -> None:
        """The computed score counts again; what was stated stays in the history.

        Raises Refused, NotFound, NotStated.
        """
        self._check(mechanism, year, stage)
        with self.house.database.loading() as connection:
            self._check_rights(connection, viewer, mechanism)
            taken = connection.execute(
                update(cycle_mark).where(*_in_force(mechanism, year, stage)).values(is_current=False)
            )
            if not taken.rowcount:
                raise NotStated("Для этого шага оценку никто не указывал.")
            self._sign(connection, viewer, mechanism, year, stage, "withdrawn")

    def _check(self, mechanism: str, year: int, stage: str) -> None:
        self.house.catalogue.mechanism(mechanism)
        if stage not in STAGES:
            raise NotFound("Такого шага в цикле управления нет.")
        if year > school_year_of(self.house.today()):
            raise NotStated(f"{format_year(year)} учебный год ещё не начался.")

    def _check_rights(self, connection: Connection, viewer: Viewer, mechanism: str) -> None:
        if not may_write_work(Reader(viewer, connection), mechanism):
            raise Refused(WRITERS_ONLY)

    def _sign(
        self, connection: Connection, viewer: Viewer, mechanism: str, year: int, stage: str, action: str
    ) -> None:
        now, record = self.house.now(), f"{mechanism}/{year}/{stage}"
        connection.execute(
            insert(work_event).values(
                kind="cycle",
                record=record,
                action=action,
                author=viewer.display_name[:200],
                user_id=viewer.user_id,
                at=now,
            )
        )
        audit.record(connection, viewer, now, f"cycle {action}", f"cycle {record}")
        raise_version(connection, now, with_date=False)


def _in_force(mechanism: str, year: int, stage: str) -> tuple[ColumnElement[bool], ...]:
    columns = cycle_mark.c
    return (columns.mechanism == mechanism, columns.year == year, columns.stage == stage, columns.is_current)
