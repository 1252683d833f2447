"""Asked for everything about another school, by address and by repeating requests: nothing comes back.

Pages come from the desk, callbacks from the running program, addresses from what the head of the department
reaches by links: a new page or callback is swept without anyone remembering.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from flask import Flask

from dashboard.access.accounts import read_viewer
from tests.access.crawl import Key, Walk, key_of, links, request_body, server_callbacks, text_of, words
from tests.access.foreign import WORK, all_of, canaries, reach_of
from tests.support.client import Person

RESTRICTED = ("director1", "director3", "classteacher", "teacher")
REFUSED = ("вам не открыт", "открыты управлению", "открыта управлению", "открыты", "нужно право")
# Of addresses that differ only in their number, every so many-th is asked of every callback.
SAMPLED = {"/pupil": 20, "/load": 8, "/measure": 20, "/recommendation": 8, "/indicator": 40, "/register": 8}
SomeOne = Callable[[str], Person]
Walks = Callable[[str], Walk]


def foreign_addresses(program: Flask, login: str, walks: Walks) -> dict[Key, str]:
    """Every address of the head that is not inside the person's reach."""
    with program.extensions["parts"].house.database.reading() as connection:
        reach = reach_of(connection, login)
    return {
        key: address
        for key, address in walks("head").addresses.items()
        if (key.unit or key.person or key.load or key.record or key.path.startswith("/m/"))
        and not reach.opens(key)
    }


def foreign_names(program: Flask, login: str) -> frozenset[str]:
    with program.extensions["parts"].house.database.reading() as connection:
        return canaries(connection, login)


def found_in(text: str, names: frozenset[str], known: dict[str, str]) -> str:
    """The first foreign name in a text; equal texts are searched once."""
    if text not in known:
        known[text] = next((name for name in names if name in text), "")
    return known[text]


def without_id(text: str) -> str:
    return re.sub(r"[0-9a-f]{12}", "-", text)


def test_the_sweep_covers_every_page_school_class_teacher_pupil_and_load(
    program: Flask, walks: Walks, someone: SomeOne
) -> None:
    head = walks("head")
    pages = set(program.extensions["parts"].desk.pages)
    assert {key.path for key in head.addresses} == pages
    with program.extensions["parts"].house.database.reading() as connection:
        known = all_of(connection)
    marked_schools = {int(key.unit) for key in head.addresses if key.path == "/school" and key.unit}
    assert len(marked_schools) >= 3
    assert len([key for key in head.addresses if key.path == "/pupil"]) > len(known.pupils) / 2
    assert len([key for key in head.addresses if key.path == "/teacher"]) > len(known.teachers) / 2
    assert len([key for key in head.addresses if key.path == "/load" and key.load]) == len(known.loads)
    assert len(head.exports) > 250
    assert len(server_callbacks(someone("director1"))) >= 7
    for login in RESTRICTED:
        assert len(foreign_addresses(program, login, walks)) > 150, login
        assert len(foreign_names(program, login)) > 300, login


def test_the_head_does_get_those_names_at_those_addresses(program: Flask, walks: Walks) -> None:
    """Otherwise the sweep would pass on empty pages."""
    for login in RESTRICTED:
        names = foreign_names(program, login)
        screens = walks("head").screens
        foreign = foreign_addresses(program, login, walks)
        opened = {key: address for key, address in foreign.items() if address in screens}
        # where the department and directors work there are posts and figures, no pupils
        addresses = {key: address for key, address in opened.items() if key.path not in WORK}
        shown = [key for key, address in addresses.items() if any(name in screens[address] for name in names)]
        assert {key.path for key in shown} >= {"/school", "/class", "/teacher", "/pupil"}
        assert len(shown) > len(addresses) / 2, login


@pytest.mark.parametrize("login", RESTRICTED)
def test_no_foreign_address_opens_on_the_screen(
    login: str, program: Flask, walks: Walks, someone: SomeOne
) -> None:
    names, person = foreign_names(program, login), someone(login)
    texts: dict[str, set[str]] = {}
    for key, address in foreign_addresses(program, login, walks).items():
        answer = person.open(address)
        assert answer.status_code == 200
        same = texts.setdefault(key.path, set())
        if without_id(answer.text) in same:
            continue
        same.add(without_id(answer.text))
        assert not any(name in answer.text for name in names), address
        assert not [link for link in links(answer.json) if link.startswith("/export")], address
        said = " ".join(words(answer.json))
        assert "Доступ закрыт" in said or "Страница не найдена" in said, address
        assert any(word in said for word in REFUSED), (address, said[-200:])
    # One refusal per page whatever was asked for: it depends on nothing of what it hides.
    assert {path: len(found) for path, found in texts.items()} == dict.fromkeys(texts, 1)


