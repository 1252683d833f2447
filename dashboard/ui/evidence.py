"""Evidence (подтверждение): the name of a document as people wrote it, with its web addresses made links.

Only http and https addresses become links, and they open apart from the program without telling it; any other
text, a `javascript:` address included, stays text.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from markupsafe import Markup

from dashboard.ui.sheet import joined

_ADDRESS = re.compile(r"https?://[^\s<>\"'«»]+", re.IGNORECASE)
_TAIL = ".,;:!?)]}"
_LONGEST = 40


def evidence_markup(text: str) -> Markup:
    """The text, escaped, with its web addresses as links."""
    text = text.replace("№ ", "№\u00a0")
    parts: list[Markup] = []
    at = 0
    for found in _ADDRESS.finditer(text):
        address = found[0].rstrip(_TAIL)
        if not _is_address(address):
            continue
        parts += [Markup("{}").format(text[at : found.start()]), _outer(address)]
        at = found.start() + len(address)
    return joined([*parts, Markup("{}").format(text[at:])])


def _is_address(text: str) -> bool:
    """A whole address with a host; a broken one stays text."""
    try:
        return bool(urlsplit(text).hostname)
    except ValueError:
        return False


def _outer(address: str) -> Markup:
    shown = address if len(address) <= _LONGEST else f"{address[: _LONGEST - 1]}…"
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer" class="outer">{}</a>').format(
        address, shown
    )
