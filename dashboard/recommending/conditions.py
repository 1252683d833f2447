"""The checks that rules name: each looks at one place and says what it found, with the figures.

What fires is a pure answer to the figures: nothing here knows what was recommended before. A cause is an indicator
and a school year, so that a rule speaks once a year of one thing whatever quarter it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dashboard.blocks import Status
from dashboard.catalogue import Indicator, Mechanism, Rule
from dashboard.methods.effect import Point
from dashboard.methods.intervals import differ_significantly
from dashboard.recommending.figures import WHOLE_YEAR, Figures, is_collected
from dashboard.recommending.wording import figures_words, listed, ordinal, period_words, text_of
from data_access.queries.places import Place
from data_access.queries.rollups import Value

SCHOOL_YEAR_STARTS = 9  # month
CHANCE = "Обучающихся мало: такая разница могла получиться и случайно."
UNDER_TARGET = (Status.RISK, Status.BELOW)


@dataclass(frozen=True, slots=True)
class Firing:
    """A rule that fires in a place: its cause, what it says, and the figures behind it."""

    rule: Rule
    place: Place
    mechanism: Mechanism
    indicator: str
    cause: str
    point: Point
    text: str
    numbers: dict[str, Any]


Condition = Callable[[Rule, Place, Figures], Iterator[Firing]]


def drop(rule: Rule, place: Place, figures: Figures) -> Iterator[Firing]:
    """The value is lower than at the same checkpoint a year before, by so many points at least."""
    yield from _moved(rule, place, figures, -1)


def rise(rule: Rule, place: Place, figures: Figures) -> Iterator[Firing]:
    """The same for an indicator that should be low: it is higher."""
    yield from _moved(rule, place, figures, 1)


def _moved(rule: Rule, place: Place, figures: Figures, sign: int) -> Iterator[Firing]:
    newest = figures.newest(rule.indicator, place)
    if newest is None:
        return
    (year, checkpoint), value = newest
    before = figures.at(rule.indicator, place, (year - 1, checkpoint))
    indicator = figures.aimed(rule.indicator, year, place)
    now, old = _number(indicator, value), _number(indicator, before)
    # a difference that is the limit but for the last binary digit has reached it
    if now is None or old is None or round(sign * (now - old), 9) < rule.limits["points"]:
        return
    words = figures_words(indicator, (year, checkpoint), now, old)
    for firing in _fired(rule, place, figures, indicator, [value, before], words):
        yield (
            firing if _is_sure(indicator, value, before) else replace(firing, text=f"{firing.text} {CHANCE}")
        )


def _is_sure(indicator: Indicator, now: Value, before: Value | None) -> bool:
    """False for a share whose change chance alone could have made."""
    if before is None or not indicator.is_proportion:
        return True
    return differ_significantly(now.numerator, now.denominator, before.numerator, before.denominator)


def below_years(rule: Rule, place: Place, figures: Figures) -> Iterator[Firing]:
    """Whole years under the target, so many in a row; each year by its own target."""
    newest = figures.newest(rule.indicator, place, WHOLE_YEAR)
    if newest is None:
        return
    (year, _), value = newest
    under: list[Value] = []
    while True:
        found = figures.at(rule.indicator, place, (year - len(under), WHOLE_YEAR))
        aimed = figures.aimed(rule.indicator, year - len(under), place)
        if found is None or aimed.status(_number(aimed, found)) not in UNDER_TARGET:
            break
        under.append(found)
    if len(under) < rule.limits["years"]:
        return
    indicator = figures.aimed(rule.indicator, year, place)
    first = _number(figures.aimed(rule.indicator, under[-1].year, place), under[-1])
    words = figures_words(indicator, (year, WHOLE_YEAR), _number(indicator, value), first)
    yield from _fired(rule, place, figures, indicator, list(under), {**words, "years": ordinal(len(under))})


def reserve(rule: Rule, place: Place, figures: Figures) -> Iterator[Firing]:
    """Enough pupils with a single «3», and quality would grow by `limits.points` at least (0 when not given)."""
    newest = figures.newest_reserve(place)
    if newest is None:
        return
    point, found = newest
    gain = 100.0 * found.n_one3 / found.n if found.n else 0.0
    if found.n_one3 < rule.limits["pupils"] or gain < rule.limits.get("points", 0.0):
        return
    indicator = figures.aimed(rule.indicator, point[0], place)
    quality = 100.0 * found.n_quality / found.n
    words = figures_words(indicator, point, quality + gain, quality)
    count = {"count": str(found.n_one3), "n": str(found.n)}
    numbers = {"count": found.n_one3}
    value = Value(rule.indicator, place.id, *point, found.n_quality, found.n, found.n)
    yield from _fired(rule, place, figures, indicator, [value], words | count, numbers, "one3")


def red_without_action(rule: Rule, place: Place, figures: Figures) -> Iterator[Firing]:
    """The newest value is below the target and no measure goes on for it here. Without an indicator of its own the
    rule looks at what the tiles show: everything else of a mechanism would drown them."""
    codes = (rule.indicator,) if rule.indicator else figures.headlines
    for code in codes:
        newest = figures.newest(code, place)
        if newest is None or (code, place.id) in figures.acted:
            continue
        point, value = newest
        indicator = figures.aimed(code, point[0], place)
        number = _number(indicator, value)
        if not is_collected(indicator, place) or indicator.status(number) is not Status.BELOW:
            continue
        before = figures.at(code, place, (point[0] - 1, point[1]))
        words = figures_words(indicator, point, number, _number(indicator, before))
        yield from _fired(rule, place, figures, indicator, [value], words)


def near_low(rule: Rule, place: Place, figures: Figures) -> Iterator[Firing]:
    """The school stands one step from the list of schools with low results (ШНОР)."""
    newest = figures.newest(rule.indicator, place)
    if newest is None or newest[1].numerator < 1:
        return
    point, value = newest
    indicator = figures.aimed(rule.indicator, point[0], place)
    words = figures_words(indicator, point, _number(indicator, value), None)
    yield from _fired(rule, place, figures, indicator, [value], words)


def not_sent(rule: Rule, place: Place, figures: Figures) -> Iterator[Firing]:
    """Indicators that the addressee enters are past their term and not submitted: one firing per mechanism."""
    late: dict[tuple[str, int], list[Indicator]] = {}
    for code, mechanism in figures.shown.items():
        indicator = figures.catalogue.indicators[code]
        year = _last_due(indicator, figures)
        if year is not None and _is_late(rule, place, figures, indicator, year):
            late.setdefault((mechanism.code, year), []).append(indicator)
    for (mechanism_code, year), indicators in late.items():
        mechanism = figures.catalogue.mechanisms[mechanism_code]
        words = {
            "count": str(len(indicators)),
            "list": listed([indicator.title for indicator in indicators]),
            "when": period_words((year, WHOLE_YEAR)),
        }
        numbers = {"count": len(indicators), "missing": [indicator.code for indicator in indicators]}
        text = text_of(rule, place, mechanism, words)
        cause = f"{mechanism.code}:{year}"
        yield Firing(rule, place, mechanism, "", cause, (year, WHOLE_YEAR), text, numbers)


def _last_due(indicator: Indicator, figures: Figures) -> int | None:
    """The newest school year with marks by whose term the indicator should have come; None when there is none."""
    if indicator.obtained != "entered" or not indicator.due:
        return None
    month, day = (int(part) for part in indicator.due.split("-"))
    for year in reversed(figures.years_with_marks()):
        in_year = year if month >= SCHOOL_YEAR_STARTS else year + 1
        if figures.today > date(in_year, month, min(day, 28) if month == 2 else day):
            return year
    return None


def _is_late(rule: Rule, place: Place, figures: Figures, indicator: Indicator, year: int) -> bool:
    """Whether this place owes the indicator. The department owes those of every organisation that it enters."""
    if indicator.owner != rule.role:
        return False
    if rule.role == "director":
        return is_collected(indicator, place) and not figures.is_sent(indicator.code, place, year)
    if place.kind != "municipality":
        return False
    owed = (
        [place]
        if indicator.level == "municipality"
        else [
            one for one in figures.organisations if one.parent_id == place.id and is_collected(indicator, one)
        ]
    )
    return any(not figures.is_sent(indicator.code, one, year) for one in owed)


def _number(indicator: Indicator, value: Value | None) -> float | None:
    return None if value is None else indicator.value(value.numerator, value.denominator)


def _fired(
    rule: Rule,
    place: Place,
    figures: Figures,
    indicator: Indicator,
    values: list[Value | None],
    words: dict[str, str],
    numbers: dict[str, Any] | None = None,
    subject: str = "",
) -> Iterator[Firing]:
    """One firing, when the profile shows the indicator at all and it is collected here."""
    mechanism = figures.mechanism_of(rule.mechanism, indicator.code)
    if mechanism is None or not is_collected(indicator, place):
        return
    known = [value for value in values if value is not None]
    point = (known[0].year, known[0].checkpoint)
    told = {
        "values": [[value.year, value.checkpoint, value.numerator, value.denominator] for value in known],
        "target": indicator.target,
        **(numbers or {}),
    }
    cause = f"{subject or indicator.code}:{point[0]}"
    text = text_of(rule, place, mechanism, words, indicator)
    yield Firing(rule, place, mechanism, indicator.code, cause, point, text, told)


CONDITION_OF: dict[str, Condition] = {
    "rise": rise,
    "drop": drop,
    "below_years": below_years,
    "reserve": reserve,
    "red_without_action": red_without_action,
    "not_sent": not_sent,
    "near_low": near_low,
}
