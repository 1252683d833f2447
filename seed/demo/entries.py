"""Indicators that organisations state about themselves, invented: near the target, moving from year to year.

What an indicator is comes from the catalogue, so a new profile has figures of its own without a line of code. In the
last year one organisation is late: the list of who has not sent would be empty otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dashboard.blocks import Measure
from dashboard.catalogue import Catalogue, Indicator
from dashboard.entry_checks import Amount, jump, takes_denominator
from seed.demo.entry_totals import Whole, total_for, whole_of, whole_of_place
from seed.demo.model import Municipality, stream
from seed.demo.profiles import KINDERGARTEN_KIND, LOW, SMALL, STRONG, Profile

CHECKED = "изменение проверено, так и есть"
LIST_MECHANISM = "low_results"
# What a part adds to the share of the target that an organisation reaches, and to its step in a year.
_MOST_POINTS = 98.5
_USUAL = 0.08  # how much likelier a «yes» becomes in a year: what an organisation has, it keeps
_PART = {STRONG: (0.08, 0.01), SMALL: (-0.06, -0.07), LOW: (-0.16, 0.02)}
# Words of what is counted → how many in an organisation: a number, or a part of its pupils below 1.
_COUNTS: tuple[tuple[str, float], ...] = (
    ("на учёте", 0.02),
    ("случаев", 0.03),
    ("детей", 0.06),
    ("обучающихся", 0.09),
    ("рабочих мест", 0.08),
    ("мероприятий", 9),
    ("договоров", 5),
    ("центров", 1),
    ("", 4),
)


@dataclass(frozen=True, slots=True)
class Stated:
    """`denominator` is None for a count. `note` explains a jump against last year."""

    year: int
    organisation: str
    indicator: str
    numerator: float
    denominator: float | None
    note: str = ""


def stated(demo: Municipality, known: Catalogue) -> Iterator[Stated]:
    """Every year, every organisation, every indicator that is not computed; jumps are explained."""
    before: dict[tuple[str, str], Amount] = {}
    for one in _figures(demo, known):
        now, place = Amount(one.numerator, one.denominator), (one.organisation, one.indicator)
        has_jumped = jump(known.indicators[one.indicator], now, before.get(place))
        before[place] = now
        yield replace(one, note=CHECKED) if has_jumped else one


def _figures(demo: Municipality, known: Catalogue) -> Iterator[Stated]:
    late = late_organisation(demo)
    # of a mechanism that is the only one there are no first forms
    has_first_forms = LIST_MECHANISM in known.mechanisms and len(known.mechanisms) > 1
    first_forms = known.mechanisms[LIST_MECHANISM].indicators if has_first_forms else ()
    entered = [indicator for indicator in known.used_indicators() if indicator.obtained != "computed"]
    for year in demo.years:
        for profile in demo.profiles:
            is_late = profile.short_name == late and year == demo.years[-1]
            whole = whole_of(demo, profile, year)
            for indicator in entered:
                if _is_asked(indicator, profile) and not (is_late and indicator.code not in first_forms):
                    yield _value(demo, indicator, whole, profile.role, year)
        for name in municipalities(demo):
            whole = whole_of_place(demo, name, year)
            for indicator in entered:
                if indicator.level == "municipality":
                    yield _value(demo, indicator, whole, "", year)


def late_organisation(demo: Municipality) -> str:
    """Who has not sent the last year yet: an ordinary school, or the falling one, which sent only the first forms."""
    ordinary = [p.short_name for p in demo.profiles if p.sizes and not p.role]
    return ordinary[-1] if ordinary else demo.of_role(SMALL)


def municipalities(demo: Municipality) -> list[str]:
    """Who states what is collected from a municipality: the municipalities of a region, or the one there is."""
    inner = dict.fromkeys(profile.municipality for profile in demo.profiles if profile.municipality)
    return list(inner) or [demo.place.municipality]


def _is_asked(indicator: Indicator, profile: Profile) -> bool:
    is_kindergarten = profile.kind == KINDERGARTEN_KIND
    return indicator.level != "municipality" and is_kindergarten == (indicator.level == "kindergarten")


def _value(demo: Municipality, indicator: Indicator, whole: Whole, role: str, year: int) -> Stated:
    level = _level(demo, indicator, whole.name, role, year)
    if not takes_denominator(indicator):
        count = _count(indicator, level, whole, role)
        return Stated(year, whole.name, indicator.code, count, None)
    total = total_for(indicator.denominator, whole)
    if indicator.measure is Measure.PERCENT:
        return Stated(
            year, whole.name, indicator.code, _part(demo, indicator, whole, level, total, year), total
        )
    goal = 1.0 if indicator.target is None else indicator.target
    if indicator.measure is Measure.INDEX:
        points = round(min(level * goal, _MOST_POINTS) * total, 1)
        return Stated(year, whole.name, indicator.code, points, total)
    return Stated(year, whole.name, indicator.code, round(level * goal * total), total)


def _level(demo: Municipality, indicator: Indicator, name: str, role: str, year: int) -> float:
    """What part of the target is reached, above 1 when it is passed."""
    rng = stream(demo.seed, "stated", name, indicator.code)
    above, further = _PART.get(role, (0.0, 0.0))
    start, step = rng.uniform(0.82, 1.12) + above, rng.uniform(-0.01, 0.05) + further
    chance = stream(demo.seed, name, indicator.code, year).gauss(0, 0.02)
    moved = start + step * (year - demo.years[0]) + chance
    return max(moved if indicator.polarity != "lower" else 2 - moved, 0.05)


def _part(demo: Municipality, indicator: Indicator, whole: Whole, level: float, total: int, year: int) -> int:
    """The numerator of a share. One of one is a yes or a no, and rather a yes."""
    if "не включённых в список" in indicator.numerator:
        return whole.left
    if "муниципалитетов" in indicator.numerator:
        return int(whole.listed > 0)
    goal = (60.0 if indicator.target is None else indicator.target) / 100
    share = min(level * goal, 1.0)
    if total == 1:
        border = stream(demo.seed, "yes", whole.name, indicator.code).uniform(0.2, 0.9)
        return int(share + _USUAL * (year - demo.years[0]) >= border)
    # somebody takes part even where the share of a small whole rounds to nobody
    return min(max(round(share * total), int(share * total >= 0.25)), total)


def _count(indicator: Indicator, level: float, whole: Whole, role: str) -> int:
    words = indicator.numerator.lower()
    if indicator.target == 0:
        return {STRONG: 0, SMALL: 2, LOW: 2}.get(role, whole.draw // 2)
    if indicator.target is not None:
        return _of_target(indicator, level, role, whole)
    base = next(number for word, number in _COUNTS if word in words)
    return max(round(level * (base * whole.people if base < 1 else base)), 1)


def _of_target(indicator: Indicator, level: float, role: str, whole: Whole) -> int:
    """A whole number near the target. Contracts with leaders are of schools that need them and of the leaders."""
    assert indicator.target is not None
    if indicator.code == "low_leader_pairs":
        return 1 if whole.listed or role == STRONG else 0
    number = round(level * indicator.target)
    return max(number, 1 if indicator.polarity == "higher" else 0)
