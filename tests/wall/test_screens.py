"""A screen: a link of a device that shows sums and opens nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app import create_app
from dashboard.access.accounts import read_viewer
from dashboard.access.gate import PUBLIC
from dashboard.house import House
from dashboard.wall.screens import EXPIRED, REVOKED, UNKNOWN, Closed, WallScreens
from dashboard.wall.settings import WallSettings
from data_access.tables import audit_event, person_name, wall_screen
from data_access.viewer import NotFound, Refused, Viewer
from tests.access.test_gate import addresses
from tests.support.client import Person

ALL = WallSettings(("preparation", "low_results", "talent", "objectivity", "heads"))


@pytest.fixture
def own_app(own_demo: House) -> Iterator[Flask]:
    made = create_app(own_demo.settings)
    yield made
    made.extensions["parts"].house.database.engine.dispose()


@pytest.fixture
def screens(own_app: Flask) -> WallScreens:
    return WallScreens(own_app.extensions["parts"].house)


@pytest.fixture
def account(own_app: Flask) -> Callable[[str], Viewer]:
    def find(login: str) -> Viewer:
        with own_app.extensions["parts"].house.database.reading() as connection:
            found = read_viewer(connection, login)
        assert found is not None
        return found

    return find


@pytest.fixture
def token(screens: WallScreens, account: Callable[[str], Viewer]) -> str:
    return screens.make(account("head"), "Кабинет", ALL, 30)


def television(server: Flask, token: str) -> FlaskClient:
    client = server.test_client()
    assert client.get(f"/wall/{token}").status_code == 302
    return client


def test_a_link_opens_the_wall_and_the_numbers_are_those_of_the_desk(own_app: Flask, token: str) -> None:
    client = television(own_app, token)
    assert client.get("/wall").status_code == 200
    picture = client.get("/wall/scenes.json").get_json()
    assert [scene["key"] for scene in picture["scenes"]] == [*ALL.mechanisms, "changes", "overdue"]
    desk = own_app.extensions["parts"].desk
    with desk.house.database.reading() as connection:
        coordinator = read_viewer(connection, "coordinator")
    tiles = next(
        block for block in desk.open("/m/preparation", "", coordinator).blocks if block.key == "tiles"
    ).tiles
    shown = {tile["title"]: tile["number"] for tile in picture["scenes"][0]["tiles"]}
    assert len(shown) == 6
    for tile in tiles:
        if tile.title in shown and tile.quantity.value is not None:
            assert float(shown[tile.title].replace(",", ".").replace("\u2009", "")) == pytest.approx(
                tile.quantity.value, abs=0.06
            )


def test_no_name_of_anybody_is_in_what_a_television_gets(own_app: Flask, token: str) -> None:
    desk = own_app.extensions["parts"].desk
    with desk.house.database.reading() as connection:
        names = {word for row in connection.execute(select(person_name)) for word in words_of(row)}
        people = {row[0] for row in connection.exec_driver_sql("SELECT display_name FROM user_account")}
    assert len(names) > 100
    client = television(own_app, token)
    for address in ("/wall", "/wall/scenes.json"):
        body = client.get(address).get_data(as_text=True)
        body = json.dumps(json.loads(body), ensure_ascii=False) if address.endswith("json") else body
        seen = set(re.findall(r"[А-ЯЁ][а-яё]+", body))
        assert not seen & names, seen & names
        assert not [name for name in people if name in body]
        assert not re.search(r"person|pupil|teacher|login", body)


def words_of(row: object) -> set[str]:
    texts = (value for value in tuple(row) if isinstance(value, str))  # type: ignore[arg-type]
    return {word for text in texts for word in re.findall(r"[А-ЯЁ][а-яё]{2,}", text)}


def test_the_link_opens_no_other_address_by_any_method(own_app: Flask, token: str) -> None:
    client = television(own_app, token)
    # even sent everywhere, as a thief of the cookie would
    client.set_cookie("wall", token, path="/")
    client.set_cookie("sid", token, path="/")
    for endpoint, method, address in addresses(own_app):
        if endpoint in PUBLIC:
            continue
        answer = client.open(address, method=method)
        assert answer.status_code in (401, 302), (endpoint, method, answer.status_code)
    body = {"output": "screen.children", "inputs": [], "changedPropIds": []}
    assert client.post("/_dash-update-component", json=body).status_code == 401


def test_a_revoked_link_is_closed_at_the_next_round_and_says_so(
    own_app: Flask, screens: WallScreens, account: Callable[[str], Viewer], token: str
) -> None:
    client = television(own_app, token)
    screen = screens.find(token)
    screens.revoke(account("head"), screen.id)
    answer = client.get("/wall/scenes.json")
    assert (answer.status_code, answer.get_json()) == (401, {"said": REVOKED})
    assert REVOKED in client.get("/wall").get_data(as_text=True)
    for act in (
        lambda: screens.revoke(account("head"), screen.id),
        lambda: screens.renew(account("head"), screen.id, 9),
    ):
        with pytest.raises(NotFound):
            act()


def test_an_expired_link_says_so_and_comes_back_when_it_is_renewed(
    own_app: Flask, account: Callable[[str], Viewer], token: str
) -> None:
    house = own_app.extensions["parts"].house
    later = WallScreens(replace(house, now=lambda: house.now() + timedelta(days=31)))
    with pytest.raises(Closed, match=re.escape(EXPIRED)):
        later.find(token)
    later.renew(account("head"), WallScreens(house).find(token).id, 30)
    assert later.find(token).title == "Кабинет"


def test_a_wrong_link_is_refused_with_a_sentence(own_app: Flask) -> None:
    client = own_app.test_client()
    for address in ("/wall/nothing", "/wall", "/wall/scenes.json"):
        answer = client.get(address)
        assert answer.status_code == 401
        assert UNKNOWN in (answer.get_json() or {}).get("said", "") or UNKNOWN in answer.get_data(
            as_text=True
        )


def test_only_a_hash_of_the_link_is_kept_and_the_television_is_seen(own_app: Flask, token: str) -> None:
    television(own_app, token).get("/wall/scenes.json")
    house = own_app.extensions["parts"].house
    with house.database.reading() as connection:
        row = connection.execute(select(wall_screen)).mappings().one()
        actions = set(connection.scalars(select(audit_event.c.action)))
    assert token not in str(dict(row))
    assert len(token) >= 43
    assert row["seen_at"] is not None
    assert "wall make" in actions


@pytest.mark.parametrize("login", ["coordinator", "director1", "teacher"])
def test_only_the_head_sets_up_screens(
    login: str, own_app: Flask, screens: WallScreens, account: Callable[[str], Viewer]
) -> None:
    with pytest.raises(Refused):
        screens.make(account(login), "Кабинет", ALL, 30)
    assert Person(own_app, login).client.get("/screens").status_code == 403


@pytest.mark.parametrize(
    ("title", "settings", "days"),
    [
        ("", ALL, 30),
        ("Кабинет", replace(ALL, mechanisms=("nothing",)), 30),
        ("Кабинет", replace(ALL, seconds=1), 30),
        ("Кабинет", replace(ALL, theme="pink"), 30),
        ("Кабинет", replace(ALL, dim_from="25:00", dim_to="07:00"), 30),
        ("Кабинет", replace(ALL, dim_from="20:00"), 30),
        ("Кабинет", ALL, 0),
        ("Кабинет", WallSettings((), changes=False, overdue=False), 30),
    ],
)
def test_a_wrong_field_is_a_sentence_and_makes_no_screen(
    title: str, settings: WallSettings, days: int, screens: WallScreens, account: Callable[[str], Viewer]
) -> None:
    with pytest.raises(NotFound):
        screens.make(account("head"), title, settings, days)
    with screens.house.database.reading() as connection:
        assert connection.execute(select(wall_screen)).all() == []


def test_the_page_of_screens_shows_every_screen_without_its_link(
    own_app: Flask, token: str, account: Callable[[str], Viewer]
) -> None:
    desk = own_app.extensions["parts"].desk
    table = desk.open("/screens", "", account("head")).blocks[0]
    assert table.rows[0].cells[0].text == "Кабинет"
    assert token not in str(table)