@pytest.mark.parametrize("login", RESTRICTED)
def test_no_foreign_address_opens_by_a_plain_get(
    login: str, program: Flask, walks: Walks, someone: SomeOne
) -> None:
    for address in foreign_addresses(program, login, walks).values():
        answer = someone(login).get(address)
        assert answer.status_code in (403, 404), address


@pytest.mark.parametrize("login", RESTRICTED)
def test_no_foreign_page_or_block_is_downloaded(
    login: str, program: Flask, walks: Walks, someone: SomeOne
) -> None:
    names, known = foreign_names(program, login), {}
    foreign = foreign_addresses(program, login, walks)
    asked = [f"/export.xlsx?page={quote(address)}" for address in foreign.values()]
    asked += [f"{whole}&block={block}" for whole in asked[::10] for block in ("tiles", "marks", "help")]
    for address in asked:
        answer = someone(login).get(address)
        assert answer.status_code in (403, 404), address
        assert not found_in(text_of(answer), names, known), address


@pytest.mark.parametrize("login", RESTRICTED)
def test_recorded_downloads_of_the_head_are_refused_too(
    login: str, program: Flask, walks: Walks, someone: SomeOne
) -> None:
    """The very links of the head's screens, blocks included, for places outside the reach."""
    foreign = {quote(address, safe="") for address in foreign_addresses(program, login, walks).values()}
    asked = [link for link in walks("head").exports if any(f"page={page}&" in link for page in foreign)][::5]
    assert len(asked) > 50
    for link in asked:
        assert someone(login).get(link).status_code in (403, 404), link


@pytest.mark.parametrize("login", RESTRICTED)
def test_no_callback_of_the_running_program_gives_anything_foreign(
    login: str, program: Flask, walks: Walks, someone: SomeOne
) -> None:
    names, known, person = foreign_names(program, login), {}, someone(login)
    foreign = foreign_addresses(program, login, walks)
    chosen = [address for key, address in foreign.items() if key.path not in SAMPLED]
    for path, step in SAMPLED.items():
        chosen += [address for key, address in foreign.items() if key.path == path][::step]
    before = fingerprint(program)
    asked = 0
    for spec in server_callbacks(person):
        for address in chosen:
            answer = person.callback(request_body(spec, address))
            asked += 1
            assert answer.status_code in (200, 204, 400, 403, 404), (spec["output"], address)
            assert not found_in(text_of(answer), names, known), (spec["output"], address)
    assert asked > 400
    assert fingerprint(program) == before, "a repeated request changed something"


def fingerprint(program: Flask) -> tuple[object, ...]:
    """What a repeated act could have changed."""
    with program.extensions["parts"].house.database.reading() as connection:
        version = connection.exec_driver_sql("SELECT version FROM data_version").scalar()
        loads = connection.exec_driver_sql("SELECT id, status FROM load ORDER BY id").all()
        acts = connection.exec_driver_sql("SELECT count(*) FROM work_event").scalar()
    return version, tuple(map(tuple, loads)), acts


@pytest.mark.parametrize("login", [*RESTRICTED, "coordinator"])
def test_search_finds_nothing_foreign(login: str, program: Flask, walks: Walks, someone: SomeOne) -> None:
    database = program.extensions["parts"].house.database
    with database.reading() as connection:
        viewer = read_viewer(connection, login)
        assert viewer is not None
        every = frozenset(name.split()[0][:4] for name in foreign_names(program, "director1"))
        reach = reach_of(connection, login)
    names = foreign_names(program, login)
    assert len(every) > 30
    for text in (*sorted(every), "СОШ", "лицей", "7", "10", "%", "_", "а"):
        answer = someone(login).get(f"/search?q={quote(text)}")
        assert answer.status_code == 200
        assert not any(name in answer.get_data(as_text=True) for name in names)
        hits = answer.json or []
        assert not any(name in str(hits) for name in names), text
        if not viewer.municipality_ids:
            assert all(reach.opens(key_of(hit["href"])) for hit in hits), (text, hits)
    assert any(someone("head").get(f"/search?q={quote(text)}").json for text in every)


@pytest.mark.parametrize("login", RESTRICTED)
def test_on_their_own_pages_nothing_foreign_is_shown_and_every_link_opens(
    login: str, program: Flask, walks: Walks, someone: SomeOne
) -> None:
    names, known = foreign_names(program, login), {}
    own = walks(login)
    for key, address in own.addresses.items():
        text = own.screens[address]
        assert not found_in(text, names, known), address
        if key.unit or key.person or key.load or key.record:
            assert "Доступ закрыт" not in text, f"{login} was offered a link to {address}"
            assert "Страница не найдена" not in text, f"{login} was offered a link to {address}"
    for link in sorted(own.exports)[:: max(1, len(own.exports) // 12)]:
        answer = someone(login).get(link)
        assert answer.status_code == 200, link
        assert not found_in(text_of(answer), names, known), link
