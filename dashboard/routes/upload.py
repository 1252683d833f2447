"""Uploads stream to disk and never pass through a callback, which would hold them in memory several times."""

from __future__ import annotations

import io
import logging
import tempfile
from pathlib import Path

from flask import Flask, Response, g, jsonify, request, send_file
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import RequestEntityTooLarge

from dashboard.house import House
from dashboard.loading import Loading
from dashboard.loading.template_lists import explanations
from data_access.formats.blank_protocol import blank_protocol
from data_access.formats.blank_template import blank_template
from data_access.formats.rows import Unreadable
from data_access.viewer import Refused

log = logging.getLogger(__name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def init_upload(server: Flask, house: House, loading: Loading) -> None:
    """Adds POST /upload, GET /template.xlsx and GET /protocol.xlsx."""
    limit = house.settings.max_upload_mb
    too_large = f"Файл больше {limit} МБ. Разделите его, например по классам, и загрузите по частям."

    def upload() -> ResponseReturnValue:
        request.max_content_length = (limit + 1) * 2**20
        try:
            file = request.files.get("file")
        except RequestEntityTooLarge:
            return _answer(413, too_large)
        if file is None or not file.filename:
            return _answer(400, "Файл не выбран.")
        with tempfile.NamedTemporaryFile(dir=_folder(house), delete=False) as target:
            file.save(target)
        path = Path(target.name)
        try:
            load_id = loading.receive(current_user.viewer, path, Path(file.filename).name)
        except Refused as error:
            return _answer(403, str(error))
        except Unreadable as error:
            return _answer(422, str(error))
        finally:
            path.unlink(missing_ok=True)
        return jsonify(href=f"/load?load={load_id}")

    def template() -> ResponseReturnValue:
        return _download(blank_template(explanations(house.catalogue)), "Шаблон загрузки.xlsx")

    def protocol() -> ResponseReturnValue:
        return _download(blank_protocol(), "Протокол работы.xlsx")

    server.add_url_rule("/upload", "upload", upload, methods=["POST"])
    server.add_url_rule("/template.xlsx", "template", template)
    server.add_url_rule("/protocol.xlsx", "protocol", protocol)


def _download(book: bytes, name: str) -> Response:
    return send_file(io.BytesIO(book), XLSX, as_attachment=True, download_name=name)


def _folder(house: House) -> Path:
    folder = house.settings.var_dir / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


def _answer(status: int, sentence: str) -> tuple[Response, int]:
    log.info("request %s: upload answered %s", g.request_id, status)
    return jsonify(error=sentence), status
