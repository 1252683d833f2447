"""Making the archive of every school: begin, watch, fetch. Rights are checked again at each step."""

from __future__ import annotations

from typing import Any

from dash import Dash, Input, Output, State, html, no_update
from flask import g
from flask_login import current_user

from dashboard.blocks import Measure
from dashboard.numbers import format_number
from dashboard.packs import Packs, PackState
from data_access.viewer import NotFound, Refused

LOST = "Архив не собирается. Начните ещё раз."


def register(app: Dash, packs: Packs) -> None:
    """Callbacks of the page /pack."""
    _register_start(app, packs)
    _register_watch(app, packs)


def _register_start(app: Dash, packs: Packs) -> None:
    @app.callback(
        Output("pack-id", "data"),
        Output("pack-tick", "disabled"),
        Output("pack-progress", "hidden"),
        Output("pack-start", "disabled"),
        Output("pack-said", "children"),
        Output("pack-ready", "children"),
        Input("pack-start", "n_clicks"),
        State("pack-kinds", "value"),
        State("address", "search"),
        prevent_initial_call=True,
    )
    def start(clicks: Any, kinds: Any, search: Any) -> Any:
        if not clicks:
            return (no_update,) * 6
        chosen = [kind for kind in kinds if isinstance(kind, str)] if isinstance(kinds, list) else []
        try:
            with packs.desk.reading(current_user.viewer) as reader:
                selection = packs.desk.choose("/pack", search if isinstance(search, str) else "", reader)
            pack_id = packs.start(current_user.viewer, chosen, selection, g.request_id)
        except (Refused, NotFound) as error:
            return no_update, True, True, False, str(error), ""
        return pack_id, False, False, True, "", ""


def _register_watch(app: Dash, packs: Packs) -> None:
    @app.callback(
        Output("pack-tick", "disabled", allow_duplicate=True),
        Output("pack-progress", "hidden", allow_duplicate=True),
        Output("pack-start", "disabled", allow_duplicate=True),
        Output("pack-said", "children", allow_duplicate=True),
        Output("pack-ready", "children", allow_duplicate=True),
        Output("pack-bar", "style"),
        Output("pack-step", "children"),
        Input("pack-tick", "n_intervals"),
        State("pack-id", "data"),
        prevent_initial_call=True,
    )
    def watch(ticks: Any, pack_id: Any) -> Any:
        if not ticks or not isinstance(pack_id, str):
            return (no_update,) * 7
        try:
            state = packs.state(current_user.viewer, pack_id)
        except (Refused, NotFound) as error:
            return True, True, False, str(error), "", {}, ""
        if state.status == "running":
            width = {"width": f"{100 * state.schools / max(state.total, 1):.0f}%"}
            return False, False, True, "", "", width, f"{state.schools} из {state.total}: {state.label}"
        if state.status == "done":
            return True, True, False, "", _ready(pack_id, state), {"width": "100%"}, ""
        return True, True, False, state.message or LOST, "", {}, ""


def _ready(pack_id: str, state: PackState) -> list[Any]:
    size = format_number(state.size / 2**20, Measure.PERCENT)
    words = f"Скачать архив: книг {state.schools}, {size} МБ"
    return [html.A(words, href=f"/pack.zip?pack={pack_id}", className="button", download="")]
