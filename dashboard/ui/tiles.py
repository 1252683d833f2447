"""Tiles: what is measured, its figure, where it goes, how it stands against the target.

The link covers the whole tile but only the title is inside the anchor: the (i) beside it stays a control of
its own, reachable by keyboard, which an anchor around everything would forbid.
"""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.blocks import Passport, Quantity, State, Status, Tile, Tiles
from dashboard.numbers import DASH, format_number, format_quantity, unit_sign
from dashboard.ui.attributes import data
from dashboard.ui.cards import card_head
from dashboard.ui.numbers import is_change, is_shown
from dashboard.ui.signs import NOT_APPLICABLE, STATE_WORDS, status_chip
from dashboard.ui.sparks import spark


def draw_tiles(block: Tiles, export_href: str = "") -> Component:
    """A row of tiles that wraps; a heading above it only when there is something to say."""
    children: list[Component] = []
    if block.title or export_href:
        children.append(card_head(block.title, "", export_href))
    children.append(html.Div([tile(one) for one in block.tiles], className=f"tiles tiles-{_per_row(block)}"))
    if block.source:
        children.append(html.P(block.source, className="card-source"))
    return html.Section(children, className="tile-block", **data(block=block.key))


def tile(block: Tile) -> Component:
    """One tile. What is not shown takes its sparkline and change along: they would give the figure away."""
    shown = is_shown(block.quantity)
    figure: list[Component] = [_value(block)]
    picture = spark(block.spark, block.quantity.measure, block.status) if shown else None
    if picture is not None:
        figure.append(picture)
    return html.Article(
        [
            html.Div(_title(block), className="tile-head"),
            html.Div(figure, className="tile-figure"),
            *_standing(block),
            *_foot(block, shown),
        ],
        className="tile tile-link" if block.href else "tile",
        **data(tile=block.key),
    )


def _per_row(block: Tiles) -> int:
    """Columns on a wide screen: five at most, and rows as even as they can be (6 → 3 + 3)."""
    count = max(len(block.tiles), 1)
    rows = -(-count // 5)
    return max(-(-count // rows), 3)


def _title(block: Tile) -> list[Component]:
    name = html.Span(block.title, className="clamp", title=block.title)
    title = dcc.Link(name, href=block.href, className="tile-cover") if block.href else name
    children: list[Component] = [html.H3(title, className="tile-title")]
    if block.passport is not None:
        children.append(passport(block.passport))
    return children


def _value(block: Tile) -> Component:
    quantity = block.quantity
    if quantity.state is State.HIDDEN:
        return html.P(
            [html.Span("■", className="shape"), STATE_WORDS[State.HIDDEN]],
            className="tile-value tile-hidden",
            title=quantity.note,
        )
    if quantity.state is State.NOT_APPLICABLE:
        return html.P(
            [NOT_APPLICABLE, html.Span("не применимо", className="unit")], className="tile-value tile-none"
        )
    if not is_shown(quantity):
        return html.P(DASH, className="tile-value tile-none")
    unit = block.suffix or unit_sign(quantity.measure)
    parts: list[Component | str] = [format_number(quantity.value, quantity.measure)]
    if unit:
        parts.append(html.Span(unit, className="unit"))
    return html.P(parts, className="tile-value")


def _standing(block: Tile) -> list[Component]:
    """Chip and target. A missing figure gets «нет данных» even when the indicator has no target."""
    status = Status.NO_DATA if block.quantity.state is State.MISSING else block.status
    if block.quantity.state in (State.HIDDEN, State.NOT_APPLICABLE):
        status = Status.NONE
    words = block.target_text or (f"цель {format_quantity(block.target)}" if block.target else "")
    children: list[Component] = []
    if status is not Status.NONE:
        children.append(status_chip(status))
    if words:
        children.append(html.Span(words, className="tile-target"))
    return [html.Div(children, className="tile-standing")] if children else []


def _foot(block: Tile, shown: bool) -> list[Component]:
    parts = [block.quantity.note] if block.quantity.note else []
    if shown and block.change is not None and is_shown(block.change):
        parts.insert(0, change_words(block.change))
    if block.caption:
        parts.append(block.caption)
    words = " · ".join(parts).replace(" · ", "\u00a0· ")
    return [html.P(words, className="tile-foot")] if words else []


def change_words(change: Quantity) -> str:
    """«▲ +1,4 п.п. за год»; the arrow shows the direction of the number, not whether it is good."""
    number = format_number(change.value, change.measure)
    if number.strip("0,") == "":
        return "без изменений за год"
    when = change.note or "за год"
    words = f"{format_quantity(change)} {when}"
    if not is_change(change.measure):
        return words
    return f"{'▲' if number.startswith('+') else '▼'} {words}"


def passport(one: Passport) -> Component:
    """The (i): a native disclosure, so it opens from the keyboard without a callback."""
    lines = [
        ("Формула", one.formula),
        ("Основание", one.source),
        ("Направление", one.polarity),
        ("Ответственный", one.owner),
        ("Ограничение", one.use_rule),
    ]
    pairs = [part for name, text in lines if text for part in (html.Dt(name), html.Dd(text))]
    body: list[Component] = [html.P(one.title, className="passport-title"), html.Dl(pairs)]
    if one.is_project_method:
        body.append(html.P("Методика проекта", className="chip chip-muted"))
    return html.Details(
        [
            html.Summary(
                html.Span(f"Паспорт показателя: {one.title}", className="visually-hidden"),
                title="Паспорт показателя",
                className="passport-sign",
            ),
            html.Div(body, className="passport-panel"),
        ],
        className="passport",
    )
