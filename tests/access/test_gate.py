"""The gate: what a stranger gets, what a foreign site gets, what every answer carries."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app import create_app
from dashboard.access.gate import PUBLIC, safe_next
from dashboard.house import House
from tests.support.client import PASSWORD, Person

VALUES = {
    "filename": "nothing.css",
    "package_name": "dash",
    "fingerprinted_path": "nothing.js",
    "path": "school",
    "token": "nothing",
    "year": 2025,
}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def addresses(server: Flask) -> list[tuple[str, str, str]]:
    """(endpoint, method, address) for every rule and every method that the rule takes."""
    found = []
    with server.test_request_context():
        adapter = server.url_map.bind("localhost")
        for rule in server.url_map.iter_rules():
            values = {name: VALUES[name] for name in rule.arguments}
            methods = sorted(rule.methods or ())
            found += [(rule.endpoint, of, adapter.build(rule.endpoint, values, of)) for of in methods]
    return found


def test_the_public_addresses_are_these_and_no_others() -> None:
    assert (
        frozenset(
            {
                "login",
                "health",
                "plotly_bundle",
                "_dash_assets.static",
                "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>",
                "/_favicon.ico",
                "open",
                "open_year",
                "open_csv",
                "open_xlsx",
                "open_passport",
                "robots",
                "wall",
                "wall_link",
                "wall_scenes",
            }
        )
        == PUBLIC
    )


def test_a_stranger_gets_nothing_from_any_address_by_any_method(program: Flask) -> None:
    found = addresses(program)
    assert len(found) > 40
    assert {endpoint for endpoint, _, _ in found} >= PUBLIC
    for endpoint, method, address in found:
        answer = program.test_client().open(address, method=method)  # a fresh client: no cookie from before
        answer.close()
        if endpoint in PUBLIC:
            assert answer.status_code in (200, 401, 404), (endpoint, method)
            continue
        assert answer.status_code in (401, 302), (endpoint, method, answer.status_code)
        if answer.status_code == 302:
            assert answer.location.startswith("/login?next="), (endpoint, method)


def test_a_stranger_who_asks_an_unknown_method_is_not_let_in(program: Flask) -> None:
    for path in ("/export.xlsx", "/search", "/school", "/_dash-layout", "/upload", "/logout"):
        for method in METHODS:
            answer = program.test_client().open(path, method=method)
            assert answer.status_code in (302, 401), (path, method)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_site_cannot_post_anything_even_for_a_logged_in_person(
    headers: dict[str, str], program: Flask, someone: Callable[[str], Person]
) -> None:
    posts = [address for _, method, address in addresses(program) if method == "POST"]
    assert len(posts) >= 4
    for address in posts:
        answer = someone("head").client.post(address, headers=headers, json={})
        assert answer.status_code == 403, address
    assert someone("head").get("/search?q=1").status_code == 200


def test_the_same_site_is_let_through(program: Flask) -> None:
    form = {"login": "head", "password": PASSWORD}
    same = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert program.test_client().post("/login", data=form, headers=same).status_code == 302


@pytest.mark.parametrize("query", ["oldJob=1", "cancelJob=1", "cacheKey=x", "job=1", "endId=1&job=2"])
def test_arguments_of_background_callbacks_are_refused(query: str, someone: Callable[[str], Person]) -> None:
    answer = someone("head").client.post(f"/_dash-update-component?{query}", json={})
    assert answer.status_code == 400


def test_no_callback_runs_in_the_background(program: Flask) -> None:
    app = program.extensions["dash"]
    assert app.callback_map
    assert not any(spec.get("background") for spec in app.callback_map.values())


def test_only_json_reaches_a_callback(someone: Callable[[str], Person]) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        answer = someone("head").client.post("/_dash-update-component", data="{}", content_type=kind)
        assert answer.status_code == 415, kind


def test_a_link_cannot_log_anybody_out(program: Flask) -> None:
    person = Person(program, "director2")
    assert person.get("/logout").status_code == 405
    assert person.get("/search?q=1").status_code == 200


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "evil.example",
        " //evil.example",
        "/a\n//evil.example",
        "",
    ],
)
def test_after_log_in_nobody_is_led_to_another_host(target: str, program: Flask) -> None:
    form = {"login": "head", "password": PASSWORD, "next": target}
    answer = program.test_client().post("/login", data=form)
    assert answer.status_code == 302
    assert answer.location == "/"


def test_after_log_in_the_asked_page_opens(program: Flask) -> None:
    answer = program.test_client().get("/school?unit=2&year=2025")
    client = program.test_client()
    page = client.get(answer.location).text
    assert 'value="/school?unit=2&amp;year=2025"' in page
    form = {"login": "head", "password": PASSWORD, "next": "/school?unit=2&year=2025"}
    assert client.post("/login", data=form).location == "/school?unit=2&year=2025"


@given(st.text(max_size=40))
def test_safe_next_is_always_a_path_of_this_program(target: str) -> None:
    found = safe_next(target)
    assert found.startswith("/")
    assert not found.startswith(("//", "/\\"))


# -- headers --------------------------------------------------------------------------------------------


def policy_of(csp: str) -> dict[str, list[str]]:
    return {part.split()[0]: part.split()[1:] for part in csp.split("; ")}


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 200),
        ("/login", 302),
        ("/export.xlsx?page=/school?unit=99", 404),
        ("/school?unit=999999", 404),
        ("/assets/nothing.css", 404),
        ("/assets/50-tokens.css", 200),
        ("/search?q=1", 200),
        ("/health", 200),
    ],
)
def test_every_answer_carries_the_safe_headers(
    address: str, status: int, someone: Callable[[str], Person]
) -> None:
    answer = someone("head").get(address)
    answer.close()
    assert answer.status_code == status
    check_headers(answer.headers)


def check_headers(headers: object) -> None:
    found = dict(headers)  # type: ignore[call-overload]
    assert found["X-Content-Type-Options"] == "nosniff"
    assert found["X-Frame-Options"] == "DENY"
    policy = policy_of(found["Content-Security-Policy"])
    assert policy["default-src"] == ["'self'"]
    assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == ["'none'"]
    assert "'unsafe-eval'" not in found["Content-Security-Policy"]
    assert "'unsafe-inline'" not in policy["script-src"]
    local = ("'self'", "'none'", "'unsafe-inline'", "'sha256-", "data:", "blob:")
    assert all(word.startswith(local) for words in policy.values() for word in words), policy


def test_refusals_to_strangers_carry_the_safe_headers(program: Flask) -> None:
    for address, status in (("/", 302), ("/_dash-layout", 401), ("/login", 200)):
        answer = program.test_client().get(address)
        assert answer.status_code == status
        check_headers(answer.headers)
    check_headers(program.test_client().post("/upload", headers={"Origin": "http://x.example"}).headers)


def test_pages_are_never_kept_by_a_browser_and_assets_for_a_year(someone: Callable[[str], Person]) -> None:
    for address in ("/", "/school?unit=2", "/export.xlsx?page=/", "/search?q=1", "/_dash-layout", "/nothing"):
        assert someone("head").get(address).headers["Cache-Control"] == "no-store", address
    assert someone("head").open("/").headers["Cache-Control"] == "no-store"
    index = someone("head").get("/").text
    asset = next(part.split('"')[0] for part in index.split('href="') if part.startswith("/assets/50"))
    kept = someone("head").get(asset)
    kept.close()
    assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_the_layout_and_the_index_hold_no_figure_and_no_name(someone: Callable[[str], Person]) -> None:
    """They are the same for everybody, so they cannot hold what is only for some."""
    for address in ("/_dash-layout", "/_dash-dependencies"):
        assert someone("head").get(address).data == someone("director1").get(address).data, address
    for address in ("/_dash-layout", "/school?unit=2", "/_reload-hash"):
        said = json.dumps(someone("head").get(address).text, ensure_ascii=False)
        assert "СОШ" not in said
        assert "городской округ" not in said


def test_the_program_has_no_debug_and_no_agent_doors(program: Flask) -> None:
    rules = {rule.rule for rule in program.url_map.iter_rules()}
    assert not program.debug
    assert not any("mcp" in rule or "debug" in rule or "console" in rule for rule in rules)


# -- the status of a plain address ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("login", "address", "status"),
    [
        ("head", "/", 200),
        ("head", "/school?unit=3", 200),
        ("head", "/school", 404),
        ("head", "/school?unit=x", 404),
        ("head", "/school?unit=1&unit=2", 404),
        ("head", "/school?unit=2&period=Q9", 404),
        ("head", "/school?" + "&".join(f"a{n}=1" for n in range(60)), 404),
        ("head", "/nothing", 404),
        ("head", "/nothing/deeper", 404),
        ("director1", "/", 200),
        ("director1", "/school?unit=2", 200),
        ("director1", "/school?unit=3", 403),
        ("director1", "/m/preparation", 403),
        ("teacher", "/data", 403),
        ("coordinator", "/teacher?person=3", 403),
    ],
)
def test_a_plain_page_address_answers_with_the_status_it_deserves(
    login: str, address: str, status: int, someone: Callable[[str], Person]
) -> None:
    answer = someone(login).get(address)
    assert answer.status_code == status
    assert "_dash-renderer" in answer.text, "the browser still gets the index and shows the sentence"
    answer = someone(login).client.head(address)
    assert answer.status_code == status


@pytest.mark.parametrize("name", ["DASH_MCP_ENABLED", "DASH_DEBUG"])
def test_the_program_does_not_start_with_a_switch_that_opens_dash(
    sqlite_house: House, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "true")
    with pytest.raises(RuntimeError, match=name):
        create_app(sqlite_house.settings)
