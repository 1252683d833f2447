"""How names are compared: lower case, no quotes, «ё» as «е», single spaces. For matching only, never shown."""

from __future__ import annotations

import re

_SIGNS = re.compile(r"[«»\"'“”„().,\-–—]+")
_SPACES = re.compile(r"\s+")


def name_key(name: str) -> str:
    """Equal keys mean the same name written differently: «СОШ №1» and «сош № 1»."""
    text = _SIGNS.sub(" ", name.lower().replace("ё", "е").replace("№", " № "))
    return _SPACES.sub(" ", text).strip()
