"""What travels from the child process to its parent: JSON, never pickles.

The child has touched hostile bytes; JSON can only become the dataclasses of `rows`, whatever it says.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

import orjson

from data_access.formats.rows import Parsed, Unreadable

_Reviver = Callable[[Any], Any]


def dump_parsed(parsed: Parsed) -> bytes:
    """Rows as bytes."""
    return orjson.dumps({"parsed": parsed})


def dump_unreadable(sentence: str) -> bytes:
    """A refusal as bytes."""
    return orjson.dumps({"unreadable": sentence})


def load(answer: bytes) -> Parsed:
    """Rows sent by `dump_parsed`; raises the `Unreadable` sent by `dump_unreadable`."""
    message = orjson.loads(answer)
    if "unreadable" in message:
        raise Unreadable(message["unreadable"])
    parsed: Parsed = _dataclass_reviver(Parsed)(message["parsed"])
    return parsed


@cache
def _reviver(kind: Any) -> _Reviver | None:
    """How JSON of a type becomes the type again; None when it already is."""
    if is_dataclass(kind):
        return _dataclass_reviver(kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is tuple:
        return _tuple_reviver(_reviver(arguments[0]))
    if origin in (types.UnionType, Union):
        return next(map(_optional_reviver, filter(None, map(_reviver, arguments))), None)
    return None


def _tuple_reviver(inner: _Reviver | None) -> _Reviver:
    return tuple if inner is None else lambda values: tuple(map(inner, values))


def _optional_reviver(inner: _Reviver) -> _Reviver:
    return lambda value: None if value is None else inner(value)


def _dataclass_reviver(kind: Any) -> _Reviver:
    hints = get_type_hints(kind)
    nested = [(part.name, reviver) for part in fields(kind) if (reviver := _reviver(hints[part.name]))]

    def revive(values: dict[str, Any]) -> Any:
        for name, reviver in nested:
            values[name] = reviver(values[name])
        return kind(**values)

    return revive
