"""Downloads: a page or one of its blocks as xlsx, through the same desk and rights as the screen."""

from __future__ import annotations

import io

from flask import Flask, g, request, send_file
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dashboard.books import book_name, filters_of, page_book
from dashboard.desk import Desk
from dashboard.selection import split_address
from data_access.viewer import NotFound, Refused, Viewer

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def init_export(server: Flask, desk: Desk) -> None:
    """Adds GET /export.xlsx?page=ADDRESS[&block=KEY]."""

    def export() -> ResponseReturnValue:
        address, block = request.args.get("page", "/"), request.args.get("block", "")
        try:
            name, content = export_page(desk, address, block, current_user.viewer, g.request_id)
        except Refused as error:
            return _sentence(str(error), 403)
        except NotFound as error:
            return _sentence(str(error), 404)
        return send_file(io.BytesIO(content), XLSX, as_attachment=True, download_name=name)

    server.add_url_rule("/export.xlsx", "export", export)


def export_page(
    desk: Desk, address: str, block: str, viewer: Viewer, request_id: str = ""
) -> tuple[str, bytes]:
    """Name and content of a page's book. Raises Refused, NotFound. The audit is written before anything leaves."""
    path, query = split_address(address)
    with desk.reading(viewer) as reader:
        opened = desk.look(path, query, reader)
        content = page_book(desk.house, [opened], reader, block)
    desk.record(viewer, opened, "export", request_id)
    return book_name(opened.heading.title, filters_of(opened)), content


def _sentence(text: str, status: int) -> ResponseReturnValue:
    return text, status, {"Content-Type": "text/plain; charset=utf-8"}
