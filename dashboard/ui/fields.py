"""Fields of the forms of the management cycle: a label with its control, one look for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

Id = str | dict[str, str]
WIDE, WHOLE = "field wide", "field whole"


def line(
    title: str, id_: Id, value: str = "", longest: int = 400, hint: str = "", is_whole: bool = False
) -> Component:
    """One line of text, which shares its line with other fields unless it is `is_whole`."""
    control = dbc.Input(id=id_, value=value, maxLength=longest, placeholder=hint, className="input")
    return _field(title, control, WHOLE if is_whole else WIDE)


def area(title: str, id_: Id, value: str = "", longest: int = 2000, rows: int = 4) -> Component:
    """Several lines of text over the whole width."""
    control = dbc.Textarea(id=id_, value=value, maxLength=longest, rows=rows, className="input")
    return _field(title, control, WHOLE)


def day(title: str, id_: Id, value: date) -> Component:
    """A day with the calendar of the browser."""
    return _field(title, dbc.Input(id=id_, type="date", value=value.isoformat(), className="input"))


def percent(title: str, id_: Id, value: int) -> Component:
    """A whole number from 0 to 100."""
    control = dbc.Input(id=id_, type="number", min=0, max=100, step=5, value=value, className="input")
    return _field(title, control)


def choice(title: str, id_: Id, options: Mapping[str, str], value: str) -> Component:
    """One of several; the codes are the keys."""
    choices = [{"label": text, "value": code} for code, text in options.items()]
    return _field(title, dbc.Select(id=id_, options=choices, value=value))


def several(title: str, id_: Id, options: Mapping[str, str], chosen: Sequence[str]) -> Component:
    """Any number of several: boxes to tick. Dash's own checklist nests its boxes in a list that has no name."""
    boxes = dbc.Checklist(
        id=id_,
        options=[{"label": text, "value": code} for code, text in options.items()],
        value=list(chosen),
        className="ticks",
    )
    return html.Fieldset([html.Legend(title), boxes], className=WHOLE)


def act(words: str, id_: Id, look: str = "") -> Component:
    """A button."""
    return html.Button(words, id=id_, className=f"button {look}".strip())


def folded(title: str, children: Sequence[Component], look: str = "folded") -> Component:
    """Fields that are needed seldom, behind a line that opens them."""
    return html.Details([html.Summary(title), *children], className=look)


def said(id_: str) -> Component:
    """Where a mistake is told."""
    return html.P("", id=id_, className="said bad", role="status")


def form_card(*children: Component | None) -> html.Section:
    """The card of a form."""
    return html.Section([child for child in children if child is not None], className="card load-card")


def fields(*children: Component) -> Component:
    """Fields that share lines while they fit."""
    return html.Div(list(children), className="fields")


def acts(*children: Component) -> Component:
    """A row of buttons."""
    return html.Div(list(children), className="acts")


def _field(title: str, control: Component, look: str = "field") -> Component:
    return html.Label([title, control], className=look)
