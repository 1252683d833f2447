"""ОГЭ of the demonstration: two compulsory exams and two electives of each pupil of grade 9.

Scales are those of the year (2024 differs in Russian and informatics). Two rules of the scales are kept: in
mathematics a mark above «2» needs two points in geometry, in Russian «4» and «5» need points for literacy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from seed.demo.ability import knowledge
from seed.demo.model import ClassKey, Municipality, Pupil, stream
from seed.demo.scores import Scale, Task, draw

ELECTIVES = ("Обществознание", "География", "Информатика")
_CODES = {"Русский язык": 1, "Математика": 2, "Информатика": 5, "География": 8, "Обществознание": 12}
_DAYS = {"Русский язык": 10, "Математика": 3, "Информатика": 17, "География": 24, "Обществознание": 19}
_PASSED_BY_LITERACY = {33: (4, 6), 37: (6, 9)}


@dataclass(frozen=True)
class OgeExam:
    """One exam of a year. `short` and `long` are tasks with short and with worked answers."""

    code: int
    subject: str
    year: int
    day: str
    scale: Scale
    short: tuple[Task, ...]
    long: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class OgeResult:
    pupil: Pupil
    school: str
    class_name: str
    short: tuple[int, ...]
    long: tuple[int, ...]
    primary: int
    mark: int


def exams(year: int) -> Iterator[OgeExam]:
    """The exams in June of the school year that begins in `year`."""
    for subject, code in sorted(_CODES.items(), key=lambda pair: pair[1]):
        scale, short, long = _plan(subject, is_new=year >= 2024)
        yield OgeExam(
            code=code,
            subject=subject,
            year=year,
            day=f"{year + 1}-06-{_DAYS[subject]:02d}",
            scale=scale,
            short=tuple(Task(str(n), points, "Б", 0.06 * n) for n, points in enumerate(short, start=1)),
            long=tuple(Task(str(n), points, "П", 0.9) for n, points in enumerate(long, start=1)),
        )


def results(demo: Municipality, exam: OgeExam) -> tuple[OgeResult, ...]:
    """Results of the whole municipality, school by school, class by class, in alphabetical order."""
    leaving = (c for c in demo.classes if c.key.year == exam.year and c.key.grade == 9)
    return tuple(
        _result(demo, school_class.key, enrolment.pupil, exam)
        for school_class in leaving
        for enrolment in school_class.enrolments
        if not enrolment.until and _takes(enrolment.pupil, exam, demo.seed)
    )


def _plan(subject: str, is_new: bool) -> tuple[Scale, tuple[int, ...], tuple[int, ...]]:
    """Scale, points of short tasks, points of worked tasks; `is_new` for 2025 and later."""
    if subject == "Русский язык":
        if is_new:
            return Scale(37, 15, 26, 33), (1,) * 11, (2, 2, 2, 1, 3, 2, 1, 3, 3, 3, 3, 1)
        return Scale(33, 15, 23, 29), (1,) * 7, (2, 3, 2, 2, 3, 2, 2, 2, 2, 2, 2, 2)
    if subject == "Математика":
        return Scale(31, 8, 15, 22), (1,) * 19, (2,) * 6
    if subject == "Информатика":
        return (
            (Scale(21, 5, 11, 17), (1,) * 12, (2, 3, 2, 2))
            if is_new
            else (Scale(19, 5, 11, 16), (1,) * 12, (2, 3, 2))
        )
    if subject == "География":
        return Scale(31, 12, 19, 26), (1,) * 27, (2, 1, 1)
    return Scale(37, 14, 24, 32), (*(1,) * 10, 2, *(1,) * 5), (2, 3, 2, 4, 2, 2, 3, 2)


def _takes(pupil: Pupil, exam: OgeExam, seed: int) -> bool:
    """Everybody takes the compulsory exams and all electives but one."""
    if exam.subject not in ELECTIVES:
        return True
    return stream(seed, "left out", pupil.number).choice(ELECTIVES) != exam.subject


def _result(demo: Municipality, key: ClassKey, pupil: Pupil, exam: OgeExam) -> OgeResult:
    rng = stream(demo.seed, "oge", pupil.number, exam.subject)
    level = knowledge(demo.profile(key.school), key, pupil, exam.subject, demo.seed) + 0.06
    points = draw(level, exam.scale, (*exam.short, *exam.long), rng)
    short, long = points[: len(exam.short)], points[len(exam.short) :]
    mark = bounded_mark(exam, sum(points), short, long)
    return OgeResult(pupil, key.school, key.name, short, long, sum(points), mark)


def bounded_mark(exam: OgeExam, primary: int, short: tuple[int, ...], long: tuple[int, ...]) -> int:
    mark = exam.scale.mark(primary)
    if exam.subject == "Математика" and sum(short[14:19]) + sum(long[3:6]) < 2:
        return 2
    if exam.subject == "Русский язык" and mark >= 4:
        four, five = _PASSED_BY_LITERACY[exam.scale.maximum]
        literacy = sum(long[7:11])
        return mark - 1 if literacy < (four if mark == 4 else five) else mark
    return mark
