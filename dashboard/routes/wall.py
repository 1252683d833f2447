"""A television: scenes of sums by a device link, without a log-in.

`/wall/LINK` is opened once on the television; it leaves the link in a cookie that the browser sends to `/wall` alone
and goes on to the page. The page is a frame without a number: its script asks for everything in one round, and a
link that is unknown, revoked or expired is answered with a sentence the television shows and goes on asking.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from threading import Lock
from typing import Any

from flask import Flask, Response, jsonify, make_response, redirect, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from dashboard.desk import Desk
from dashboard.settings import ROOT
from dashboard.wall.scenes import on_the_clock, place_of, scenes_of
from dashboard.wall.screens import Closed, WallScreen, WallScreens

COOKIE = "wall"
YEAR = 31_536_000
PAGE = Markup("""<!doctype html>
<html lang="ru"><head><meta charset="utf-8"><title>Экран · Качество образования</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<link rel="icon" href="/assets/favicon.svg">
<link rel="stylesheet" href="{fonts}"><link rel="stylesheet" href="{style}">
</head><body class="wall" data-said="{said}">
<div id="shift"><header><h1 id="title"></h1><p id="place"></p></header><main id="scene"></main>
<footer><p id="age" role="status"></p><p id="count"></p><div id="bar"><i></i></div></footer></div>
<p id="closed" role="alert" hidden></p><noscript>Экрану нужен JavaScript: включите его в браузере телевизора.</noscript>
<script src="{script}"></script></body></html>""")


def init_wall(server: Flask, desk: Desk) -> None:
    """Adds GET /wall/LINK, /wall and /wall/scenes.json."""
    screens, pictures = WallScreens(desk.house), Pictures(desk)

    def open_link(token: str) -> ResponseReturnValue:
        try:
            screens.find(token)
        except Closed as closed:
            return _page(str(closed)), 401
        return _with_link(redirect("/wall"), token, desk.house.settings.https)

    def page() -> ResponseReturnValue:
        token = request.cookies.get(COOKIE, "")
        try:
            screens.find(token)
        except Closed as closed:
            return _page(str(closed)), 401
        # browsers forget a cookie after a year or so, links may live longer: every night prolongs it
        return _with_link(_page(), token, desk.house.settings.https)

    def scenes() -> ResponseReturnValue:
        try:
            screen = screens.find(request.cookies.get(COOKIE, ""))
        except Closed as closed:
            return jsonify(said=str(closed)), 401
        screens.touch(screen)
        return jsonify(pictures.of(screen))

    server.add_url_rule("/wall", "wall", page)
    server.add_url_rule("/wall/scenes.json", "wall_scenes", scenes)
    server.add_url_rule("/wall/<token>", "wall_link", open_link)


class Pictures:
    """What a screen shows now. Remembered for one data version, day and set-up: televisions ask every minute."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._lock = Lock()
        self._kept: dict[int, tuple[Any, dict[str, Any]]] = {}

    def of(self, screen: WallScreen) -> dict[str, Any]:
        """The scenes with the moment of the data and of the answer."""
        house = self.desk.house
        with self.desk.reading(screen.viewer()) as reader:
            key = (reader.version, reader.today, screen.settings, screen.unit_id)
            with self._lock:
                kept = self._kept.get(screen.id)
            if kept is None or kept[0] != key:
                picture = {
                    "place": place_of(reader),
                    "as_of": on_the_clock(reader.changed_at, reader.zone) if reader.changed_at else None,
                    "scenes": [asdict(scene) for scene in scenes_of(self.desk, screen.settings, reader)],
                }
                kept = (key, picture)
                with self._lock:
                    self._kept[screen.id] = kept
        settings = screen.settings
        return {
            **kept[1],
            "version": kept[0][0],
            "now": on_the_clock(house.now(), house.settings.time_zone),
            "seconds": settings.seconds,
            "theme": settings.theme,
            "dim": [settings.dim_from, settings.dim_to],
        }


def _with_link(answer: ResponseReturnValue, token: str, is_https: bool) -> Response:
    made = make_response(answer)
    made.set_cookie(COOKIE, token, YEAR, path="/wall", httponly=True, secure=is_https, samesite="Lax")
    return made


def _page(said: str = "") -> str:
    addresses = {
        name: _fingerprinted(file)
        for name, file in (("fonts", "01-fonts.css"), ("style", "80-wall.css"), ("script", "80-wall.js"))
    }
    return PAGE.format(said=said, **addresses)


def _fingerprinted(file: str) -> str:
    """The address of an asset that changes with its content: browsers keep assets for a year."""
    digest = hashlib.sha256((ROOT / "assets" / file).read_bytes()).hexdigest()[:12]
    return f"/assets/{file}?v={digest}"
