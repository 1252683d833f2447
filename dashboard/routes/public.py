"""The page of citizens: a published release as plain HTML and as files; what robots may read; the preview of the head.

Everything but the preview answers without a session. A published page may be kept by caches, which ask each time
whether it is still the same: a withdrawal works at once. It sets no cookie and reads none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from urllib.parse import urlencode

from flask import Flask, Response, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from dashboard.desk import Desk
from dashboard.public.files import csv_file, passport_file, xlsx_file
from dashboard.public.look import read_look
from dashboard.public.page import empty_page, open_page
from dashboard.public.release import Release
from dashboard.publication import NotPublished, Publication
from dashboard.routes.export import XLSX
from data_access.viewer import NotFound, Refused

ROBOTS = "User-agent: *\nAllow: /open\nDisallow: /\n"
KEPT = "public, no-cache"
OF_CITIZENS = frozenset({"open", "open_year", "open_csv", "open_xlsx", "open_passport"})
NO_YEAR = "За этот учебный год сведения для граждан не опубликованы."
PREVIEW = "/publication/preview"
HTML = "text/html; charset=utf-8"


def init_public(server: Flask, desk: Desk) -> None:
    """Adds /open with its files, /robots.txt and /publication/preview."""
    publication = Publication(desk)
    _add_pages(server, publication)
    _add_file(server, publication, "open_csv", "/open/data.csv", "text/csv; charset=utf-8", csv_file)
    _add_file(server, publication, "open_xlsx", "/open/data.xlsx", XLSX, xlsx_file)
    passport = "/open/description.json"
    _add_file(server, publication, "open_passport", passport, "application/json", passport_file)
    _add_preview(server, publication)

    def robots() -> ResponseReturnValue:
        return ROBOTS, 200, {"Content-Type": "text/plain; charset=utf-8"}

    server.add_url_rule("/robots.txt", "robots", robots)

    @server.after_request
    def keep(response: Response) -> Response:
        if request.endpoint in OF_CITIZENS and response.status_code in (200, 304):
            response.headers["Cache-Control"] = KEPT
            response.vary.add("Accept-Encoding")
        return response


def _add_pages(server: Flask, publication: Publication) -> None:
    def show(year: int | None = None) -> ResponseReturnValue:
        look = read_look(request.args)
        try:
            release, years = publication.shown(year)
        except NotFound as error:
            return empty_page(str(error) if year is None else NO_YEAR, "/open", look), 404
        return _answer(open_page(release, years, request.path, look), {"Content-Type": HTML})

    server.add_url_rule("/open", "open", show)
    server.add_url_rule("/open/<int:year>", "open_year", show)


def _add_file(
    server: Flask,
    publication: Publication,
    endpoint: str,
    path: str,
    kind: str,
    make: Callable[[Release], bytes],
) -> None:
    def download() -> ResponseReturnValue:
        try:
            release, _ = publication.shown(request.args.get("year", type=int))
        except NotFound as error:
            return str(error), 404, {"Content-Type": "text/plain; charset=utf-8"}
        name = f"education-quality-{release.year}.{path.rpartition('.')[2]}"
        headers = {"Content-Type": kind, "Content-Disposition": f'attachment; filename="{name}"'}
        return _answer(make(release), headers)

    server.add_url_rule(path, endpoint, download)


def _answer(body: str | bytes, headers: dict[str, str]) -> Response:
    """The answer with its mark; nothing but the mark to who has it already."""
    response = Response(body, headers=headers)
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:16], weak=True)
    return response.make_conditional(request)  # type: ignore[return-value]


def _add_preview(server: Flask, publication: Publication) -> None:
    def preview() -> ResponseReturnValue:
        look = read_look(request.args)
        codes = request.args.getlist("code")
        try:
            release, _ = publication.preview(
                current_user.viewer, codes, request.args.get("year", 0, type=int)
            )
        except Refused as error:
            return empty_page(str(error), PREVIEW, look), 403
        except NotPublished as error:
            return empty_page(str(error), PREVIEW, look), 404
        own = urlencode([("year", release.year), *(("code", code) for code in codes)])
        return open_page(release, [], f"{PREVIEW}?{own}", look, is_preview=True)

    server.add_url_rule(PREVIEW, "publication_preview", preview)
