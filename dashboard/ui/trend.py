"""A trend: the subject in accent and thick, peers grey, an alert in its status colour, labels at line ends.

A figure is a raw dict: building and sending it costs microseconds, while graph objects cost milliseconds and
a 6 KB template each. Tests check the dicts against plotly's schema.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import ceil, floor, log10
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.blocks import Measure, Role, Series, State, Trend
from dashboard.numbers import format_quantity
from dashboard.ui.attributes import aria
from dashboard.ui.cards import card, empty_line
from dashboard.ui.charts import Figure, axis, graph, layout
from dashboard.ui.end_labels import end_labels
from dashboard.ui.numbers import format_goal, is_shown
from dashboard.ui.palette import INK_2, LINE, ROLE
from dashboard.ui.scales import chart_numbers

HEIGHT = 300
TOP, BOTTOM = 10, 28
_ORDER = {Role.PEER: 0, Role.ALERT: 1, Role.SUBJECT: 2}


def draw_trend(block: Trend, export_href: str = "") -> Component:
    """The chart on its card, or a sentence when no point is known."""
    has_points = any(is_shown(point) for series in block.series for point in series.points)
    body = [_chart(block), _numbers(block)] if has_points else [empty_line(block.empty)]
    return card(
        block.key,
        block.title,
        body,
        caption=block.caption,
        notes=_gap_notes(block),
        source=block.source,
        export_href=export_href,
        class_name="card-trend",
    )


def trend_figure(block: Trend) -> Figure:
    """The figure. Points that are not shown are gaps, never zeros."""
    low, high, ticks = value_axis(_values(block), block.measure)
    drawn = sorted(block.series, key=lambda series: _ORDER[series.role])
    labels, right = end_labels(block, low, high, HEIGHT - TOP - BOTTOM)
    last = max(len(block.labels) - 1, 0)
    return {
        "data": [_line(series, block.labels) for series in drawn],
        "layout": layout(
            margin={"l": 8, "r": right, "t": TOP, "b": BOTTOM},
            hovermode="x unified",
            xaxis=axis(
                range=[-0.15 - 0.02 * last, last + (0.06 * last or 0.15)],
                tickvals=list(range(len(block.labels))),
                ticktext=[escape(text, quote=False) for text in block.labels],
                showgrid=False,
                ticklabelstandoff=4,
                automargin=True,
            ),
            yaxis=axis(
                range=[low, high],
                tickvals=ticks,
                ticktext=[format_goal(tick, block.measure) for tick in ticks],
                gridcolor=LINE,
                ticklabelstandoff=6,
                automargin=True,
            ),
            annotations=labels,
            shapes=[] if block.target is None else [_target_line(block.target)],
        ),
    }


def value_axis(values: Sequence[float], measure: Measure) -> tuple[float, float, list[float]]:
    """Fitted range and round ticks. A percent never leaves 0…100 by more than the room a marker needs, and has no tick
    outside."""
    low, high = min(values), max(values)
    room = max((high - low) * 0.12, _least_room(measure))
    low, high = low - room, high + room
    if measure is Measure.PERCENT:
        low, high = max(low, -2.0), min(high, 102.0)
    step = _round_step((high - low) / 4)
    first = ceil(low / step - 1e-9)
    ticks = [round(index * step, 6) for index in range(first, floor(high / step + 1e-9) + 1)]
    if measure is Measure.PERCENT:
        ticks = [tick for tick in ticks if 0.0 <= tick <= 100.0]
    return low, high, ticks


def _chart(block: Trend) -> Component:
    last = "; ".join(
        f"{series.name} {format_quantity(series.points[-1])}" for series in block.series if series.points
    )
    return html.Div(
        graph(trend_figure(block), HEIGHT),
        role="img",
        **aria(label=f"{block.title}. {block.caption}. {block.labels[-1]}: {last}"),
    )


def _numbers(block: Trend) -> Component:
    rows = [(series.name, *(format_quantity(point) for point in series.points)) for series in block.series]
    if block.target is not None:
        rows.append(("Цель", *([format_goal(block.target, block.measure)] * len(block.labels))))
    return chart_numbers(("Ряд", *block.labels), rows)


def _values(block: Trend) -> list[float]:
    points = [point for series in block.series for point in series.points if is_shown(point)]
    values = [float(point.value) for point in points if point.value is not None]
    return values if block.target is None else [*values, block.target]


def _line(series: Series, labels: Sequence[str]) -> dict[str, Any]:
    subject = series.role is Role.SUBJECT
    name = escape(series.name, quote=False)
    colour = ROLE[series.role]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": list(range(len(labels))),
        "y": [point.value if is_shown(point) else None for point in series.points],
        "customdata": [format_quantity(point) for point in series.points],
        "hovertemplate": f"{name}: %{{customdata}}<extra></extra>",
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": colour, "width": 3 if subject else 2},
        "marker": {"color": colour, "size": 8 if subject else 6},
    }


def _target_line(target: float) -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "yref": "y",
        "y0": target,
        "y1": target,
        "layer": "below",
        "line": {"color": INK_2, "width": 1.25, "dash": "dash"},
    }


def _gap_notes(block: Trend) -> list[str]:
    """Why a line has a gap, once for each reason."""
    reasons = {
        f"■ Скрыто: {point.note}" if point.note else "■ Часть точек скрыта."
        for series in block.series
        for point in series.points
        if point.state is State.HIDDEN
    }
    return sorted(reasons)


def _least_room(measure: Measure) -> float:
    return 0.1 if measure in (Measure.MEAN, Measure.MEAN_CHANGE) else 2.0


def _round_step(raw: float) -> float:
    """The nearest of 1, 2, 2.5, 5 × 10ⁿ that is not smaller."""
    power = 10.0 ** floor(log10(raw))
    return next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= raw - 1e-12)
