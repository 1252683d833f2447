"""ИОР, the expected performance index (индекс ожидаемой результативности) of a class.

What a class may be expected to show, from the marks it had before: completion of a work is the mean of e(m), the
share of points that pupils with mark m usually get; quality and success are those of the marks themselves. The
vendor's formula is published nowhere, so this is a методика проекта (§1.7 of the methods), and e(m) can be changed:

* built in: means of ВПР-2021 of one region by previous mark, about 20 000 pupils in each of ten procedures;
* calibrated: the municipality's own completion by mark, once every mark has 30 results, made monotone;
* СОУ: Simonov's weights (1999), which a teacher can recompute by hand. They may differ from the others by 5–10 п.п.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum

from dashboard.methods.comparable import CHECKPOINTS, Checkpoint
from dashboard.methods.share import Share

# Share of points, 0…1, by mark 5…2.
Completion = Mapping[int, float]

LOWEST_MARK = 2
MARKS = (2, 3, 4, 5)
FEWEST_RESULTS = 30
LEAST_COVERAGE = 0.7
_NUMERIC = {"5": 5, "4": 4, "3": 3, "2": 2, "1": 2}

DEFAULT_COMPLETION: Completion = {5: 0.79, 4: 0.63, 3: 0.42, 2: 0.19}
SIMONOV_COMPLETION: Completion = {5: 1.0, 4: 0.64, 3: 0.36, 2: 0.16}

RUSSIAN, MATHS = "Русский язык", "Математика"
VPR_2021_COMPLETION: Mapping[tuple[int, str], Completion] = {
    (4, RUSSIAN): {5: 0.869, 4: 0.717, 3: 0.476, 2: 0.190},
    (5, RUSSIAN): {5: 0.843, 4: 0.661, 3: 0.416, 2: 0.169},
    (6, RUSSIAN): {5: 0.845, 4: 0.686, 3: 0.470, 2: 0.201},
    (7, RUSSIAN): {5: 0.841, 4: 0.667, 3: 0.461, 2: 0.221},
    (8, RUSSIAN): {5: 0.827, 4: 0.662, 3: 0.465, 2: 0.227},
    (4, MATHS): {5: 0.790, 4: 0.632, 3: 0.436, 2: 0.245},
    (5, MATHS): {5: 0.713, 4: 0.541, 3: 0.342, 2: 0.138},
    (6, MATHS): {5: 0.748, 4: 0.566, 3: 0.371, 2: 0.166},
    (7, MATHS): {5: 0.771, 4: 0.603, 3: 0.396, 2: 0.188},
    (8, MATHS): {5: 0.674, 4: 0.538, 3: 0.358, 2: 0.194},
}


class Variant(StrEnum):
    """Which e(m) the installation uses."""

    CALIBRATED = "calibrated"
    SOU = "sou"

    @property
    def label(self) -> str:
        return _VARIANT_LABELS[self]


class Verdict(StrEnum):
    """Fact against expectation."""

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"

    @property
    def label(self) -> str:
        return _VERDICT_LABELS[self]

    @property
    def short(self) -> str:
        """The same in one word, for tables of many columns whose heading says what it is against."""
        return self.label.removesuffix(" ожидаемого")


_VARIANT_LABELS = {
    Variant.CALIBRATED: "по выполнению работ",
    Variant.SOU: "по СОУ предыдущего периода",
}

_VERDICT_LABELS = {
    Verdict.BELOW: "ниже ожидаемого",
    Verdict.WITHIN: "в пределах ожидаемого",
    Verdict.ABOVE: "выше ожидаемого",
}


@dataclass(frozen=True, slots=True)
class Expectation:
    """ИОР of a class. `percent`: expected completion; `n_known` of `n_list` pupils have a previous mark."""

    n_list: int
    n_known: int
    percent: float | None
    quality: Share
    success: Share
    mean: float | None

    @property
    def coverage(self) -> Share:
        return Share(self.n_known, self.n_list)

    @property
    def is_computed(self) -> bool:
        """False: too few previous marks, the screen says «ИОР не рассчитан»."""
        return self.n_known > 0 and self.n_known >= LEAST_COVERAGE * self.n_list


def completion_for(subject: str, grade: int) -> Completion:
    """Built-in e(m): of the ВПР in this subject and grade, or the mean of all ten.

    `subject`: the one that is examined (Математика for algebra and geometry).
    """
    return VPR_2021_COMPLETION.get((grade, subject), DEFAULT_COMPLETION)


def calibrated(counts: Mapping[int, tuple[int, int, int]]) -> Completion | None:
    """Own e(m) from mark → (points got, points possible, results); None under 30 results of any mark.

    Σ got / Σ possible of each mark, then pooled where a lower mark got more than a higher one (isotonic regression
    weighted by possible points, pool adjacent violators).
    """
    sums = [counts.get(mark, (0, 0, 0)) for mark in MARKS]
    if any(n < FEWEST_RESULTS or possible <= 0 for _, possible, n in sums):
        return None
    pools: list[tuple[Share, int]] = []
    for got, possible, _ in sums:
        pools.append((Share(got, possible), 1))
        while len(pools) > 1 and _falls(pools[-2][0], pools[-1][0]):
            (upper, above), (lower, below) = pools.pop(), pools.pop()
            pools.append((lower + upper, below + above))
    levels = [pool.numerator / pool.denominator for pool, size in pools for _ in range(size)]
    return dict(zip(MARKS, levels, strict=True))


def completion_in_use(
    variant: Variant, subject: str, grade: int, counts: Mapping[int, tuple[int, int, int]] | None = None
) -> Completion:
    """e(m) of an installation: Simonov's weights, or its own once it can be calibrated, or the built-in one."""
    if variant is Variant.SOU:
        return SIMONOV_COMPLETION
    return calibrated(counts or {}) or completion_for(subject, grade)


