"""Text for a letter: paragraphs that can be selected, and a button that copies them all."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard.blocks import Letter
from dashboard.ui.attributes import data
from dashboard.ui.cards import card, empty_line


def draw_letter(block: Letter, export_href: str = "") -> Component:
    """The text on its card; `assets/33-copy.js` copies the paragraphs."""
    body: list[Component] = [empty_line(block.empty)]
    if block.paragraphs:
        text = html.Div([html.P(paragraph) for paragraph in block.paragraphs], className="letter")
        button = html.Button(
            "Скопировать текст", type="button", className="button letter-copy", **data(copy="letter")
        )
        body = [text, button]
    return card(
        block.key,
        block.title,
        body,
        caption=block.caption,
        notes=block.notes,
        source=block.source,
        export_href=export_href,
    )
