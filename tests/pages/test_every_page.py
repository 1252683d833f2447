"""Every page for every role: it opens with figures, or refuses with a sentence; never a traceback."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.support.client import Person

ROLES = ("head", "coordinator", "director1", "director2", "director3", "classteacher", "teacher")


@pytest.mark.parametrize("login", ROLES)
def test_the_start_page_opens_for_every_role(login: str, person: Callable[[str], Person]) -> None:
    answer = person(login).open("/")
    assert answer.status_code == 200
    assert "Ошибка" not in answer.text
    assert "page-title" in answer.text


@pytest.mark.parametrize("login", ROLES)
def test_every_page_answers_every_role(login: str, demo_app: Flask, person: Callable[[str], Person]) -> None:
    someone = person(login)
    parts = demo_app.extensions["parts"]
    for path in parts.desk.pages:
        for query in (
            "",
            "?unit=2",
            "?person=2",
            "?unit=999999",
            "?load=1",
            "?year=1999",
            "?period=Q9",
            "?unit=x",
        ):
            answer = someone.open(path + query)
            assert answer.status_code == 200, (path, query)
            assert "передайте администратору" not in answer.text, (path, query)
