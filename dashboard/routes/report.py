"""Reports as docx, through the same desk and rights as the screen. Taking one is kept in the audit."""

from __future__ import annotations

import io
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Flask, g, request, send_file
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dashboard.desk import Desk
from dashboard.export.docx_report import Making, report_bytes
from dashboard.numbers import format_moment
from dashboard.reports.kinds import PATH
from dashboard.reports.making import make_report
from dashboard.reports.shapes import Report
from dashboard.selection import parse_selection
from data_access import audit
from data_access.viewer import NotFound, Refused, Viewer

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LONGEST_TITLE = 120  # letters in the name of a file; systems take 255 bytes


def init_report(server: Flask, desk: Desk) -> None:
    """Adds GET /report.docx?kind=…&mechanism=…&year=…[&period=H1]."""

    def take() -> ResponseReturnValue:
        query = request.query_string.decode("utf-8", "replace")
        try:
            report, content = report_file(desk, current_user.viewer, query, g.request_id)
        except Refused as error:
            return _sentence(str(error), 403)
        except NotFound as error:
            return _sentence(str(error), 404)
        return send_file(io.BytesIO(content), DOCX, as_attachment=True, download_name=file_name(report))

    server.add_url_rule("/report.docx", "report", take)


def report_file(desk: Desk, viewer: Viewer, query: str, request_id: str = "") -> tuple[Report, bytes]:
    """A report and its document; who took it is written down before it is given out. Raises Refused, NotFound."""
    house = desk.house
    zone = house.settings.time_zone
    with desk.reading(viewer) as reader:
        report = make_report(parse_selection(PATH, query), reader, desk.pages)
        version, changed_at = reader.version, reader.changed_at
    local = house.now().replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(zone))
    making = Making(
        made_at=datetime(*local.timetuple()[:6]),
        made_by=viewer.display_name,
        data_version=version,
        data_as_of=format_moment(changed_at, zone) if changed_at else "—",
    )
    content = report_bytes(report, making)
    with house.database.writing() as connection:
        subject = f"report {report.key} {report.year}"
        audit.record(connection, viewer, house.now(), "report", subject, request_id=request_id)
    return report, content


def file_name(report: Report) -> str:
    """«Аналитическая справка, Система …, 2025-26 учебный год.docx»."""
    words = ", ".join(part for part in (report.title, report.subject, report.period) if part)
    safe = words.replace("/", "-").replace('"', "")
    return f"{safe[:LONGEST_TITLE]}.docx"


def _sentence(text: str, status: int) -> ResponseReturnValue:
    return text, status, {"Content-Type": "text/plain; charset=utf-8"}
