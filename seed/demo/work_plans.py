"""Plans of the school's own works (контрольные, административные, пробные экзамены) and of the municipal ones.

`works.csv` has a line per work: tasks are «number:points:level:codes», codes those of the exam that ends the stage:
ОГЭ for grades 8 and 9, ЕГЭ (база) for 10 and 11. Trial exams take the whole plan of the exam of their year.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Literal, cast

from seed.demo.codifiers import MATHS, RUSSIAN, codifier, tasks_of
from seed.demo.oge import exams
from seed.demo.scores import Scale, Task

READING = "Читательская грамотность"
TRIAL_OGE = "Пробный экзамен в форме ОГЭ"
TRIAL_BASE = "Пробный экзамен в форме ЕГЭ, базовый уровень"
TRIAL_DAYS = {(9, MATHS): "03-11", (9, RUSSIAN): "03-17", (11, MATHS): "03-12"}
# An exam is written a little worse in March than in June.
TRIAL_HARDSHIP = 0.12
BASE_SCALE = Scale(21, 7, 12, 17)
# First shares of the maximum for marks 3, 4 and 5 of an ordinary work.
BORDERS = (0.40, 0.60, 0.80)
_WORKS = Path(__file__).parent / "works.csv"

Kind = Literal["kr", "akr", "dr"]


@dataclass(frozen=True)
class WorkPlan:
    """A work of a grade in a school year. `exam`: the codifier of its codes, empty when it has none.

    `day` is ISO. `scale` None: marks by shares of the maximum. `hardship` is taken off the level of those who write.
    """

    kind: Kind
    grade: int
    year: int
    subject: str
    title: str
    day: str
    tasks: tuple[Task, ...]
    exam: str = ""
    scale: Scale | None = None
    hardship: float = 0.0

    @property
    def is_marked(self) -> bool:
        return self.subject != READING


@cache
def school_plans(grade: int, year: int) -> tuple[WorkPlan, ...]:
    """Works that a school gives to a grade. The first ones tell most: a small demonstration stops after them."""
    exam = "oge" if grade <= 9 else "ege_base"
    first, *others = [
        _plan(line, year, exam) for line in _lines() if _is_of(line, grade) and line["kind"] != "dr"
    ]
    return (first, *_trials(grade, year), *others)


@cache
def municipal_plans(year: int) -> tuple[WorkPlan, ...]:
    """Diagnostic works that all schools write; they name no codes."""
    return tuple(_plan(line, year, "") for line in _lines() if line["kind"] == "dr")


@cache
def _lines() -> tuple[dict[str, str], ...]:
    with _WORKS.open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream, delimiter="|"))


def _is_of(line: dict[str, str], grade: int) -> bool:
    return int(line["grade"]) == grade


def _plan(line: dict[str, str], year: int, exam: str) -> WorkPlan:
    return WorkPlan(
        kind=cast(Kind, line["kind"]),
        grade=int(line["grade"]),
        year=year,
        subject=line["subject"],
        title=line["title"],
        day=_school_day(year, line["day"]),
        tasks=tasks_of(line["tasks"]),
        exam=exam,
    )


def _trials(grade: int, year: int) -> list[WorkPlan]:
    if grade == 9:
        return [
            _trial(grade, year, exam.subject, TRIAL_OGE, (*exam.short, *exam.long), "oge", exam.scale)
            for exam in exams(year)
            if (grade, exam.subject) in TRIAL_DAYS
        ]
    if grade == 11:
        tasks = codifier("ege_base", MATHS, year + 1).tasks
        return [_trial(grade, year, MATHS, TRIAL_BASE, tasks, "ege_base", BASE_SCALE)]
    return []


def _trial(
    grade: int, year: int, subject: str, title: str, tasks: tuple[Task, ...], exam: str, scale: Scale
) -> WorkPlan:
    day = _school_day(year, TRIAL_DAYS[grade, subject])
    return WorkPlan("akr", grade, year, subject, title, day, tasks, exam, scale, TRIAL_HARDSHIP)


def _school_day(year: int, month_day: str) -> str:
    """The day itself or the Monday after it: a day that is a weekend in one year is none in another."""
    month, day = map(int, month_day.split("-"))
    wanted = date(year if month >= 9 else year + 1, month, day)
    while wanted.weekday() >= 5:
        wanted += timedelta(days=1)
    return wanted.isoformat()
