"""The status of a page's plain address: 403 and 404 for scripts, watchdogs and logs, not only for eyes.

Dash answers 200 with its empty index for any address, and the sentence comes later through the router. Here
the same index leaves with the status that the address deserves; only rights are checked, no figure is read.
A part of Dash that does not exist is 404 too: for Dash it is a failure with a traceback, which any stranger
could fill the log with.
"""

from __future__ import annotations

from dash.exceptions import DependencyException
from flask import Flask, Response, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dashboard.screens import Screens

PAGE_RULES = ("/", "/<path:path>")  # as Dash registers its index


def init_status(server: Flask, screens: Screens) -> None:
    """Corrects the status of answers that carry Dash's index, and of missing parts of Dash."""

    @server.errorhandler(DependencyException)
    def missing_part(_error: DependencyException) -> ResponseReturnValue:
        return "", 404

    @server.after_request
    def page_status(response: Response) -> Response:
        rule = request.url_rule.rule if request.url_rule else ""
        if rule in PAGE_RULES and response.status_code == 200 and current_user.is_authenticated:
            query = request.query_string.decode("utf-8", "replace")
            response.status_code = screens.status(request.path, query, current_user.viewer, g.request_id)
            if _is_act(server, request.path):
                response.status_code = 405
        return response


def _is_act(server: Flask, path: str) -> bool:
    """Whether the address only takes POST, such as /logout: Dash's rule for pages would answer its GET."""
    return any(
        rule.rule == path and "GET" not in (rule.methods or ()) for rule in server.url_map.iter_rules()
    )
