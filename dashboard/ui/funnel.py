"""A funnel: units by size, and the limits inside which chance alone keeps them.

A small school swings widely without anybody doing anything; the funnel narrows with size and says which distance is
more than that. Units outside carry a name and another shape, not only a colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.blocks import Funnel, FunnelBand, FunnelPoint, Measure, Role
from dashboard.numbers import format_number
from dashboard.ui.attributes import aria
from dashboard.ui.cards import card, empty_line
from dashboard.ui.charts import Figure, axis, graph, layout
from dashboard.ui.numbers import format_goal
from dashboard.ui.palette import INK_2, INK_3, LINE, PEER, ROLE, ROLE_TEXT
from dashboard.ui.trend import value_axis

HEIGHT = 360
_SHAPES = {Role.SUBJECT: "circle", Role.PEER: "circle", Role.ALERT: "diamond"}
_ORDER = (Role.PEER, Role.ALERT, Role.SUBJECT)


def draw_funnel(block: Funnel, export_href: str = "") -> Component:
    """The chart on its card, or a sentence when there are no points."""
    body = [_chart(block)] if block.points else [empty_line(block.empty)]
    return card(
        block.key,
        block.title,
        body,
        caption=block.caption,
        notes=block.notes,
        source=block.source,
        export_href=export_href,
        class_name="card-trend",
    )


def funnel_figure(block: Funnel) -> Figure:
    """Bands first, points over them, the subject last."""
    values = [point.value for point in block.points]
    low, high, ticks = value_axis([*values, block.centre, *_limits(block)], block.measure)
    largest = max(point.n for point in block.points)
    _, _, sizes = value_axis([0, largest * 1.08], Measure.COUNT)
    return {
        "data": [
            *(line for band in block.bands for line in _band(band)),
            *(_points(block, role) for role in _ORDER if any(point.role is role for point in block.points)),
        ],
        "layout": layout(
            margin={"l": 8, "r": 64, "t": 10, "b": 34},
            hovermode="closest",
            xaxis=axis(
                range=[0, largest * 1.08],
                tickvals=[size for size in sizes if size >= 0],
                gridcolor=LINE,
                ticklabelstandoff=4,
                automargin=True,
                title={"text": block.size_name, "font": {"size": 12, "color": INK_3}, "standoff": 4},
            ),
            yaxis=axis(
                range=[low, high],
                tickvals=ticks,
                ticktext=[format_goal(tick, block.measure) for tick in ticks],
                gridcolor=LINE,
                ticklabelstandoff=6,
                automargin=True,
            ),
            shapes=[_centre(block.centre)],
            annotations=_names(block, largest),
        ),
    }


def _limits(block: Funnel) -> list[float]:
    """Limits from the smallest unit on: beyond it they only stretch the axis."""
    smallest = min(point.n for point in block.points)
    found: list[float] = []
    for band in block.bands:
        for size, low, high in zip(band.sizes, band.low, band.high, strict=True):
            if size >= smallest:
                found += [low, high]
    return found


def _band(band: FunnelBand) -> list[dict[str, Any]]:
    line = {"color": PEER, "width": 1.25, "dash": "dot" if band.name.startswith("95") else "solid"}
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": list(band.sizes),
            "y": list(values),
            "line": line,
            "hoverinfo": "skip",
            "name": escape(band.name, quote=False),
        }
        for values in (band.low, band.high)
    ]


def _points(block: Funnel, role: Role) -> dict[str, Any]:
    shown = [point for point in block.points if point.role is role]
    return {
        "type": "scatter",
        "mode": "markers+text" if role is not Role.PEER else "markers",
        "x": [point.n for point in shown],
        "y": [point.value for point in shown],
        "text": [escape(point.name, quote=False) for point in shown],
        "textposition": [_side(block, point) for point in shown],
        "textfont": {"size": 12, "color": ROLE_TEXT[role]},
        "customdata": [_words(block, point) for point in shown],
        "hovertemplate": "%{customdata}<extra></extra>",
        "cliponaxis": False,
        "marker": {"color": ROLE[role], "size": 8 if role is Role.PEER else 11, "symbol": _SHAPES[role]},
    }


def _side(block: Funnel, point: FunnelPoint) -> str:
    """Names of units in the right half stand to the left of them, so that none is cut."""
    return "middle left" if 2 * point.n > max(one.n for one in block.points) else "middle right"


def _words(block: Funnel, point: FunnelPoint) -> str:
    value = format_number(point.value, block.measure)
    parts = (f"{point.name}: {value}", f"{point.n} {block.size_name}", point.note)
    return "<br>".join(escape(part, quote=False) for part in parts if part)


def _centre(value: float) -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": value,
        "y1": value,
        "layer": "below",
        "line": {"color": INK_2, "width": 1.25},
    }


def _names(block: Funnel, largest: int) -> list[dict[str, Any]]:
    """What the lines are, at their right ends."""
    ends = [("среднее", block.centre), *((band.name, _at(band, largest)) for band in block.bands)]
    return [
        {
            "x": 1,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 6,
            "y": value,
            "yref": "y",
            "showarrow": False,
            "text": escape(name, quote=False),
            "font": {"size": 12, "color": INK_2},
        }
        for name, value in ends
    ]


def _at(band: FunnelBand, size: float) -> float:
    """The upper limit at the size nearest to this one."""
    nearest = min(range(len(band.sizes)), key=lambda at: abs(band.sizes[at] - size))
    return band.high[nearest]


def _chart(block: Funnel) -> Component:
    named: Sequence[FunnelPoint] = [point for point in block.points if point.role is not Role.PEER]
    words = "; ".join(f"{point.name} {format_number(point.value, block.measure)}" for point in named)
    centre = format_number(block.centre, block.measure)
    label = f"{block.title}. {block.caption}. Среднее {centre}. Отмечены: {words or 'никто'}"
    return html.Div(graph(funnel_figure(block), HEIGHT), role="img", **aria(label=label))
