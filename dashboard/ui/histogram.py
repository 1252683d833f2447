"""A histogram of scores: the school's bars over the profile it is compared with, and the borders of marks.

The profile always stands behind: all schools heap at borders, so bars alone would accuse everybody. Flagged bars carry
their count above them, not only a colour.
"""

from __future__ import annotations

from html import escape
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.blocks import Histogram, Measure, Status
from dashboard.numbers import format_number
from dashboard.ui.attributes import aria
from dashboard.ui.cards import card, empty_line
from dashboard.ui.charts import Figure, axis, graph, layout
from dashboard.ui.palette import ACCENT, INK_2, INK_3, LINE, PEER, STATUS
from dashboard.ui.trend import value_axis

HEIGHT = 300
ALERT = STATUS[Status.BELOW]
_ROOM = 1.18  # above the tallest bar: names of the borders and counts stand there
_MOST_TICKS = 24


def draw_histogram(block: Histogram, export_href: str = "") -> Component:
    """The chart on its card, or a sentence when nobody has a score."""
    body = [_key(block), _chart(block)] if any(block.counts) else [empty_line(block.empty)]
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


def histogram_figure(block: Histogram) -> Figure:
    """The figure: bins are numbered, so that a border stands between two of them."""
    top = max(*block.counts, *block.reference, 1) * _ROOM
    _, _, ticks = value_axis([0, top], Measure.COUNT)
    step = max(1, -(-len(block.labels) // _MOST_TICKS))
    places = list(range(0, len(block.labels), step))
    return {
        "data": [_bars(block), *([_profile(block)] if block.reference else [])],
        "layout": layout(
            margin={"l": 8, "r": 8, "t": 10, "b": 34},
            bargap=0.18,
            hovermode="x unified",
            xaxis=axis(
                range=[-0.7, len(block.labels) - 0.3],
                tickvals=places,
                ticktext=[escape(block.labels[at], quote=False) for at in places],
                showgrid=False,
                ticklabelstandoff=4,
                automargin=True,
                title={"text": "первичный балл", "font": {"size": 12, "color": INK_3}, "standoff": 4},
            ),
            yaxis=axis(
                range=[0, top],
                tickvals=[tick for tick in ticks if tick >= 0 and tick == int(tick)],
                gridcolor=LINE,
                ticklabelstandoff=6,
                automargin=True,
            ),
            shapes=[_border_line(at) for at, _ in block.borders],
            annotations=[*(_border_name(at, mark) for at, mark in block.borders), *_flags(block)],
        ),
    }


def _bars(block: Histogram) -> dict[str, Any]:
    name = escape(block.name, quote=False)
    return {
        "type": "bar",
        "name": name,
        "x": list(range(len(block.counts))),
        "y": list(block.counts),
        "customdata": [_hover(block, at) for at in range(len(block.counts))],
        "hovertemplate": f"{name}: %{{customdata}}<extra></extra>",
        "marker": {"color": [ALERT if at in block.flagged else ACCENT for at in range(len(block.counts))]},
    }


def _profile(block: Histogram) -> dict[str, Any]:
    name = escape(block.reference_name, quote=False)
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": list(range(len(block.reference))),
        "y": list(block.reference),
        "customdata": [format_number(value, Measure.INDEX) for value in block.reference],
        "hovertemplate": f"{name}: %{{customdata}}<extra></extra>",
        "line": {"color": INK_2, "width": 2, "shape": "hvh"},
        "fill": "tozeroy",
        "fillcolor": "rgba(135, 149, 161, 0.22)",
    }


def _hover(block: Histogram, at: int) -> str:
    return f"{format_number(block.counts[at], Measure.COUNT)} чел."


def _border_line(at: int) -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "x",
        "x0": at - 0.5,
        "x1": at - 0.5,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": PEER, "width": 1.25, "dash": "dash"},
    }


def _border_name(at: int, mark: str) -> dict[str, Any]:
    return {
        "x": at - 0.4,
        "y": 1,
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "top",
        "showarrow": False,
        "text": escape(mark, quote=False),
        "font": {"size": 12, "color": INK_2},
    }


def _flags(block: Histogram) -> list[dict[str, Any]]:
    """The count above each flagged bar."""
    return [
        {
            "x": at,
            "y": block.counts[at],
            "yanchor": "bottom",
            "showarrow": False,
            "text": f"<b>▲ {block.counts[at]}</b>",
            "font": {"size": 13, "color": ALERT},
        }
        for at in block.flagged
    ]


def _key(block: Histogram) -> Component:
    """What the bars and the line are, in one line."""
    names = [("bars", block.name), *([("line", block.reference_name)] if block.reference else [])]
    return html.Ul(
        [html.Li([html.I(className=f"key-{kind}"), name]) for kind, name in names], className="chart-key"
    )


def _chart(block: Histogram) -> Component:
    counted = "; ".join(
        f"{label}: {count}" for label, count in zip(block.labels, block.counts, strict=True) if count
    )
    words = f"{block.title}. {block.caption}. Баллы и число обучающихся: {counted}"
    return html.Div(graph(histogram_figure(block), HEIGHT), role="img", **aria(label=words))
