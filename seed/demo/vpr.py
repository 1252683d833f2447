"""ВПР of the demonstration: works of grades 4, 5, 6 and 8 and what the pupils wrote in them.

Grade 4 Russian of 2025 and later has the task set and the scale of the real form (24 points). The other
scales are those of 2021; their division into tasks is invented, its sum is the scale's maximum.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from seed.demo.ability import knowledge
from seed.demo.model import Cell, ClassKey, Municipality, Pupil, SchoolClass, stream
from seed.demo.scores import Scale, Task, draw

PRESENT_SHARE = 0.94
OF_GRADE_4 = ("Русский язык", "Математика", "Окружающий мир")
# External works are marked a little below journals everywhere.
SEVERITY = 0.16

# Grade and subject → scale and tasks «number:points:level». «*» marks a task that is harder than its level.
_WORKS: dict[tuple[int, str], tuple[Scale, str]] = {
    (4, "Русский язык 2024"): (
        Scale(38, 14, 24, 33),
        "1К1:4:Б 1К2:3:Б 2:3:Б 3.1:1:Б 3.2:3:Б 4:2:Б 5:1:Б 6:2:П 7:3:П 8:2:П 9:1:Б 10:1:Б 11:2:Б 12.1:1:Б "
        "12.2:2:Б 13.1:1:Б 13.2:2:Б 14:1:Б 15.1:2:П 15.2:1:П",
    ),
    (4, "Русский язык"): (
        Scale(24, 10, 16, 21),
        "1:2:Б 2:1:Б 3:2:Б 4:3:Б 5:2:Б* 6:1:Б 7:1:Б 8:2:Б 9.1:1:П 9.2:2:П 10.1:1:П 10.2:2:П 11:1:Б "
        "12.1:2:Б 12.2:1:Б",
    ),
    (4, "Математика"): (
        Scale(20, 6, 10, 15),
        "1:1:Б 2:1:Б 3:2:Б 4:1:Б 5.1:1:Б 5.2:1:Б 6.1:1:Б 6.2:1:Б 7:1:Б 8:2:П 9.1:1:П 9.2:1:П 10:2:Б 11:2:П "
        "12:2:П*",
    ),
    (4, "Окружающий мир"): (
        Scale(32, 8, 18, 27),
        "1:2:Б 2:2:Б 3.1:2:Б 3.2:1:П 3.3:3:П 4:2:Б 5:1:Б 6.1:1:Б 6.2:1:П 6.3:2:П* 7.1:1:Б 7.2:2:П 8:3:Б 9:3:П "
        "10.1:2:Б 10.2:4:П*",
    ),
    (5, "Русский язык"): (
        Scale(45, 18, 29, 39),
        "1К1:4:Б 1К2:3:Б 1К3:2:Б 2К1:3:Б 2К2:3:Б 2К3:3:Б 2К4:3:Б 3:2:Б 4.1:2:Б 4.2:2:Б 5.1:2:П 5.2:2:Б "
        "6.1:2:П 6.2:1:Б 7.1:2:П 7.2:1:Б 8:2:Б 9:2:П 10:1:Б 11:1:Б 12:2:Б",
    ),
    (5, "Математика"): (
        Scale(20, 7, 11, 15),
        "1:1:Б 2:1:Б 3:1:Б 4:1:Б 5:1:Б 6:2:П 7:1:Б 8:1:П 9:2:Б 10:2:П 11.1:1:Б 11.2:1:Б 12.1:1:Б 12.2:1:П "
        "13:1:П 14:2:П*",
    ),
    (6, "Русский язык"): (
        Scale(51, 25, 35, 45),
        "1К1:4:Б 1К2:3:Б 1К3:2:Б 2К1:3:Б 2К2:3:Б 2К3:3:Б 2К4:3:Б 3.1:1:Б 3.2:1:П 4:2:Б 5:3:Б 6:2:Б 7.1:1:Б "
        "7.2:1:П 8.1:2:Б 8.2:1:П 9:2:П 10:3:Б 11:2:П 12.1:1:Б 12.2:2:П 13.1:1:Б 13.2:1:Б 14.1:2:П 14.2:2:П",
    ),
    (6, "Математика"): (
        Scale(16, 6, 10, 14),
        "1:1:Б 2:1:Б 3:1:Б 4:1:Б 5:1:Б 6:1:Б 7:1:П 8:1:Б 9:2:П 10:1:Б 11:2:П 12:1:Б 13:2:П*",
    ),
    (8, "Русский язык"): (
        Scale(51, 26, 32, 45),
        "1К1:4:Б 1К2:3:Б 1К3:2:Б 2К1:3:Б 2К2:3:Б 2К3:3:Б 3.1:1:Б 3.2:2:Б 4.1:1:Б 4.2:2:П 5:2:Б 6:2:П 7:2:П "
        "8:2:П 9:1:Б 10:1:Б 11.1:3:Б 11.2:2:П 12:1:Б 13:1:П 14:3:П 15.1:2:Б 15.2:2:П 16:2:Б 17:1:Б",
    ),
    (8, "Математика"): (
        Scale(25, 8, 15, 21),
        "1:1:Б 2:1:Б 3:1:Б 4:2:Б 5:1:Б 6:2:П 7:1:Б 8:2:П 9:1:Б 10:1:П 11:1:Б 12:1:Б 13:1:Б 14:1:Б 15:2:П "
        "16.1:1:Б 16.2:1:П 17:1:П 18:2:П 19:1:П*",
    ),
}
# Days of April that fell on no weekend in any of the years; the first letter stands for the subject.
_DAYS = {
    (4, "Р"): 16,
    (4, "М"): 23,
    (4, "О"): 29,
    (5, "Р"): 9,
    (5, "М"): 10,
    (6, "Р"): 15,
    (6, "М"): 17,
    (8, "Р"): 22,
    (8, "М"): 24,
}


@dataclass(frozen=True)
class VprWork:
    """One work of a year. `year` begins the school year, `day` is ISO and falls into the spring after it."""

    grade: int
    subject: str
    year: int
    day: str
    scale: Scale
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class VprResult:
    """`scores` hold None for a task that was not begun; `journal` is the mark of the quarter before."""

    school: str
    code: int
    class_number: int
    variant: int
    scores: tuple[int | None, ...]
    primary: int
    mark: int
    journal: int | None
    pupil: Pupil


def works(years: tuple[int, ...]) -> Iterator[VprWork]:
    """Every work of every year."""
    for year in years:
        for grade in (4, 5, 6, 8):
            for subject in OF_GRADE_4 if grade == 4 else ("Русский язык", "Математика"):
                yield _work(grade, subject, year)


def results(demo: Municipality, work: VprWork, school: str) -> tuple[VprResult, ...]:
    """What the pupils of a school wrote, in the order of codes. Absent pupils have a code but no row."""
    classes = [c for c in demo.classes_of(school, work.year) if c.key.grade == work.grade]
    rng = stream(demo.seed, "vpr", school, work.year, work.grade, work.subject)
    made: list[VprResult] = []
    code = work.grade * 10_000
    for number, school_class in enumerate(classes, start=1):
        for pupil in school_class.pupils_on(work.day):
            code += 1
            present = rng.random() < PRESENT_SHARE
            points = draw(_level(demo, school_class.key, pupil, work), work.scale, work.tasks, rng)
            if present:
                journal = journal_mark(demo, school_class, pupil, work)
                made.append(_result(pupil, code, number, points, journal, work, demo))
    return tuple(made)


def journal_mark(demo: Municipality, school_class: SchoolClass, pupil: Pupil, work: VprWork) -> int | None:
    """The mark of the third quarter; in grades 7 and 8 mathematics is compared with algebra."""
    subject = "Алгебра" if work.subject == "Математика" and work.grade >= 7 else work.subject
    for cell in demo.marks[school_class.key]:
        if _is_cell(cell, pupil, subject):
            return int(cell.value) if cell.value.isdigit() else None
    return None


def _is_cell(cell: Cell, pupil: Pupil, subject: str) -> bool:
    return cell.period == "Q3" and cell.pupil == pupil and cell.lesson.course.subject == subject


def _work(grade: int, subject: str, year: int) -> VprWork:
    scale, text = _WORKS.get((grade, f"{subject} {year + 1}"), _WORKS[grade, subject])
    day = _DAYS[grade, subject[0]]
    return VprWork(grade, subject, year, f"{year + 1}-04-{day:02d}", scale, tuple(map(_task, text.split())))


def _task(text: str) -> Task:
    number, maximum, level = text.split(":")
    hardness = (0.7 if level.startswith("П") else 0.0) + (1.3 if level.endswith("*") else 0.0)
    return Task(number, int(maximum), level.rstrip("*"), hardness + (sum(map(ord, number)) % 7 - 3) * 0.15)


def _level(demo: Municipality, key: ClassKey, pupil: Pupil, work: VprWork) -> float:
    return knowledge(demo.profile(key.school), key, pupil, work.subject, demo.seed) - SEVERITY


def _result(
    pupil: Pupil,
    code: int,
    class_number: int,
    points: tuple[int, ...],
    journal: int | None,
    work: VprWork,
    demo: Municipality,
) -> VprResult:
    rng = stream(demo.seed, "not begun", pupil.number, work.year, work.subject)
    scores = tuple(
        None if point == 0 and task.level == "П" and rng.random() < 0.25 else point
        for point, task in zip(points, work.tasks, strict=True)
    )
    primary = sum(points)
    return VprResult(
        school=pupil.school,
        code=code,
        class_number=class_number,
        variant=1 + code % 2,
        scores=scores,
        primary=primary,
        mark=work.scale.mark(primary),
        journal=journal,
        pupil=pupil,
    )
