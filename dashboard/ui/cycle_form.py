"""The form of a step of the management cycle: which step, its score, the document behind it."""

from __future__ import annotations

from collections.abc import Sequence

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

SCORES = {"2": "2 — есть", "1": "1 — частично", "0": "0 — нет"}


def cycle_card(year: str, steps: Sequence[tuple[str, str]], *, has_stated: bool) -> html.Section:
    """`steps`: code and words of each. The way back to the computed score only where something was stated."""
    buttons: list[Component] = [html.Button("Указать оценку", id="cycle-state", className="button primary")]
    # the callback needs the element; hidden it does nothing
    buttons.append(
        html.Button("Вернуть вычисленную", id="cycle-withdraw", className="button", hidden=not has_stated)
    )
    return html.Section(
        [
            html.H2(f"Оценка шага с документом, {year}", className="card-title"),
            html.P("Стоит над вычисленной и помечается «указано».", className="card-caption"),
            html.Div(
                [
                    _field("Шаг цикла", _select("cycle-stage", steps)),
                    _field("Оценка", _select("cycle-score", tuple(SCORES.items()))),
                    _field(
                        "Документ или ссылка",
                        dbc.Input(id="cycle-evidence", value="", maxLength=400, className="input"),
                        is_wide=True,
                    ),
                    html.Div(buttons, className="acts"),
                ],
                className="fields",
            ),
            html.P("", id="cycle-said", className="said bad", role="status"),
        ],
        className="card load-card",
    )


def _select(name: str, choices: Sequence[tuple[str, str]]) -> Component:
    options = [{"label": text, "value": code} for code, text in choices]
    select: Component = dbc.Select(id=name, options=options, placeholder="— выберите —")
    return select


def _field(title: str, control: Component, is_wide: bool = False) -> Component:
    return html.Label([title, control], className="field wide" if is_wide else "field")
