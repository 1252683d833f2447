"""Round ticks of an axis and the numbers of a chart as a table, for those who do not see it or have switched it off."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10

from dash import html
from markupsafe import Markup

from dashboard.ui.sheet import joined, sheet

_STEPS = (1, 2, 5, 10)


def round_ticks(low: float, high: float, most: int, *, whole: bool = False) -> list[float]:
    """At most `most` ticks at multiples of 1, 2 or 5 × 10ⁿ; `whole`: none between two whole numbers."""
    step = _round_step((high - low) / most)
    step = max(step, 1.0) if whole else step
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return [round(index * step, 9) for index in range(first, last + 1)]


def chart_numbers(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> html.Div:
    """The figures of the chart beside it. A screen reader meets it always, an eye where charts are switched off."""
    head = joined([Markup('<th scope="col">{}</th>').format(header) for header in headers])
    body = joined(
        [
            Markup('<tr><th scope="row">{}</th>{}</tr>').format(
                row[0], joined([Markup("<td>{}</td>").format(text) for text in row[1:]])
            )
            for row in rows
        ]
    )
    table = Markup('<table class="table-plain"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>').format(
        head, body
    )
    return sheet(table, "chart-numbers")


def _round_step(least: float) -> float:
    """The nearest of 1, 2, 5 × 10ⁿ that is not smaller."""
    power = 10.0 ** floor(log10(least))
    return next(step * power for step in _STEPS if step * power >= least - 1e-12)
