"""Long lists: with more than a hundred organisations a page shows a part, and its caption says which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from dashboard.numbers import plural

T = TypeVar("T")
MOST_ROWS = 100


def cut(listed: Sequence[T], is_ranked: bool = False) -> Sequence[T]:
    """The first hundred; of a ranking the last hundred, since help goes there."""
    if len(listed) <= MOST_ROWS:
        return listed
    return listed[-MOST_ROWS:] if is_ranked else listed[:MOST_ROWS]


def cut_words(count: int) -> str:
    """What a caption adds about it; nothing when everything is shown."""
    if count <= MOST_ROWS:
        return ""
    word = plural(count, "организации", "организаций", "организаций")
    return f"; показано {MOST_ROWS} из {count} {word}, остальные — через поиск"
