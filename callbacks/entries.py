"""Acts on stated indicators: save a draft, submit. What was typed stays where it is; mistakes stand at the fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import ALL, MATCH, ClientsideFunction, Dash, Input, Output, State, ctx, no_update
from flask_login import current_user

from callbacks.typed import by_key, chosen_at, drawn_again
from dashboard.desk import Desk
from dashboard.entries import Entries, NotEntered, Typed
from data_access.viewer import NotFound, Refused

NOTHING_NEW = "Изменений нет."


def register(app: Dash, desk: Desk, entries: Entries) -> None:
    """Callbacks of the page of entry."""
    _register_acts(app, desk, entries)
    _register_result(app)


def _register_acts(app: Dash, desk: Desk, entries: Entries) -> None:
    @app.callback(
        Output("address", "href", allow_duplicate=True),
        Output("entry-said", "children"),
        Output({"act": "entry-wrong", "key": ALL}, "children"),
        Input("entry-save", "n_clicks"),
        Input("entry-submit", "n_clicks"),
        State({"act": "entry-above", "key": ALL}, "value"),
        State({"act": "entry-below", "key": ALL}, "value"),
        State({"act": "entry-note", "key": ALL}, "value"),
        State("entry-seen", "data"),
        State("address", "search"),
        prevent_initial_call=True,
    )
    def enter(saves: Any, submits: Any, above: Any, below: Any, note: Any, seen: Any, search: Any) -> Any:
        keys = [part["id"]["key"] for part in ctx.outputs_list[2]]
        if not (saves or submits):
            return no_update, no_update, [no_update] * len(keys)
        typed = _typed(seen if isinstance(seen, dict) else {})
        try:
            chosen = chosen_at(desk, "/entry", search)
            act = entries.submit if ctx.triggered_id == "entry-submit" else entries.save_draft
            where = (chosen.mechanism or "", chosen.unit or 0, chosen.year or 0)
            count = act(current_user.viewer, *where, typed)
        except NotEntered as error:
            return no_update, str(error), [error.wrong.get(key, "") for key in keys]
        except (Refused, NotFound) as error:
            return no_update, str(error), [""] * len(keys)
        if not count:
            return no_update, NOTHING_NEW, [""] * len(keys)
        return drawn_again(chosen), "", [""] * len(keys)


def _typed(seen: Mapping[str, Any]) -> dict[str, Typed]:
    """Lines of the form as the browser sent them: code of an indicator → what stands in its fields."""
    above, below, note = (by_key(part) for part in ctx.states_list[:3])
    return {
        code: Typed(value, below.get(code, ""), note.get(code, ""), _row_id(seen.get(code)))
        for code, value in above.items()
    }


def _row_id(sent: Any) -> int:
    return sent if isinstance(sent, int) else 0


def _register_result(app: Dash) -> None:
    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction(namespace="entry", function_name="value"),
        Output({"act": "entry-now", "key": MATCH}, "children"),
        Input({"act": "entry-above", "key": MATCH}, "value"),
        Input({"act": "entry-below", "key": MATCH}, "value"),
        State({"act": "entry-kind", "key": MATCH}, "data"),
        prevent_initial_call=False,
    )
