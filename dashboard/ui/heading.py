"""The top of a page: where we are, what it is, which year and period, and the way to Excel.

Pickers are links: the address is the only state, so Back works and a pasted link shows the same.
"""

from __future__ import annotations

from collections.abc import Sequence

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.blocks import Choice, Crumb, Heading
from dashboard.ui.attributes import aria


def draw_heading(heading: Heading) -> Component:
    """Crumbs and pickers in one line, the title and its explanation below."""
    return html.Header(
        [
            html.Div([crumbs(heading.crumbs), _tools(heading)], className="heading-top"),
            html.H1(heading.title, className="page-title"),
            *([html.P(heading.subtitle, className="page-subtitle")] if heading.subtitle else []),
            html.P(_printed(heading), className="print-only"),
            *([tabs(heading.tabs)] if heading.tabs else []),
        ],
        className="heading",
    )


def crumbs(path: Sequence[Crumb]) -> Component:
    """Municipality › school › class › pupil; the last one is where we are."""
    last = len(path) - 1
    entries = [
        html.Li(
            dcc.Link(crumb.text, href=crumb.href)
            if crumb.href and at < last
            else html.Span(crumb.text, **(aria(current="page") if at == last else {}))
        )
        for at, crumb in enumerate(path)
    ]
    return html.Nav(html.Ol(entries, className="crumbs"), **aria(label="Путь"))


def picker(name: str, choices: Sequence[Choice]) -> Component:
    """A menu of links that shows the current choice; what cannot be chosen says why."""
    current = next((choice.text for choice in choices if choice.is_current), "—")
    menu: Component = dbc.DropdownMenu(
        [_entry(choice) for choice in choices],
        label=[html.Span(f"{name}: ", className="visually-hidden"), current],
        align_end=True,
        className="picker",
        toggleClassName="picker-toggle",
    )
    return menu


def tabs(choices: Sequence[Choice], name: str = "Разделы страницы") -> Component:
    """Sections of a page as links; the current one is underlined."""
    entries = [html.Li(_tab(choice)) for choice in choices]
    return html.Nav(html.Ul(entries, className="tabs"), **aria(label=name))


def _tab(choice: Choice) -> Component:
    if not choice.href:
        return html.Span(choice.text, title=choice.note, className="tab tab-off")
    return dcc.Link(choice.text, href=choice.href, className="tab tab-on" if choice.is_current else "tab")


def _tools(heading: Heading) -> Component:
    children: list[Component] = [picker(chosen.name, chosen.choices) for chosen in heading.pickers]
    if heading.years:
        children.append(picker("Учебный год", heading.years))
    if heading.periods:
        children.append(picker("Период", heading.periods))
    if heading.export_href:
        children.append(
            html.A("Выгрузить в Excel", href=heading.export_href, download="", className="button primary")
        )
    return html.Div(children, className="heading-tools")


def _entry(choice: Choice) -> Component:
    words: list[Component | str] = [choice.text]
    if choice.note:
        words.append(html.Small(choice.note))
    entry: Component = dbc.DropdownMenuItem(
        words, href=choice.href or None, disabled=not choice.href, active=choice.is_current
    )
    return entry


def _printed(heading: Heading) -> str:
    """The pickers are not printed, so their choices are said in words on paper."""
    listed = (*heading.tabs, *heading.years, *heading.periods)
    chosen = [choice.text for choice in listed if choice.is_current]
    for one in heading.pickers:
        chosen += [f"{one.name}: {choice.text}" for choice in one.choices if choice.is_current]
    if heading.is_personal:
        chosen.append("содержит персональные данные")
    return " · ".join(chosen)
