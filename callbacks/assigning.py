"""Acts on individual work: assign, mark as done, drop. Rights are checked again on the server."""

from __future__ import annotations

import re
from typing import Any

from dash import ALL, Dash, Input, Output, State, ctx, no_update
from flask_login import current_user

from dashboard.assignments import Assignments, NotAssigned
from dashboard.desk import Desk
from dashboard.selection import Selection
from data_access.viewer import NotFound, Refused

MISTAKES = (Refused, NotFound, NotAssigned)
KEY = re.compile(r"([1-9][0-9]{0,8}):(done|dropped)")


def register(app: Dash, desk: Desk, assignments: Assignments) -> None:
    """Callbacks of the page of individual work."""

    @app.callback(
        Output("address", "href", allow_duplicate=True),
        Output("assign-said", "children"),
        Input("assign-make", "n_clicks"),
        State("assign-text", "value"),
        State("assign-due", "value"),
        State("address", "search"),
        prevent_initial_call=True,
    )
    def assign(clicks: Any, text: Any, due_on: Any, search: Any) -> Any:
        if not clicks:
            return no_update, no_update
        try:
            chosen = _selection(desk, search)
            pupil, subject, year = chosen.person or 0, chosen.subject or 0, chosen.year or 0
            made = assignments.assign(
                current_user.viewer, pupil, subject, year, str(text or ""), str(due_on or "")
            )
        except MISTAKES as error:
            return no_update, str(error)
        return f"{chosen.address}&done={made}", ""

    @app.callback(
        Output("address", "href", allow_duplicate=True),
        Output("assign-said", "children", allow_duplicate=True),
        Input({"act": "close", "key": ALL}, "n_clicks"),
        State("address", "search"),
        prevent_initial_call=True,
    )
    def close(clicks: Any, search: Any) -> Any:
        pressed = ctx.triggered_id
        key = KEY.fullmatch(str(pressed.get("key", ""))) if isinstance(pressed, dict) else None
        if key is None or not any(clicks or ()):
            return no_update, no_update
        try:
            chosen = _selection(desk, search)
            assignments.close(current_user.viewer, int(key[1]), key[2])
        except MISTAKES as error:
            return no_update, str(error)
        return f"{chosen.address}&done={key[1]}{key[2]}", ""


def _selection(desk: Desk, search: Any) -> Selection:
    """The pupil and subject that the address names, with the year filled in. Raises NotFound, Refused."""
    query = search if isinstance(search, str) else ""
    with desk.reading(current_user.viewer) as reader:
        return desk.choose("/assign", query, reader)
