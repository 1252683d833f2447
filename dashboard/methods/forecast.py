"""Forecast of quality uplift (прогноз повышения качества).

Not a prediction of behaviour but an inventory: how far quality would rise if pupils with a single «3»
(резерв 1), then also those with two (резерв 2), put them right, and how far success would rise if those
with a single failing mark did.

Source: методика проекта on the wording of постановление администрации ГО Пелым от 16.02.2021 № 39, п. 5.7.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.methods.categories import CategoryCounts
from dashboard.methods.share import Share
from dashboard.methods.totals import MarkCounts

FOUR_FROM = 3.50  # average from which a school rounds to «4»; a local act may say otherwise


@dataclass(frozen=True, slots=True)
class QualityForecast:
    """All shares are of the same pupils (those with marks), so their percents may be added.

    `level1` = quality + uplift1, `level2` = level1 + uplift2.
    """

    quality: Share
    uplift1: Share
    uplift2: Share
    level1: Share
    level2: Share
    pass_uplift: Share


def quality_forecast(counts: CategoryCounts) -> QualityForecast:
    """Forecast of a class or any sum of classes. Nobody counted → every percent is None."""
    good = counts.exc + counts.good
    return QualityForecast(
        quality=counts.quality_share,
        uplift1=Share(counts.one3, counts.n),
        uplift2=Share(counts.two3, counts.n),
        level1=Share(good + counts.one3, counts.n),
        level2=Share(good + counts.one3 + counts.two3, counts.n),
        pass_uplift=Share(counts.one_fail, counts.n),
    )


def subject_forecast(counts: MarkCounts, n_r3: int) -> Share:
    """Quality of a subject if its `n_r3` single threes (microcomponents R3) became fours.

    More reserves than threes → ValueError.
    """
    if not 0 <= n_r3 <= counts.n3:
        raise ValueError(f"{n_r3} single threes among {counts.n3} threes")
    return Share(counts.n5 + counts.n4 + n_r3, counts.n)


def gap_to_mark(average: float | None, threshold: float = FOUR_FROM) -> float | None:
    """How much the current average lacks to the threshold, in marks, two decimals; the smaller, the sooner.

    Zero or less: the average already rounds up. Average unknown → None.
    """
    return None if average is None else round(threshold - average, 2)
