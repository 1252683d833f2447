"""Teachers of a school and who of them teaches which class.

A teacher keeps a class from year to year: the choice depends on the year in which the class entered
grade 1, not on the current grade.
"""

from __future__ import annotations

from collections.abc import Iterable

from seed.demo.curriculum import COMMON, Course
from seed.demo.model import ClassKey, Lesson, Teacher, stream
from seed.demo.people import NameMaker, Sex
from seed.demo.profiles import SCHOOL_1, Profile

# «СОШ № 1»: the first teacher of mathematics is strict, so her classes hold many pupils with one «3».
STRICT = (SCHOOL_1, "maths", 0.30)
# A post nobody holds: the class has marks in the subject, «Нагрузка» names no teacher.
VACANCY = (SCHOOL_1, 2025, "5А", "География")

_MEN = ("sport", "safety", "craft boys", "physics")


def hire(profile: Profile, names: NameMaker, seed: int) -> tuple[Teacher, ...]:
    """The staff of a school, in the order of its posts."""
    rng = stream(seed, "staff", profile.short_name)
    teachers = []
    for post, count in profile.staff:
        specialties = tuple(post.split("+"))
        for number in range(count):
            sex: Sex = "м" if specialties[0] in _MEN and number == 0 else "ж"
            strictness = rng.gauss(0.0, 0.09)
            if (profile.short_name, post) == STRICT[:2] and number == 0:
                strictness = STRICT[2]
            teachers.append(Teacher(profile.short_name, names.teacher(sex), specialties, strictness))
    return tuple(teachers)


def courses_of(profile: Profile, grade: int) -> tuple[Course, ...]:
    """Courses of a grade in alphabetical order of subjects, as a journal prints them."""
    taught = [c for c in (*COMMON, *profile.extra) if c.first <= grade <= c.last]
    return tuple(sorted(taught, key=lambda course: profile.spelled(course.subject)))


def specialist(staff: Iterable[Teacher], specialty: str, turn: int) -> Teacher:
    """The teacher of a specialty whose turn it is."""
    able = [teacher for teacher in staff if specialty in teacher.specialties]
    return able[turn % len(able)]


def turn_of(profile: Profile, key: ClassKey) -> int:
    """A number that stays with a class while it moves up."""
    entered = key.year - key.grade + 1
    return entered * len(profile.letters) + profile.letters.index(key.letter)


def lessons_of(
    profile: Profile, key: ClassKey, staff: tuple[Teacher, ...], homeroom: Teacher
) -> tuple[Lesson, ...]:
    """Every course of a class with its teacher."""
    lessons = []
    for course in courses_of(profile, key.grade):
        vacant = (key.school, key.year, key.name, course.subject) == VACANCY
        teacher = None if vacant else _teacher_of(course, profile, key, staff, homeroom)
        lessons.append(Lesson(course, profile.spelled(course.subject), teacher))
    return tuple(lessons)


def _teacher_of(
    course: Course, profile: Profile, key: ClassKey, staff: tuple[Teacher, ...], homeroom: Teacher
) -> Teacher:
    if course.specialty == "class teacher":
        return homeroom
    return specialist(staff, course.specialty, turn_of(profile, key))


class Homerooms:
    """Class teachers of one school: a class keeps its teacher within a stage (1–4, 5–9, 10–11).

    A teacher leads one class at a time where the staff allows it.
    """

    def __init__(self, profile: Profile, staff: tuple[Teacher, ...]) -> None:
        self._profile = profile
        self._staff = staff
        self._kept: dict[tuple[int, int], Teacher] = {}

    def assign(self, keys: Iterable[ClassKey]) -> dict[ClassKey, Teacher]:
        """Class teachers of one year; to be called year by year."""
        ordered = list(keys)
        chosen = {key: self._kept[self._stay(key)] for key in ordered if self._stay(key) in self._kept}
        for key in ordered:
            if key not in chosen:
                chosen[key] = self._choose(key, set(chosen.values()))
                self._kept[self._stay(key)] = chosen[key]
        return chosen

    def _choose(self, key: ClassKey, busy: set[Teacher]) -> Teacher:
        turn = turn_of(self._profile, key)
        if key.grade <= 4:
            return specialist(self._staff, "primary", turn)
        taught = {c.specialty for c in courses_of(self._profile, key.grade)} - {"class teacher"}
        able = [specialist(self._staff, specialty, turn) for specialty in sorted(taught)]
        shifted = able[turn % len(able) :] + able[: turn % len(able)]
        return next((teacher for teacher in shifted if teacher not in busy), shifted[0])

    def _stay(self, key: ClassKey) -> tuple[int, int]:
        stage = 1 if key.grade <= 4 else 2 if key.grade <= 9 else 3
        return turn_of(self._profile, key), stage
