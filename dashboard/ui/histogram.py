"""A histogram of scores: the school's bars over the profile it is compared with, and the borders of marks.

The profile always stands behind: all schools heap at borders, so bars alone would accuse everybody. Its edge is drawn
once more over the bars, so that it is seen where they are higher. Flagged bars carry their count above them, not only a
colour.
"""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.blocks import Histogram, Measure, Role, Status
from dashboard.numbers import format_number
from dashboard.ui.attributes import aria
from dashboard.ui.cards import card, empty_line
from dashboard.ui.charts import Figure, axis, graph, layout
from dashboard.ui.palette import ACCENT, CARD, INK_2, INK_3, LINE, PEER, ROLE_TEXT, STATUS
from dashboard.ui.scales import chart_numbers, round_ticks

HEIGHT = 300
ALERT = STATUS[Status.BELOW]
BEHIND = "#dfe4e8"
_ROOM = 1.3  # above the tallest bar: names of the borders and counts of flagged bars stand there
_NARROWEST = 300  # pixels of the plot on a phone
_NAME, _NAME_HEIGHT = 26, 15  # pixels that the name of a border takes
_MOST_SCORES, _MOST_COUNTS = 13, 5


def draw_histogram(block: Histogram, export_href: str = "") -> Component:
    """The chart on its card, or a sentence when nobody has a score."""
    body = [_key(block), _chart(block), _table(block)] if any(block.counts) else [empty_line(block.empty)]
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
    last = len(block.labels) - 1
    places = [int(at) for at in round_ticks(0, max(last, 1), _MOST_SCORES, whole=True) if at <= last]
    counts = round_ticks(0, top, _MOST_COUNTS, whole=True)
    return {
        "data": [*_behind(block), _bars(block), *_edge(block), _panes(block, top)],
        "layout": layout(
            margin={"l": 8, "r": 8, "t": 8, "b": 34},
            barmode="overlay",
            hovermode="closest",
            xaxis=axis(
                range=[-0.7, last + 0.7],
                tickvals=places,
                ticktext=[escape(block.labels[at], quote=False) for at in places],
                tickangle=0,
                showgrid=False,
                ticklabelstandoff=4,
                automargin=True,
                title={"text": "балл", "font": {"size": 12, "color": INK_3}, "standoff": 4},
            ),
            yaxis=axis(
                range=[0, top],
                tickvals=counts,
                ticktext=[format_number(count, Measure.COUNT) for count in counts],
                gridcolor=LINE,
                ticklabelstandoff=6,
                automargin=True,
            ),
            shapes=[_border_line(at) for at, _ in block.borders],
            annotations=[*_border_names(block), *(_count(block, at) for at in block.flagged)],
        ),
    }


def _bars(block: Histogram) -> dict[str, Any]:
    at_all = range(len(block.counts))
    return {
        "type": "bar",
        "name": escape(block.name, quote=False),
        "x": list(at_all),
        "y": list(block.counts),
        "width": 0.76,
        "hoverinfo": "skip",
        "marker": {"color": [ALERT if at in block.flagged else ACCENT for at in at_all]},
    }


def _panes(block: Histogram, top: float) -> dict[str, Any]:
    """A clear pane over every bin, so that a finger meets the words of an empty or low one too."""
    bins = range(len(block.counts))
    return {
        "type": "bar",
        "x": list(bins),
        "y": [top] * len(bins),
        "width": 1,
        "customdata": [_words(block, at) for at in bins],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {"color": "rgba(0, 0, 0, 0)"},
    }


def _behind(block: Histogram) -> list[dict[str, Any]]:
    """The ground of the profile, under the bars."""
    if not block.reference:
        return []
    return [
        {
            "type": "bar",
            "name": escape(block.reference_name, quote=False),
            "x": list(range(len(block.reference))),
            "y": list(block.reference),
            "width": 1,
            "hoverinfo": "skip",
            "marker": {"color": BEHIND, "line": {"width": 0}},
        }
    ]


