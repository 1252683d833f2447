"""Codes of a period mark (отметка за период) and the groups of codes every method agrees on.

The codes repeat what the file formats store; they are written out again because a method must not
depend on storage. An unknown code is an error: counted as «no mark» it would silently move a share.
"""

from __future__ import annotations

from enum import StrEnum


class Mark(StrEnum):
    """A period mark as stored."""

    FIVE = "5"
    FOUR = "4"
    THREE = "3"
    TWO = "2"
    ONE = "1"
    NOT_ATTESTED = "na"  # «н/а»: stays in the denominator
    EXEMPT = "ex"  # «осв»: outside every count
    PASS = "pass"  # noqa: S105 «зач», no password
    FAIL = "fail"  # «незач»


LABELS: dict[Mark, str] = {
    Mark.FIVE: "5",
    Mark.FOUR: "4",
    Mark.THREE: "3",
    Mark.TWO: "2",
    Mark.ONE: "1",
    Mark.NOT_ATTESTED: "н/а",
    Mark.EXEMPT: "осв",
    Mark.PASS: "зач",
    Mark.FAIL: "незач",
}

# The programme is not mastered (стандарт не освоен): «1» is legal and counts as «2».
FAILING = frozenset({Mark.TWO, Mark.ONE, Mark.FAIL})

# Marks that say nothing about success and leave a pupil's category as it is.
UNGRADED = frozenset({Mark.EXEMPT, Mark.PASS})


def read_mark(code: str) -> Mark | None:
    """Mark of a stored code; an empty code is «no mark» (None). Unknown code → ValueError."""
    if not code:
        return None
    try:
        return Mark(code)
    except ValueError:
        raise ValueError(f"unknown mark code {code!r}; known codes: {', '.join(Mark)}") from None
