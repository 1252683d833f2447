"""The form of a target: for whom, what to reach, where the zone of risk begins."""

from __future__ import annotations

from collections.abc import Sequence

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.ui.attributes import data


def target_card(year: str, sign: str, places: Sequence[tuple[int, str]], place: int) -> html.Section:
    """`places`: id and name of whom a target may be set for; `sign`: unit of the indicator."""
    unit = f", {sign}" if sign else ""
    options = [{"label": name, "value": str(id_)} for id_, name in places]
    select = dbc.Select(id="target-unit", options=options, value=str(place))
    button = html.Button("Задать цель", id="target-set", className="button primary")
    fields = [
        html.Label(["Для кого", select], className="field"),
        _number("target-value", f"Цель{unit}"),
        _number("target-risk", f"Граница зоны риска{unit}"),
        button,
    ]
    said = html.P("", id="target-said", className="said bad", role="status")
    summary = html.Summary(f"Задать цель на {year} учебный год", className="card-title")
    # closed at first: most who open the page come to read
    return html.Section(
        html.Details([summary, html.Div(fields, className="fields"), said], className="target-fold"),
        className="card load-card",
        **data(block="target"),
    )


def _number(id_: str, title: str) -> Component:
    field = dbc.Input(id=id_, inputMode="decimal", maxLength=20, autoComplete="off", className="input")
    return html.Label([title, field], className="field")
