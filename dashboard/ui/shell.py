"""The shell around every page: navigation with the status of each mechanism, search, who looks, how fresh.

On a narrow screen the side becomes a bar with a menu button; `assets/22-disclosures.js` opens and closes it.
"""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component
from markupsafe import Markup

from dashboard.blocks import Frame, NavGroup, NavItem, Status
from dashboard.ui.attributes import aria
from dashboard.ui.looks import looks
from dashboard.ui.sheet import sheet
from dashboard.ui.signs import SHAPES, TONE_OF_STATUS, WORDS

_SEARCH = Markup(
    '<label class="visually-hidden" for="search-box">Поиск по школам, классам и педагогам</label>'
    '<input id="search-box" type="search" placeholder="Школа, класс, педагог" autocomplete="off" '
    'spellcheck="false" role="combobox" aria-expanded="false" aria-controls="search-results" '
    'aria-autocomplete="list"><kbd aria-hidden="true">/</kbd>'
    '<div id="search-results" role="listbox" aria-label="Найдено" hidden></div>'
)
_MENU = Markup(
    '<button type="button" class="menu-button" aria-expanded="false" aria-controls="navigation">'
    '<span class="icon icon-menu" aria-hidden="true"></span>Меню</button>'
)


def shell(frame: Frame, content: Component | list[Component]) -> Component:
    """The page inside its frame. The first Tab stop skips the navigation."""
    return html.Div(
        [
            html.A("К содержанию", href="#content", className="skip-link"),
            html.Aside([_brand(frame), sheet(_MENU, "menu"), _navigation(frame)], className="side"),
            html.Main(
                [content] if isinstance(content, Component) else content, id="content", className="content"
            ),
            html.P(f"{frame.municipality}. Данные на {frame.data_as_of}.", className="print-only print-foot"),
        ],
        className="shell",
    )


def _brand(frame: Frame) -> Component:
    return dcc.Link(
        [
            html.Span("КО", className="logo", **aria(hidden="true")),
            html.Span(
                [html.Strong("Качество образования"), html.Span(frame.municipality)], className="brand-words"
            ),
        ],
        href="/",
        className="brand",
    )


def _navigation(frame: Frame) -> Component:
    return html.Div(
        [
            sheet(_SEARCH, "search"),
            html.Nav(
                [_group(group) for group in frame.groups], className="sections", **aria(label="Разделы")
            ),
            _foot(frame),
        ],
        id="navigation",
        className="side-body",
    )


def _group(group: NavGroup) -> Component:
    title = [html.P(group.title, className="section-title")] if group.title else []
    return html.Div(
        [*title, html.Ul([html.Li(_entry(entry)) for entry in group.items])], className="section-group"
    )


def _entry(entry: NavItem) -> Component:
    children: list[Component] = []
    if entry.status is not Status.NONE:
        children.append(_sign(entry.status))
    children.append(html.Span(entry.text, className="section-text"))
    if entry.count:
        children.append(html.Span(str(entry.count), className="section-count"))
    current = aria(current="page") if entry.is_current else {}
    look = "section-link section-on" if entry.is_current else "section-link"
    return html.Span(dcc.Link(children, href=entry.href, className=look), **current)


def _sign(status: Status) -> Component:
    return html.Span(
        [
            html.Span(SHAPES[status], **aria(hidden="true")),
            html.Span(WORDS[status], className="visually-hidden"),
        ],
        className=f"section-sign sign-{TONE_OF_STATUS[status]}",
        title=WORDS[status],
    )


def _foot(frame: Frame) -> Component:
    return html.Div(
        [
            html.Div(
                [html.Strong(frame.user_name), html.Span(frame.user_role)],
                className="who",
            ),
            html.P(f"Данные на {frame.data_as_of}", className="as-of"),
            sheet(looks(), "looks-sheet"),
            html.Form(
                html.Button("Выйти", type="submit", className="button quiet"),
                action="/logout",
                method="POST",
            ),
        ],
        className="side-foot",
    )
