"""Acts on the management cycle: state a score of a step, take it back. Rights are checked again on the server."""

from __future__ import annotations

from typing import Any

from dash import Dash, Input, Output, State, no_update
from flask_login import current_user

from dashboard.cycle_marks import CycleMarks, NotStated
from dashboard.desk import Desk
from dashboard.selection import Selection
from data_access.viewer import NotFound, Refused

MISTAKES = (Refused, NotFound, NotStated)


def register(app: Dash, desk: Desk, marks: CycleMarks) -> None:
    """Callbacks of the page of the management cycle."""

    @app.callback(
        Output("address", "href", allow_duplicate=True),
        Output("cycle-said", "children"),
        Input("cycle-state", "n_clicks"),
        State("cycle-stage", "value"),
        State("cycle-score", "value"),
        State("cycle-evidence", "value"),
        State("address", "search"),
        prevent_initial_call=True,
    )
    def state(clicks: Any, stage: Any, score: Any, evidence: Any, search: Any) -> Any:
        if not clicks:
            return no_update, no_update
        try:
            chosen = _selection(desk, search)
            points = int(score) if str(score) in ("0", "1", "2") else -1
            made = marks.state(
                current_user.viewer,
                chosen.mechanism or "",
                chosen.year or 0,
                _stage(stage),
                points,
                str(evidence or ""),
            )
        except MISTAKES as error:
            return no_update, str(error)
        return f"{chosen.address}&done={made}", ""

    @app.callback(
        Output("address", "href", allow_duplicate=True),
        Output("cycle-said", "children", allow_duplicate=True),
        Input("cycle-withdraw", "n_clicks"),
        State("cycle-stage", "value"),
        State("address", "search"),
        prevent_initial_call=True,
    )
    def withdraw(clicks: Any, stage: Any, search: Any) -> Any:
        if not clicks:
            return no_update, no_update
        try:
            chosen = _selection(desk, search)
            marks.withdraw(current_user.viewer, chosen.mechanism or "", chosen.year or 0, _stage(stage))
        except MISTAKES as error:
            return no_update, str(error)
        return f"{chosen.address}&done={_stage(stage)}{clicks}", ""


def _selection(desk: Desk, search: Any) -> Selection:
    """The mechanism and year of the address. Raises NotFound, Refused."""
    with desk.reading(current_user.viewer) as reader:
        return desk.choose("/cycle", search if isinstance(search, str) else "", reader)


def _stage(given: Any) -> str:
    """The step that was chosen. Raises NotStated."""
    if not given:
        raise NotStated("Выберите шаг цикла.")
    return str(given)
