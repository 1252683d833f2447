"""What stands below the line of a stated share: how many of the thing that its denominator names there are.

The words of the catalogue decide, so an indicator of a new profile has a whole without a line of code: teachers
are those of the staff, graduates and grades those of the roster, schools of the list are those that are supported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from seed.demo.model import Municipality, stream
from seed.demo.profiles import KINDERGARTEN_KIND, LOW, MAIN, SMALL, Profile

_GRADES = re.compile(r"(\d+)[–-](\d+)\s+класс")


@dataclass(frozen=True)
class Whole:
    """An organisation, a municipality or a kindergarten in a school year, counted.

    `listed`: schools on the list of low results now, `before`: a year ago, `left`: those that are not on it now.
    """

    name: str
    pupils: Mapping[int, int]
    teachers: int
    schools: int
    listed: int
    before: int
    left: int
    draw: int

    @property
    def people(self) -> int:
        return sum(self.pupils.values())

    def of_grades(self, *grades: int) -> int:
        return sum(count for grade, count in self.pupils.items() if grade in grades)

    def share(self, part: float, least: int = 2) -> int:
        """A part of the pupils, never less than `least`."""
        return max(round(self.people * part), least)


def is_listed(demo: Municipality, profile: Profile, year: int) -> bool:
    """Whether a school is on the official list: long-standing ones always, the falling one now, the kind one before."""
    is_last = year == demo.years[-1]
    return (
        profile.role == LOW or (profile.role == SMALL and is_last) or (profile.role == MAIN and not is_last)
    )


def whole_of(demo: Municipality, profile: Profile, year: int) -> Whole:
    """One organisation. A kindergarten has children without grades."""
    pupils = {c.key.grade: 0 for c in demo.classes_of(profile.short_name, year)}
    for school_class in demo.classes_of(profile.short_name, year):
        pupils[school_class.key.grade] += len(school_class.enrolments)
    is_kindergarten = profile.kind == KINDERGARTEN_KIND
    now, before = (is_listed(demo, profile, max(of, demo.years[0])) for of in (year, year - 1))
    return Whole(
        name=profile.short_name,
        pupils={0: 96} if is_kindergarten else pupils,
        teachers=9 if is_kindergarten else sum(t.school == profile.short_name for t in demo.teachers),
        schools=1,
        listed=int(now),
        before=int(before),
        left=int(before and not now),
        draw=stream(demo.seed, "whole", profile.short_name).randrange(4),
    )


def whole_of_place(demo: Municipality, name: str, year: int) -> Whole:
    """A municipality: what its schools are together."""
    parts = [
        whole_of(demo, profile, year)
        for profile in demo.profiles
        if profile.kind != KINDERGARTEN_KIND and name in (profile.municipality, demo.place.municipality)
    ]
    grades = {grade for part in parts for grade in part.pupils}
    return Whole(
        name=name,
        pupils={grade: sum(part.of_grades(grade) for part in parts) for grade in grades},
        teachers=sum(part.teachers for part in parts),
        schools=len(parts),
        listed=sum(part.listed for part in parts),
        before=sum(part.before for part in parts),
        left=sum(part.left for part in parts),
        draw=stream(demo.seed, "whole", name).randrange(4),
    )


# Words of a denominator → how many; the first that fits. What nothing fits is counted among all pupils.
_WHOLES: tuple[tuple[str, Callable[[Whole], int]], ...] = (
    ("школ в списке", lambda w: w.listed),
    ("школ-участниц", lambda w: w.before),
    ("педагогов этих школ", lambda w: w.teachers * bool(w.listed)),
    ("всегда 1", lambda w: 1),
    ("организаций", lambda w: w.schools),
    ("муниципалитетов", lambda w: 1),
    ("критериев", lambda w: 5),
    ("перепроверенных работ", lambda w: 10 + 2 * w.draw),
    ("процедур", lambda w: 8 + w.draw),
    ("вновь назначенных", lambda w: 1 + w.draw // 2),
    ("назначенных", lambda w: 2 + w.draw // 2),
    ("должностей", lambda w: 3 + w.draw),
    ("руководителей", lambda w: 3 + w.draw),
    ("мест заявлено", lambda w: max(w.teachers // 2, 2)),
    ("с выявленными дефицитами", lambda w: max(w.teachers // 3, 2)),
    ("молодых", lambda w: 2 + w.draw // 2),
    ("опрошенных после", lambda w: max(w.teachers // 3, 2)),
    ("опрошенных", lambda w: w.share(0.7) + w.teachers),
    ("работников этих учреждений", lambda w: 60 + 5 * w.draw),
    ("учреждений", lambda w: 8 + w.draw),
    ("педагог", lambda w: w.teachers),
    ("работников", lambda w: w.teachers + 3),
    ("выпускников 9 и 11", lambda w: w.of_grades(9, 11)),
    ("выпускников 9", lambda w: w.of_grades(9)),
    ("выпускников 11", lambda w: w.of_grades(11)),
    ("родителей", lambda w: w.share(1.4)),
    ("без попечения", lambda w: 10 + w.draw),
    ("овз", lambda w: w.share(0.06)),
    ("этих категорий", lambda w: w.share(0.09)),
    ("работу вели", lambda w: w.share(0.05, 3)),
    ("групп", lambda w: 4),
    ("участник", lambda w: w.share(0.45)),
)


def total_for(words: str, whole: Whole) -> int:
    """How many of what the words name; 0 where nobody of the kind is."""
    plain = words.lower()
    grades = _GRADES.search(plain)
    if grades:
        return whole.of_grades(*range(int(grades[1]), int(grades[2]) + 1))
    for word, count in _WHOLES:
        if word in plain:
            return count(whole)
    return whole.people
