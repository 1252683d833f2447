"""Acts on the page of citizens: choose, look, publish, withdraw. Year and rights come from server and address."""

from __future__ import annotations

from typing import Any

from dash import ALL, Dash, Input, Output, State, ctx, no_update
from flask import g
from flask_login import current_user

from dashboard.desk import Desk
from dashboard.forms.publication import preview_address
from dashboard.publication import NotPublished, Publication
from dashboard.selection import Selection
from data_access.viewer import NotFound, Refused

MISTAKES = (Refused, NotFound, NotPublished)
BOXES = {"act": "publication-codes", "group": ALL}


def register(app: Dash, desk: Desk) -> None:
    """Callbacks of the page /publication."""
    publication = Publication(desk)
    _register_preview(app, desk)
    _register_publish(app, desk, publication)
    _register_withdraw(app, desk, publication)


def _choose(desk: Desk, search: Any) -> Selection:
    with desk.reading(current_user.viewer) as reader:
        return desk.choose("/publication", search if isinstance(search, str) else "", reader)


def _codes(boxes: Any) -> list[str]:
    lists = boxes if isinstance(boxes, list) else []
    return [code for ticked in lists if isinstance(ticked, list) for code in ticked if isinstance(code, str)]


def _register_preview(app: Dash, desk: Desk) -> None:
    @app.callback(
        Output("publication-preview", "href"),
        Input(BOXES, "value"),
        State("address", "search"),
        prevent_initial_call=True,
    )
    def choose(boxes: Any, search: Any) -> Any:
        try:
            chosen = _choose(desk, search)
        except MISTAKES:
            return no_update
        return preview_address(chosen.year or 0, _codes(boxes))


def _register_publish(app: Dash, desk: Desk, publication: Publication) -> None:
    @app.callback(
        Output("address", "href", allow_duplicate=True),
        Output("publication-said", "children"),
        Input("publication-publish", "n_clicks"),
        State(BOXES, "value"),
        State("address", "search"),
        prevent_initial_call=True,
    )
    def publish(clicks: Any, boxes: Any, search: Any) -> Any:
        if not clicks:
            return no_update, no_update
        try:
            chosen = _choose(desk, search)
            made = publication.publish(current_user.viewer, _codes(boxes), chosen.year or 0, g.request_id)
        except MISTAKES as error:
            return no_update, str(error)
        return _again(chosen, f"done={made}"), ""


def _register_withdraw(app: Dash, desk: Desk, publication: Publication) -> None:
    @app.callback(
        Output("address", "href", allow_duplicate=True),
        Output("publication-withdrawn", "children"),
        Input({"act": "publication-withdraw", "release": ALL}, "n_clicks"),
        State("address", "search"),
        prevent_initial_call=True,
    )
    def withdraw(clicks: Any, search: Any) -> Any:
        asked = ctx.triggered_id
        if not isinstance(clicks, list) or not any(clicks) or not isinstance(asked, dict):
            return no_update, no_update
        try:
            chosen = _choose(desk, search)
            publication.withdraw(current_user.viewer, _release_id(asked.get("release")), g.request_id)
        except MISTAKES as error:
            return no_update, str(error)
        return _again(chosen, f"undone={asked['release']}"), ""


def _again(chosen: Selection, mark: str) -> str:
    """The same page under an address of its own, so that it is drawn anew."""
    return f"{chosen.address}{'&' if '?' in chosen.address else '?'}{mark}"


def _release_id(given: Any) -> int:
    """The number of a release. Raises NotFound."""
    text = str(given)
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise NotFound("Такого выпуска нет или он уже снят.")
    return int(text)
