"""Orders a Russian reader expects: № 2 before № 10, 9А before 10А, task 2.9 before 2.10.

Each function is a sort key: `sorted(names, key=natural_key)`.
"""

from __future__ import annotations

import re
from functools import lru_cache

# (kind, number, text): numbers sort before words, words alphabetically.
Chunk = tuple[int, int, str]
NaturalKey = tuple[Chunk, ...]

_CHUNKS = re.compile(r"[0-9]{1,18}|[^0-9]+")
_CLASS = re.compile(r"\s*([0-9]{1,2})\W*(.*)", re.DOTALL)


@lru_cache(maxsize=8192)
def natural_key(text: str) -> NaturalKey:
    """Key of a name: digits compare as numbers, letters without case, «ё» beside «е»."""
    letters = " ".join(text.split()).casefold().replace("ё", "е\uffff")
    return tuple(
        (0, int(chunk), "") if chunk[0] in "0123456789" else (1, 0, chunk)
        for chunk in _CHUNKS.findall(letters)
    )


def class_key(name: str) -> tuple[int, NaturalKey]:
    """Key of a class name: grade as a number, then the letter (А Б В Г …). No grade: last."""
    match = _CLASS.match(name)
    if match is None:
        return 100, natural_key(name)
    return int(match.group(1)), natural_key(match.group(2))


def code_key(code: str) -> tuple[NaturalKey, ...]:
    """Key of a dotted code of a task, element or indicator: 2.9, 2.10, 2.10.1; a comma counts as a dot."""
    return tuple(natural_key(part) for part in re.split(r"[.,]", code))
