"""Acts on a load: answer its questions, confirm, drop, undo. Each checks the rights again on the server."""

from __future__ import annotations

import re
from typing import Any
from zlib import crc32

from dash import ALL, Dash, Input, Output, State, ctx, no_update
from flask_login import current_user

from dashboard.jobs import Jobs, JobState
from dashboard.loading import Loading, LoadRefused
from dashboard.selection import parse_selection
from data_access.viewer import NotFound, Refused

SCREEN = Output("address", "href")
SAID = Output("load-said", "children")
KEY = re.compile(r"^[\w*:. «»№\"'()+,/\-—–`’]{1,400}$")


def register(app: Dash, loading: Loading, jobs: Jobs) -> None:
    """Callbacks of the page of one load."""
    _register_answers(app, loading)
    _register_confirm(app, loading, jobs)
    _register_watch(app, loading, jobs)
    _register_drop(app, loading)
    _register_undo(app, loading)


def _register_answers(app: Dash, loading: Loading) -> None:
    @app.callback(
        Output("load-confirm", "disabled"),
        Output("load-said", "children", allow_duplicate=True),
        Output("address", "href", allow_duplicate=True),
        Input({"act": "answer", "key": ALL}, "value"),
        State("address", "search"),
        prevent_initial_call=True,
    )
    def answer(values: Any, search: Any) -> Any:
        given = {
            part["id"]["key"]: part["value"]
            for part in ctx.inputs_list[0]
            if is_answer(part.get("id", {}).get("key"), part.get("value"))
        }
        try:
            load_id = load_of(search)
            preview = loading.preview(current_user.viewer, load_id, given)
            loading.keep_answers(current_user.viewer, load_id, given)
        except (Refused, NotFound, LoadRefused) as error:
            return True, str(error), no_update
        # The counts below depend on the answers: a new address draws the page again with them.
        shown = f"&answers={crc32(repr(sorted(given.items())).encode()):08x}" if given else ""
        if shown in (search or ""):
            return bool(preview.blocked), preview.blocked, no_update
        return True, preview.blocked, f"/load?load={load_id}{shown}"


def _register_confirm(app: Dash, loading: Loading, jobs: Jobs) -> None:
    @app.callback(
        SCREEN,
        SAID,
        Output("load-tick", "disabled"),
        Output("load-progress", "hidden"),
        Input("load-confirm", "n_clicks"),
        State("address", "search"),
        prevent_initial_call=True,
    )
    def confirm(clicks: Any, search: Any) -> Any:
        if not clicks:
            return no_update, no_update, no_update, no_update
        try:
            load_id = load_of(search)
            loading.preview(current_user.viewer, load_id)
        except (Refused, NotFound, LoadRefused) as error:
            return no_update, str(error), True, True
        state = jobs.confirm(current_user.viewer, load_id)
        if state.status == "running":
            return no_update, "", False, False
        return (*_ended(load_id, state), True, True)


def _register_watch(app: Dash, loading: Loading, jobs: Jobs) -> None:
    @app.callback(
        Output("address", "href", allow_duplicate=True),
        Output("load-said", "children", allow_duplicate=True),
        Output("load-tick", "disabled", allow_duplicate=True),
        Output("load-bar", "style"),
        Output("load-step", "children"),
        Input("load-tick", "n_intervals"),
        State("address", "search"),
        prevent_initial_call=True,
    )
    def watch(ticks: Any, search: Any) -> Any:
        if not ticks:  # the clock has been put on the page, not started
            return no_update, no_update, no_update, no_update, no_update
        try:
            load_id = load_of(search)
            loading.check_seen(current_user.viewer, load_id)
        except (Refused, NotFound) as error:
            return no_update, str(error), True, {}, ""
        state = jobs.state(load_id)
        if state.status == "running":
            width = {"width": f"{100 * state.done / max(state.total, 1):.0f}%"}
            return no_update, no_update, False, width, state.label
        return (*_ended(load_id, state), True, {"width": "100%"}, "")


def _register_drop(app: Dash, loading: Loading) -> None:
    @app.callback(
        Output("address", "href", allow_duplicate=True),
        Output("load-said", "children", allow_duplicate=True),
        Input("load-drop", "n_clicks"),
        State("address", "search"),
        prevent_initial_call=True,
    )
    def drop(clicks: Any, search: Any) -> Any:
        if not clicks:
            return no_update, no_update
        try:
            loading.drop(current_user.viewer, load_of(search))
        except (Refused, NotFound, LoadRefused) as error:
            return no_update, str(error)
        return "/data", ""


def _register_undo(app: Dash, loading: Loading) -> None:
    @app.callback(
        Output("load-undo-sure", "displayed"), Input("load-undo", "n_clicks"), prevent_initial_call=True
    )
    def ask(clicks: Any) -> Any:
        return bool(clicks)

    @app.callback(
        Output("address", "href", allow_duplicate=True),
        Output("load-said", "children", allow_duplicate=True),
        Input("load-undo-sure", "submit_n_clicks"),
        State("address", "search"),
        prevent_initial_call=True,
    )
    def undo(clicks: Any, search: Any) -> Any:
        if not clicks:
            return no_update, no_update
        try:
            load_id = load_of(search)
            loading.undo(current_user.viewer, load_id)
        except (Refused, NotFound, LoadRefused) as error:
            return no_update, str(error)
        return f"/load?load={load_id}&done=undone", ""


def _ended(load_id: int, state: JobState) -> tuple[Any, str]:
    if state.status == "done":
        # The address must change for the router to draw the result; the extra word is ignored when parsed.
        return f"/load?load={load_id}&done=loaded", ""
    return no_update, state.message or "Загрузка не идёт. Обновите страницу."


def load_of(search: Any) -> int:
    """The load that the address names. Raises NotFound."""
    selection = parse_selection("/load", search if isinstance(search, str) else "")
    if selection.load is None:
        raise NotFound("В адресе не указана загрузка.")
    return selection.load


def is_answer(key: Any, value: Any) -> bool:
    """Whether a key and value from the browser look like an answer; what they may mean is checked later."""
    return isinstance(key, str) and bool(KEY.match(key)) and isinstance(value, str) and 0 < len(value) <= 20
