"""The form of the archive of every school: which sections, the button, how far it is, the link when it is ready."""

from __future__ import annotations

from datetime import date

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.selection import Selection
from dashboard.ui.fields import act, fields, form_card, said, several
from dashboard.views.sections import PACKED
from data_access.viewer import Reader

OFFERED = ("/school", "/school/mechanisms")


def form(_selection: Selection, _reader: Reader, _today: date) -> list[Component]:
    return [
        form_card(
            fields(several("Разделы книги", "pack-kinds", PACKED, OFFERED)),
            html.Div([act("Собрать архив", "pack-start", "primary")], className="acts"),
            html.Div(
                [
                    html.Div(html.I(id="pack-bar"), className="progress-line", id="pack-line"),
                    html.Small("", id="pack-step", role="status"),
                ],
                id="pack-progress",
                hidden=True,
            ),
            html.P("", id="pack-ready", className="said", role="status"),
            said("pack-said"),
            dcc.Store(id="pack-id", data=""),
            dcc.Interval(id="pack-tick", interval=700, disabled=True),
        )
    ]
