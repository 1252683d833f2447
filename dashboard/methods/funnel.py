"""Funnel plot (воронка): where the mean, or the share, of a school of each size may lie by chance alone.

Means of small schools vary more. Around the common level the limits are centre ± z·√(σ²/n) with σ² the spread of
pupils inside schools: 95 % of schools without anything special lie inside the inner, 99,8 % inside the outer pair.
Schools also differ for honest reasons, so plain limits would call far too many of them special. With overdispersion
the limits become centre ± z·√(σ²/n + τ²), where τ² is estimated from the schools themselves: their standardised
distances are winsorised (the outer tenths are pulled in), so that the very outliers to be found do not widen the
funnel. Shares use the same normal limits with σ² = p(1 − p), cut at 0 and 100 %.

Source: Spiegelhalter D. J. (2005), Statistics in Medicine 24, 1185–1202 (funnel plots); Spiegelhalter D. J. (2005),
Quality and Safety in Health Care 14, 347–351 (overdispersion). Under eight schools τ² is not estimated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist, fmean

from dashboard.methods.context import Reason, Refusal
from dashboard.methods.intervals import Interval
from dashboard.methods.means import Level, pooled_variance
from dashboard.methods.share import Share

FEWEST_SCHOOLS = 2
FEWEST_FOR_BETWEEN = 8
INNER, OUTER = 0.95, 0.998
WINSORISED = 0.1


@dataclass(frozen=True, slots=True)
class Limits:
    """Everything in percent. `within`: variance of one pupil; `between`: τ² of schools, None: plain limits."""

    centre: float
    within: float
    between: float | None
    schools: int

    def at(self, n: float, level: float = INNER) -> Interval:
        """Limits for a school of n pupils, in percent."""
        z = NormalDist().inv_cdf((1 + level) / 2)
        half = z * sqrt(self.within / n + (self.between or 0.0))
        return Interval(max(0.0, self.centre - half), min(100.0, self.centre + half))

    def is_beyond(self, n: float, value: float, level: float = INNER) -> bool:
        limits = self.at(n, level)
        return not limits.low <= value <= limits.high


def limits_of_means(levels: Sequence[Level], overdispersed: bool = True) -> Limits | Refusal:
    """Limits around the mean of all pupils. Refuses under two schools, or where no school shows a spread."""
    if len(levels) < FEWEST_SCHOOLS:
        return Refusal(Reason.FEW_SCHOOLS, len(levels), FEWEST_SCHOOLS)
    within = pooled_variance(levels)
    if within is None:
        return Refusal(Reason.NO_SPREAD)
    return _limits(levels, within, overdispersed)


def limits_of_shares(shares: Sequence[Share], overdispersed: bool = True) -> Limits | Refusal:
    """Limits around the share of all pupils together. Refuses under two schools, or where all or none are counted."""
    present = [share for share in shares if share.denominator]
    if len(present) < FEWEST_SCHOOLS:
        return Refusal(Reason.FEW_SCHOOLS, len(present), FEWEST_SCHOOLS)
    whole = sum(present, Share(0, 0)).percent or 0.0
    if whole in (0.0, 100.0):
        return Refusal(Reason.NO_SPREAD)
    levels = [Level(int(share.denominator), 100.0 * share.numerator / share.denominator) for share in present]
    return _limits(levels, whole * (100.0 - whole), overdispersed)


def between_variance(
    levels: Sequence[Level], centre: float, within: float, winsorised: float = WINSORISED
) -> float:
    """τ²: how much more the schools vary than their sizes explain, from winsorised distances; never negative."""
    weights = [level.n / within for level in levels]
    distances = [(level.mean - centre) * sqrt(weight) for level, weight in zip(levels, weights, strict=True)]
    excess = sum(z * z for z in _winsorised(distances, winsorised)) - (len(levels) - 1)
    scale = sum(weights) - sum(weight**2 for weight in weights) / sum(weights)
    return max(0.0, excess / scale)


def _limits(levels: Sequence[Level], within: float, overdispersed: bool) -> Limits:
    centre = fmean((level.mean for level in levels), [level.n for level in levels])
    has_between = overdispersed and len(levels) >= FEWEST_FOR_BETWEEN
    between = between_variance(levels, centre, within) if has_between else None
    return Limits(centre, within, between, len(levels))


def _winsorised(values: Sequence[float], share: float) -> list[float]:
    """The lowest and highest shares of the values are pulled to the nearest of the rest."""
    cut = int(share * len(values))
    if not cut:
        return list(values)
    ordered = sorted(values)
    lowest, highest = ordered[cut], ordered[-cut - 1]
    return [min(max(value, lowest), highest) for value in values]
