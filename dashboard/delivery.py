"""How bytes leave the server: compression made once, a year of caching for what never changes, safe headers.

Dash's own compression works anew for every visitor; here each static file is compressed once and kept. The
full plotly.js is replaced by its basic bundle (lines and bars: all that the screens draw) at Dash's own
address, a quarter of the size, still loaded only when a page has a chart.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import brotli
from flask import Flask, Response, request, send_file
from flask.typing import ResponseReturnValue

from dashboard.settings import ROOT, Settings

if TYPE_CHECKING:
    from dash import Dash

PLOTLY_URL = "/_dash-component-suites/plotly/package_data/plotly.min.js"
PLOTLY_FILE = ROOT / "assets" / "plotly" / "plotly-basic.min.js"
YEAR = 31_536_000
MIN_SIZE = 1000
STATIC = ("/assets/", "/_dash-component-suites/")
COMPRESSED_TYPES = ("text/", "application/json", "application/javascript", "image/svg")
STATIC_QUALITY, DYNAMIC_QUALITY = 9, 4


def init_delivery(server: Flask, settings: Settings) -> None:
    """Adds the plotly bundle, compression, caching and headers. Call before Dash is made."""
    server.config["SEND_FILE_MAX_AGE_DEFAULT"] = YEAR
    server.add_url_rule(PLOTLY_URL, "plotly_bundle", _plotly_bundle)
    _init_compression(server)
    _init_headers(server, settings)


def _init_compression(server: Flask) -> None:
    kept: dict[str, bytes] = {}
    lock = Lock()

    @server.after_request
    def compress(response: Response) -> Response:
        if not _may_compress(response):
            return response
        response.direct_passthrough = False
        body = response.get_data()
        if len(body) < MIN_SIZE:
            return response
        if request.path.startswith(STATIC):
            key = hashlib.sha256(body).hexdigest()
            with lock:
                packed = kept.get(key)
            if packed is None:
                packed = brotli.compress(body, quality=STATIC_QUALITY)
                with lock:
                    kept[key] = packed
        else:
            packed = brotli.compress(body, quality=DYNAMIC_QUALITY)
        response.set_data(packed)
        response.headers["Content-Encoding"] = "br"
        response.headers.add("Vary", "Accept-Encoding")
        return response


def _init_headers(server: Flask, settings: Settings) -> None:
    @server.after_request
    def cache_headers(response: Response) -> Response:
        if request.path.startswith(STATIC) and response.status_code == 200:
            response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
        elif not request.path.startswith(STATIC):
            response.headers["Cache-Control"] = "no-store"
        return response

    @server.after_request
    def safe_headers(response: Response) -> Response:
        headers = response.headers
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "same-origin"
        headers["X-Frame-Options"] = "DENY"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        if settings.https:
            headers["Strict-Transport-Security"] = f"max-age={YEAR}; includeSubDomains"
        return response


def init_content_policy(server: Flask, app: Dash) -> None:
    """Content-Security-Policy with the hashes of Dash's inline scripts, known once callbacks are registered."""

    @cache
    def policy() -> str:
        scripts = " ".join(app.csp_hashes())
        return (
            f"default-src 'self'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; "
            "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
            "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        )

    @server.after_request
    def content_policy(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy()
        return response


def _plotly_bundle() -> ResponseReturnValue:
    return send_file(Path(PLOTLY_FILE), mimetype="application/javascript", conditional=True)


def _may_compress(response: Response) -> bool:
    return (
        "br" in request.headers.get("Accept-Encoding", "")
        and 200 <= response.status_code < 300
        and "Content-Encoding" not in response.headers
        and (response.mimetype or "").startswith(COMPRESSED_TYPES)
        and response.status_code not in (204, 206)
    )
