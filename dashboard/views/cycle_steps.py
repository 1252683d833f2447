"""The nine steps of the management cycle of a mechanism, scored by what the program has on record.

Source: METHODS §3.9, методика проекта. Every score comes with the figure behind it and a link to the record. What
people state with a document stands over what is computed here, and is marked so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from dashboard.catalogue import Indicator, Mechanism, catalogue_of
from dashboard.catalogue.profile import STAGES
from dashboard.entry_sheet import due_on
from dashboard.methods.comparable import checkpoint_title
from dashboard.methods.cycle_score import CycleScore, cycle_score, step_score
from dashboard.numbers import plural
from dashboard.selection import Selection
from dashboard.views.entry_progress import asked_of
from dashboard.views.targets import aimed
from data_access.queries.cycle_steps import (
    CycleMark,
    DecisionOnRecord,
    count_work,
    read_cycle_marks,
    read_decisions_on_record,
    read_submitted,
    read_valued,
)
from data_access.queries.places import CHECKPOINT_ORDER, read_municipality, read_schools
from data_access.viewer import Reader

REVIEWED = ("accepted", "rejected")
LISTED = ("new", *REVIEWED)
YEARLY = "Y"


@dataclass(frozen=True, slots=True)
class Found:
    """What the records say of a step: done of whole, in words, and where to look."""

    score: int
    evidence: str
    href: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a mechanism in a school year; a mark of people stands over the computed score."""

    stage: str
    title: str
    clause: str
    found: Found
    mark: CycleMark | None

    @property
    def score(self) -> int:
        return self.mark.score if self.mark else self.found.score


@dataclass(frozen=True, slots=True)
class _Records:
    """The records of one mechanism and school year."""

    reader: Reader
    year: int
    mechanism: Mechanism

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        known = catalogue_of(self.reader).indicators
        return tuple(known[code] for code in self.mechanism.indicators)

    def valued(self, indicator: Indicator) -> set[str]:
        return read_valued(self.reader, self.year).get(indicator.code, set())

    def counted(self, kind: str, states: tuple[str, ...]) -> int:
        counts = count_work(self.reader, self.year)
        return sum(counts.get((kind, self.mechanism.code, state), 0) for state in states)

    @property
    def decisions(self) -> list[DecisionOnRecord]:
        rows = read_decisions_on_record(self.reader, self.year)
        return [row for row in rows if row.mechanism == self.mechanism.code]

    def href(self, path: str) -> str:
        if path == "/m":
            return Selection(f"/m/{self.mechanism.code}", year=self.year).address
        return Selection(path, year=self.year, mechanism=self.mechanism.code).address


def steps_of(reader: Reader, mechanism: Mechanism, year: int) -> tuple[Step, ...]:
    """The nine steps in their order, with titles of the profile where it names them."""
    records = _Records(reader, year, mechanism)
    marks = read_cycle_marks(reader, year)
    named = {step.stage: step for step in catalogue_of(reader).profile.cycle_steps}
    return tuple(
        Step(
            stage,
            named[stage].title if stage in named else title,
            named[stage].clause if stage in named else "",
            _FINDERS[stage](records),
            marks.get((mechanism.code, stage)),
        )
        for stage, title in STAGES.items()
    )


def score_of(steps: tuple[Step, ...]) -> CycleScore:
    return cycle_score(step.score for step in steps)


def _goals(records: _Records) -> Found:
    judged = [item for item in records.indicators if item.polarity != "none"]
    place = read_municipality(records.reader)
    aims = sum(aimed(records.reader, item.code, records.year, place).target is not None for item in judged)
    words = f"целевые значения у {aims} из {_of_indicators(len(judged))}"
    return Found(step_score(aims, len(judged)), words, records.href("/m"))


def _indicators(records: _Records) -> Found:
    known = sum(bool(records.valued(item)) for item in records.indicators)
    words = f"значения за год есть у {known} из {_of_indicators(len(records.indicators))}"
    return Found(step_score(known, len(records.indicators)), words, records.href("/m"))


