"""What a browser sends when a button of these forms is pressed, with any values, of any account."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flask import Flask

from tests.support.client import Person

Fields = Mapping[str, Mapping[str, Any]]  # act → key → value


def press_entry(
    server: Flask, someone: Person, button: str, address: str, fields: Fields, seen: Mapping[str, int]
) -> Any:
    """«entry-submit» or «entry-save» with what stands in the fields."""
    codes = list(fields["entry-above"])
    states = [
        [_state({"act": act, "key": code}, fields.get(act, {}).get(code, "")) for code in codes]
        for act in ("entry-above", "entry-below", "entry-note")
    ]
    clicks = [
        {"id": one, "property": "n_clicks", "value": 1 if one == button else None}
        for one in ("entry-save", "entry-submit")
    ]
    said = [{"id": "entry-seen", "property": "data", "value": dict(seen)}, _search(address)]
    groups = {"entry-wrong": codes}
    return _send(server, someone, "entry-said", groups, clicks, f"{button}.n_clicks", [*states, *said])


def press_line(
    server: Flask, someone: Person, act: str, address: str, cells: Mapping[str, str], unit: int | str
) -> Any:
    """«add», «change» or «close» on the page of a register."""
    button = {"act": "line-do", "key": act}
    name = json.dumps(button, sort_keys=True, separators=(",", ":"))
    states = [
        [_state({"act": "line-cell", "key": code}, value) for code, value in cells.items()],
        {"id": "line-unit", "property": "value", "value": str(unit)},
        _search(address),
    ]
    clicks = [[{"id": button, "property": "n_clicks", "value": 1}]]
    groups = {"line-wrong": list(cells)}
    return _send(server, someone, "line-said", groups, clicks, f"{name}.n_clicks", states)


def press_target(server: Flask, someone: Person, address: str, unit: int, value: str, risk: str = "") -> Any:
    """«Задать цель» on the page of an indicator."""
    states = [
        {"id": "target-unit", "property": "value", "value": str(unit)},
        {"id": "target-value", "property": "value", "value": value},
        {"id": "target-risk", "property": "value", "value": risk},
        _search(address),
    ]
    clicks = [{"id": "target-set", "property": "n_clicks", "value": 1}]
    return _send(server, someone, "target-said", {}, clicks, "target-set.n_clicks", states)


def answered(answer: Any, id_: str) -> str:
    """What became of one output; empty when it was left as it is."""
    assert answer.status_code == 200, answer.text
    given = answer.json["response"].get(id_, {})
    return str(next(iter(given.values()), "") or "")


def wrong(answer: Any, act: str) -> dict[str, str]:
    """Sentences at the fields: key → text."""
    found = {}
    for id_, given in answer.json["response"].items():
        if f'"act":"{act}"' in id_ and given.get("children"):
            found[json.loads(id_)["key"]] = given["children"]
    return found


def _state(id_: dict[str, str], value: Any) -> dict[str, Any]:
    return {"id": id_, "property": "value", "value": value}


def _search(address: str) -> dict[str, Any]:
    query = address.partition("?")[2]
    return {"id": "address", "property": "search", "value": f"?{query}"}


def _send(
    server: Flask,
    someone: Person,
    said: str,
    groups: Mapping[str, list[str]],
    inputs: list[Any],
    changed: str,
    states: list[Any],
) -> Any:
    known = server.extensions["dash"].callback_map
    name = next(key for key in known if f"{said}.children" in key)
    address = next(part for part in name.strip(".").split("...") if part.startswith("address.href"))
    outputs: list[Any] = [
        {"id": "address", "property": address.removeprefix("address.")},
        {"id": said, "property": "children"},
    ]
    outputs += [
        [{"id": {"act": act, "key": key}, "property": "children"} for key in keys]
        for act, keys in groups.items()
    ]
    return someone.callback(
        {"output": name, "outputs": outputs, "inputs": inputs, "changedPropIds": [changed], "state": states}
    )
