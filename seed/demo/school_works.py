"""What the pupils wrote in the works of their school and of the municipality.

Points come from knowledge, as in ВПР and ОГЭ, with the strengths that the pupil shows in the exam too; a topic goes
better or worse in a class, and a class that is behind has not been taught the last task («Н/п»).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from seed.demo.ability import knowledge
from seed.demo.model import ClassKey, Municipality, Pupil, SchoolClass, stream
from seed.demo.profiles import MAIN, SMALL, STRONG
from seed.demo.scores import Scale, Task, draw
from seed.demo.strengths import strengths
from seed.demo.work_plans import BORDERS, WorkPlan, municipal_plans, school_plans

ABSENT_SHARE = 0.06
BEHIND_SHARE = 0.10
NOT_BEGUN_SHARE = 0.30
TOPIC_SPREAD = 0.12
# How many of its works a class of the small demonstration writes: (years ago, part, grade).
_SMALL = {
    (0, MAIN, 8): 2,
    (0, MAIN, 9): 6,
    (0, MAIN, 11): 2,
    (0, STRONG, 8): 1,
    (0, STRONG, 9): 3,
    (0, STRONG, 11): 1,
    (0, SMALL, 8): 1,
    (0, SMALL, 9): 2,
    (1, MAIN, 9): 3,
}
_SMALL_MUNICIPAL = (8, 9)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a pupil wrote. `scores` follow the tasks: None for «not begun»; empty for a pupil who was absent.

    The mark is None where the work has none.
    """

    pupil: Pupil
    variant: int
    scores: tuple[int | None, ...]
    mark: int | None


@dataclass(frozen=True)
class WorkInClass:
    """One work in one class: a sheet of a protocol. `not_taught` are the numbers (from 0) of tasks left out."""

    plan: WorkPlan
    school_class: SchoolClass
    not_taught: frozenset[int]
    answers: tuple[Answer, ...]


def works_of_school(demo: Municipality, school: str, year: int) -> Iterator[WorkInClass]:
    """Own works of a school in a year, work by work, so that parallel classes stand side by side."""
    for grade in range(8, 12):
        classes = [c for c in demo.classes_of(school, year) if c.key.grade == grade]
        for plan in school_plans(grade, year)[: _limit(demo, school, year, grade)]:
            yield from (write_work(demo, plan, school_class) for school_class in classes)


def municipal_works(demo: Municipality, year: int) -> Iterator[WorkInClass]:
    """Works that all schools write in a year; the small demonstration has two, in its last year."""
    for plan in municipal_plans(year):
        if demo.size == "small" and (plan.grade not in _SMALL_MUNICIPAL or year != demo.years[-1]):
            continue
        for school_class in demo.classes:
            if (school_class.key.year, school_class.key.grade) == (year, plan.grade):
                yield write_work(demo, plan, school_class)


def write_work(demo: Municipality, plan: WorkPlan, school_class: SchoolClass) -> WorkInClass:
    """The class writes the work: everybody who is in it on that day, in the order of the register."""
    rng = stream(demo.seed, "work", *_in_class(plan, school_class.key))
    is_behind = plan.kind == "kr" and rng.random() < BEHIND_SHARE
    not_taught = frozenset({len(plan.tasks) - 1}) if is_behind else frozenset[int]()
    topic = rng.gauss(0.0, TOPIC_SPREAD)
    answers = tuple(
        _answer(demo, plan, school_class.key, pupil, 1 + place % 2, topic, not_taught, rng)
        for place, pupil in enumerate(school_class.pupils_on(plan.day))
    )
    return WorkInClass(plan, school_class, not_taught, answers)


def work_mark(plan: WorkPlan, points: int, not_taught: frozenset[int]) -> int:
    """By the scale of the exam, or by the share of what the class was taught."""
    return _scale(plan, not_taught).mark(points)


def _limit(demo: Municipality, school: str, year: int, grade: int) -> int | None:
    """None: all works of the grade."""
    return (
        None
        if demo.size == "full"
        else _SMALL.get((demo.years[-1] - year, demo.profile(school).role, grade), 0)
    )


def _in_class(plan: WorkPlan, key: ClassKey) -> tuple[object, ...]:
    return key.school, key.year, key.name, plan.subject, plan.title


def _answer(
    demo: Municipality,
    plan: WorkPlan,
    key: ClassKey,
    pupil: Pupil,
    variant: int,
    topic: float,
    not_taught: frozenset[int],
    rng: random.Random,
) -> Answer:
    is_absent = rng.random() < ABSENT_SHARE
    level = knowledge(demo.profile(key.school), key, pupil, plan.subject, demo.seed) + topic - plan.hardship
    own = strengths(demo.seed, key, pupil.number, plan.exam, plan.subject, plan.tasks)
    points = draw(level, _scale(plan, frozenset()), plan.tasks, rng, own)
    scores = _begun(plan.tasks, points, rng)
    if is_absent:
        return Answer(pupil, variant, (), None)
    taught = sum(point for number, point in enumerate(points) if number not in not_taught)
    return Answer(pupil, variant, scores, work_mark(plan, taught, not_taught) if plan.is_marked else None)


def _begun(tasks: Sequence[Task], points: Sequence[int], rng: random.Random) -> tuple[int | None, ...]:
    """Hard tasks that brought nothing were often not begun."""
    return tuple(
        None if task.level != "Б" and not point and rng.random() < NOT_BEGUN_SHARE else point
        for task, point in zip(tasks, points, strict=True)
    )


def _scale(plan: WorkPlan, not_taught: frozenset[int]) -> Scale:
    if plan.scale is not None:
        return plan.scale
    maximum = sum(task.maximum for number, task in enumerate(plan.tasks) if number not in not_taught)
    three, four, five = (-int(-border * maximum // 1) for border in BORDERS)
    return Scale(maximum, three, four, five)
