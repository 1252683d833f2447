"""Pages of the department are made once after each load, before anybody opens them.

What everybody of the department looks at first (the overview and the pages of mechanisms) rests on whole marts. The
first visitor after a load would wait for them; here the program itself is that visitor. Nothing is shown to anybody,
so nothing is written to the audit, and every block is made with the rights of those who will see it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date
from threading import Event, Thread

from dashboard.access.accounts import read_departments
from dashboard.desk import Desk
from data_access.versions import read_version
from data_access.viewer import NotFound, Refused, Viewer

log = logging.getLogger(__name__)
PAUSE = 5.0  # seconds between two looks at the data version


def keep_warm(desk: Desk, stopped: Event | None = None) -> Thread:
    """Starts the thread that watches the data version of this process's database."""
    stop = stopped or Event()
    thread = Thread(target=_watch, args=(desk, stop), name="warm", daemon=True)
    thread.start()
    return thread


def warm(desk: Desk) -> int:
    """Makes the department's pages for every set of rights that any account has; returns how many were made."""
    made = 0
    for viewer in _scopes(desk):
        for path in _paths(desk, viewer):
            made += _make(desk, viewer, path)
    return made


def _paths(desk: Desk, viewer: Viewer) -> list[str]:
    """The overview and every mechanism; of a coordinator of one mechanism, that one."""
    codes = [viewer.mechanism] if viewer.mechanism else list(desk.house.catalogue.mechanisms)
    return ["/", *(f"/m/{code}" for code in codes)]


def _make(desk: Desk, viewer: Viewer, path: str) -> int:
    try:
        # a reader for each page, as for a visitor: what one page read is let go before the next
        with desk.reading(viewer) as reader:
            desk.look(path, "", reader)
    except (NotFound, Refused) as refusal:
        log.info("not warmed: %s: %s", path, refusal)
        return 0
    return 1


def _scopes(desk: Desk) -> Iterator[Viewer]:
    """One viewer of the department for each set of rights."""
    with desk.house.database.reading() as connection:
        viewers = read_departments(connection)
    yield from {viewer.scope_key: viewer for viewer in viewers}.values()


def _watch(desk: Desk, stop: Event) -> None:
    seen: tuple[int, date | None] = (-1, None)
    while not stop.wait(PAUSE if seen[0] >= 0 else 0):
        try:
            with desk.house.database.reading() as connection:
                now = (read_version(connection)[0], desk.house.today())
            if now != seen:
                seen = now
                warm(desk)
        except Exception:
            # it must not die of one bad moment of the database: visitors make their pages themselves meanwhile
            log.exception("pages were not warmed")
