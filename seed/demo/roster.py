"""Pupils by class and year: cohorts move up a grade, some pupils join and some leave.

A cohort is known by the year in which it entered grade 1. After grade 9 about half of the pupils leave for
colleges, mostly the weaker ones, and the rest form the one class of grade 10.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from seed.demo.model import ClassKey, Enrolment, Pupil, stream
from seed.demo.people import NameMaker, Sex
from seed.demo.profiles import Profile

MOVES_IN_YEAR = 0.012
LEAVES_IN_SUMMER = 0.025
ABILITY_SPREAD = 0.50
TREND_SPREAD = 0.05


@dataclass
class SchoolRoster:
    """Grows the classes of one school year by year. `first_number` keeps pupils apart between schools."""

    profile: Profile
    seed: int
    first_number: int
    names: NameMaker
    _groups: dict[tuple[int, str], list[Pupil]] = field(default_factory=dict)
    _count: int = 0

    def grow(self, years: tuple[int, ...]) -> dict[ClassKey, tuple[Enrolment, ...]]:
        """Enrolments of every class of the school in every year."""
        classes: dict[ClassKey, tuple[Enrolment, ...]] = {}
        for year in years:
            rng = stream(self.seed, "roster", self.profile.short_name, year)
            self._move_up(year, years[0], rng)
            for (entered, letter), pupils in sorted(self._groups.items(), reverse=True):
                key = ClassKey(self.profile.short_name, year, year - entered + 1, letter)
                enrolments = self._year_of(pupils, year, rng)
                classes[key] = enrolments
                self._groups[entered, letter] = [e.pupil for e in enrolments if not e.until]
        return classes

    def _move_up(self, year: int, first_year: int, rng: random.Random) -> None:
        if year == first_year:
            for grade in range(1, 12):
                for letter in self.profile.letters if grade <= 9 else "А":
                    self._open(year - grade + 1, letter, self.profile.sizes[grade - 1], rng)
            return
        entry = self.profile.entry[(year - first_year - 1) % len(self.profile.entry)]
        for letter in self.profile.letters:
            self._open(year, letter, entry, rng)
        self._groups.pop((year - 11, "А"), None)
        self._form_senior(year - 9, rng)
        for group, pupils in self._groups.items():
            if group[0] not in (year, year - 9):
                self._groups[group] = self._summer(pupils, rng)

    def _open(self, entered: int, letter: str, size: int, rng: random.Random) -> None:
        self._groups[entered, letter] = [self._newcomer(rng) for _ in range(size)]

    def _form_senior(self, entered: int, rng: random.Random) -> None:
        leavers: list[Pupil] = []
        for letter in self.profile.letters:
            leavers += self._groups.pop((entered, letter), [])
        ranked = sorted(leavers, key=lambda pupil: pupil.ability + rng.gauss(0.0, 0.45), reverse=True)
        self._groups[entered, "А"] = ranked[: self.profile.senior]

    def _summer(self, pupils: list[Pupil], rng: random.Random) -> list[Pupil]:
        staying = [pupil for pupil in pupils if rng.random() >= LEAVES_IN_SUMMER]
        joined = [self._newcomer(rng) for pupil in pupils if rng.random() < LEAVES_IN_SUMMER]
        return staying + joined

    def _year_of(self, pupils: list[Pupil], year: int, rng: random.Random) -> tuple[Enrolment, ...]:
        enrolments = [self._enrolment(pupil, year, rng) for pupil in pupils]
        if rng.random() < MOVES_IN_YEAR * len(pupils):
            enrolments.append(Enrolment(self._newcomer(rng), since=_school_day(year, rng)))
        return tuple(sorted(enrolments, key=lambda enrolment: enrolment.pupil.name))

    def _enrolment(self, pupil: Pupil, year: int, rng: random.Random) -> Enrolment:
        until = _school_day(year, rng) if rng.random() < MOVES_IN_YEAR else ""
        return Enrolment(pupil, until=until)

    def _newcomer(self, rng: random.Random) -> Pupil:
        sex: Sex = "м" if rng.random() < 0.5 else "ж"
        self._count += 1
        return Pupil(
            number=self.first_number + self._count,
            school=self.profile.short_name,
            name=self.names.pupil(sex),
            sex=sex,
            ability=rng.gauss(0.06 if sex == "ж" else -0.06, ABILITY_SPREAD),
            trend=rng.gauss(0.0, TREND_SPREAD),
        )


def _school_day(year: int, rng: random.Random) -> str:
    """A Monday between the end of September and the end of April."""
    day = date(year, 9, 25) + timedelta(days=rng.randrange(215))
    return (day - timedelta(days=day.weekday())).isoformat()
