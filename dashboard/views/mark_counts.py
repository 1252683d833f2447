"""Roll-up rows of marks handed to the methods, and their shares as quantities: the formulas stay in one place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard.blocks import Quantity
from dashboard.methods.forecast import subject_forecast
from dashboard.methods.share import Share
from dashboard.methods.totals import MarkCounts
from data_access.queries.components import ComponentRow
from data_access.queries.rollups import Marks


def mark_counts(rows: Iterable[Marks | ComponentRow]) -> MarkCounts:
    """Sum of the marks of these rows."""
    return sum((MarkCounts(row.n5, row.n4, row.n3, row.n2, row.n_na) for row in rows), MarkCounts())


def shown(share: Share) -> Quantity:
    """A share of the methods as a quantity."""
    return Quantity.share(share.numerator, share.denominator)


def shown_forecast(rows: Sequence[Marks | ComponentRow]) -> Quantity:
    """Quality of a subject if its single threes become fours."""
    return shown(subject_forecast(mark_counts(rows), sum(row.micro_r3 for row in rows)))
