"""A funnel: units by size, and the limits inside which chance alone keeps them.

A small school swings widely without anybody doing anything; the funnel narrows with size and says which distance is
more than that. Units outside carry a name and another shape, not only a colour. A click on a unit opens it.
"""

from __future__ import annotations

from html import escape
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.blocks import Funnel, FunnelBand, FunnelPoint, Measure, Quantity, Role
from dashboard.numbers import format_number, format_quantity
from dashboard.ui.attributes import aria
from dashboard.ui.cards import card, empty_line
from dashboard.ui.charts import Figure, axis, graph, layout
from dashboard.ui.end_labels import GAP, LINE_HEIGHT
from dashboard.ui.numbers import format_goal
from dashboard.ui.palette import CARD, INK_2, INK_3, LINE, PEER, ROLE
from dashboard.ui.point_labels import Plot, point_labels
from dashboard.ui.scales import chart_numbers, round_ticks
from dashboard.ui.spread import spread
from dashboard.ui.trend import value_axis

HEIGHT = 360
TOP, BOTTOM, RIGHT = 10, 34, 68
_SHAPES = {Role.SUBJECT: "circle", Role.PEER: "circle", Role.ALERT: "diamond"}
_SIZES = {Role.SUBJECT: 12, Role.PEER: 8, Role.ALERT: 12}
_ORDER = (Role.PEER, Role.ALERT, Role.SUBJECT)
_MOST_SIZES, _MOST_VALUES = 6, 6


def draw_funnel(block: Funnel, export_href: str = "") -> Component:
    """The chart on its card, or a sentence when there are no points."""
    body = [_chart(block), _table(block)] if block.points else [empty_line(block.empty)]
    return card(
        block.key,
        block.title,
        body,
        caption=block.caption,
        notes=block.notes,
        source=block.source,
        export_href=export_href,
        class_name="card-trend chart-points",
    )


def funnel_figure(block: Funnel) -> Figure:
    """Bands first, points over them, the subject last."""
    values = [point.value for point in block.points]
    low, high, _ = value_axis([*values, block.centre, *_limits(block)], block.measure)
    ticks = [tick for tick in round_ticks(low, high, _MOST_VALUES) if _is_possible(tick, block.measure)]
    largest = 1.08 * max(point.n for point in block.points)
    sizes = round_ticks(0, largest, _MOST_SIZES, whole=True)
    plot = Plot(largest, low, high, HEIGHT - TOP - BOTTOM)
    return {
        "data": [
            *(line for band in block.bands for line in _band(band, is_outer=band is block.bands[-1])),
            *(_points(block, role) for role in _ORDER if any(point.role is role for point in block.points)),
        ],
        "layout": layout(
            margin={"l": 8, "r": RIGHT, "t": TOP, "b": BOTTOM},
            hovermode="closest",
            xaxis=axis(
                range=[0, largest],
                tickvals=sizes,
                ticktext=[format_number(size, Measure.COUNT) for size in sizes],
                gridcolor=LINE,
                ticklabelstandoff=4,
                automargin=True,
                title={
                    "text": escape(block.size_name, quote=False),
                    "font": {"size": 12, "color": INK_3},
                    "standoff": 4,
                },
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
            annotations=[*_line_names(block, plot), *point_labels(block.points, block.centre, plot)],
        ),
    }


def _is_possible(tick: float, measure: Measure) -> bool:
    return measure is not Measure.PERCENT or 0.0 <= tick <= 100.0


def _limits(block: Funnel) -> list[float]:
    """Limits from the smallest unit on: beyond it they only stretch the axis."""
    smallest = min(point.n for point in block.points)
    found: list[float] = []
    for band in block.bands:
        for size, low, high in zip(band.sizes, band.low, band.high, strict=True):
            if size >= smallest:
                found += [low, high]
    return found


def _band(band: FunnelBand, *, is_outer: bool) -> list[dict[str, Any]]:
    line = {"color": PEER, "width": 1.25, "dash": "solid" if is_outer else "dot"}
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
        "mode": "markers",
        "x": [point.n for point in shown],
        "y": [point.value for point in shown],
        "customdata": [[_words(block, point), point.href] for point in shown],
        "hovertemplate": "%{customdata[0]}<extra></extra>",
        "cliponaxis": False,
        "marker": {
            "color": ROLE[role],
            "size": _SIZES[role],
            "symbol": _SHAPES[role],
            "opacity": 1,
            "line": {"color": CARD, "width": 1},
        },
    }


def _words(block: Funnel, point: FunnelPoint) -> str:
    size = f"{block.size_name}: {format_number(point.n, Measure.COUNT)}"
    parts = (f"{point.name}: {_value(point.value, block.measure)}", size, point.note)
    return "<br>".join(escape(part, quote=False) for part in parts if part)


def _value(value: float, measure: Measure) -> str:
    return format_quantity(Quantity(value, measure))


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


def _line_names(block: Funnel, plot: Plot) -> list[dict[str, Any]]:
    """What the lines are, at their right ends, kept apart."""
    ends = [([band.name], _at(band, plot.largest)) for band in block.bands]
    ends.append((["в целом", _value(block.centre, block.measure)], block.centre))
    scale = plot.height / (plot.high - plot.low)
    wanted = [(value - plot.low) * scale for _, value in ends]
    places = spread(wanted, [len(lines) * LINE_HEIGHT + GAP for lines, _ in ends], 0.0, plot.height)
    return [
        {
            "x": 1,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 6,
            "y": plot.low + place / scale,
            "yref": "y",
            "yanchor": "middle",
            "align": "left",
            "showarrow": False,
            "text": "<br>".join(escape(line, quote=False) for line in lines),
            "font": {"size": 12, "color": INK_2},
        }
        for (lines, _), place in zip(ends, places, strict=True)
    ]


def _at(band: FunnelBand, size: float) -> float:
    """The upper limit at the size nearest to this one."""
    nearest = min(range(len(band.sizes)), key=lambda at: abs(band.sizes[at] - size))
    return band.high[nearest]


def _chart(block: Funnel) -> Component:
    named = [point for point in block.points if point.role is not Role.PEER]
    words = "; ".join(f"{point.name} {_value(point.value, block.measure)}" for point in named)
    centre = _value(block.centre, block.measure)
    label = f"{block.title}. {block.caption}. В целом {centre}. Отмечены: {words or 'никто'}"
    return html.Div(graph(funnel_figure(block), HEIGHT), role="img", **aria(label=label))


def _table(block: Funnel) -> Component:
    rows = [
        (
            point.name,
            format_number(point.n, Measure.COUNT),
            _value(point.value, block.measure),
            point.note,
        )
        for point in block.points
    ]
    return chart_numbers(("Организация", block.size_name.capitalize(), "Значение", "Примечание"), rows)
