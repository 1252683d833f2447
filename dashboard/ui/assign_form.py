"""The form of individual work: what to do, by when, and the buttons that close what goes on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.numbers import format_date

OPEN = "Идёт сейчас"


def assign_card(going: Sequence[tuple[int, str, date]], due_on: date, text: str) -> html.Section:
    """`going`: id, what, due of the work that is open; `due_on` and `text` are what the form offers."""
    return html.Section(
        [
            *([html.H2(OPEN, className="card-title"), *(_going(*row) for row in going)] if going else []),
            html.Div(
                [
                    html.Label(
                        [
                            "Что сделать",
                            dbc.Input(id="assign-text", value=text, maxLength=400, className="input"),
                        ],
                        className="field wide",
                    ),
                    html.Label(
                        [
                            "Срок",
                            dbc.Input(
                                id="assign-due", type="date", value=due_on.isoformat(), className="input"
                            ),
                        ],
                        className="field",
                    ),
                    html.Button("Назначить", id="assign-make", className="button primary"),
                ],
                className="fields",
            ),
            html.P("", id="assign-said", className="said", role="status"),
        ],
        className="card load-card",
    )


def _going(assignment_id: int, text: str, due_on: date) -> Component:
    return html.Div(
        [
            html.Span([html.B(text), html.Small(f"срок {format_date(due_on)}")]),
            html.Span(
                [
                    html.Button(
                        "Выполнено", id={"act": "close", "key": f"{assignment_id}:done"}, className="button"
                    ),
                    html.Button(
                        "Снять", id={"act": "close", "key": f"{assignment_id}:dropped"}, className="button"
                    ),
                ],
                className="acts",
            ),
        ],
        className="question",
    )
