"""The program with a clock that runs faster, killed and started again on demand.

`python -m tests.support.fast_clock BEGUN SPEED` builds the program once, says «ready» and then obeys lines: «start»
serves it from a process forked from the built one (as a WSGI server with preloading does) and answers with the moment
at which the clock began, «kill» ends that process without a word. It is BEGUN (seconds since 1970) at the first start,
and time goes SPEED times as fast from then on. Settings come from the environment, as for the program itself.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from datetime import UTC, datetime

from flask import Flask
from waitress import serve

import app
from dashboard.house import House, build_house
from dashboard.settings import Settings

begun, speed = map(float, sys.argv[1:])
real = 0.0


def now() -> datetime:
    return datetime.fromtimestamp(begun + (time.time() - real) * speed, UTC).replace(tzinfo=None)


def build(settings: Settings) -> House:
    return build_house(settings, now)


def serve_in_a_fork(server: Flask, settings: Settings) -> int:
    """The id of a new process that serves; it has connections to the database of its own."""
    server.extensions["parts"].house.database.engine.dispose()
    child = os.fork()
    if child:
        return child
    serve(server, host=settings.host, port=settings.port, threads=4)
    os._exit(0)


def answer(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main() -> None:
    global real
    vars(app)["build_house"] = build
    settings = Settings()
    server, child = app.create_app(settings), 0
    answer("ready")
    for line in sys.stdin:
        if line == "start\n":
            real = real or time.time()
            child = serve_in_a_fork(server, settings)
        else:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            child = 0
        answer(str(real))
    if child:
        os.kill(child, signal.SIGKILL)


if __name__ == "__main__":
    main()
