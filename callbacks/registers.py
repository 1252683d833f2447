"""Acts on register lines: add, change, close. What was typed stays where it is; mistakes stand at the fields."""

from __future__ import annotations

from typing import Any

from dash import ALL, Dash, Input, Output, State, ctx, no_update
from flask_login import current_user

from callbacks.typed import by_key, chosen_at, drawn_again
from dashboard.desk import Desk
from dashboard.registers import NotKept, Registers
from dashboard.selection import Selection
from data_access.viewer import NotFound, Refused

NO_PLACE = "Выберите организацию."


def register(app: Dash, desk: Desk, registers: Registers) -> None:
    """Callbacks of the page of one register."""

    @app.callback(
        Output("address", "href", allow_duplicate=True),
        Output("line-said", "children"),
        Output({"act": "line-wrong", "key": ALL}, "children"),
        Input({"act": "line-do", "key": ALL}, "n_clicks"),
        State({"act": "line-cell", "key": ALL}, "value"),
        State("line-unit", "value"),
        State("address", "search"),
        prevent_initial_call=True,
    )
    def keep(clicks: Any, cells: Any, unit: Any, search: Any) -> Any:
        keys = [part["id"]["key"] for part in ctx.outputs_list[2]]
        pressed = ctx.triggered_id
        if not isinstance(pressed, dict) or not any(clicks or ()):
            return no_update, no_update, [no_update] * len(keys)
        try:
            chosen = chosen_at(desk, "/register", search)
            _act(registers, str(pressed.get("key")), chosen, by_key(ctx.states_list[0]), unit)
        except NotKept as error:
            return no_update, str(error), [error.wrong.get(key, "") for key in keys]
        except (Refused, NotFound) as error:
            return no_update, str(error), [""] * len(keys)
        return drawn_again(chosen, record=None), "", [""] * len(keys)


def _act(registers: Registers, act: str, chosen: Selection, typed: dict[str, str], unit: Any) -> None:
    """Does what the pressed button says. Raises Refused, NotFound, NotKept."""
    viewer = current_user.viewer
    if act == "add":
        if not str(unit or "").isdigit():
            raise NotKept(NO_PLACE)
        registers.add(viewer, chosen.register or "", int(unit), chosen.year or 0, typed)
    elif act == "change":
        registers.change(viewer, chosen.record or 0, typed)
    elif act == "close":
        registers.close(viewer, chosen.record or 0)
    else:
        raise NotFound("Такого действия нет.")
