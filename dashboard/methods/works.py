"""Results of a work (контрольная, диагностическая, ВПР): completion, standard, confirmation of marks.

Who was absent is in none of the sums: the caller leaves absent pupils out and shows how many of the list wrote.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.methods.share import Share

LOWEST_MARK = 2
WIDE_GAP = 2


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Marks for a work against marks of the journal (подтверждение отметок), in pupils.

    `lowered`: the mark for the work is below the journal; `gap2`: two marks or more apart, either way; `n`: all
    pupils with both marks.
    """

    lowered: int = 0
    confirmed: int = 0
    raised: int = 0
    gap2: int = 0
    n: int = 0

    def share(self, name: str) -> Share:
        """Share of one group among pupils with both marks. Unknown group → ValueError."""
        if name not in CONFIRMATION_LABELS:
            raise ValueError(f"unknown group {name!r}; known groups: {', '.join(CONFIRMATION_LABELS)}")
        return Share(getattr(self, name), self.n)


# The first three are the labels of ФИС ОКО.
CONFIRMATION_LABELS = {
    "lowered": "Понизили (Отметка < Отметка по журналу)",
    "confirmed": "Подтвердили (Отметка = Отметка по журналу)",
    "raised": "Повысили (Отметка > Отметка по журналу)",
    "gap2": "Расхождение на 2 отметки и более",
}


def confirmation(pairs: Iterable[tuple[int | None, int | None]]) -> Confirmation:
    """Counts pairs (mark for the work, mark of the journal); a pair without one of them is left out.

    «1» counts as «2», as everywhere. Source: §3.2 of the methods, reports of ФИС ОКО; gaps of two marks ФИОКО (2026).
    """
    gaps = [
        max(mark, LOWEST_MARK) - max(journal, LOWEST_MARK)
        for mark, journal in pairs
        if mark is not None and journal is not None
    ]
    return Confirmation(
        lowered=sum(gap < 0 for gap in gaps),
        confirmed=gaps.count(0),
        raised=sum(gap > 0 for gap in gaps),
        gap2=sum(abs(gap) >= WIDE_GAP for gap in gaps),
        n=len(gaps),
    )


def completion(points: Iterable[tuple[int, int]]) -> Share:
    """Completion of a work (процент выполнения) from pairs (got, possible) of those who wrote: Σ / Σ.

    Equal to the mean percent of §2.5 when all were set the same tasks; with «Н/п» the sums stay true.
    """
    return sum((Share(got, possible) for got, possible in points), Share(0, 0))


def reached_standard(got: int, possible: int, standard: float = 0.5) -> bool | None:
    """Whether a pupil reached the standard of a work; nothing possible → None. Методика проекта (§1.6)."""
    # 0.55 · 100 is a little more than 55 in binary; a pupil at the border has reached it.
    return got >= round(standard * possible, 9) if possible else None
