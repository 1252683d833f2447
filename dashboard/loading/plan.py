"""What a file would do to the database: the frozen result of matching, before anything is written.

A token stands for a place or person: an id when it exists, a tuple when it is still to be made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from data_access.formats.rows import (
    CodifierRow,
    DestinationRow,
    EventRow,
    ExamTaskRow,
    IndicatorRow,
    Parsed,
    Place,
    Problem,
    ReportRow,
    ResultRow,
    SchoolRef,
    SchoolRow,
    TrainingRow,
    WorkRow,
)

Token = int | tuple[Any, ...]
# the file's key of a work, and the school whose own work it is
WorkKey = tuple[str, Token | None]
NEW, SKIP = "new", "skip"


class LoadRefused(Exception):
    """The load cannot go on; the message is a Russian sentence."""


@dataclass(frozen=True, slots=True)
class Option:
    value: str  # «new», «skip», «none» or «id:12»
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something the file names and the database does not know; a person decides, `answer` is the decision."""

    key: str
    kind: str  # school, class, teacher, pupil, ordinal, year
    label: str
    detail: str
    options: tuple[Option, ...]
    answer: str  # empty: still open

    @property
    def is_open(self) -> bool:
        return not self.answer


@dataclass(frozen=True, slots=True)
class PlannedMark:
    pupil: Token
    school: Token
    in_class: Token
    subject: Token
    teacher: Token | None
    year: int
    period: str
    value: str
    average: float | None
    place: Place


@dataclass(frozen=True, slots=True)
class PlannedWork:
    """A work; `school` is None when schools share it."""

    row: WorkRow
    subject: Token
    school: Token | None


@dataclass(frozen=True, slots=True)
class PlannedResult:
    row: ResultRow
    work: WorkKey
    school: Token
    in_class: Token | None
    pupil: Token | None


@dataclass(frozen=True, slots=True)
class PlannedTraining:
    row: TrainingRow
    school: Token
    in_class: Token
    pupil: Token


@dataclass(frozen=True, slots=True)
class PlannedDestination:
    row: DestinationRow
    school: Token
    in_class: Token
    pupil: Token


@dataclass(frozen=True, slots=True)
class PlannedEvent:
    row: EventRow
    school: Token
    in_class: Token
    pupil: Token
    subject: Token


@dataclass(frozen=True, slots=True)
class PlannedEntry:
    """A stated value of an indicator; `denominator` None: a count."""

    row: IndicatorRow
    unit: Token
    numerator: float
    denominator: float | None


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A line of a register as it is stored. `person`: the pupil whom it names, where that is one person."""

    register: str
    unit: Token
    year: int
    line_key: str
    cells: Mapping[str, str | float]
    person: Token | None


@dataclass(frozen=True, slots=True)
class PlannedElement:
    """An element of a codifier; `subject` is the subject of the exam."""

    row: CodifierRow
    subject: Token


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """A task of an exam's plan; `subject` is the subject of the exam."""

    row: ExamTaskRow
    subject: Token


@dataclass(frozen=True, slots=True)
class PlannedReport:
    """Figures of the country or the region on one work."""

    row: ReportRow
    subject: Token


@dataclass(frozen=True, slots=True)
class PlannedClass:
    school: Token
    year: int
    grade: int
    letter: str


@dataclass(frozen=True, slots=True)
class PlannedPerson:
    school: Token
    name: str
    detail: str  # class of a pupil, subjects of a teacher: what helps a person to recognise them


@dataclass
class Plan:
    """Filled by `matching.match`, read by the preview and by the commit."""

    parsed: Parsed
    questions: list[Question] = field(default_factory=list)
    schools: dict[Token, SchoolRef] = field(default_factory=dict)  # to be made
    records: dict[Token, SchoolRow] = field(default_factory=dict)
    classes: dict[Token, PlannedClass] = field(default_factory=dict)  # to be made
    teachers: dict[Token, PlannedPerson] = field(default_factory=dict)  # to be made
    pupils: dict[Token, PlannedPerson] = field(default_factory=dict)  # to be made
    subjects: dict[Token, str] = field(default_factory=dict)  # to be made
    # (class, pupil) → (since, until, said by a roster)
    enrolments: dict[tuple[Token, Token], tuple[str, str, bool]] = field(default_factory=dict)
    class_teachers: dict[Token, Token] = field(default_factory=dict)
    teaching: set[tuple[Token, Token, Token]] = field(default_factory=set)
    marks: list[PlannedMark] = field(default_factory=list)
    works: dict[WorkKey, PlannedWork] = field(default_factory=dict)
    results: list[PlannedResult] = field(default_factory=list)
    trainings: list[PlannedTraining] = field(default_factory=list)
    destinations: list[PlannedDestination] = field(default_factory=list)
    events: list[PlannedEvent] = field(default_factory=list)
    entries: list[PlannedEntry] = field(default_factory=list)
    lines: list[PlannedLine] = field(default_factory=list)
    elements: list[PlannedElement] = field(default_factory=list)
    exam_tasks: list[PlannedTask] = field(default_factory=list)
    reports: list[PlannedReport] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    school_tokens: dict[Token, str] = field(
        default_factory=dict
    )  # every school the file touches, with a label
    municipalities: dict[Token, str] = field(default_factory=dict)  # to be made
    under: dict[Token, Token] = field(
        default_factory=dict
    )  # school → its municipality, where the file says it
    above: dict[int, str] = field(
        default_factory=dict
    )  # municipalities of which something is stated, with a label
    mentions: dict[Token, SchoolRef] = field(default_factory=dict)  # how the file first names each of them
    left_out: Counter[str] = field(default_factory=Counter)  # place or person → rows that wait or stay out

    @property
    def open_questions(self) -> list[Question]:
        return [question for question in self.questions if question.is_open]

    @property
    def rows(self) -> int:
        """Rows that would be written as facts or as reference material."""
        listed = (self.records, self.enrolments, self.class_teachers, self.teaching, self.marks, self.results)
        beside = (self.trainings, self.destinations, self.events, self.entries, self.lines)
        reference = (self.elements, self.exam_tasks, self.reports)
        return sum(len(rows) for rows in (*listed, *beside, *reference))
