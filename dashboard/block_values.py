"""What the blocks are made of: numbers with their nature, and the words for how things stand and are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """What a number is; decides decimals and the unit sign (design README «Words»)."""

    PERCENT = "percent"  # 0–100, one decimal, «%»
    CHANGE = "change"  # difference of two percents, one decimal, signed, «п.п.»
    MEAN = "mean"  # mean mark, two decimals
    MEAN_CHANGE = "mean_change"  # difference of two means, two decimals, signed
    COUNT = "count"  # whole number
    COUNT_CHANGE = "count_change"  # whole number, signed
    INDEX = "index"  # one decimal, no sign (problem index per 100 pupils)
    INDEX_CHANGE = "index_change"  # difference of two indices, one decimal, signed
    RATIO = "ratio"  # a coefficient, two decimals
    RATIO_CHANGE = "ratio_change"  # difference of two coefficients, two decimals, signed
    PLACE = "place"  # place in a rating


class State(StrEnum):
    """Why a number is or is not shown. The four looks must differ: missing, hidden, not applicable, zero."""

    OK = "ok"
    MISSING = "missing"  # «нет данных» ○
    HIDDEN = "hidden"  # «скрыто: меньше 5» ■
    NOT_APPLICABLE = "not_applicable"  # «не применимо» –


class Status(StrEnum):
    """Against the target. Always drawn as shape + word + colour."""

    REACHED = "reached"  # ● достигнут
    RISK = "risk"  # ▲ зона риска
    BELOW = "below"  # ▼ ниже цели
    NO_DATA = "no_data"  # ○ нет данных
    NONE = "none"  # no target: no chip


class WorkState(StrEnum):
    """How a piece of work stands in a school year. Always drawn as shape + word + colour."""

    PLANNED = "planned"  # ○ запланировано
    DOING = "doing"  # ◐ идёт
    DONE = "done"  # ● выполнено
    OVERDUE = "overdue"  # ▼ просрочено
    DROPPED = "dropped"  # × снято
    AS_NEEDED = "as_needed"  # ◇ по необходимости
    NO_MARK = "no_mark"  # ◌ нет отметки: long past, and nobody said what became of it


class Tone(StrEnum):
    """Colour of a cell or chip; never the only carrier of the meaning."""

    PLAIN = "plain"
    GOOD = "good"
    FAIR = "fair"
    WARN = "warn"
    BAD = "bad"
    MUTED = "muted"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its nature. A share keeps its numerator and denominator; `value` is in percent then."""

    value: float | None
    measure: Measure
    state: State = State.OK
    numerator: float | None = None
    denominator: float | None = None
    note: str = ""  # why it is hidden or missing, or «малая выборка»

    @classmethod
    def share(cls, numerator: float, denominator: float, note: str = "") -> Quantity:
        """Percent from a numerator and a denominator; no denominator → MISSING, never 0."""
        if not denominator:
            return cls(None, Measure.PERCENT, State.MISSING, note=note)
        return cls(100.0 * numerator / denominator, Measure.PERCENT, State.OK, numerator, denominator, note)

    @classmethod
    def missing(cls, measure: Measure, note: str = "") -> Quantity:
        return cls(None, measure, State.MISSING, note=note)

    @classmethod
    def hidden(cls, measure: Measure, note: str) -> Quantity:
        return cls(None, measure, State.HIDDEN, note=note)


class Role(StrEnum):
    """How a series is drawn: the subject in accent and thick, peers grey, an alert in the status colour."""

    SUBJECT = "subject"
    PEER = "peer"
    ALERT = "alert"
