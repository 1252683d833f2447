"""A person at the program without a browser: logs in, opens pages, repeats what a browser would send."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

PASSWORD = "long-enough-for-tests"


class Person:
    """A logged-in test client."""

    def __init__(self, server: Flask, login: str = "") -> None:
        self.client: FlaskClient = server.test_client()
        self.login = login
        if login:
            answer = self.client.post("/login", data={"login": login, "password": PASSWORD, "next": "/"})
            assert answer.status_code == 302, f"{login} could not log in: {answer.status_code}"

    def get(self, address: str) -> TestResponse:
        return self.client.get(address)

    def callback(self, body: dict[str, Any]) -> TestResponse:
        """Sends what the browser's part of Dash sends."""
        return self.client.post("/_dash-update-component", json=body)

    def open(self, address: str) -> TestResponse:
        """Opens a page as the router does."""
        path, _, query = address.partition("?")
        return self.callback(
            {
                "output": "screen.children",
                "outputs": {"id": "screen", "property": "children"},
                "inputs": [
                    {"id": "address", "property": "pathname", "value": path},
                    {"id": "address", "property": "search", "value": f"?{query}" if query else ""},
                ],
                "changedPropIds": ["address.pathname"],
            }
        )
