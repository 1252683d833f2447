"""Is the program alive and its database reachable: for a watchdog, without a session and without data."""

from __future__ import annotations

import logging

from flask import Flask, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from dashboard.house import House
from data_access.versions import read_version

log = logging.getLogger(__name__)


def init_health(server: Flask, house: House) -> None:
    """Adds /health."""

    def health() -> ResponseReturnValue:
        try:
            with house.database.reading() as connection:
                version, _ = read_version(connection)
        except SQLAlchemyError:
            log.exception("health: the database does not answer")
            return jsonify(database="away"), 503
        return jsonify(database="ok", version=version)

    server.add_url_rule("/health", "health", health)
