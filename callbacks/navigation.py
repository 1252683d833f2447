"""Going somewhere: the address changes, the screen for it is drawn."""

from __future__ import annotations

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output
from flask import g
from flask_login import current_user

from dashboard.screens import Screens


def register(app: Dash, screens: Screens) -> None:
    """The router: one callback from the address to the whole screen."""

    @app.callback(
        Output("screen", "children"),
        Input("address", "pathname"),
        Input("address", "search"),
        prevent_initial_call=False,
    )
    def show(pathname: Any, search: Any) -> Any:
        path = pathname if isinstance(pathname, str) else "/"
        query = search if isinstance(search, str) else ""
        return screens.draw(path, query, current_user.viewer, g.request_id)[0]

    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction(namespace="page", function_name="title"),
        Output("title", "modified_timestamp"),
        Input("title", "data"),
        prevent_initial_call=False,
    )
