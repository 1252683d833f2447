"""Walking through the running program: the links of an answer, the addresses they name, what a screen says.

Pages come from the desk and callbacks from `/_dash-dependencies`, so that whatever is added to the program is
walked over without anyone remembering to list it.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bs4 import BeautifulSoup
from werkzeug.test import TestResponse

from tests.support.client import Person

EXPORT = "/export.xlsx"
NOTHING: Mapping[str, int] = {}
HREF = re.compile(r'\shref="([^"]*)"')


@dataclass(frozen=True)
class Key:
    """What an address is about; year and period aside."""

    path: str
    unit: str = ""
    person: str = ""
    load: str = ""
    indicator: str = ""
    record: str = ""


@dataclass(frozen=True)
class Walk:
    """Addresses found by following every link, and the screens of those that were opened."""

    addresses: dict[Key, str]
    screens: dict[str, str]  # address → text of the answer
    exports: frozenset[str]


def key_of(address: str) -> Key:
    target = urlsplit(address)
    query = {name: values[0] for name, values in parse_qs(target.query).items()}
    about = ("unit", "person", "load", "indicator", "record")
    return Key(target.path, *(query.get(name, "") for name in about))


def links(answer: Any) -> Iterator[str]:
    """Every href of a Dash answer, those inside the markup of sheets included."""
    if isinstance(answer, dict):
        for name, value in answer.items():
            if name == "href" and isinstance(value, str):
                yield value
            elif name == "data-sheet":
                yield from (
                    str(link["href"]) for link in BeautifulSoup(value, "html.parser").select("[href]")
                )
            else:
                yield from links(value)
    elif isinstance(answer, list):
        for part in answer:
            yield from links(part)


def words(answer: Any) -> Iterator[str]:
    """Every text of a Dash answer, with the markup of sheets taken off."""
    if isinstance(answer, dict):
        for name, value in answer.items():
            if name == "data-sheet":
                yield BeautifulSoup(value, "html.parser").get_text(" ")
            else:
                yield from words(value)
    elif isinstance(answer, list):
        for part in answer:
            yield from words(part)
    elif isinstance(answer, str):
        yield answer


def walk(
    person: Person, starts: Iterable[str], paths: Iterable[str], every: Mapping[str, int] = NOTHING
) -> Walk:
    """Follows every link, one address for each thing that an address can be about.

    `every`: of the addresses of a path, open each such one only; the others are collected unopened.
    """
    known = set(paths)
    queue, addresses, screens, exports = deque(starts), {}, {}, set()
    met: Counter[str] = Counter()
    while queue:
        address = queue.popleft()
        key = key_of(address)
        if key.path not in known or key in addresses:
            continue
        addresses[key] = address
        met[key.path] += 1
        if met[key.path] % every.get(key.path, 1):
            continue
        answer = person.open(address)
        assert answer.status_code == 200, address
        screens[address] = answer.text
        found = list(links(answer.json))
        exports.update(link for link in found if link.startswith(EXPORT))
        queue.extend(found)
    return Walk(addresses, screens, frozenset(exports))


def text_of(response: TestResponse) -> str:
    """Everything an answer says, as text; a workbook is unpacked first."""
    if response.data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(response.data)) as book:
            return "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    if response.is_json:
        return json.dumps(response.json, ensure_ascii=False)
    return response.text


# -- callbacks ------------------------------------------------------------------------------------------

PLAUSIBLE: dict[str, Any] = {
    "n_clicks": 1,
    "submit_n_clicks": 1,
    "n_intervals": 1,
    "value": "new",
    "data": {"unit": 1},
}


def server_callbacks(person: Person) -> list[dict[str, Any]]:
    """Callbacks that run on the server."""
    return [spec for spec in person.get("/_dash-dependencies").json or [] if not spec["clientside_function"]]


def request_body(spec: dict[str, Any], address: str) -> dict[str, Any]:
    """What a browser standing at this address would send to a callback."""
    inputs = [_part(part, address) for part in spec["inputs"]]
    return {
        "output": spec["output"],
        "outputs": _outputs(spec["output"]),
        "inputs": inputs,
        "state": [_part(part, address) for part in spec["state"]],
        "changedPropIds": [_changed(spec["inputs"][0])],
    }


def _part(part: dict[str, Any], address: str) -> Any:
    target = urlsplit(address)
    place = {
        "pathname": target.path,
        "search": f"?{target.query}" if target.query else "",
        "href": f"http://localhost{address}",
    }
    value = place.get(part["property"], PLAUSIBLE.get(part["property"], 1))
    if not part["id"].startswith("{"):
        return {**part, "value": value}
    pattern = json.loads(part["id"])
    named = {name: _any(word) for name, word in pattern.items()}
    return _as_sent({"id": named, "property": part["property"], "value": value}, pattern)


def _as_sent(one: dict[str, Any], pattern: dict[str, Any]) -> Any:
    """A browser sends one part of a group for MATCH and a list of them for ALL."""
    is_group = any(word == ["ALL"] or word == ["ALLSMALLER"] for word in pattern.values())
    return [one] if is_group else one


def _any(word: Any) -> Any:
    return "*:pupil" if isinstance(word, list) else word


def _changed(part: dict[str, Any]) -> str:
    if not part["id"].startswith("{"):
        return f"{part['id']}.{part['property']}"
    named = {name: _any(word) for name, word in json.loads(part["id"]).items()}
    return f"{json.dumps(named, separators=(',', ':'))}.{part['property']}"


def _outputs(output: str) -> Any:
    if not output.startswith(".."):
        return _output(output)
    return [_output(part) for part in output.strip(".").split("...")]


def _output(output: str) -> Any:
    id_, _, name = output.rpartition(".")
    if not id_.startswith("{"):
        return {"id": id_, "property": name}
    pattern = json.loads(id_)
    named = {part: _any(word) for part, word in pattern.items()}
    return _as_sent({"id": named, "property": name}, pattern)
