"""From knowledge to journal marks: lesson marks, their average, the mark of a period and of the year.

A period's mark is its average rounded half up (3,38 → «3», 3,50 → «4»); the year's mark is the mean of the
period marks, rounded alike. Few pupils are not attested (н/а) or exempt from physical education (осв).
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from seed.demo.ability import knowledge
from seed.demo.curriculum import PHYSICAL_EDUCATION, is_marked, periods_of
from seed.demo.model import Cell, Enrolment, Lesson, SchoolClass, stream
from seed.demo.profiles import SMALL, Profile

PERIOD_SPREAD = 0.19
EXEMPT_SHARE = 0.02
ABSENTEE_SHARE = 0.02
# Marks this low are lifted by extra lessons and second attempts: below it the scale is squeezed.
SOFT_FLOOR = 2.85
FLOOR_SLOPE = 0.82
# The third quarter of this class has not been sent.
NOT_SENT = (SMALL, 2025, "9А", "Q3")

# Last day of a period, as (years after 1 September, month, day).
_ENDS = {
    "Q1": (0, "10-26"),
    "Q2": (0, "12-28"),
    "Q3": (1, "03-21"),
    "Q4": (1, "05-26"),
    "H1": (0, "12-28"),
    "H2": (1, "05-26"),
    "Y": (1, "05-26"),
}
_BEGINS = {"Q1": "", "Q2": "Q1", "Q3": "Q2", "Q4": "Q3", "H1": "", "H2": "H1"}


@dataclass(frozen=True, slots=True)
class _Term:
    """A pupil in a lesson for a year, as far as marks are concerned."""

    enrolment: Enrolment
    lesson: Lesson
    level: float
    exempt: bool
    missed: frozenset[str]


def mark_class(school_class: SchoolClass, profile: Profile, seed: int) -> tuple[Cell, ...]:
    """Every period mark of a class in a year; nothing for grade 1."""
    key = school_class.key
    rng = stream(seed, "marks", key.school, key.year, key.name)
    cells: list[Cell] = []
    for enrolment in school_class.enrolments:
        exempt = rng.random() < EXEMPT_SHARE
        missed = _missed_periods(key.grade, rng)
        for lesson in school_class.lessons:
            if lesson.course.assessment == "unmarked" or not lesson.is_for(enrolment.pupil):
                continue
            term = _term(school_class, profile, enrolment, lesson, seed, exempt, missed)
            cells += _sent(_mark_term(term, school_class, rng), school_class, profile.role)
    return tuple(cells)


def ends_on(year: int, period: str) -> str:
    """ISO date of the last day of a period in the school year that begins in `year`."""
    after, day = _ENDS[period]
    return f"{year + after}-{day}"


def _missed_periods(grade: int, rng: random.Random) -> frozenset[str]:
    if rng.random() >= ABSENTEE_SHARE:
        return frozenset()
    return frozenset(rng.sample(periods_of(grade), 1))


def _term(
    school_class: SchoolClass,
    profile: Profile,
    enrolment: Enrolment,
    lesson: Lesson,
    seed: int,
    exempt: bool,
    missed: frozenset[str],
) -> _Term:
    strictness = lesson.teacher.strictness if lesson.teacher else 0.0
    known = knowledge(profile, school_class.key, enrolment.pupil, lesson.course.subject, seed)
    return _Term(
        enrolment=enrolment,
        lesson=lesson,
        level=known + profile.inflation + lesson.course.ease - strictness,
        exempt=exempt and lesson.course.subject == PHYSICAL_EDUCATION,
        missed=missed,
    )


def _mark_term(term: _Term, school_class: SchoolClass, rng: random.Random) -> list[Cell]:
    key = school_class.key
    cells = []
    for period in periods_of(key.grade):
        if is_marked(key.grade, period) and _attended(term.enrolment, key.year, period):
            value, average = _period_mark(term, period, rng)
            cells.append(Cell(term.enrolment.pupil, term.lesson, period, value, average))
    if cells and not term.enrolment.until:
        value, average = _year_mark(cells)
        cells.append(Cell(term.enrolment.pupil, term.lesson, "Y", value, average))
    return cells


def _attended(enrolment: Enrolment, year: int, period: str) -> bool:
    """Marked are those who were there for the whole period (the first begins on 5 September)."""
    if enrolment.until and enrolment.until <= ends_on(year, period):
        return False
    before = _BEGINS[period]
    begins = ends_on(year, before) if before else f"{year}-09-05"
    return not enrolment.since or enrolment.since <= begins


def _period_mark(term: _Term, period: str, rng: random.Random) -> tuple[str, float | None]:
    lessons = rng.randint(5, 14)
    drawn = rng.gauss(term.level, PERIOD_SPREAD)
    if term.exempt:
        return "ex", None
    if term.lesson.course.assessment == "pass":
        return "pass", None
    if period in term.missed and rng.random() < 0.4:
        return "na", None
    if drawn < SOFT_FLOOR:
        drawn = SOFT_FLOOR - FLOOR_SLOPE * (SOFT_FLOOR - drawn)
    average = round(round(min(5.0, max(2.0, drawn)) * lessons) / lessons, 2)
    return str(_half_up(average)), average


def _year_mark(cells: list[Cell]) -> tuple[str, float | None]:
    numeric = [int(cell.value) for cell in cells if cell.value.isdigit()]
    if not numeric:
        return cells[-1].value, None
    average = round(sum(numeric) / len(numeric), 2)
    return str(_half_up(average)), average


def _half_up(average: float) -> int:
    return int(average + 0.5)


def _sent(cells: list[Cell], school_class: SchoolClass, role: str) -> list[Cell]:
    key = school_class.key
    return [cell for cell in cells if (role, key.year, key.name, cell.period) != NOT_SENT]
