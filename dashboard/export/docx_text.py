"""Text that XML can hold: control characters are left out, nothing is cut; markup in it stays plain text."""

from __future__ import annotations

import re

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def legal_text(text: str) -> str:
    """The same text without what no .docx may hold."""
    return _ILLEGAL.sub("", text)
