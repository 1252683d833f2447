"""Text that any spreadsheet program can store, and that says so when it had to be cut.

XlsxWriter cuts long strings without a word and warns and drops long page headers; both would lose text
silently, so limits are met here first.
"""

from __future__ import annotations

import re

CELL_LIMIT = 32_767  # UTF-16 units in one cell
PAGE_HEADER_LIMIT = 250  # of 255 in the whole page header; the rest is control codes

# Lone surrogates and U+FFFE, U+FFFF cannot stand in XML.
_ILLEGAL = re.compile("[\ud800-\udfff\ufffe\uffff]")


def clean_text(text: str, limit: int = CELL_LIMIT) -> str:
    """Text without characters a file cannot hold; longer than `limit` it is cut and ends with a remark."""
    legal = _ILLEGAL.sub("\ufffd", text)
    if utf16_length(legal) <= limit:
        return legal
    remark = f" … [текст сокращён, всего знаков: {len(legal)}]"
    return cut(legal, limit - len(remark)) + remark


def page_header_text(text: str, limit: int) -> str:
    """Text for a page header, where «&» starts a control code: it is replaced by its full-width twin."""
    plain = " ".join(clean_text(text).split()).replace("&", "＆")
    return plain if utf16_length(plain) <= limit else cut(plain, limit - 1) + "…"


def cut(text: str, limit: int) -> str:
    """The longest beginning of `text` that takes at most `limit` UTF-16 units."""
    return text.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", errors="ignore")


def utf16_length(text: str) -> int:
    """Length as Excel counts it: characters outside the base plane count twice."""
    return len(text.encode("utf-16-le")) // 2
