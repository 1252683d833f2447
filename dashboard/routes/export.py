"""Downloads: a page or one of its blocks as xlsx, through the same desk and rights as the screen."""

from __future__ import annotations

import io
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Flask, g, request, send_file
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dashboard.desk import Desk
from dashboard.export.context import ExportContext
from dashboard.export.workbook import workbook
from dashboard.methods.comparable import checkpoint_title
from dashboard.numbers import format_year
from dashboard.page import Opened
from dashboard.selection import split_address
from data_access.viewer import NotFound, Refused, Viewer

LONGEST_TITLE = 100  # letters in the name of a file; systems take 255 bytes
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def init_export(server: Flask, desk: Desk) -> None:
    """Adds GET /export.xlsx?page=ADDRESS[&block=KEY]."""

    def export() -> ResponseReturnValue:
        try:
            path, query = split_address(request.args.get("page", "/"))
            opened = desk.open(path, query, current_user.viewer, g.request_id, action="export")
            content = export_bytes(desk, opened, current_user.viewer, request.args.get("block", ""))
        except Refused as error:
            return _sentence(str(error), 403)
        except NotFound as error:
            return _sentence(str(error), 404)
        name = f"{opened.heading.title[:LONGEST_TITLE]}, {_period(opened)}.xlsx".replace("/", "-").replace(
            '"', ""
        )
        return send_file(io.BytesIO(content), XLSX, as_attachment=True, download_name=name)

    server.add_url_rule("/export.xlsx", "export", export)


def export_bytes(desk: Desk, opened: Opened, viewer: Viewer, block_key: str = "") -> bytes:
    """The workbook of a page, or of one block. Raises NotFound for a block that the page lacks."""
    blocks = [block for block in opened.blocks if block_key in ("", block.key)]
    if not blocks:
        raise NotFound("На этой странице нет такого блока.")
    zone = ZoneInfo(desk.house.settings.time_zone)
    made_at = desk.house.now().replace(tzinfo=ZoneInfo("UTC")).astimezone(zone)
    with desk.reading(viewer) as reader:
        version = reader.version
    context = ExportContext(
        title=opened.heading.title,
        unit_name=" › ".join(crumb.text for crumb in opened.heading.crumbs),
        filters=_filters(opened),
        made_at=datetime(*made_at.timetuple()[:6]),
        made_by=viewer.display_name,
        data_version=version,
        source="отметки журнала",
    )
    return workbook(opened.heading, blocks, context)


def _filters(opened: Opened) -> tuple[tuple[str, str], ...]:
    selection = opened.selection
    pairs = []
    if selection.year is not None:
        pairs.append(("Учебный год", format_year(selection.year)))
    if selection.period is not None:
        pairs.append(("Период", checkpoint_title(selection.period)))
    return tuple(pairs)


def _period(opened: Opened) -> str:
    return ", ".join(text for _, text in _filters(opened)) or "все периоды"


def _sentence(text: str, status: int) -> ResponseReturnValue:
    return text, status, {"Content-Type": "text/plain; charset=utf-8"}
