"""Bodies of pages that refuse: what happened and what to do, in Russian, without a traceback."""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component


def refusal(title: str, text: str, href: str) -> Component:
    """A calm card with a way out; used for no right, no page and failures alike."""
    children: list[Component] = [html.H1(title, className="page-title"), html.P(text)]
    if href:
        children.append(dcc.Link("Вернуться", href=href, className="button primary"))
    return html.Section(children, className="card refusal", role="alert")
