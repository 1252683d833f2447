"""What the browser sends of a form: values by key as plain text, and the selection of the address they belong to."""

from __future__ import annotations

from dataclasses import replace
from time import time_ns
from typing import Any

from flask_login import current_user

from dashboard.desk import Desk
from dashboard.selection import Selection


def by_key(part: Any) -> dict[str, str]:
    """Values of a group of fields (`{"act": …, "key": …}`) by key; whatever is no text counts as nothing."""
    return {
        str(one["id"]["key"]): str(value) if isinstance(value := one.get("value"), str | int | float) else ""
        for one in part or ()
    }


def chosen_at(desk: Desk, path: str, search: Any) -> Selection:
    """The selection that the address names, opened with the rights of who is logged in. Raises NotFound, Refused."""
    query = search if isinstance(search, str) else ""
    with desk.reading(current_user.viewer) as reader:
        return desk.choose(path, query, reader)


def drawn_again(chosen: Selection, **changes: Any) -> str:
    """The address of the same page, different from the one that is shown, so that it is drawn with what was kept."""
    return f"{replace(chosen, **changes).address}&done={time_ns()}"
