"""Names beside the points of a chart that matter, instead of a legend.

Plotly cannot keep annotations apart, so their places are found here, in pixels of the plot. A name that had to leave
its point keeps a thin line to it. Names of the right half stand to the left of their points, so that none is cut; the
width of the screen is not known here, so names of one side are kept apart as if all stood above each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from dashboard.blocks import FunnelPoint, Role
from dashboard.ui.end_labels import GAP, LINE_HEIGHT, label_lines
from dashboard.ui.palette import PEER, ROLE_TEXT
from dashboard.ui.spread import spread

MOST = 8  # names on one side
_WIDEST = 18  # letters in a line
_BESIDE = 9  # pixels from the point
_MOVED = 4  # pixels from which a name needs its line
_GROUND = "rgba(255, 255, 255, 0.85)"


@dataclass(frozen=True, slots=True)
class Plot:
    """The axes that points stand on: the largest size, the lowest and highest value, the height in pixels."""

    largest: float
    low: float
    high: float
    height: float


def point_labels(points: Sequence[FunnelPoint], centre: float, plot: Plot) -> list[dict[str, Any]]:
    """Annotations with names of the subject and of the alerts farthest from the centre, with their address."""
    named = [point for point in points if point.role is not Role.PEER]
    ranked = sorted(named, key=lambda point: (point.role is not Role.SUBJECT, -_distance(point, centre)))
    right = [point for point in ranked if 2 * point.n > plot.largest][:MOST]
    left = [point for point in ranked if 2 * point.n <= plot.largest][:MOST]
    return [*_side(left, plot, 1), *_side(right, plot, -1)]


def _distance(point: FunnelPoint, centre: float) -> float:
    """Distance in standard errors, up to a factor common to all points."""
    return float(abs(point.value - centre) * point.n**0.5)


def _side(points: Sequence[FunnelPoint], plot: Plot, direction: int) -> list[dict[str, Any]]:
    scale = plot.height / (plot.high - plot.low)
    wanted = [(point.value - plot.low) * scale for point in points]
    lines = [label_lines(point.name, _WIDEST) for point in points]
    sizes = [len(of_one) * LINE_HEIGHT + GAP for of_one in lines]
    places = spread(wanted, sizes, 0.0, plot.height)
    return [
        _annotation(point, text, place - wish, direction)
        for point, text, place, wish in zip(points, lines, places, wanted, strict=True)
    ]


def _annotation(point: FunnelPoint, lines: Sequence[str], up: float, direction: int) -> dict[str, Any]:
    anchor = "left" if direction > 0 else "right"
    label = {
        "x": point.n,
        "y": point.value,
        "xanchor": anchor,
        "yanchor": "middle",
        "align": anchor,
        "text": "<br>".join(escape(line, quote=False) for line in lines),
        "font": {"size": 12, "color": ROLE_TEXT[point.role]},
        "bgcolor": _GROUND,
        "borderpad": 1,
        "captureevents": bool(point.href),
        "name": point.href,
    }
    if abs(up) <= _MOVED:
        return {**label, "showarrow": False, "xshift": direction * _BESIDE, "yshift": up}
    line = {"arrowhead": 0, "arrowwidth": 1, "arrowcolor": PEER, "standoff": 6}
    return {**label, "showarrow": True, "ax": direction * 2 * _BESIDE, "ay": -up, **line}
