"""Who may publish; which indicators citizens may see, and how closely: by use rule, source and nature of the number.

Results of ВПР never compare schools, so only the whole is told; an indicator that is not for rankings shows
organisations as bands without values, because values side by side are a ranking; what may not be published is never
offered. Nothing here reads a figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dashboard.blocks import Measure
from dashboard.catalogue import Catalogue, Indicator
from data_access.queries.places import read_municipality
from data_access.queries.releases import KEEPERS_ONLY
from data_access.viewer import Reader, Refused

OF_WHOLE_ONLY = "Страницу для граждан ведёт управление всей территории этой базы."
VPR = "ВПР"
MARKS = ("балл", "отметка")  # units of the scale from 2 to 5


class Reach(StrEnum):
    """How closely an indicator is told."""

    VALUES = "values"  # values of organisations, beside a band
    BANDS = "bands"  # organisations as bands only
    WHOLE = "whole"  # the municipality only
    NEVER = "never"


REACH_WORDS = {
    Reach.VALUES: "по организациям",
    Reach.BANDS: "по организациям, без значений",
    Reach.WHOLE: "только по муниципалитету",
    Reach.NEVER: "не публикуется",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """How closely an indicator may be told, and why no closer."""

    reach: Reach
    why: str = ""


def verdict(indicator: Indicator) -> Verdict:
    """The rule for one indicator."""
    if "no_public" in indicator.uses:
        return Verdict(Reach.NEVER, "правило использования: показатель не публикуется")
    if VPR in indicator.quality:
        return Verdict(Reach.WHOLE, "результаты ВПР не сравнивают школы между собой")
    if indicator.level == "municipality":
        return Verdict(Reach.WHOLE, "собирается по муниципалитету в целом")
    if indicator.measure is Measure.INDEX:
        return Verdict(Reach.WHOLE, "в сумме одной школы может преобладать один обучающийся")
    if "no_ranking" not in indicator.uses:
        return Verdict(Reach.VALUES)
    if not indicator.is_proportion or indicator.polarity == "none":
        return Verdict(Reach.WHOLE, "не используется для рейтингов")
    return Verdict(Reach.BANDS, "не используется для рейтингов: вместо значений — сравнение с остальными")


def decimals_of(indicator: Indicator) -> int:
    """Digits after the comma: a mean mark and a coefficient have one, everything else none."""
    if indicator.measure is Measure.RATIO:
        return 1
    return int(indicator.measure is Measure.MEAN and indicator.unit in MARKS)


def check_keeper(reader: Reader) -> None:
    """Who may publish: the head over everything in the database. Raises Refused."""
    if not reader.viewer.administers:
        raise Refused(KEEPERS_ONLY)
    if read_municipality(reader).parent_id is not None:
        raise Refused(OF_WHOLE_ONLY)


def publishable(known: Catalogue) -> tuple[Indicator, ...]:
    """Indicators of the profile that may be published at all."""
    return tuple(one for one in known.used_indicators() if verdict(one).reach is not Reach.NEVER)
