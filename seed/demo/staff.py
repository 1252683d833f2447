"""Teachers of a school and who of them teaches which class.

A teacher keeps a class from year to year: the choice depends on the year in which the class entered
grade 1, not on the current grade.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from seed.demo.curriculum import COMMON, ENGLISH, Course
from seed.demo.model import ClassKey, Lesson, Teacher, stream
from seed.demo.people import NameMaker, Sex
from seed.demo.profiles import MAIN, SMALL, STRONG, Profile

# The main school: the first teacher of mathematics is strict, so her classes hold many pupils with one «3».
STRICT = (MAIN, "maths", 0.30)
# A person in two schools: the holder of a post of the second school is a teacher of the first (its post, number).
VISITOR = (SMALL, "maths", 0, STRONG, 2)
# Another course in two groups, and who takes the second one.
SPLIT_COURSE = (STRONG, 2025, "8А", "Информатика", "physics")
FIRST_SPLIT_GRADE = 5
# A post nobody holds: the class has marks in the subject, «Нагрузка» names no teacher.
VACANCY = (MAIN, 2025, "5А", "География")

_MEN = ("sport", "safety", "craft boys", "physics")


def hire(
    profile: Profile,
    names: NameMaker,
    seed: int,
    colleagues: Sequence[Teacher] = (),
    schools: Sequence[Profile] = (),
) -> tuple[Teacher, ...]:
    """The staff of a school, in the order of its posts; one of `colleagues` may hold a post here too."""
    rng = stream(seed, "staff", profile.short_name)
    teachers = []
    for post, count in profile.staff:
        specialties = tuple(post.split("+"))
        for number in range(count):
            sex: Sex = "м" if specialties[0] in _MEN and number == 0 else "ж"
            strictness = rng.gauss(0.0, 0.09)
            if (profile.role, post) == STRICT[:2] and number == 0:
                strictness = STRICT[2]
            made = Teacher(profile.short_name, names.teacher(sex), specialties, strictness)
            held_here = (profile.role, post, number) == VISITOR[:3]
            teachers.append(_visiting(made, colleagues, schools) if held_here else made)
    return tuple(teachers)


def _visiting(post: Teacher, colleagues: Sequence[Teacher], schools: Sequence[Profile]) -> Teacher:
    role, number = VISITOR[3:]
    home = next(school.short_name for school in schools if school.role == role)
    able = [t for t in colleagues if t.school == home and post.specialties == t.specialties]
    return replace(able[number % len(able)], school=post.school, home=home)


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
    profile: Profile, key: ClassKey, staff: tuple[Teacher, ...], homeroom: Teacher, size: int
) -> tuple[Lesson, ...]:
    """Every course of a class of `size` pupils with its teacher; a course in two groups is there twice."""
    lessons = []
    for course in courses_of(profile, key.grade):
        vacant = (profile.role, key.year, key.name, course.subject) == VACANCY
        teacher = None if vacant else _teacher_of(course, profile, key, staff, homeroom)
        second = _second_teacher(course, profile, key, staff, size)
        for group, taught_by in ((1, teacher), (2, second)) if second else ((0, teacher),):
            lessons.append(Lesson(course, profile.spelled(course.subject), taught_by, group))
    return tuple(lessons)


def _second_teacher(
    course: Course, profile: Profile, key: ClassKey, staff: tuple[Teacher, ...], size: int
) -> Teacher | None:
    """Who takes the second group, when the class is split in this course."""
    turn = turn_of(profile, key)
    if (profile.role, key.year, key.name, course.subject) == SPLIT_COURSE[:4]:
        return specialist(staff, SPLIT_COURSE[4], turn)
    is_split = 0 < profile.split_from <= size and key.grade >= FIRST_SPLIT_GRADE
    return specialist(staff, course.specialty, turn + 1) if is_split and course.subject == ENGLISH else None


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
        specialists = [specialist(self._staff, specialty, turn) for specialty in sorted(taught)]
        able = [teacher for teacher in specialists if not teacher.home]
        shifted = able[turn % len(able) :] + able[: turn % len(able)]
        return next((teacher for teacher in shifted if teacher not in busy), shifted[0])

    def _stay(self, key: ClassKey) -> tuple[int, int]:
        stage = 1 if key.grade <= 4 else 2 if key.grade <= 9 else 3
        return turn_of(self._profile, key), stage