def _methods(records: _Records) -> Found:
    """What people state, sent by its day; where nothing is stated, what the program computes."""
    asked = asked_of(records.reader, records.mechanism, read_schools(records.reader))
    if not asked:
        known = sum(bool(records.valued(item)) for item in records.indicators)
        words = f"всё вычисляет программа: собрано {known} из {_of_indicators(len(records.indicators))}"
        return Found(step_score(known, len(records.indicators)), words, records.href("/entry"))
    sent = read_submitted(records.reader, records.year)
    in_time = sum(
        _is_in_time(sent.get((one.indicator.code, one.unit_id)), one.indicator, records) for one in asked
    )
    words = f"в срок сдано {in_time} из {len(asked)} {plural(len(asked), 'значения', 'значений')}"
    return Found(step_score(in_time, len(asked)), words, records.href("/entry"))


def _is_in_time(at: datetime | None, indicator: Indicator, records: _Records) -> bool:
    if at is None:
        return False
    due = due_on(indicator, records.year)
    local = at.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(records.reader.zone))
    return due is None or local.date() <= due


def _monitoring(records: _Records) -> Found:
    """Values at the newest point of the year; a yearly indicator is expected only at the end of it."""
    points = {point for found in read_valued(records.reader, records.year).values() for point in found}
    newest = max(points, key=CHECKPOINT_ORDER.__getitem__, default="")
    expected = [item for item in records.indicators if item.period == "checkpoint" or newest == YEARLY]
    if not newest or not expected:
        return Found(0, "на последнюю точку года значений нет", records.href("/m"))
    known = sum(newest in records.valued(item) for item in expected)
    words = f"{checkpoint_title(newest)}: значения у {known} из {_of_indicators(len(expected))}"
    return Found(step_score(known, len(expected)), words, records.href("/m"))


def _analysis(records: _Records) -> Found:
    """Rules look at every value that comes: what has values has been analysed, with a recommendation or without."""
    known = sum(bool(records.valued(item)) for item in records.indicators)
    fired = records.counted("recommendation", (*LISTED, "outdated"))
    word = plural(fired, "рекомендация", "рекомендации", "рекомендаций")
    words = f"правила проверили {known} из {_of_indicators(len(records.indicators))}; {fired} {word}"
    return Found(step_score(known, len(records.indicators)), words, records.href("/actions"))


def _recommendations(records: _Records) -> Found:
    listed = records.counted("recommendation", LISTED)
    reviewed = records.counted("recommendation", REVIEWED)
    words = f"рассмотрено {reviewed} из {listed}" if listed else "адресных рекомендаций нет"
    return Found(step_score(reviewed, listed), words, records.href("/actions"))


def _measures(records: _Records) -> Found:
    planned = records.counted("measure", ("open", "doing", "done"))
    done = records.counted("measure", ("done",))
    words = f"выполнено {done} из {planned}" if planned else "мер нет"
    # a measure that goes on is already a part of the work
    return Found(max(step_score(done, planned), min(planned, 1)), words, records.href("/actions"))


def _decisions(records: _Records) -> Found:
    made = records.decisions
    whole = sum(row.has_basis and row.has_aim for row in made)
    word = plural(len(made), "решение", "решения", "решений")
    words = f"{len(made)} {word}, с основанием и целью — {whole}" if made else "решений нет"
    return Found(max(step_score(whole, len(made)), min(len(made), 1)), words, records.href("/actions"))


def _effect(records: _Records) -> Found:
    aimed_at = [row for row in records.decisions if row.has_aim]
    seen = sum(row.has_effect for row in aimed_at)
    words = (
        f"эффект виден по {seen} из {len(aimed_at)} {plural(len(aimed_at), 'решения', 'решений')}"
        if aimed_at
        else "решений с целью нет"
    )
    return Found(step_score(seen, len(aimed_at)), words, records.href("/actions"))


def _of_indicators(count: int) -> str:
    return f"{count} {plural(count, 'показателя', 'показателей')}"


_FINDERS: dict[str, Callable[[_Records], Found]] = {
    "goals": _goals,
    "indicators": _indicators,
    "methods": _methods,
    "monitoring": _monitoring,
    "analysis": _analysis,
    "recommendations": _recommendations,
    "measures": _measures,
    "decisions": _decisions,
    "effect": _effect,
}
