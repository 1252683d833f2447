"""Stacked bars by category, drawn as HTML: zero-based, printable, selectable, without loading plotly.

Every bar is measured on one scale, the largest total, so lengths compare across categories. The figure stays
inside its segment while the segment is wide enough (a container query), and in the tooltip always.
"""

from __future__ import annotations

from dash.development.base_component import Component
from markupsafe import Markup

from dashboard.blocks import Bars, Measure, Segment
from dashboard.numbers import format_number
from dashboard.ui.cards import card, empty_line
from dashboard.ui.sheet import joined, sheet


def draw_bars(block: Bars, export_href: str = "") -> Component:
    """The bars on their card, or a sentence when there is nothing to count."""
    totals = [
        sum(segment.counts[index] for segment in block.segments) for index in range(len(block.categories))
    ]
    has_bars = any(total > 0 for total in totals)
    body = [sheet(_legend(block) + _bars(block, totals))] if has_bars else [empty_line(block.empty)]
    return card(
        block.key, block.title, body, caption=block.caption, source=block.source, export_href=export_href
    )


def _legend(block: Bars) -> Markup:
    """Names of the segments in the order they are drawn: a key of one line, not a box."""
    keys = [
        Markup('<li><i class="fill-{}"></i>{}</li>').format(segment.tone, segment.name)
        for segment in block.segments
    ]
    return Markup('<ul class="bars-key">{}</ul>').format(joined(keys))


def _bars(block: Bars, totals: list[float]) -> Markup:
    longest = max(totals)
    rows = [
        Markup('<tr><th scope="row">{}</th><td class="bars-line">{}</td><td class="num">{}</td></tr>').format(
            category, _line(block.segments, index, longest), format_number(total, Measure.COUNT)
        )
        for index, (category, total) in enumerate(zip(block.categories, totals, strict=True))
    ]
    head = Markup(
        '<thead class="visually-hidden"><tr><th scope="col">Категория</th><th scope="col">Состав</th>'
        '<th scope="col">Всего</th></tr></thead>'
    )
    return Markup('<table class="bars">{}<tbody>{}</tbody></table>').format(head, joined(rows))


def _line(segments: tuple[Segment, ...], index: int, longest: float) -> Markup:
    parts = [
        _segment(segment, segment.counts[index], longest) for segment in segments if segment.counts[index]
    ]
    return Markup('<div class="bars-track">{}</div>').format(joined(parts))


def _segment(segment: Segment, count: float, longest: float) -> Markup:
    figure = format_number(count, Measure.COUNT)
    return Markup(
        '<span class="bars-segment fill-{}" style="width:{}%" title="{}: {}">'
        '<span class="bars-figure">{}</span></span>'
    ).format(segment.tone, f"{100 * count / longest:.2f}", segment.name, figure, figure)