def _edge(block: Histogram) -> list[dict[str, Any]]:
    """The upper edge of the profile, over the bars; a white line under it keeps it apart from them."""
    if not block.reference:
        return []
    n = len(block.reference)
    line = {
        "type": "scatter",
        "mode": "lines",
        "x": [-0.5, *(at - 0.5 for at in range(n)), n - 0.5, n - 0.5],
        "y": [0, *block.reference, block.reference[-1], 0],
        "hoverinfo": "skip",
    }
    return [
        {**line, "line": {"color": colour, "width": width, "shape": "hv"}}
        for colour, width in ((CARD, 3.5), (INK_2, 1.5))
    ]


def _words(block: Histogram, at: int) -> str:
    """What is said of the bin under the pointer."""
    marks = [f", с него «{mark.strip('«»')}»" for border, mark in block.borders if border == at]
    lines = [f"Балл {block.labels[at]}{''.join(marks)}"]
    lines.append(f"{block.name or 'обучающихся'}: {format_number(block.counts[at], Measure.COUNT)}")
    if block.reference:
        usual = format_number(block.reference[at], Measure.INDEX)
        lines.append(f"{block.reference_name}: {usual}")
    return "<br>".join(escape(line, quote=False) for line in lines)


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


def _border_names(block: Histogram) -> list[dict[str, Any]]:
    """Names at the top of the borders; of two that would touch on a phone the second stands lower."""
    borders = sorted(block.borders)
    apart = _NAME * len(block.labels) / _NARROWEST
    lower = [False]
    for (left, _), (right, _) in pairwise(borders):
        lower.append(right - left < apart and not lower[-1])
    return [
        {
            "x": at - 0.5,
            "xshift": 4,
            "y": 1,
            "yref": "paper",
            "yshift": -_NAME_HEIGHT if is_lower else 0,
            "xanchor": "left",
            "yanchor": "top",
            "showarrow": False,
            "bgcolor": CARD,
            "borderpad": 0,
            "text": escape(mark, quote=False),
            "font": {"size": 12, "color": INK_2},
        }
        for (at, mark), is_lower in zip(borders, lower, strict=False)
    ]


def _count(block: Histogram, at: int) -> dict[str, Any]:
    """The count above a flagged bar, on the colour of the card: a border may pass behind it."""
    return {
        "x": at,
        "y": block.counts[at],
        "yanchor": "bottom",
        "yshift": 1,
        "showarrow": False,
        "bgcolor": CARD,
        "borderpad": 1,
        "text": f"<b>{format_number(block.counts[at], Measure.COUNT)}</b>",
        "font": {"size": 13, "color": ROLE_TEXT[Role.ALERT]},
    }


def _key(block: Histogram) -> Component:
    """What the bars and the line are, in one line."""
    names = [("key-bars", block.name)]
    names += [("key-profile", block.reference_name)] if block.reference else []
    names += [("key-flagged", "признак, с числом обучающихся")] if block.flagged else []
    items = [html.Li([html.I(className=look), name]) for look, name in names if name]
    return html.Ul([html.Li("Обучающихся с баллом:"), *items], className="chart-key")


def _chart(block: Histogram) -> Component:
    words = f"{block.title}. {block.caption}. Столбцы: {block.name}"
    words += f"; линия: {block.reference_name}" if block.reference else ""
    return html.Div(graph(histogram_figure(block), HEIGHT), role="img", **aria(label=words))


def _table(block: Histogram) -> Component:
    borders = dict(block.borders)
    columns = [
        ("Балл", block.labels),
        (block.name or "Обучающихся", [format_number(count, Measure.COUNT) for count in block.counts]),
    ]
    if block.reference:
        usual = [format_number(value, Measure.INDEX) for value in block.reference]
        columns.append((block.reference_name or "Эталон", usual))
    bins = range(len(block.labels))
    columns.append(("Отметка с", [borders.get(at, "") for at in bins]))
    columns.append(("Признак", ["признак" if at in block.flagged else "" for at in bins]))
    headers = [header for header, _ in columns]
    return chart_numbers(headers, list(zip(*(texts for _, texts in columns), strict=True)))
