"""What a layout module offers to the registry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from data_access.formats.book import Book
from data_access.formats.rows import Parsed


@dataclass(frozen=True, slots=True)
class Layout:
    """One known file layout. `sniff` looks at the content only; `parse` may raise `Unreadable`.

    `title` names the layout to a person, `hint` says where such a file comes from.
    """

    code: str
    title: str
    hint: str
    sniff: Callable[[Book], bool]
    parse: Callable[[Book], Parsed]


@dataclass(frozen=True, slots=True)
class KnownOther:
    """A file people often send by mistake: recognised only to say what to send instead."""

    sniff: Callable[[Book], bool]
    sentence: str
