"""The archive of every school: made beside the request, fetched here by the account that asked for it."""

from __future__ import annotations

from flask import Flask, request, send_file
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dashboard.packs import Packs
from data_access.viewer import NotFound, Refused


def init_pack(server: Flask, packs: Packs) -> None:
    """Adds GET /pack.zip?pack=ID."""

    def pack() -> ResponseReturnValue:
        try:
            name, path = packs.file(current_user.viewer, request.args.get("pack", ""))
        except Refused as error:
            return _sentence(str(error), 403)
        except NotFound as error:
            return _sentence(str(error), 404)
        return send_file(path, "application/zip", as_attachment=True, download_name=name, max_age=0)

    server.add_url_rule("/pack.zip", "pack", pack)


def _sentence(text: str, status: int) -> ResponseReturnValue:
    return text, status, {"Content-Type": "text/plain; charset=utf-8"}
