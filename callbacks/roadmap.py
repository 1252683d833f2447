"""Acts on the roadmap: mark an item. The item, the year and the rights come from the server and the address."""

from __future__ import annotations

from typing import Any

from dash import Dash, Input, Output, State, no_update
from flask_login import current_user

from dashboard.desk import Desk
from dashboard.roadmap import NotMarked, Roadmap
from data_access.viewer import NotFound, Refused

MISTAKES = (Refused, NotFound, NotMarked)


def register(app: Dash, desk: Desk, roadmap: Roadmap) -> None:
    """Callbacks of the roadmap page."""

    @app.callback(
        Output("address", "href", allow_duplicate=True),
        Output("roadmap-said", "children"),
        Input("roadmap-mark", "n_clicks"),
        State("roadmap-state", "value"),
        State("roadmap-progress", "value"),
        State("roadmap-evidence", "value"),
        State("roadmap-note", "value"),
        State("address", "search"),
        prevent_initial_call=True,
    )
    def mark(clicks: Any, state: Any, progress: Any, evidence: Any, note: Any, search: Any) -> Any:
        if not clicks:
            return no_update, no_update
        try:
            with desk.reading(current_user.viewer) as reader:
                chosen = desk.choose("/roadmap", search if isinstance(search, str) else "", reader)
            made = roadmap.mark(
                current_user.viewer,
                chosen.item or "",
                chosen.year or 0,
                str(state or ""),
                _percent(progress),
                str(evidence or ""),
                str(note or ""),
            )
        except MISTAKES as error:
            return no_update, str(error)
        return f"{chosen.address}&done={made}", ""


def _percent(given: Any) -> int:
    """A whole number of percent. Raises NotMarked."""
    try:
        return int(str(given if given not in (None, "") else 0))
    except ValueError as error:
        raise NotMarked("Готовность — целое число от 0 до 100.") from error
