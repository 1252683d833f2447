"""Puts the parts together: settings → database → gate → Dash → pages → callbacks. Can be called many times.

The order matters. The gate is registered before Dash, so that no hook of Dash runs for a stranger; headers
need the hashes of inline scripts, which exist once callbacks are registered; the last step is one request to
ourselves, because Dash finishes its set-up on the first one and two at once would race.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import dash
import pandas  # noqa: F401  (imported before threads start: plotly imports it lazily and races)
from dash import dcc, html, set_props
from flask import Flask, g
from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard.access.gate import init_gate
from dashboard.access.login import init_login
from dashboard.delivery import init_content_policy, init_delivery
from dashboard.desk import Desk
from dashboard.house import House
from dashboard.jobs import Jobs
from dashboard.loading import Loading
from dashboard.packs import Packs
from dashboard.page import Page
from dashboard.routes.export import init_export
from dashboard.routes.health import init_health
from dashboard.routes.pack import init_pack
from dashboard.routes.public import init_public
from dashboard.routes.report import init_report
from dashboard.routes.search import init_search
from dashboard.routes.status import init_status
from dashboard.routes.upload import init_upload
from dashboard.routes.wall import init_wall
from dashboard.screens import Screens
from dashboard.settings import ROOT
from dashboard.ui.looks import looks_script

log = logging.getLogger(__name__)
# Switches of Dash that open debugging or remote tools; the browser tests name their Chromium by one.
HARMLESS = ("DASH_TEST_CHROMEPATH",)
MAX_BODY = 2 * 2**20  # of a callback; uploads have a limit of their own
BROKEN = "Действие не выполнено, данные не изменились. Обновите страницу; номер для администратора: {id}."


@dataclass(frozen=True)
class Parts:
    """What callbacks and the command line work with."""

    house: House
    loading: Loading
    desk: Desk
    jobs: Jobs
    screens: Screens
    packs: Packs


MakePages = Callable[[Loading], Sequence[Page]]
Register = Callable[[dash.Dash, Parts], None]


def build_parts(house: House, make_pages: MakePages) -> Parts:
    """Services over one installation; no web server needed."""
    loading = Loading(house)
    desk = Desk(house, make_pages(loading))
    return Parts(house, loading, desk, Jobs(loading, house.store), Screens(desk, loading), Packs(desk))


def make_app(parts: Parts, register: Register, demo: tuple[tuple[str, str], ...] = ()) -> dash.Dash:
    """The Dash application with its server, ready to serve."""
    house = parts.house
    server = _server(house)
    init_gate(server, house)
    init_login(server, house, demo)
    init_health(server, house)
    init_upload(server, house, parts.loading)
    init_search(server, parts.desk)
    init_export(server, parts.desk)
    init_pack(server, parts.packs)
    init_report(server, parts.desk)
    init_wall(server, parts.desk)
    init_public(server, parts.desk)
    init_status(server, parts.screens)
    init_delivery(server, house.settings)
    app = dash.Dash(
        "education_quality",
        server=server,  # type: ignore[arg-type]
        assets_folder=str(ROOT / "assets"),
        assets_ignore=r"^57-|^8\d-|plotly-basic",
        pages_folder="",
        use_async=False,
        suppress_callback_exceptions=True,
        prevent_initial_callbacks=True,
        title="Качество образования",
        update_title="",
        include_pages_meta=False,
        serve_locally=True,
        on_error=_on_error,
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
        index_string=INDEX.replace("{looks}", looks_script()),
    )
    app.layout = _layout
    register(app, parts)
    init_content_policy(server, app)
    server.extensions.update(parts=parts, dash=app)
    # Dash finishes its set-up on the first request; two at once would race, so it is made here.
    server.test_client().get("/_favicon.ico")
    return app


INDEX = """<!doctype html>
<html lang="ru"><head>{%metas%}<title>{%title%}</title><link rel="icon" href="/assets/favicon.svg">{%css%}{looks}</head>
<body>{%app_entry%}<footer>{%config%}{%scripts%}{%renderer%}</footer></body></html>"""


def _server(house: House) -> Flask:
    if unwanted := sorted(name for name in os.environ if name.startswith("DASH_") and name not in HARMLESS):
        raise RuntimeError(f"Уберите из окружения {', '.join(unwanted)}: они меняют защиту программы.")
    server = Flask("education_quality", static_folder=None)
    if house.settings.proxies:
        count = house.settings.proxies
        server.wsgi_app = ProxyFix(server.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    server.secret_key = house.settings.signing_key()
    server.config.update(
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=house.settings.https,
        SESSION_COOKIE_NAME="__Host-sid" if house.settings.https else "sid",
        MAX_CONTENT_LENGTH=MAX_BODY,
    )
    return server


def _layout() -> html.Div:
    """The empty frame: it holds no data, the router fills it."""
    skeleton = html.Div([html.I() for _ in range(6)], className="skeleton")
    return html.Div(
        [
            dcc.Location(id="address", refresh="callback-nav"),
            html.Div(skeleton, id="screen"),
            html.Div(id="toast", className="toast", role="status"),
        ]
    )


def _on_error(error: Exception) -> Any:
    """A callback that failed: a sentence for the person, the rest in the log under the request's id."""
    log.exception("request %s: callback failed", g.request_id, exc_info=error)
    set_props("toast", {"children": BROKEN.format(id=g.request_id)})
