"""ЕГЭ of the demonstration: Russian and one of two mathematics for each graduate, none to two electives.

Basic mathematics has marks; the other exams have test scores by the arrays of the year. Points follow knowledge, as in
ОГЭ, so a school that marks kindly shows it here too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from seed.demo.ability import knowledge
from seed.demo.codifiers import codifier
from seed.demo.model import ClassKey, Municipality, Pupil, stream
from seed.demo.scores import Scale, Task, draw

_ARRAYS = Path(__file__).parent.parent / "exams" / "test_scores.json"
BASE = "Математика (базовая)"
PROFILE = "Математика (профильная)"
RUSSIAN = "Русский язык"
BASE_SCALE = Scale(21, 7, 12, 17)
# Subject → code of the exam, day of June, array of test scores («»: marks).
_EXAMS: dict[str, tuple[int, int, str]] = {
    RUSSIAN: (1, 4, "russian"),
    PROFILE: (2, 8, "math_prof"),
    "Физика": (3, 11, "physics"),
    "Биология": (6, 18, "biology"),
    "История": (7, 1, "history"),
    "Обществознание": (12, 11, "social"),
    BASE: (22, 8, ""),
}
_ELECTIVES = ("Обществознание", "Физика", "Биология", "История")
_MINIMUM = {RUSSIAN: 24, PROFILE: 27, "Физика": 36, "Биология": 36, "История": 32, "Обществознание": 42}
_LONG = 0.4  # share of the points that tasks with a written answer give
_STRONG = 0.10  # ability from which a pupil chooses the mathematics of 100 points


@dataclass(frozen=True)
class EgeExam:
    """One exam of a June. `scores`: test score by primary score, empty for basic mathematics, which has marks."""

    code: int
    subject: str
    year: int
    day: str
    scale: Scale
    scores: tuple[int, ...]
    tasks: tuple[Task, ...]

    @property
    def is_base(self) -> bool:
        return not self.scores


@dataclass(frozen=True, slots=True)
class EgeResult:
    """`points` by task; `score` is the test score or, in basic mathematics, the mark."""

    pupil: Pupil
    school: str
    class_name: str
    points: tuple[int, ...]
    primary: int
    score: int


def exams(year: int) -> Iterator[EgeExam]:
    """The exams in June of the school year that begins in `year`."""
    for subject, (code, day, array) in sorted(_EXAMS.items(), key=lambda pair: pair[1][0]):
        scores = _arrays()[array] if array else ()
        scale = _scale(subject, scores)
        yield EgeExam(
            code, subject, year, f"{year + 1}-06-{day:02d}", scale, scores, _tasks(subject, year, scale)
        )


def results(demo: Municipality, exam: EgeExam) -> tuple[EgeResult, ...]:
    """Results of the whole municipality, school by school, in alphabetical order of names."""
    leaving = (c for c in demo.classes if c.key.year == exam.year and c.key.grade == 11)
    return tuple(
        _result(demo, school_class.key, enrolment.pupil, exam)
        for school_class in leaving
        for enrolment in school_class.enrolments
        if not enrolment.until and exam.subject in taken(enrolment.pupil, demo.seed)
    )


def taken(pupil: Pupil, seed: int) -> tuple[str, ...]:
    """What a graduate chose: the weaker take fewer electives and basic mathematics."""
    rng = stream(seed, "ege choice", pupil.number)
    is_strong = pupil.ability + rng.gauss(0.0, 0.2) > _STRONG
    count = rng.choice((1, 2, 2) if is_strong else (0, 1, 1))
    return (RUSSIAN, PROFILE if is_strong else BASE, *rng.sample(_ELECTIVES, count))


@cache
def _arrays() -> dict[str, tuple[int, ...]]:
    return {name: tuple(scores) for name, scores in json.loads(_ARRAYS.read_text(encoding="utf-8")).items()}


def _scale(subject: str, scores: tuple[int, ...]) -> Scale:
    """Borders that turn knowledge into points: the minimum of the exam, 55 and 75 test points."""
    if not scores:
        return BASE_SCALE
    borders = (_MINIMUM[subject], 55, 75)
    three, four, five = (next(p for p, score in enumerate(scores) if score >= border) for border in borders)
    return Scale(len(scores) - 1, three, four, five)


def _tasks(subject: str, year: int, scale: Scale) -> tuple[Task, ...]:
    """Tasks of the plan where there is one, else single points and, from `_LONG` of the maximum on, pairs."""
    if subject in (BASE, PROFILE):
        return codifier("ege_base" if subject == BASE else "ege", "Математика", year + 1).tasks
    pairs = int(scale.maximum * _LONG / 2)
    maxima = (*[1] * (scale.maximum - 2 * pairs), *[2] * pairs)
    return tuple(
        Task(str(number), maximum, "Б" if maximum == 1 else "П", 0.04 * number)
        for number, maximum in enumerate(maxima, start=1)
    )


def _result(demo: Municipality, key: ClassKey, pupil: Pupil, exam: EgeExam) -> EgeResult:
    rng = stream(demo.seed, "ege", pupil.number, exam.year, exam.subject)
    subject = "Математика" if exam.is_base or exam.subject == PROFILE else exam.subject
    level = knowledge(demo.profile(key.school), key, pupil, subject, demo.seed)
    points = draw(level, exam.scale, exam.tasks, rng)
    primary = sum(points)
    score = exam.scale.mark(primary) if exam.is_base else exam.scores[primary]
    return EgeResult(pupil, key.school, key.name, points, primary, score)
