"""A sparkline: the last points of an indicator as a small picture with its figures in the alternative text.

An inline SVG in a data address: it prints, needs no script and costs one component.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from dash import html

from dashboard.blocks import Measure, Status
from dashboard.numbers import format_number
from dashboard.ui.palette import STATUS

WIDTH, HEIGHT, MARGIN = 84, 28, 4


def spark(points: Sequence[float | None], measure: Measure, status: Status) -> html.Img | None:
    """The picture, or nothing when fewer than two points are known: one point is not a direction."""
    known = [value for value in points if value is not None]
    if len(known) < 2:
        return None
    figures = "; ".join(format_number(value, measure) for value in points)
    return html.Img(
        src="data:image/svg+xml," + quote(spark_svg(points, STATUS[status])),
        alt=f"динамика: {figures}",
        width=WIDTH,
        height=HEIGHT,
        className="spark",
    )


def spark_svg(points: Sequence[float | None], colour: str) -> str:
    """The SVG text. A missing point breaks the line: a gap is not drawn over."""
    places = _places(points)
    drawn = [place for place in places if place is not None]
    x, y = drawn[-1]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<path d="{_path(places)}" fill="none" stroke="{colour}" stroke-width="2" '
        f'stroke-linecap="round" stroke-linejoin="round"/>'
        f'<circle cx="{x:g}" cy="{y:g}" r="3.2" fill="{colour}"/></svg>'
    )


def _places(points: Sequence[float | None]) -> list[tuple[float, float] | None]:
    known = [value for value in points if value is not None]
    low, high = min(known), max(known)
    step = (WIDTH - 2 * MARGIN) / max(len(points) - 1, 1)
    return [
        None if value is None else (round(MARGIN + step * index, 1), _height(value, low, high))
        for index, value in enumerate(points)
    ]


def _height(value: float, low: float, high: float) -> float:
    if high == low:
        return HEIGHT / 2
    return round(HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * (value - low) / (high - low), 1)


def _path(places: Sequence[tuple[float, float] | None]) -> str:
    pen, commands = "M", []
    for place in places:
        if place is None:
            pen = "M"
            continue
        commands.append(f"{pen}{place[0]:g} {place[1]:g}")
        pen = "L"
    return "".join(commands)
