"""Processes of their own for tests that kill or race: forked, so that they start at once."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event


def run_in_child(act: Callable[[], object]) -> int:
    """Runs the act in a forked process and waits. Returns its exit code, negative when a signal ended it."""
    return wait_for(start_child(act))


def start_child(act: Callable[[], object]) -> int:
    child = os.fork()
    if child == 0:
        code = 1
        try:
            act()
            code = 0
        finally:
            os._exit(code)
    return child


def wait_for(child: int) -> int:
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


@contextmanager
def counting(engine: Engine, reached: Callable[[int], object] = lambda _: None) -> Iterator[list[str]]:
    """Statements and commits of an engine as they come; `reached` is called before each with its number."""
    seen: list[str] = []

    def count(what: str) -> None:
        seen.append(what)
        reached(len(seen))

    def on_statement(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        count(statement.split(" ")[0])

    def on_commit(_connection: Any) -> None:
        count("COMMIT")

    event.listen(engine, "before_cursor_execute", on_statement)
    event.listen(engine, "commit", on_commit)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", on_statement)
        event.remove(engine, "commit", on_commit)


def killer(moment: int) -> Callable[[int], None]:
    """Kills this process as `kill -9` does, before the statement of that number."""

    def reached(number: int) -> None:
        if number == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    return reached
