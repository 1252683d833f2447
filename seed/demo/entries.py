"""Indicators that organisations state about themselves, invented: near the target, moving from year to year.

What an indicator is comes from the catalogue, so a new profile has figures of its own without a line of code. In the
last year one organisation has sent nothing yet: the list of who has not sent would be empty otherwise.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.blocks import Measure
from dashboard.catalogue import Catalogue, Indicator
from seed.demo.model import Municipality, stream
from seed.demo.profiles import SMALL, Profile

KINDERGARTEN = "детский сад"


@dataclass(frozen=True, slots=True)
class Stated:
    """`denominator` is None for a count."""

    year: int
    organisation: str
    indicator: str
    numerator: float
    denominator: float | None


def stated(demo: Municipality, known: Catalogue) -> Iterator[Stated]:
    """Every year, every organisation, every indicator that is not computed."""
    for year in demo.years:
        for indicator in known.used_indicators():
            if indicator.obtained == "computed":
                continue
            for profile in _organisations(demo, indicator):
                if not _is_late(demo, profile, year):
                    yield _value(demo, indicator, profile.short_name, year, _people(demo, profile, year))
            if indicator.level == "municipality":
                yield _value(demo, indicator, demo.place.municipality, year, 40)


def _organisations(demo: Municipality, indicator: Indicator) -> Iterator[Profile]:
    for profile in demo.profiles:
        is_kindergarten = profile.kind == KINDERGARTEN
        if indicator.level != "municipality" and is_kindergarten == (indicator.level == "kindergarten"):
            yield profile


def _is_late(demo: Municipality, profile: Profile, year: int) -> bool:
    return profile.role == SMALL and year == demo.years[-1]


def _people(demo: Municipality, profile: Profile, year: int) -> int:
    """Pupils of the organisation; a kindergarten has a size of its own."""
    count = sum(len(c.enrolments) for c in demo.classes_of(profile.short_name, year))
    return count or 96


def _value(demo: Municipality, indicator: Indicator, name: str, year: int, people: int) -> Stated:
    rng = stream(demo.seed, "stated", name, indicator.code)
    start, step = rng.uniform(0.75, 1.1), rng.uniform(-0.02, 0.06)
    moved = (
        start + step * (year - demo.years[0]) + stream(demo.seed, name, indicator.code, year).gauss(0, 0.02)
    )
    level = moved if indicator.polarity != "lower" else 2 - moved
    if indicator.measure is Measure.PERCENT:
        return _share(indicator, name, year, level, people, rng)
    goal = 4.0 if indicator.target is None else indicator.target
    number = max(level, 0.1) * goal if goal else rng.choice((0, 1, 2))
    if indicator.denominator:
        return Stated(year, name, indicator.code, round(number * people, 1), people)
    return Stated(year, name, indicator.code, max(round(number), 0), None)


def _share(
    indicator: Indicator, name: str, year: int, level: float, people: int, rng: random.Random
) -> Stated:
    """Numerator and denominator: what is counted is guessed from its words."""
    words = indicator.denominator.lower()
    total = people
    if "педагог" in words or "работник" in words:
        total = max(people // 11, 6)
    elif "организац" in words or "учрежден" in words or "школ" in words:
        total = 1 if indicator.level != "municipality" else 5
    elif "выпускник" in words:
        total = max(people // 9, 4)
    goal = (60.0 if indicator.target is None else indicator.target) / 100
    share = min(max(level * goal, 0.0), 1.0) if goal else 0.04 * rng.random()
    return Stated(year, name, indicator.code, min(round(share * total), total), total)
