"""ОГЭ of the demonstration: two compulsory exams and two electives of each pupil of grade 9.

Scales are those of the year (2024 differs in Russian and informatics). Two rules of the scales are kept: in
mathematics a mark above «2» needs two points in geometry, in Russian «4» and «5» need points for literacy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from seed.demo.ability import knowledge
from seed.demo.codifiers import codifier
from seed.demo.model import ClassKey, Municipality, Pupil, stream
from seed.demo.scores import Scale, Task, draw
from seed.demo.strengths import strengths

ELECTIVES = ("Обществознание", "География", "Информатика")
_CODES = {"Русский язык": 1, "Математика": 2, "Информатика": 5, "География": 8, "Обществознание": 12}
_DAYS = {"Русский язык": 10, "Математика": 3, "Информатика": 17, "География": 24, "Обществознание": 19}
FIRST_NEW_YEAR = 2025  # new scales and tasks in Russian and informatics
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
        scale, tasks, n_short = _plan(subject, year + 1)
        yield OgeExam(
            code=code,
            subject=subject,
            year=year,
            day=f"{year + 1}-06-{_DAYS[subject]:02d}",
            scale=scale,
            short=tasks[:n_short],
            long=tasks[n_short:],
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


def _plan(subject: str, exam_year: int) -> tuple[Scale, tuple[Task, ...], int]:
    """Scale, tasks with the short ones first, number of the short ones. Compulsory exams have a codifier."""
    is_new = exam_year >= FIRST_NEW_YEAR
    if subject == "Русский язык":
        scale = Scale(37, 15, 26, 33) if is_new else Scale(33, 15, 23, 29)
        return scale, codifier("oge", subject, exam_year).tasks, 11 if is_new else 7
    if subject == "Математика":
        return Scale(31, 8, 15, 22), codifier("oge", subject, exam_year).tasks, 19
    return _elective(subject, is_new)


def _elective(subject: str, is_new: bool) -> tuple[Scale, tuple[Task, ...], int]:
    if subject == "Информатика":
        if is_new:
            return Scale(21, 5, 11, 17), *_tasks((1,) * 12, (2, 3, 2, 2))
        return Scale(19, 5, 11, 16), *_tasks((1,) * 12, (2, 3, 2))
    if subject == "География":
        return Scale(31, 12, 19, 26), *_tasks((1,) * 27, (2, 1, 1))
    return Scale(37, 14, 24, 32), *_tasks((*(1,) * 10, 2, *(1,) * 5), (2, 3, 2, 4, 2, 2, 3, 2))


def _tasks(short: tuple[int, ...], long: tuple[int, ...]) -> tuple[tuple[Task, ...], int]:
    """Tasks without codes, from their points."""
    first = (Task(str(n), points, "Б", 0.06 * n) for n, points in enumerate(short, start=1))
    last = (Task(str(n), points, "П", 0.9) for n, points in enumerate(long, start=len(short) + 1))
    return (*first, *last), len(short)


def _takes(pupil: Pupil, exam: OgeExam, seed: int) -> bool:
    """Everybody takes the compulsory exams and all electives but one."""
    if exam.subject not in ELECTIVES:
        return True
    return stream(seed, "left out", pupil.number).choice(ELECTIVES) != exam.subject


def _result(demo: Municipality, key: ClassKey, pupil: Pupil, exam: OgeExam) -> OgeResult:
    rng = stream(demo.seed, "oge", pupil.number, exam.subject)
    level = knowledge(demo.profile(key.school), key, pupil, exam.subject, demo.seed) + 0.06
    tasks = (*exam.short, *exam.long)
    compulsory = "" if exam.subject in ELECTIVES else "oge"
    own = strengths(demo.seed, key, pupil.number, compulsory, exam.subject, tasks)
    points = draw(level, exam.scale, tasks, rng, own)
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
