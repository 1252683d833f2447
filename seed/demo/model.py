"""What the generator builds before any file is written: schools, classes, pupils, teachers, marks, results.

Frozen, so that one build may be shared; everything is compared by value, so that two builds from one seed
can be compared with `==`.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

from seed.demo.curriculum import Course
from seed.demo.people import Sex
from seed.demo.profiles import DemoPlace, Profile, Size


@dataclass(frozen=True, slots=True)
class Pupil:
    """`ability` is the distance from the school's level, `trend` what is added to it in a year, in marks."""

    number: int
    school: str
    name: str
    sex: Sex
    ability: float
    trend: float


@dataclass(frozen=True, slots=True)
class Teacher:
    """`strictness`: how much lower than a colleague this teacher marks.

    A person who works in two schools is two teachers of one name; `home` is then the school of the main post.
    """

    school: str
    name: str
    specialties: tuple[str, ...]
    strictness: float
    home: str = ""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A pupil in a class for a year. `since` and `until` are ISO dates, empty for the whole year."""

    pupil: Pupil
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A course in a class. `subject` is spelled as the school spells it; no teacher means a vacancy.

    A class that is split has a lesson for each of its two groups; `group` is then 1 or 2, otherwise 0.
    """

    course: Course
    subject: str
    teacher: Teacher | None
    group: int = 0

    def is_for(self, pupil: Pupil) -> bool:
        """Whether the pupil sits in this lesson: sexes go apart in technology, halves of a split class too."""
        if self.course.sex is not None and self.course.sex != pupil.sex:
            return False
        return self.group in (0, 1 + pupil.number % 2)


@dataclass(frozen=True, slots=True)
class ClassKey:
    school: str
    year: int
    grade: int
    letter: str

    @property
    def name(self) -> str:
        return f"{self.grade}{self.letter}"


@dataclass(frozen=True)
class SchoolClass:
    key: ClassKey
    class_teacher: Teacher
    enrolments: tuple[Enrolment, ...]
    lessons: tuple[Lesson, ...]

    def pupils_on(self, day: str) -> tuple[Pupil, ...]:
        """Who is in the class on an ISO date."""
        return tuple(e.pupil for e in self.enrolments if e.since <= day and (not e.until or e.until > day))


@dataclass(frozen=True, slots=True)
class Cell:
    """A period mark: `value` is a code of `rows.MARKS`, `average` of the lesson marks or None."""

    pupil: Pupil
    lesson: Lesson
    period: str
    value: str
    average: float | None


@dataclass(frozen=True)
class Municipality:
    """The whole demonstration. `marks` holds a class's cells pupil by pupil, subject by subject."""

    place: DemoPlace
    size: Size
    seed: int
    years: tuple[int, ...]
    profiles: tuple[Profile, ...]
    teachers: tuple[Teacher, ...]
    classes: tuple[SchoolClass, ...]
    marks: Mapping[ClassKey, tuple[Cell, ...]]

    def classes_of(self, school: str, year: int) -> tuple[SchoolClass, ...]:
        return tuple(c for c in self.classes if c.key.school == school and c.key.year == year)

    def of_role(self, role: str) -> str:
        """Short name of the school that plays a part."""
        return self.place.of_role(role)

    def profile(self, school: str) -> Profile:
        return next(profile for profile in self.profiles if profile.short_name == school)


def stream(seed: int, *purpose: object) -> random.Random:
    """A source of chance for one purpose: a change in one place leaves the others as they were."""
    return random.Random("|".join(map(str, (seed, *purpose))))
