"""Acts on targets: set one for a place and a school year."""

from __future__ import annotations

from typing import Any

from dash import Dash, Input, Output, State, no_update
from flask_login import current_user

from callbacks.typed import chosen_at, drawn_again
from dashboard.desk import Desk
from dashboard.targets import NotSet, Targets
from data_access.viewer import NotFound, Refused

SAME = "Такая цель уже задана."


def register(app: Dash, desk: Desk, targets: Targets) -> None:
    """Callbacks of the page of one indicator."""

    @app.callback(
        Output("address", "href", allow_duplicate=True),
        Output("target-said", "children"),
        Input("target-set", "n_clicks"),
        State("target-unit", "value"),
        State("target-value", "value"),
        State("target-risk", "value"),
        State("address", "search"),
        prevent_initial_call=True,
    )
    def set_target(clicks: Any, unit: Any, value: Any, risk: Any, search: Any) -> Any:
        if not clicks:
            return no_update, no_update
        try:
            chosen = chosen_at(desk, "/indicator", search)
            unit_id = int(unit) if str(unit or "").isdigit() else 0
            where = (chosen.indicator or "", unit_id, chosen.year or 0)
            is_new = targets.set_target(current_user.viewer, *where, str(value or ""), str(risk or ""))
        except (NotSet, NotFound, Refused) as error:
            return no_update, str(error)
        return (drawn_again(chosen), "") if is_new else (no_update, SAME)
