"""Measures (меры) as acts: made by the department, carried out and reported by those who own them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import insert, update

from dashboard.cycle_signing import (
    LONGEST_OWNER,
    WRITERS_ONLY,
    NotKept,
    Signature,
    due_day,
    filled,
    fitting,
)
from dashboard.house import House
from dashboard.numbers import format_date
from dashboard.recommending import refresh_recommendations
from data_access.queries.cycle import Measure, Recommendation, may_report, may_write, read_measure
from data_access.tables import measure
from data_access.tables.management import MEASURE_STATES
from data_access.viewer import Refused, Viewer

OFFERED_DAYS = 60
CLOSED = ("done", "dropped")
STATE_WORDS = {"open": "назначена", "doing": "идёт", "done": "выполнена", "dropped": "снята"}
REPORTERS_ONLY = "О мере отчитываются директор организации, управление образования и координатор механизма."


@dataclass(frozen=True, slots=True)
class Plan:
    """What a person fills in of a measure, as typed."""

    title: str
    expected: str
    owner: str
    due_on: str


@dataclass(frozen=True, slots=True)
class Report:
    """How a measure goes, as typed; `note` says why it is dropped."""

    status: str
    progress: int
    evidence: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What a measure is about."""

    mechanism: str
    unit_id: int
    year: int
    indicator: str = ""
    recommendation: Recommendation | None = None


@dataclass(frozen=True)
class Measures:
    """Acts on measures. Each checks the rights itself: the browser only asks."""

    house: House

    def create(self, viewer: Viewer, about: About, plan: Plan) -> int:
        """Keeps a new measure; its id. Raises Refused, NotFound, NotKept with a sentence."""
        mechanism = self.house.catalogue.mechanism(about.mechanism)
        if about.indicator and about.indicator not in (*mechanism.indicators, mechanism.lead):
            raise NotKept("Такого показателя в этом механизме нет: выберите другой.")
        with self.house.database.loading() as connection:
            signature = Signature(self.house, viewer, connection)
            if not may_write(signature.reader, about.unit_id, about.mechanism):
                raise Refused(WRITERS_ONLY)
            made = insert_measure(signature, about, plan)
            look_again(signature, about.unit_id)
        return made

    def report(self, viewer: Viewer, measure_id: int, report: Report) -> int:
        """Keeps state, progress and evidence; the id of the line in the history, 0 when nothing changed.

        Raises Refused, NotFound, NotKept with a sentence.
        """
        with self.house.database.loading() as connection:
            signature = Signature(self.house, viewer, connection)
            known = read_measure(signature.reader, measure_id)
            if not may_report(signature.reader, known.unit_id, known.mechanism):
                raise Refused(REPORTERS_ONLY)
            wanted = _checked_report(report)
            if report.status == "dropped" and not may_write(signature.reader, known.unit_id, known.mechanism):
                raise Refused("Снимают меру управление образования и координатор механизма.")
            if wanted == (known.status, known.progress, known.evidence):
                return 0
            event = self._keep_report(signature, known, wanted, fitting(report.note))
            look_again(signature, known.unit_id)
        return event

    def _keep_report(
        self, signature: Signature, known: Measure, wanted: tuple[str, int, str], note: str
    ) -> int:
        status, progress, evidence = wanted
        closed_at = self.house.now() if status in CLOSED else None
        if status == known.status and known.closed_at is not None:
            closed_at = known.closed_at
        signature.connection.execute(
            update(measure)
            .where(measure.c.id == known.id)
            .values(status=status, progress=progress, evidence=evidence, closed_at=closed_at)
        )
        said = [f"{STATE_WORDS[status]}, {progress} %", evidence, note]
        return signature.leave("measure", known.id, status, ". ".join(part for part in said if part))

    def edit(self, viewer: Viewer, measure_id: int, plan: Plan) -> int:
        """Changes what is to be done, by whom and when; what it was stays in the history.

        The id of the line in the history, 0 when nothing changed. Raises Refused, NotFound, NotKept.
        """
        with self.house.database.writing() as connection:
            signature = Signature(self.house, viewer, connection)
            known = read_measure(signature.reader, measure_id)
            if not may_write(signature.reader, known.unit_id, known.mechanism):
                raise Refused(WRITERS_ONLY)
            wanted = _checked_plan(plan, self.house.today(), known.due_on)
            old = {
                "title": known.title,
                "expected": known.expected,
                "owner": known.owner,
                "due_on": known.due_on,
            }
            if wanted == old:
                return 0
            connection.execute(update(measure).where(measure.c.id == known.id).values(**wanted))
            return signature.leave("measure", known.id, "edited", f"Было: {_in_words(known)}")


def insert_measure(signature: Signature, about: About, plan: Plan) -> int:
    """A checked measure of a place where the writer's rights are known. Raises NotKept."""
    house = signature.house
    wanted = _checked_plan(plan, house.today())
    key = signature.connection.execute(
        insert(measure).values(
            recommendation_id=about.recommendation.id if about.recommendation else None,
            mechanism=about.mechanism,
            unit_id=about.unit_id,
            year=about.year,
            indicator=about.indicator,
            status="open",
            progress=0,
            created_at=house.now(),
            **wanted,
            **signature.author,
        )
    ).inserted_primary_key
    assert key is not None
    made = int(key[0])
    signature.leave("measure", made, "created")
    return made


def look_again(signature: Signature, unit_id: int) -> None:
    """A measure answers «red without a measure»: the rules are looked at anew for its place."""
    house = signature.house
    refresh_recommendations(signature.connection, house.catalogue, house.now(), [unit_id], house.today())


def offered_due(today: date) -> date:
    """Two months: long enough to act, short enough to be looked at in the same school year."""
    return today + timedelta(days=OFFERED_DAYS)


def _checked_plan(plan: Plan, today: date, kept: date | None = None) -> dict[str, object]:
    return {
        "title": filled(plan.title, "Напишите, что сделать."),
        "expected": fitting(plan.expected),
        "owner": filled(
            plan.owner, "Укажите ответственного: должность, например «директор СОШ № 2».", LONGEST_OWNER
        ),
        "due_on": due_day(plan.due_on, today, kept),
    }


def _checked_report(report: Report) -> tuple[str, int, str]:
    """State, progress and evidence as they are kept. Raises NotKept."""
    if report.status not in MEASURE_STATES:
        raise NotKept("Выберите состояние меры.")
    if not 0 <= report.progress <= 100:
        raise NotKept("Готовность — от 0 до 100 %.")
    if report.status == "doing" and report.progress == 100:
        raise NotKept("Готовность 100 %: выберите состояние «выполнена».")
    evidence = fitting(report.evidence)
    if report.status == "done" and not evidence:
        raise NotKept("Укажите, чем подтверждается выполнение: документ или ссылка.")
    if report.status == "dropped" and not report.note.strip():
        raise NotKept("Напишите в примечании, почему мера снята.")
    settled = {"open": 0, "done": 100}
    return report.status, settled.get(report.status, report.progress), evidence


def _in_words(known: Measure) -> str:
    parts = [f"«{known.title}»", known.expected, known.owner, f"срок {format_date(known.due_on)}"]
    return "; ".join(part for part in parts if part)
