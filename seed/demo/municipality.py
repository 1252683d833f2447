"""Builds the whole municipality from one seed."""

from __future__ import annotations

from functools import cache

from seed.demo.marking import mark_class
from seed.demo.model import ClassKey, Enrolment, Municipality, SchoolClass, Teacher, stream
from seed.demo.people import NameMaker
from seed.demo.places import demo_place
from seed.demo.profiles import YEARS, Profile, Size
from seed.demo.roster import SchoolRoster
from seed.demo.staff import Homerooms, hire, lessons_of

DEFAULT_SEED = 2026
DEFAULT_PLACE = "pelym"


@cache
def build_municipality(
    size: Size = "full", seed: int = DEFAULT_SEED, place: str = DEFAULT_PLACE
) -> Municipality:
    """The same seed, size and place always give an equal municipality. `place`: code of a profile."""
    found = demo_place(place)
    years, schools = YEARS[size], found.sized(size)
    teacher_names = NameMaker(stream(seed, "teacher names"))
    teachers: list[Teacher] = []
    classes: list[SchoolClass] = []
    for number, profile in enumerate(schools):
        if not profile.sizes:
            continue
        staff = hire(profile, teacher_names, seed, teachers, schools)
        names = NameMaker(stream(seed, "pupil names", profile.short_name))
        groups = SchoolRoster(profile, seed, (number + 1) * 10_000, names).grow(years)
        teachers += staff
        classes += _classes(profile, staff, groups, found.grades(size))
    profile_of = {profile.short_name: profile for profile in schools}
    marks = {c.key: mark_class(c, profile_of[c.key.school], seed) for c in classes}
    teaching = {lesson.teacher for c in classes for lesson in c.lessons}
    return Municipality(
        place=found,
        size=size,
        seed=seed,
        years=years,
        profiles=schools,
        teachers=tuple(teacher for teacher in teachers if teacher in teaching),
        classes=tuple(classes),
        marks=marks,
    )


def _classes(
    profile: Profile,
    staff: tuple[Teacher, ...],
    groups: dict[ClassKey, tuple[Enrolment, ...]],
    grades: tuple[int, ...],
) -> list[SchoolClass]:
    homerooms = Homerooms(profile, staff)
    classes = []
    for year in sorted({key.year for key in groups}):
        keys = sorted(
            (key for key in groups if key.year == year and key.grade in grades),
            key=lambda key: (key.grade, key.letter),
        )
        leaders = homerooms.assign(keys)
        classes += [
            SchoolClass(
                key,
                leaders[key],
                groups[key],
                lessons_of(profile, key, staff, leaders[key], len(groups[key])),
            )
            for key in keys
        ]
    return classes
