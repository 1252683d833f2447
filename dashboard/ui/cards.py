"""The card every block sits on: title, caption beside it, the way to Excel, body, notes, source."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.ui.attributes import aria, data


def card(
    key: str,
    title: str,
    body: Sequence[Component],
    *,
    caption: str = "",
    notes: Sequence[str] = (),
    source: str = "",
    export_href: str = "",
    class_name: str = "",
) -> Component:
    """A section with its own heading. `key` goes to `data-block`, where a test or a script can find it."""
    children: list[Component] = []
    if title or caption or export_href:
        children.append(card_head(title, caption, export_href))
    children.extend(body)
    children.extend(html.P(note, className="card-note") for note in notes if note)
    if source:
        children.append(html.P(source, className="card-source"))
    return html.Section(children, className=f"card {class_name}".strip(), **data(block=key))


def card_head(title: str, caption: str = "", export_href: str = "") -> Component:
    """Title and caption share a line while they fit and wrap under each other when they do not."""
    words: list[Component] = [html.H2(title, className="card-title")]
    if caption:
        words.append(html.P(caption, className="card-caption"))
    children: list[Component] = [html.Div(words, className="card-words")]
    if export_href:
        children.append(export_link(export_href, title))
    return html.Div(children, className="card-head")


def export_link(href: str, title: str) -> Component:
    """The small «Excel» of a card. A plain anchor: the answer is a file, not a page."""
    return html.A(
        ["Excel", html.Span(f": {title}", className="visually-hidden")],
        href=href,
        download="",
        title="Выгрузить в Excel",
        className="excel-link",
    )


def empty_line(text: str) -> Component:
    """The sentence in place of a body that has nothing to draw."""
    return html.P(
        [html.Span("○", className="shape", **aria(hidden="true")), text or "Нет данных для показа."],
        className="card-empty",
    )
