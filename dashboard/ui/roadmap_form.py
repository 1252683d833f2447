"""The form of a roadmap item: state, progress, evidence, note."""

from __future__ import annotations

from dataclasses import dataclass

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

CHOICES = {
    "planned": "Запланировано",
    "doing": "Идёт",
    "done": "Выполнено",
    "dropped": "Снято",
}


@dataclass(frozen=True, slots=True)
class Offered:
    """What the form starts with."""

    title: str
    words: str
    year: str
    status: str
    progress: int
    evidence: str
    note: str


def roadmap_card(offered: Offered) -> html.Section:
    """The card above the roadmap while an item is chosen."""
    return html.Section(
        [
            html.H2(offered.title, className="card-title"),
            html.P(offered.words, className="card-caption"),
            html.Div(
                [
                    _field(
                        f"Состояние в {offered.year}",
                        dbc.Select(
                            id="roadmap-state",
                            options=[{"label": text, "value": code} for code, text in CHOICES.items()],
                            value=offered.status or None,
                            placeholder="— выберите —",
                        ),
                    ),
                    _field(
                        "Готово, %",
                        dbc.Input(
                            id="roadmap-progress",
                            type="number",
                            min=0,
                            max=100,
                            step=5,
                            value=offered.progress,
                            className="input",
                        ),
                    ),
                    _field(
                        "Подтверждение: документ или ссылка",
                        dbc.Input(
                            id="roadmap-evidence", value=offered.evidence, maxLength=400, className="input"
                        ),
                        is_wide=True,
                    ),
                    _field(
                        "Примечание",
                        dbc.Input(id="roadmap-note", value=offered.note, maxLength=400, className="input"),
                        is_wide=True,
                    ),
                    html.Button("Отметить", id="roadmap-mark", className="button primary"),
                ],
                className="fields",
            ),
            html.P("", id="roadmap-said", className="said bad", role="status"),
        ],
        className="card load-card",
    )


def _field(title: str, control: Component, is_wide: bool = False) -> Component:
    return html.Label([title, control], className="field wide" if is_wide else "field")
