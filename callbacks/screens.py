"""Acts on screens: make one, prolong or revoke its link. Each checks the rights again on the server."""

from __future__ import annotations

from typing import Any

from dash import ALL, Dash, Input, Output, State, ctx, html, no_update
from flask import request
from flask_login import current_user

from dashboard.forms.screens import LISTS
from dashboard.wall.screens import WallScreens
from dashboard.wall.settings import WallSettings
from data_access.viewer import NotFound, Refused

YEAR = 365
ONCE = "Откройте эту ссылку на телевизоре. Она показана один раз: в базе хранится только её отпечаток."
AGAIN = "/screens?done={}"


def register(app: Dash, screens: WallScreens) -> None:
    """Callbacks of the page /screens."""
    _register_make(app, screens)
    _register_change(app, screens)


def _register_make(app: Dash, screens: WallScreens) -> None:
    @app.callback(
        Output("screen-link", "children"),
        Output("screen-said", "children"),
        Input("screen-make", "n_clicks"),
        State("screen-title", "value"),
        State("screen-scenes", "value"),
        State("screen-seconds", "value"),
        State("screen-theme", "value"),
        State("screen-dim-from", "value"),
        State("screen-dim-to", "value"),
        State("screen-days", "value"),
        prevent_initial_call=True,
    )
    def make(
        clicks: Any, title: Any, scenes: Any, seconds: Any, theme: Any, dim_from: Any, dim_to: Any, days: Any
    ) -> Any:
        if not clicks:
            return no_update, no_update
        chosen = [str(code) for code in scenes] if isinstance(scenes, list) else []
        settings = WallSettings(
            tuple(code for code in chosen if code not in LISTS),
            _number(seconds),
            str(theme or ""),
            str(dim_from or ""),
            str(dim_to or ""),
            "changes" in chosen,
            "overdue" in chosen,
        )
        try:
            token = screens.make(current_user.viewer, str(title or ""), settings, _number(days))
        except (Refused, NotFound) as error:
            return no_update, str(error)
        address = f"{request.host_url}wall/{token}"
        link = html.Div(html.P(address, id="screen-address"), className="wall-link")
        copy = html.Button("Скопировать ссылку", className="button", **{"data-copy": "wall-link"})  # type: ignore[arg-type]
        return [html.P(ONCE, className="said"), link, copy], ""


def _register_change(app: Dash, screens: WallScreens) -> None:
    @app.callback(
        Output("address", "href", allow_duplicate=True),
        Output("screen-said", "children", allow_duplicate=True),
        Input({"act": "screen-renew", "screen": ALL}, "n_clicks"),
        Input({"act": "screen-revoke", "screen": ALL}, "n_clicks"),
        prevent_initial_call=True,
    )
    def change(renewed: Any, revoked: Any) -> Any:
        pressed = ctx.triggered_id
        if not any([*renewed, *revoked]) or not isinstance(pressed, dict):
            return no_update, no_update
        screen_id = _number(pressed.get("screen"))
        try:
            if pressed.get("act") == "screen-revoke":
                screens.revoke(current_user.viewer, screen_id)
            else:
                screens.renew(current_user.viewer, screen_id, YEAR)
        except (Refused, NotFound) as error:
            return no_update, str(error)
        return AGAIN.format(f"{pressed['act']}-{screen_id}"), ""


def _number(text: Any) -> int:
    """A number that the browser sent as text; what is none becomes 0, which no field allows."""
    return int(text) if str(text or "").isdigit() and len(str(text)) < 10 else 0
