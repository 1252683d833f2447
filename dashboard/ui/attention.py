"""«Требует внимания»: sentences with a number, worst first, and a notice in place of a block."""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.blocks import Attention, Concern, Notice, Status
from dashboard.ui.attributes import data
from dashboard.ui.cards import card, empty_line
from dashboard.ui.signs import TONE_OF_STATUS, status_dot


def draw_attention(block: Attention, export_href: str = "") -> Component:
    """The list on its card; the caption says how many there are when not all are listed."""
    listed = len(block.items)
    body: list[Component] = [html.Ul([_concern(one) for one in block.items], className="concerns")]
    return card(
        block.key,
        block.title,
        body if listed else [empty_line(block.empty)],
        caption=_count(listed, block.total),
        source=block.source,
        export_href=export_href,
    )


def draw_notice(block: Notice, export_href: str = "") -> Component:
    """Why something is not shown and what to do. There is nothing to export."""
    return html.Section(
        [
            status_dot(block.status)
            if block.status is not Status.NONE
            else html.Span("i", className="dot dot-info"),
            html.Div([html.H2(block.title, className="card-title"), html.P(block.text)]),
        ],
        className=f"card notice notice-{TONE_OF_STATUS[block.status]}",
        **data(block=block.key),
    )


def _count(listed: int, total: int) -> str:
    if total > listed:
        return f"{listed} из {total}"
    return str(total) if total else ""


def _concern(one: Concern) -> Component:
    sentence = dcc.Link(one.sentence, href=one.href, className="concern-link") if one.href else one.sentence
    words: list[Component] = [html.P(sentence, className="concern-sentence")]
    if one.detail:
        words.append(html.P(one.detail, className="concern-detail"))
    sign = [status_dot(one.status)] if one.status is not Status.NONE else []
    return html.Li([*sign, html.Div(words)], className="concern")
