"""Sentences about schools with low results: templates over numbers, so that nothing is said that no number stands for.

Each function takes the numbers of `dashboard/methods` and returns Russian words; tests read the numbers back out of
the words. Shares are always said as «7 из 20», with the percent and Wilson's interval behind.
"""

from __future__ import annotations

from dashboard.blocks import Measure
from dashboard.methods.low_changes import Cause, EarlyWarning, ProcedureTurn, StatusChange, Turn
from dashboard.methods.low_definitions import Against, Lag
from dashboard.methods.low_results import SMALL_SAMPLE, LowCell, LowRule
from dashboard.numbers import NARROW, format_number, plural

SMALL = "малая выборка"
IN_CHANCE = "в пределах случайного"
_NO_RESULTS = {Turn.NOT_WRITTEN: "школа не писала", Turn.NOT_HELD: "не проводилась"}


def rule_sentence(rule: LowRule) -> str:
    """The rule of identification with the numbers of the settings."""
    joint = "а также" if rule.logic == "and" else "или"
    signs = "нужны оба признака" if rule.logic == "and" else "достаточно одного признака"
    return (
        f"Низкая процедура: не меньше {rule.percent}{NARROW}% участников не преодолели минимальный порог (у ОГЭ и ВПР "
        f"— отметка «2»). Школа в перечне при двух низких процедурах за год {joint} при одной и той же в двух годах "
        f"подряд: {signs}. Меньше {rule.fewest} участников не оценивается, меньше {SMALL_SAMPLE} — {SMALL}; в одном "
        f"шаге — до перечня не больше {rule.near} чел. (методика проекта)."
    )


def percent(share: float) -> str:
    """«35,0 %» of a fraction."""
    return f"{format_number(100 * share, Measure.PERCENT)}{NARROW}%"


def count_words(cell: LowCell) -> str:
    """«7 из 20»."""
    return f"{cell.below} из {cell.n}"


def interval_words(cell: LowCell) -> str:
    """«95 % интервал 18,1–56,7 %»."""
    low, high = (format_number(100 * end, Measure.PERCENT) for end in (cell.interval.low, cell.interval.high))
    return f"95{NARROW}% интервал {low}–{high}{NARROW}%"


def cell_sentence(cell: LowCell, rule: LowRule) -> str:
    """What stands behind one share of the table: counts, interval, the way to the threshold."""
    return f"{count_words(cell)}; {interval_words(cell)}; {left_words(cell, rule)}"


def left_words(cell: LowCell, rule: LowRule) -> str:
    if cell.left is None:
        return f"участников меньше {rule.fewest}: не оценивается"
    if cell.is_low:
        return f"порог {rule.percent}{NARROW}% достигнут, с запасом {cell.spare} чел."
    return f"до порога {rule.percent}{NARROW}% ещё {cell.left} чел."


def turn_sentence(turn: ProcedureTurn) -> str:
    """«ВПР-5, математика: 7 из 20 → 4 из 22, в пределах случайного»."""
    before = count_words(turn.before) if turn.before else "не было"
    now = count_words(turn.now) if turn.now else _NO_RESULTS.get(turn.turn, "не было")
    chance = f", {IN_CHANCE}" if turn.is_chance else ""
    return f"{turn.procedure.label}: {before} → {now}{chance}"


def verdict_price(change: StatusChange) -> str:
    """How few pupils stand between this verdict and the other one; empty where nothing can be said."""
    if change.now is None:
        return ""
    if change.now.is_listed:
        return f"не была бы в перечне, если бы порог не преодолели на {change.to_leave} чел. меньше"
    if change.to_enter is None:
        return ""
    was = change.before is not None and change.before.is_listed
    word = "осталась бы" if was else "оказалась бы"
    return f"{word} в перечне, если бы порог не преодолели на {change.to_enter} чел. больше"


def warning_sentence(warning: EarlyWarning, rule: LowRule) -> str:
    """Why a school that is not on the list may be on the next one."""
    share = f"{count_words(warning.cell)} ({percent(warning.cell.below / warning.cell.n)})"
    place = f"{warning.procedure.label}: {share}"
    if warning.cause is Cause.STEP:
        return f"{place}; до перечня этого года не хватило {warning.step} чел."
    if warning.cause is Cause.COHORT:
        exam = warning.next.label if warning.next else ""
        return f"{place}; в следующем году те же дети пишут {exam}"
    if rule.logic == "and":
        return f"{place}; повторится вместе с ещё одной низкой — школа в перечне"
    return f"{place}; повторится — школа в перечне"


def chance_words(warning: EarlyWarning, rule: LowRule) -> str:
    """Whether the threshold lies inside the interval of the share."""
    threshold = f"{rule.percent}{NARROW}%"
    if warning.is_within:
        return f"{threshold} внутри интервала: решает случай"
    if warning.cell.interval.low > warning.threshold:
        return f"{threshold} ниже интервала: дело не в случае"
    return f"{threshold} выше интервала: порог далеко"


def against_words(against: Against) -> str:
    """«7 из 20 (35,0 %) против 40 из 400 (10,0 %)»."""
    own = f"{against.below} из {against.n} ({percent(against.below / against.n)})"
    others = f"{against.others_below} из {against.others_n}"
    return f"{own} против {others} ({percent(against.others_below / against.others_n)})"


def lag_sentence(lag: Lag) -> str:
    """A procedure of two years against the other schools: last year, then this one."""
    chance = "" if lag.is_beyond_chance else f"; {IN_CHANCE} хотя бы в одном году"
    return f"{lag.procedure.label}: {against_words(lag.before)}, затем {against_words(lag.now)}{chance}"


def schools_words(n: int) -> str:
    return f"{n} {plural(n, 'школа', 'школы', 'школ')}"
