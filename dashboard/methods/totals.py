"""Metrics of one subject from counts of marks: успеваемость, качество, СОУ, средний балл.

Counts add up along any split (classes, subgroups, schools), metrics do not; so the counts travel and the
metrics are read off at the end.

Source: help of «Сетевой город. Образование» (formulas), which weighs «н/а» with 7 in the СОУ;
the scale 100/64/36/16 of the СОУ is В. П. Симонов's (1999).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.methods.marks import Mark, read_mark
from dashboard.methods.share import Share

SOU_WEIGHT_NA = 7.0


@dataclass(frozen=True, slots=True)
class MarkCounts:
    """Marks of a (class, subject, period) or of any sum of such. «1» is in `n2`.

    «осв», «зач» and «незач» are outside: a subject without marks (зачётный предмет) has no success rate.
    A «незач» still makes its pupil failing, see `categories`.
    """

    n5: int = 0
    n4: int = 0
    n3: int = 0
    n2: int = 0
    n_na: int = 0

    def __post_init__(self) -> None:
        if min(self.n5, self.n4, self.n3, self.n2, self.n_na) < 0:
            raise ValueError(f"negative count of marks: {self}")

    def __add__(self, other: MarkCounts) -> MarkCounts:
        return MarkCounts(
            self.n5 + other.n5,
            self.n4 + other.n4,
            self.n3 + other.n3,
            self.n2 + other.n2,
            self.n_na + other.n_na,
        )

    @property
    def n(self) -> int:
        """Pupils counted: all with a mark or «н/а»."""
        return self.n5 + self.n4 + self.n3 + self.n2 + self.n_na

    @property
    def pass_share(self) -> Share:
        """Успеваемость: marks 5, 4, 3 of all counted."""
        return Share(self.n5 + self.n4 + self.n3, self.n)

    @property
    def quality_share(self) -> Share:
        """Качество знаний: marks 5, 4 of all counted."""
        return Share(self.n5 + self.n4, self.n)

    @property
    def sou(self) -> Share:
        """СОУ, степень обученности, with the customary weight of «н/а»."""
        return sou_share(self)

    @property
    def n_numeric(self) -> int:
        """Marks that enter the mean: all but «н/а»."""
        return self.n - self.n_na

    @property
    def mark_sum(self) -> int:
        return 5 * self.n5 + 4 * self.n4 + 3 * self.n3 + 2 * self.n2

    @property
    def mean(self) -> float | None:
        """Средний балл, 2–5, «н/а» left out; None when there is no numeric mark."""
        return self.mark_sum / self.n_numeric if self.n_numeric else None


def sou_share(counts: MarkCounts, na_weight: float = SOU_WEIGHT_NA) -> Share:
    """СОУ as a share: `percent` = (100·n5 + 64·n4 + 36·n3 + 16·n2 + na_weight·n_na) / n.

    Some schools weigh «н/а» with 8 or leave it out of the sum (0).
    """
    weighted = 100 * counts.n5 + 64 * counts.n4 + 36 * counts.n3 + 16 * counts.n2 + na_weight * counts.n_na
    return Share(weighted / 100, counts.n)


def count_marks(values: Iterable[str]) -> MarkCounts:
    """Count mark codes of one subject. «1» counts as «2»; «осв», «зач», «незач» and empty are left out.

    Unknown code → ValueError.
    """
    number = dict.fromkeys(Mark, 0)
    for value in values:
        mark = read_mark(value)
        if mark is not None:
            number[mark] += 1
    return MarkCounts(
        number[Mark.FIVE],
        number[Mark.FOUR],
        number[Mark.THREE],
        number[Mark.TWO] + number[Mark.ONE],
        number[Mark.NOT_ATTESTED],
    )
