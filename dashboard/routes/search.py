"""Search over schools, classes and teachers that the viewer may open."""

from __future__ import annotations

from flask import Flask, jsonify, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dashboard.desk import Desk
from data_access.queries.search import search_places

MAX_QUERY = 60


def init_search(server: Flask, desk: Desk) -> None:
    """Adds GET /search?q=…"""

    def search() -> ResponseReturnValue:
        text = request.args.get("q", "").strip()[:MAX_QUERY]
        with desk.reading(current_user.viewer) as reader:
            found = search_places(reader, text)
        return jsonify([{"text": hit.text, "detail": hit.detail, "href": hit.href} for hit in found])

    server.add_url_rule("/search", "search", search)
