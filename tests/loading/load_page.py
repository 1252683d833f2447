"""The page of one load as a browser uses it: upload, answer, confirm, over HTTP with the callbacks' own bodies."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from dashboard.loading.plan import Question
from data_access.viewer import SYSTEM
from tests.support.client import Person


class LoadPage(Person):
    """Somebody at the page of the file they have just sent."""

    def __init__(self, server: Flask, login: str) -> None:
        super().__init__(server, login)
        self.server = server
        self.load_id = 0

    def send(self, path: Path, file_name: str = "") -> TestResponse:
        """POST /upload, whatever comes of it."""
        with path.open("rb") as file:
            answer = self.client.post("/upload", data={"file": (file, file_name or path.name)})
        answer.request.environ["wsgi.input"].close()  # the client's own copy of a large body
        return answer

    def upload(self, path: Path) -> None:
        answer = self.send(path)
        assert answer.status_code == 200, answer.text
        assert answer.json is not None
        self.load_id = int(answer.json["href"].rpartition("=")[2])
        assert self.open(answer.json["href"]).status_code == 200

    def questions(self) -> tuple[Question, ...]:
        """What the page asks; read beside it, since the drawn page is another test's matter."""
        author = replace(SYSTEM, user_id=1)
        preview = self.server.extensions["parts"].loading.preview(author, self.load_id)
        return tuple(preview.questions)

    def answer(self, answers: dict[str, str]) -> TestResponse:
        chosen = [
            {"id": {"act": "answer", "key": key}, "property": "value", "value": value}
            for key, value in answers.items()
        ]
        return self._call("load-confirm.disabled", chosen)

    def confirm(self) -> TestResponse:
        return self._call("load-tick.disabled.", {"id": "load-confirm", "property": "n_clicks", "value": 1})

    def _call(self, output: str, given: Any) -> TestResponse:
        known = self.server.extensions["dash"].callback_map
        name = next(key for key in known if f"{output}." in f"{key}.".replace("..", "."))
        outputs = [part.rpartition(".") for part in name.strip(".").split("...")]
        changed = [] if isinstance(given, list) else [f"{given['id']}.{given['property']}"]
        return self.callback(
            {
                "output": name,
                "outputs": [{"id": id_, "property": property_} for id_, _, property_ in outputs],
                "inputs": [given],
                "changedPropIds": changed,
                "state": [{"id": "address", "property": "search", "value": f"?load={self.load_id}"}],
            }
        )
