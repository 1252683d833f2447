"""Sentences of a report: templates over the numbers of indicators, written only where the numbers say something.

A change or a difference is told when its 95 % interval leaves zero out; what may be chance is left to the tables.
Nothing is told of a school by an indicator that must not rank schools (ВПР), and nothing of a hidden value, since
`Values` does not give it out. A share is told with its numerator and denominator.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.blocks import Measure, Quantity, State, Status
from dashboard.catalogue import Indicator
from dashboard.methods.intervals import wilson_interval
from dashboard.numbers import format_number, format_quantity, plural
from dashboard.views.chosen import lowered
from dashboard.views.indicators import SMALL_SAMPLE, Values, is_noise, quantity, target_text
from data_access.queries.places import Place
from data_access.queries.rollups import Value

MOST_NAMED = 12
LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Facts:
    """Values of one mechanism in one place and year, with the organisations beside it."""

    values: Values
    indicators: tuple[Indicator, ...]
    place: Place
    schools: tuple[Place, ...]
    year: int

    def row(self, indicator: Indicator, year: int | None = None) -> Value | None:
        return self.values.get(indicator.code, self.place.id, year or self.year)

    def shown(self, indicator: Indicator) -> Quantity:
        hidden = "скрыто" if self.values.is_hidden(indicator.code, self.place.id, self.year) else ""
        return quantity(indicator, self.row(indicator), hidden)

    def status(self, indicator: Indicator) -> Status:
        shown = self.shown(indicator)
        return indicator.status(shown.value) if shown.state is State.OK else Status.NO_DATA


def level_words(indicator: Indicator, shown: Quantity) -> str:
    """«качество обучения — 45,2 % (123 из 272)»."""
    return f"{lowered(indicator.title)} — {format_quantity(shown)}{counts(shown)}"


def counts(shown: Quantity) -> str:
    """« (123 из 272)»; nothing for what is no share."""
    if shown.numerator is None or shown.denominator is None:
        return ""
    return f" ({_whole(shown.numerator)} из {_whole(shown.denominator)})"


def _whole(number: float) -> str:
    return format_number(number, Measure.COUNT if float(number).is_integer() else Measure.INDEX)


def summary(facts: Facts) -> str:
    """How many indicators there are, are known, and how those with a target stand."""
    known = [one for one in facts.indicators if facts.shown(one).state is State.OK]
    aimed = [one for one in known if one.target is not None and facts.status(one) is not Status.NONE]
    total = len(facts.indicators)
    words = plural(total, "показатель", "показателя", "показателей")
    start = f"В механизме {total} {words}, значения есть у {len(known)}."
    if not aimed:
        return f"{start} Целевые значения для них не заданы."
    of = {status: sum(facts.status(one) is status for one in aimed) for status in Status}
    return (
        f"{start} Цель задана для {len(aimed)} из них: достигнута — {of[Status.REACHED]}, "
        f"в зоне риска — {of[Status.RISK]}, ниже цели — {of[Status.BELOW]}."
    )


def goals_missed(facts: Facts) -> tuple[str, ...]:
    """A sentence for each share that misses its target by more than chance; the others are seen in the table."""
    found = []
    for indicator in facts.indicators:
        status = facts.status(indicator)
        if status not in (Status.BELOW, Status.RISK) or not _is_off_target(facts.row(indicator), indicator):
            continue
        state = "ниже цели" if status is Status.BELOW else "зона риска"
        found.append(f"{level_words(indicator, facts.shown(indicator))}, {target_text(indicator)}: {state}")
    return tuple(found)


def missed_codes(facts: Facts) -> frozenset[str]:
    """Every indicator that is below its target or at risk, whether or not it is told of."""
    return frozenset(one.code for one in facts.indicators if facts.status(one) in (Status.BELOW, Status.RISK))


def _is_off_target(row: Value | None, indicator: Indicator) -> bool:
    """Whether the interval of a share leaves the target out."""
    if row is None or indicator.target is None or not _is_share(indicator, row):
        return False
    interval = wilson_interval(row.numerator, row.denominator)
    return not 100 * interval.low <= indicator.target <= 100 * interval.high


def _is_share(indicator: Indicator, row: Value) -> bool:
    return indicator.is_proportion and row.denominator > 1 and 0 <= row.numerator <= row.denominator


def changes(facts: Facts) -> tuple[str, ...]:
    """A sentence for each share that changed over the year by more than chance."""
    found = []
    for indicator in facts.indicators:
        now, before = facts.row(indicator), facts.row(indicator, facts.year - 1)
        if now is None or before is None or not _is_judged(indicator, now, before):
            continue
        if is_noise(indicator, now, before):
            continue
        found.append(_change_words(facts, indicator, before))
    return tuple(found)


def _is_judged(indicator: Indicator, now: Value, before: Value) -> bool:
    return _is_share(indicator, now) and _is_share(indicator, before)


def _change_words(facts: Facts, indicator: Indicator, before: Value) -> str:
    was = quantity(indicator, before)
    step = facts.values.change(indicator, facts.place.id, facts.year)
    is_up = (step.value or 0.0) > 0
    better = (
        ""
        if indicator.polarity == "none"
        else ", улучшение"
        if _is_better(indicator, is_up)
        else ", ухудшение"
    )
    return (
        f"{level_words(indicator, facts.shown(indicator))}, год назад {format_quantity(was)}{counts(was)}: "
        f"{'рост' if is_up else 'снижение'} на {format_quantity(Quantity(step.value, step.measure)).lstrip('+−')}"
        f"{better}"
    )


def _is_better(indicator: Indicator, is_up: bool) -> bool:
    return is_up == (indicator.polarity == "higher")


def changes_summary(facts: Facts, told: Sequence[str]) -> str:
    """How many shares could be compared with the year before, and how many of them moved by more than chance."""
    judged = 0
    for indicator in facts.indicators:
        now, before = facts.row(indicator), facts.row(indicator, facts.year - 1)
        judged += now is not None and before is not None and _is_judged(indicator, now, before)
    if not judged:
        return "Сравнить с прошлым годом нечего: долей, известных за оба года, нет."
    words = plural(judged, "долю", "доли", "долей")
    if not told:
        return f"С прошлым годом можно сравнить {judged} {words}: изменений, которые больше случайных, нет."
    moved = plural(len(told), "изменилась", "изменились", "изменилось")
    return f"С прошлым годом можно сравнить {judged} {words}: больше случайного {moved} {len(told)}."


def behind(facts: Facts) -> tuple[tuple[str, ...], int]:
    """Organisations that stand worse than all others together, where the indicator may be used to compare them; and how
    many comparisons were made. Fewer than ten people are not judged."""
    found, checked = [], 0
    for indicator in facts.indicators:
        if "no_ranking" in indicator.uses or indicator.polarity == "none":
            continue
        for school in facts.schools:
            is_worse = _is_worse(facts, indicator, school)
            checked += is_worse is not None
            if is_worse:
                shown = quantity(indicator, facts.values.get(indicator.code, school.id, facts.year))
                found.append(f"{school.short_name}: {level_words(indicator, shown)}")
    rest = len(found) - MOST_NAMED
    more = (f"ещё {rest}: в таблицах раздела",) if rest > 0 else ()
    return (*found[:MOST_NAMED], *more), checked


def _is_worse(facts: Facts, indicator: Indicator, school: Place) -> bool | None:
    """Whether the interval of the difference to the rest leaves 0 out on the bad side; None where it is not judged."""
    row = facts.values.get(indicator.code, school.id, facts.year)
    if row is None or row.denominator < SMALL_SAMPLE:
        return None
    interval = facts.values.beside_rest(indicator, school.id, facts.place.id, facts.year)
    if interval is None:
        return None
    return interval.high < 0 if indicator.polarity == "higher" else interval.low > 0


def by_chance(checked: int) -> str:
    """How many of so many comparisons chance alone would single out."""
    if not checked:
        return "Сравнений, которые можно оценить, нет: нужны доли не меньше чем от 10 человек."
    words = plural(checked, "сравнение", "сравнения", "сравнений")
    expected = format_number(checked * LEVEL / 2, Measure.INDEX)
    return f"Проверено {checked} {words}; случай один выделил бы в худшую сторону около {expected}."
