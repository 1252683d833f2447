"""What a browser sends when a button of these forms is pressed, with any values, of any account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask

from tests.support.client import Person


def press(server: Flask, someone: Person, button: str, address: str, values: Mapping[str, Any]) -> Any:
    """The answer to a press of the button with this id, standing at the address; `values` by id of the field."""
    name, spec = next(
        (name, spec)
        for name, spec in server.extensions["dash"].callback_map.items()
        if spec["inputs"][0]["id"] == button
    )
    outputs = [part.rpartition(".") for part in name.strip(".").split("...")]
    query = address.partition("?")[2]
    states = [
        {**state, "value": f"?{query}" if state["property"] == "search" else values.get(state["id"])}
        for state in spec["state"]
    ]
    return someone.callback(
        {
            "output": name,
            "outputs": [{"id": id_, "property": prop} for id_, _, prop in outputs],
            "inputs": [{"id": button, "property": "n_clicks", "value": 1}],
            "changedPropIds": [f"{button}.n_clicks"],
            "state": states,
        }
    )


def said(answer: Any) -> str:
    """The sentence about what is wrong; empty when nothing is."""
    assert answer.status_code == 200, answer.text
    given = {
        id_: value.get("children") for id_, value in answer.json["response"].items() if id_.endswith("-said")
    }
    return str(next(iter(given.values()), "") or "")


def gone_to(answer: Any) -> str:
    """Where the browser is sent; empty when it stays."""
    assert answer.status_code == 200, answer.text
    return str(answer.json["response"].get("address", {}).get("href", ""))
