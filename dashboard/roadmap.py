"""The roadmap as an act: people say how a measure of the profile stands, with evidence. Nothing is ever deleted.

A new mark stands over the one before, which stays in the history. The profile says what is to be done; the mark
says only what became of it in one school year.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, insert, select, update

from dashboard.catalogue import Catalogue
from dashboard.catalogue.profile import RoadmapItem, RoadmapSection
from dashboard.house import House
from dashboard.methods.schedule import Mark, Recurrence, school_year_of, standing
from dashboard.numbers import format_year
from data_access import audit
from data_access.queries.roadmap import may_write_work
from data_access.tables import roadmap_mark, work_event
from data_access.tables.management import ROADMAP_STATES
from data_access.versions import raise_version
from data_access.viewer import NotFound, Reader, Refused, Viewer

LONGEST = 400
WRITERS_ONLY = "Мероприятия отмечают управление образования и координатор этого механизма."


class NotMarked(Exception):
    """What was filled in cannot be kept; the message is a Russian sentence."""


def recurrence_of(item: RoadmapItem) -> Recurrence:
    """When an item of the profile comes back."""
    return Recurrence(item.repeat, item.start, item.end, item.on, item.until)


def find_item(catalogue: Catalogue, code: str) -> tuple[RoadmapSection, RoadmapItem]:
    """An item of the profile by its code «section/number». Raises NotFound."""
    for section in catalogue.profile.roadmap:
        for item in section.items:
            if item.code == code:
                return section, item
    raise NotFound("Такого мероприятия в дорожной карте нет.")


@dataclass(frozen=True)
class Roadmap:
    """Acts on the roadmap. Each checks the rights itself: the browser only asks."""

    house: House

    def mark(
        self, viewer: Viewer, code: str, year: int, status: str, progress: int, evidence: str, note: str
    ) -> int:
        """Keeps how an item stands in a school year; the id of the mark. Saying the same again adds nothing.

        Raises Refused, NotFound, NotMarked with a sentence.
        """
        section, item = find_item(self.house.catalogue, code)
        wanted = _checked(status, progress, evidence, note)
        # taken in turn, as loads are: of two marks at once one is the newest
        with self.house.database.loading() as connection:
            reader = Reader(viewer, connection)
            if not may_write_work(reader, section.mechanism):
                raise Refused(WRITERS_ONLY)
            self._check_year(connection, item, year)
            before = connection.execute(_current(code, year)).first()
            if before is not None and tuple(before[1:]) == wanted:
                return int(before.id)
            return self._keep(connection, viewer, code, year, wanted)

    def _check_year(self, connection: Connection, item: RoadmapItem, year: int) -> None:
        """Only what is of this year can be marked in it, and only once the year has begun."""
        today = self.house.today()
        if year > school_year_of(today):
            raise NotMarked(f"{format_year(year)} учебный год ещё не начался.")
        columns = roadmap_mark.c
        rows = connection.execute(
            select(columns.year, columns.status, columns.progress).where(
                columns.item == item.code, columns.is_current
            )
        )
        marks = {of: Mark(status, progress) for of, status, progress in rows}
        if standing(recurrence_of(item), year, today, marks) is None:
            raise NotMarked(f"В {format_year(year)} учебном году этого мероприятия нет.")

    def _keep(
        self, connection: Connection, viewer: Viewer, code: str, year: int, wanted: tuple[str, int, str, str]
    ) -> int:
        columns, now = roadmap_mark.c, self.house.now()
        author = {"author": viewer.display_name[:200], "user_id": viewer.user_id}
        status, progress, evidence, note = wanted
        connection.execute(
            update(roadmap_mark)
            .where(columns.item == code, columns.year == year, columns.is_current)
            .values(is_current=False)
        )
        key = connection.execute(
            insert(roadmap_mark).values(
                item=code,
                year=year,
                status=status,
                progress=progress,
                evidence=evidence,
                note=note,
                at=now,
                is_current=True,
                **author,
            )
        ).inserted_primary_key
        assert key is not None
        connection.execute(
            insert(work_event).values(
                kind="roadmap",
                record=code,
                action=status,
                note=f"{format_year(year)}, {progress} %",
                at=now,
                **author,
            )
        )
        audit.record(connection, viewer, now, "roadmap mark", f"roadmap {code} {year}", note=status)
        raise_version(connection, now, with_date=False)
        return int(key[0])


def _current(code: str, year: int) -> Select[Any]:
    columns = roadmap_mark.c
    return select(columns.id, columns.status, columns.progress, columns.evidence, columns.note).where(
        columns.item == code, columns.year == year, columns.is_current
    )


def _checked(status: str, progress: int, evidence: str, note: str) -> tuple[str, int, str, str]:
    """State, progress, evidence and note as they are kept. Raises NotMarked."""
    if status not in ROADMAP_STATES:
        raise NotMarked("Выберите состояние мероприятия.")
    if not 0 <= progress <= 100:
        raise NotMarked("Готовность — от 0 до 100 %.")
    if status == "doing" and progress == 100:
        raise NotMarked("Готовность 100 %: выберите состояние «выполнено».")
    if status == "dropped" and not note.strip():
        raise NotMarked("Напишите в примечании, почему мероприятие снято.")
    texts = {"подтверждение": " ".join(evidence.split()), "примечание": " ".join(note.split())}
    for name, text in texts.items():
        if len(text) > LONGEST:
            raise NotMarked(f"Слишком длинное {name}: {len(text)} знаков, помещается {LONGEST}.")
    settled = {"planned": 0, "done": 100}
    return status, settled.get(status, progress), texts["подтверждение"], texts["примечание"]