def expectation(previous: Sequence[int | None], completion: Completion) -> Expectation:
    """ИОР in a subject from previous marks of its pupils; None: no previous mark; «1» counts as «2»."""
    marks = _known(previous)
    percent = 100.0 * fsum(completion[mark] for mark in marks) / len(marks) if marks else None
    return _expectation(previous, marks, percent)


def class_expectation(previous: Sequence[int | None]) -> Expectation:
    """ИОР of a whole class from each pupil's lowest previous mark; no completion, it belongs to a subject."""
    return _expectation(previous, _known(previous), None)


def previous_mark(year: int, checkpoint: str, marks: Mapping[tuple[int, str], str]) -> int | None:
    """The mark a pupil had before a checkpoint, from marks by (school year, period code).

    The previous part of the year; without a numeric mark there, the last part before it that has one; else the
    mark of the previous year. «н/а», «осв», «зач» say nothing and are passed over. For the year as a whole only the
    previous year counts: its own parts are in it. «1» → 2. Unknown checkpoint → ValueError.
    """
    point = Checkpoint(checkpoint)
    earlier = () if point.is_whole_year else CHECKPOINTS[: CHECKPOINTS.index(point)]
    sought = [(year, period) for part in reversed(earlier) for period in part.periods]
    found = (_NUMERIC.get(marks.get(key, "")) for key in (*sought, (year - 1, Checkpoint.Y.value)))
    return next((mark for mark in found if mark is not None), None)


def verdict(fact: float | None, expected: float | None, tolerance: float = 5.0) -> Verdict | None:
    """Fact minus expectation, both in percent: further than `tolerance` п.п. is below or above."""
    if fact is None or expected is None:
        return None
    # Computed percents: a difference of exactly 5 must not leave the border by rounding.
    deviation = round(fact - expected, 9)
    if abs(deviation) <= tolerance:
        return Verdict.WITHIN
    return Verdict.BELOW if deviation < 0 else Verdict.ABOVE


def _known(previous: Sequence[int | None]) -> list[int]:
    return [max(mark, LOWEST_MARK) for mark in previous if mark is not None]


def _expectation(previous: Sequence[int | None], marks: list[int], percent: float | None) -> Expectation:
    known = len(marks)
    return Expectation(
        n_list=len(previous),
        n_known=known,
        percent=percent,
        quality=Share(sum(mark >= 4 for mark in marks), known),
        success=Share(sum(mark >= 3 for mark in marks), known),
        mean=sum(marks) / known if known else None,
    )


def _falls(lower: Share, higher: Share) -> bool:
    """A lower mark that completes more than a higher one; whole products, so that equal shares are equal."""
    return lower.numerator * higher.denominator > higher.numerator * lower.denominator
