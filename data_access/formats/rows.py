"""What every file layout is turned into: plain rows with the place they came from.

A layout module knows a file; it does not know the database. The loader (`dashboard/loading`) matches
these rows with the units and persons that already exist. Names are kept as the file spells them,
after trimming; only class names and mark values are normalised here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

# Codes of periods inside one school year. T = триместр, H = полугодие, Q = четверть, Y = год.
PERIODS = ("Q1", "Q2", "Q3", "Q4", "T1", "T2", "T3", "H1", "H2", "Y")

# Values of a period mark as stored: «н/а», «осв», «зач», «незач» get ASCII codes.
MARKS = ("5", "4", "3", "2", "1", "na", "ex", "pass", "fail")


# In place of a score: the topic was not taught or the task not assigned («Н/п», «не пройд.»).
NOT_TAUGHT = -1


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the file a value stands: sheet title («csv» files: the file's own name) and cell such as `E321`."""

    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing the reader must see before confirming.

    `error`: the row was rejected and stays visible with its reason; `warning`: it was read, with a doubt.
    `value` is the offending text (never a pupil's name), `rule` a Russian sentence.
    """

    severity: Literal["error", "warning"]
    rule: str
    place: Place | None = None
    value: str = ""


@dataclass(frozen=True, slots=True)
class SchoolRef:
    """How a file names a school: any of name, code of РЦОИ («Код ОО») and login of ФИС ОКО (`edu203389`)."""

    name: str = ""
    oo_code: str = ""
    login: str = ""

    @property
    def label(self) -> str:
        return self.name or self.login or f"код ОО {self.oo_code}"


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """A school of the roster. `kind`: one of «СОШ», «ООШ», «НОШ», «гимназия», «лицей», «детский сад», «иное»."""

    short_name: str
    full_name: str
    oo_code: str
    login: str
    kind: str
    is_rural: bool
    place: Place
    municipality: str = ""


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A class of one school year. `year` is the calendar year of 1 September. `name` is normalised: `8А`."""

    school: SchoolRef
    name: str
    year: int
    class_teacher: str
    place: Place


@dataclass(frozen=True, slots=True)
class PupilRow:
    """A pupil in a class for a year; `since` and `until` are ISO dates or empty (whole year)."""

    school: SchoolRef
    class_name: str
    year: int
    pupil: str
    since: str
    until: str
    place: Place


@dataclass(frozen=True, slots=True)
class TeachingRow:
    """Who teaches what: class × subject × teacher for a year."""

    school: SchoolRef
    class_name: str
    year: int
    subject: str
    teacher: str
    place: Place


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A period mark. `year` is None when the file does not say it (the person chooses on the preview)."""

    school: SchoolRef
    class_name: str
    year: int | None
    pupil: str
    subject: str
    teacher: str
    period: str
    value: str
    average: float | None
    place: Place


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task of a work: number as printed («9.1», «1К1»), maximum score, level Б, П, В or empty.

    `codes`: content elements (КЭС) with ranges written out («1-3» → 1, 2, 3), in the order of the file.
    """

    number: str
    max_score: int
    level: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One assessment. `key` is unique in the file; `kind` a code of `tables.works.WORK_KINDS`; `year` as in ClassRow.

    `max_score` is None when the file does not state it (protocols of РЦОИ). `date` is ISO or empty. `codifier`
    and `codifier_year` name the codifier of the codes («ОГЭ 2026» → `oge`, 2026), empty and None when unnamed.
    `is_of_school`: the school's own work; otherwise schools share it (exams, ВПР, municipal diagnostics).
    """

    key: str
    kind: Literal["vpr", "oge", "ege", "kr", "dr", "akr"]
    subject: str
    grade: int
    year: int
    date: str
    title: str
    max_score: int | None
    tasks: tuple[TaskRow, ...]
    codifier: str = ""
    codifier_year: int | None = None
    is_of_school: bool = False


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A participant's result. `scores` follow the work's tasks; None = not begun, which counts as 0 points of
    the maximum; NOT_TAUGHT = «Н/п» or not assigned, which counts nowhere.

    `participant`: a code (ВПР) or «Фамилия Имя Отчество» (ОГЭ, ЕГЭ); `is_name` tells which. `class_name` is a
    normalised class («9А») or, for ВПР, the ordinal number of the class in its parallel («1», «2»).
    """

    work_key: str
    school: SchoolRef
    class_name: str
    participant: str
    is_name: bool
    variant: str
    scores: tuple[int | None, ...]
    primary: int | None
    mark: int | None
    journal_mark: int | None
    status: Literal["wrote", "absent"]
    place: Place
    test_score: int | None = None  # of 100, ЕГЭ only


@dataclass(frozen=True, slots=True)
class CodifierRow:
    """An element of a codifier. `exam`: a code of `tables.works.EXAMS`; `year`: calendar year of the exam."""

    exam: str
    subject: str
    year: int
    code: str
    title: str
    place: Place


@dataclass(frozen=True, slots=True)
class ExamTaskRow:
    """A task of an exam's plan; `position` from 0, in the order of the file within (exam, subject, year)."""

    exam: str
    subject: str
    year: int
    position: int
    task: TaskRow
    place: Place


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """Vocational preparation of a pupil. `kind`, `outcome`: codes of `tables.others`."""

    school: SchoolRef
    class_name: str
    year: int
    pupil: str
    kind: str
    programme: str
    outcome: str
    place: Place


@dataclass(frozen=True, slots=True)
class DestinationRow:
    """Where a graduate went. `year`: the school year of leaving; `kind`: a code of `tables.others`."""

    school: SchoolRef
    class_name: str
    year: int
    pupil: str
    kind: str
    institution: str
    speciality: str
    place: Place


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A stated value of an indicator. `school`: the organisation, which may be the municipality itself."""

    school: SchoolRef
    year: int
    indicator: str
    numerator: float
    denominator: float | None
    note: str
    place: Place


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A line of a register (реестр). `register`: its title or code; `cells`: title of a column → text, filled ones
    only. `municipality`: where a list of the region says the school stands, else empty."""

    school: SchoolRef
    year: int
    register: str
    cells: tuple[tuple[str, str], ...]
    place: Place
    municipality: str = ""


@dataclass(frozen=True, slots=True)
class EventRow:
    """A pupil's result in an olympiad or contest. `stage`, `outcome`: codes of `tables.others`."""

    school: SchoolRef
    class_name: str
    year: int
    pupil: str
    event: str
    stage: str
    subject: str
    outcome: str
    place: Place


@dataclass(frozen=True, slots=True)
class ReportRow:
    """The country or the region in an aggregate report (сводный отчёт ФИС ОКО) on one work.

    `scope`: country or region; `area`: its name as printed; `report`: marks, confirmation or scores; `n`: participants;
    `counts`: participants by mark, by «lowered», «confirmed», «raised», or by primary score.
    """

    scope: Literal["country", "region"]
    area: str
    exam: str
    subject: str
    grade: int
    year: int
    report: Literal["marks", "confirmation", "scores"]
    n: int
    schools: int | None
    counts: tuple[tuple[str, float], ...]
    place: Place


@dataclass(frozen=True)
class Parsed:
    """A whole file as rows. `layout` is the layout's code, `title` its Russian name."""

    layout: str
    title: str
    rows_read: int
    schools: tuple[SchoolRow, ...] = ()
    classes: tuple[ClassRow, ...] = ()
    pupils: tuple[PupilRow, ...] = ()
    teaching: tuple[TeachingRow, ...] = ()
    marks: tuple[MarkRow, ...] = ()
    works: tuple[WorkRow, ...] = ()
    results: tuple[ResultRow, ...] = ()
    codifiers: tuple[CodifierRow, ...] = ()
    exam_tasks: tuple[ExamTaskRow, ...] = ()
    reports: tuple[ReportRow, ...] = ()
    trainings: tuple[TrainingRow, ...] = ()
    destinations: tuple[DestinationRow, ...] = ()
    indicators: tuple[IndicatorRow, ...] = ()
    registers: tuple[RegisterLine, ...] = ()
    events: tuple[EventRow, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    def school_refs(self) -> Iterator[SchoolRef]:
        """Every mention of a school, in the order of the file, with repeats."""
        listed = (self.classes, self.pupils, self.teaching, self.marks, self.results)
        beside = (self.trainings, self.destinations, self.indicators, self.registers, self.events)
        for rows in (*listed, *beside):
            for row in rows:
                yield row.school

    def roster_refs(self) -> Iterator[SchoolRef]:
        """The schools that a roster sheet describes, under each of their names."""
        for row in self.schools:
            for name in (row.short_name, row.full_name):
                yield SchoolRef(name, row.oo_code, row.login)


class Unreadable(Exception):
    """The file cannot be read; the message is a Russian sentence for the person who sent it."""
