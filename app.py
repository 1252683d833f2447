"""The program: `python app.py` serves it, `app:server` is for a WSGI server, `flask --app app` is the command line."""

from __future__ import annotations

import gc
import logging
from typing import Any

from flask import Flask
from waitress import serve

from callbacks import register
from dashboard.cli import init_cli
from dashboard.factory import build_parts, make_app
from dashboard.house import build_house
from dashboard.settings import Settings
from dashboard.warming import keep_warm
from pages import make_pages
from seed.install import install_demo, is_empty, is_prepared, prepare, shown_demo


def create_app(settings: Settings | None = None) -> Flask:
    """Everything put together for one installation; without settings, for the one the environment describes."""
    start_logging()
    house = build_house(settings or Settings())
    if not is_prepared(house):
        prepare(house)
    parts = build_parts(house, make_pages)
    server: Flask = make_app(parts, register, shown_demo(house)).server
    init_cli(server, parts, prepare, install_demo)
    # The collector looks through everything that lives, libraries included, now and then: a pause of 200 ms in the
    # middle of somebody's page. What is built here stays for good, and the rest may be looked through less often.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    return server


def __getattr__(name: str) -> Any:
    """`app:server` is made when a WSGI server asks for it, so that importing this module touches nothing."""
    if name == "server":
        made = create_app()
        keep_warm(made.extensions["parts"].desk)
        return made
    raise AttributeError(name)


def main() -> None:
    """Prepares a new installation, fills it with the demonstration when it is empty, and serves."""
    settings = Settings()
    start_logging()
    house = build_house(settings)
    prepare(house)
    if is_empty(house):
        install_demo(house, say)
    server = create_app(settings)
    keep_warm(server.extensions["parts"].desk)
    say(f"Адрес: http://{settings.host}:{settings.port}")
    for login, name in shown_demo(house):
        say(f"  {login}  —  {name}")
    serve(server, host=settings.host, port=settings.port, threads=settings.threads, ident=None)


def start_logging() -> None:
    """One line per event on the console; libraries speak only when something is wrong."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for library in ("alembic", "werkzeug", "waitress", "fontTools", "matplotlib"):
        logging.getLogger(library).setLevel(logging.WARNING)


def say(text: str) -> None:
    """A line for the person at the console."""
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
