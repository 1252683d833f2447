"""Names of sheets: legal in Excel, unique without regard to case, recognisable.

A name is cut to 31 characters with «…»; the full title always stands on the sheet itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dashboard.export.texts import clean_text, cut, utf16_length

LIMIT = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f]")
_RESERVED = frozenset({"history"})  # Excel keeps this name for itself
_UNTITLED = "Лист"


def sheet_names(titles: Iterable[str], taken: Iterable[str] = ()) -> tuple[str, ...]:
    """One legal name per title, in order, none equal to another or to one of `taken`."""
    used = {name.casefold() for name in taken} | _RESERVED
    names = []
    for title in titles:
        name = _unique(_legal(title), used)
        used.add(name.casefold())
        names.append(name)
    return tuple(names)


def _legal(title: str) -> str:
    # An apostrophe may not stand at either end and must be doubled in references: the typographic one may.
    spaced = _FORBIDDEN.sub(" ", clean_text(title)).replace("'", "’")
    return " ".join(spaced.split()) or _UNTITLED


def _unique(name: str, used: set[str]) -> str:
    candidate = _fitted(name, "")
    number = 2
    while candidate.casefold() in used:
        candidate = _fitted(name, f" ({number})")
        number += 1
    return candidate


def _fitted(name: str, ending: str) -> str:
    if utf16_length(name) + len(ending) <= LIMIT:
        return name + ending
    return cut(name, LIMIT - len(ending) - 1).rstrip() + "…" + ending
