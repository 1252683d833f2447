"""Rating of classes and schools by the problem index (рейтинг класса).

The index is problem weight per 100 pupils: the lower, the better. Classes of different levels have different
numbers of subjects, hence the normalised index per 100 marks of pupils (pupil × subject). Small classes get
no place: one pupil would move them across the table.

Source: методика проекта on the wording of постановление администрации ГО Пелым от 16.02.2021 № 39, п. 5.7.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.methods.ordering import natural_key
from dashboard.methods.share import Share

MIN_PUPILS = 5
# Weights are decimals; sums equal on paper must be equal here, or a tie would be broken by rounding noise.
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class RatingEntry:
    """What a class (school) brings to the rating. `problem_weight` = Σ weight of its microcomponents."""

    unit_id: int
    name: str
    n_pupils: int
    n_subjects: int
    problem_weight: float
    quality: Share
    passing: Share


@dataclass(frozen=True, slots=True)
class RatingRow:
    """A line of the rating. `place` None and `place_label` empty: too few pupils to be ranked.

    `index` is per 100 pupils, `index_norm` per 100 (pupil × subject); both read with `.percent`.
    """

    entry: RatingEntry
    index: Share
    index_norm: Share
    place: int | None
    place_label: str


def rating(
    entries: Iterable[RatingEntry], *, is_normalised: bool = False, min_pupils: int = MIN_PUPILS
) -> tuple[RatingRow, ...]:
    """Rank by index ascending; ties by higher quality, then higher success; then names, in natural order.

    Entries equal in index, quality and success share the smallest place, labelled «1–2». Entries with fewer
    than `min_pupils` pupils, or without an index, follow unranked. `is_normalised` ranks by the index
    per subject.
    """
    indexed = [(entry, *_indices(entry)) for entry in entries]
    ranked, unranked = [], []
    for entry, index, index_norm in indexed:
        value = (index_norm if is_normalised else index).percent
        if value is None or entry.n_pupils < min_pupils:
            unranked.append(RatingRow(entry, index, index_norm, None, ""))
        else:
            ranked.append((_merit(value, entry), entry, index, index_norm))
    ranked.sort(key=lambda one: (one[0], natural_key(one[1].name)))
    merits = [one[0] for one in ranked]
    unranked.sort(key=lambda row: natural_key(row.entry.name))
    placed = [
        RatingRow(entry, index, index_norm, *_place(merit, merits))
        for merit, entry, index, index_norm in ranked
    ]
    return (*placed, *unranked)


def _indices(entry: RatingEntry) -> tuple[Share, Share]:
    return (
        Share(entry.problem_weight, entry.n_pupils),
        Share(entry.problem_weight, entry.n_pupils * entry.n_subjects),
    )


def _merit(index: float, entry: RatingEntry) -> tuple[float, float, float]:
    """Smaller is better. An unknown share counts as the lowest."""
    quality, passing = (share.percent or 0.0 for share in (entry.quality, entry.passing))
    return round(index, _DIGITS), -round(quality, _DIGITS), -round(passing, _DIGITS)


def _place(merit: tuple[float, float, float], merits: list[tuple[float, float, float]]) -> tuple[int, str]:
    first = merits.index(merit) + 1
    last = first + merits.count(merit) - 1
    return first, str(first) if first == last else f"{first}–{last}"


def place_change(current: int | None, previous: int | None) -> int | None:
    """Places won since the previous comparable period: positive is up. Unranked then or now → None."""
    return None if current is None or previous is None else previous - current
