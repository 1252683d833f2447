"""Blocks as plain values for `flask show` and for scripts: the same figures, without the looks."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

import orjson

from dashboard.page import Opened


def as_plain(value: Any) -> Any:
    """Dataclasses as dictionaries; empty looks are left out so that a reader finds the figures."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        pairs = ((field.name, as_plain(getattr(value, field.name))) for field in fields(value))
        return {"type": type(value).__name__} | {
            name: of for name, of in pairs if of not in ("", (), [], None)
        }
    if isinstance(value, (tuple, list)):
        return [as_plain(part) for part in value]
    return value


def page_as_json(opened: Opened) -> str:
    """A whole page as indented JSON."""
    plain = {
        "address": opened.selection.address,
        "title": opened.heading.title,
        "subtitle": opened.heading.subtitle,
        "blocks": {block.key: as_plain(block) for block in opened.blocks},
    }
    return orjson.dumps(plain, option=orjson.OPT_INDENT_2).decode()
