"""The forms over HTTP: what a press keeps, and what a repeated press of somebody without the right does not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from data_access.tables import decision, decision_aim, measure, recommendation, work_event
from tests.recommending.replay import gone_to, press, said
from tests.recommending.world import FIRST, LOGINS, YEAR, World
from tests.support.client import Person

DUE = (date(2026, 6, 10) + timedelta(days=30)).isoformat()
MEASURE = {"title": "Разобрать по классам", "expected": "", "owner": "директор СОШ № 1", "due": DUE}
DECISION = {
    "decision-title": "Ввести отчёт",
    "decision-document": "приказ № 5",
    "decision-day": "2026-06-10",
    "decision-basis": "справка",
    "decision-aims": ["quality", 7],
}
WRITERS = ("head", "coordinator")
OTHERS = tuple(login for login in LOGINS if login not in (*WRITERS, "teacher"))


@pytest.fixture
def waiting(peopled: World) -> World:
    """Recommendation № 1 waits for an answer, measure № 1 goes on, decision № 1 stands."""
    peopled.value("pass_rate", FIRST, YEAR - 1, 99)
    peopled.value("pass_rate", FIRST, YEAR, 80)
    peopled.refresh()
    return peopled


def fields(prefix: str, **changes: str) -> dict[str, str]:
    return {f"{prefix}-{name}": value for name, value in {**MEASURE, **changes}.items()}


def record(world: World) -> int:
    return int(world.one("fell").id)


def everything(world: World) -> list[Any]:
    with world.house.database.reading() as connection:
        return [
            connection.execute(select(table)).all()
            for table in (recommendation, measure, decision, decision_aim, work_event)
        ]


def begin(world: World) -> str:
    return f"mechanism=preparation&unit={world.unit(FIRST)}&year={YEAR}&indicator=quality"


@pytest.fixture
def server(waiting: World) -> Flask:
    return waiting.server()


@pytest.mark.parametrize("login", WRITERS)
def test_from_a_recommendation_to_a_measure_and_a_decision(login: str, waiting: World, server: Flask) -> None:
    someone = Person(server, login)
    page = f"/recommendation?record={record(waiting)}"
    assert "rec-accept-measure" in someone.open(page).text
    answer = press(server, someone, "rec-edit", page, {"rec-text": "Разберите до педсовета."})
    assert gone_to(answer).startswith(f"/recommendation?year={YEAR}&record={record(waiting)}&done=")
    answer = press(server, someone, "rec-accept-measure", page, fields("rec", due="2020-01-01"))
    assert said(answer) == "Срок уже прошёл: укажите сегодняшний день или позже."
    assert not gone_to(answer)
    assert gone_to(press(server, someone, "rec-accept-measure", page, fields("rec")))
    assert waiting.one("fell").status == "accepted"
    assert "Разобрать по классам" in someone.open(page).text
    answer = press(
        server,
        someone,
        "measure-report",
        "/measure?record=1",
        {"measure-state": "doing", "measure-progress": "половина"},
    )
    assert said(answer) == "Готовность — целое число от 0 до 100."
    values = {"measure-state": "doing", "measure-progress": 50, "measure-evidence": "справка"}
    assert gone_to(press(server, someone, "measure-report", "/measure?record=1", values))
    changed = fields("measure", title="Разобрать по предметам")
    assert gone_to(press(server, someone, "measure-edit", "/measure?record=1", changed))
    text = someone.open("/measure?record=1").text
    assert "Разобрать по предметам" in text
    assert "Было: «Разобрать по классам»" in text.replace("\\", "")
    answer = press(server, someone, "decision-make", f"/decision?{begin(waiting)}&record=1", DECISION)
    assert gone_to(answer) == "/decision?record=1"
    assert "Разобрать по предметам" in someone.open("/decision?record=1").text
    answer = press(server, someone, "decision-withdraw", "/decision?record=1", {"decision-reason": ""})
    assert said(answer) == "Напишите, почему решение отменено."
    assert gone_to(
        press(server, someone, "decision-withdraw", "/decision?record=1", {"decision-reason": "заменено"})
    )
    assert "отменено" in someone.open("/decision?record=1").text


def test_a_measure_is_made_from_a_red_indicator(waiting: World, server: Flask) -> None:
    head = Person(server, "head")
    page = f"/measure?{begin(waiting)}"
    drawn = head.open(page).text
    assert "Разобрать показатель «Качество обучения»" in drawn
    assert "директор СОШ № 1" in drawn
    answer = press(server, head, "measure-create", page, fields("measure", indicator="quality"))
    assert gone_to(answer) == "/measure?record=1"
    with waiting.house.database.reading() as connection:
        row = connection.execute(select(measure)).one()
    assert (row.mechanism, row.unit_id, row.indicator, row.year) == (
        "preparation",
        waiting.unit(FIRST),
        "quality",
        YEAR,
    )


def test_a_director_reports_and_sees_no_other_button(waiting: World, server: Flask) -> None:
    head, director = Person(server, "head"), Person(server, "director1")
    press(server, head, "measure-create", f"/measure?{begin(waiting)}", fields("measure"))
    text = director.open("/measure?record=1").text
    assert "measure-report" in text
    assert "measure-edit" not in text
    assert "Снята" not in text
    for page in (f"/recommendation?record={record(waiting)}", "/actions"):
        assert "rec-accept" not in director.open(page).text
        assert "Новая мера" not in director.open(page).text
    values = {"measure-state": "doing", "measure-progress": "20", "measure-evidence": ""}
    assert gone_to(press(server, director, "measure-report", "/measure?record=1", values))
    assert waiting.events("measure", 1)[-1] == ("doing", "Должность director1", "идёт, 20 %")


@pytest.mark.parametrize("login", OTHERS)
def test_repeated_presses_of_others_change_nothing(login: str, waiting: World, server: Flask) -> None:
    head, someone = Person(server, "head"), Person(server, login)
    press(server, head, "measure-create", f"/measure?{begin(waiting)}", fields("measure"))
    press(server, head, "decision-make", f"/decision?{begin(waiting)}", DECISION)
    page = f"/recommendation?record={record(waiting)}"
    before = everything(waiting)
    presses: list[tuple[str, str, dict[str, Any]]] = [
        ("rec-accept", page, {}),
        ("rec-accept-measure", page, fields("rec")),
        ("rec-edit", page, {"rec-text": "другое"}),
        ("rec-reject", page, {"rec-reason": "нет"}),
        ("measure-create", f"/measure?{begin(waiting)}", fields("measure")),
        ("measure-edit", "/measure?record=1", fields("measure", title="другое")),
        ("decision-make", f"/decision?{begin(waiting)}", DECISION),
        ("decision-make", "/decision?record=1", DECISION),
        ("decision-withdraw", "/decision?record=1", {"decision-reason": "нет"}),
        # what a director of this school may say, but may not do
        ("measure-report", "/measure?record=1", {"measure-state": "dropped", "measure-note": "нет"}),
    ]
    if login != "director1":
        presses.append(("measure-report", "/measure?record=1", {"measure-state": "doing"}))
    for button, address, values in presses:
        answer = press(server, someone, button, address, values)
        assert said(answer), (button, address)
        assert not gone_to(answer), (button, address)
    assert everything(waiting) == before


def test_mistakes_of_an_address_are_sentences(waiting: World, server: Flask) -> None:
    head = Person(server, "head")
    before = everything(waiting)
    for button, address, sentence in (
        ("rec-accept", "/recommendation?record=999", "Такой рекомендации нет."),
        ("rec-accept", "/recommendation", "В адресе не указана рекомендация."),
        ("measure-edit", "/measure?record=999", "Такой меры нет."),
        ("measure-report", f"/measure?{begin(waiting)}", "Такой меры нет."),
        ("decision-withdraw", f"/decision?{begin(waiting)}", "Такого решения нет."),
        ("decision-withdraw", "/decision?record=999", "Такого решения нет."),
        (
            "decision-make",
            "/decision?mechanism=no_such",
            "Такого механизма в программе этого муниципалитета нет.",
        ),
    ):
        values = {**fields("measure"), "measure-state": "doing", "decision-reason": "нет", **DECISION}
        assert said(press(server, head, button, address, values)) == sentence, (button, address)
    assert everything(waiting) == before
