"""The one gate: every request is refused unless it is public by name or carries a live session.

Dash is a renderer, not a security layer: any callback can be called by anyone who can reach the server, so
the gate is registered before Dash and looks at endpoints, not at pages. What a viewer may see is decided
further down, in `data_access`.
"""

from __future__ import annotations

import logging
import uuid
from urllib.parse import urlencode, urlsplit

from flask import Flask, Response, g, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user

from dashboard.access.sessions import SessionUser, find_session
from dashboard.house import House

log = logging.getLogger(__name__)

# Endpoint names that answer without a session; a test freezes this list.
PUBLIC = frozenset(
    {
        "login",
        "health",
        "plotly_bundle",
        # a television has no account: these check the link of the device themselves
        "wall",
        "wall_link",
        "wall_scenes",
        "_dash_assets.static",
        "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>",
        "/_favicon.ico",
        "open",
        "open_year",
        "open_csv",
        "open_xlsx",
        "open_passport",
        "robots",
    }
)
# The renderer numbers its requests; the arguments of background jobs are not used here and so refused.
CALLBACK_ARGUMENTS = {"endId"}
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def init_gate(server: Flask, house: House) -> None:
    """Registers the gate; must run before Dash is made."""
    manager = LoginManager(server)
    manager.session_protection = None

    @manager.user_loader  # type: ignore[untyped-decorator]
    def load_user(token: str) -> SessionUser | None:
        return find_session(house, token)

    @server.before_request
    def gate() -> ResponseReturnValue | None:
        g.request_id = uuid.uuid4().hex[:12]
        if request.method not in SAFE_METHODS and not _is_same_origin():
            log.warning("request %s: foreign origin refused", g.request_id)
            return jsonify(error="foreign origin"), 403
        if request.path == "/_dash-update-component" and set(request.args) - CALLBACK_ARGUMENTS:
            return jsonify(error="unknown parameters"), 400
        if request.endpoint in PUBLIC:
            return None
        if current_user.is_authenticated:
            return None
        if request.path.startswith("/_") or request.method not in SAFE_METHODS:
            return jsonify(error="auth"), 401
        return redirect("/login?" + _next_query())

    @server.after_request
    def add_request_id(response: Response) -> Response:
        response.headers["X-Request-Id"] = getattr(g, "request_id", "-")
        return response


def _next_query() -> str:
    return urlencode({"next": request.full_path.rstrip("?")})


def _is_same_origin() -> bool:
    """A browser says where a request comes from; one that says nothing is not a browser and has no cookie."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


def safe_next(target: str) -> str:
    """A path inside the program, or the start page."""
    parts = urlsplit(target)
    inside = target.startswith("/") and not target.startswith(("//", "/\\")) and not parts.netloc
    return target if inside and "\n" not in target else "/"
