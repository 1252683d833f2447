"""Sessions end when they should, passwords are kept as they should, guessing is slow."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from dashboard.access.accounts import Grant, add_account, set_password
from dashboard.access.login import TOO_MANY, TRIES, WRONG
from dashboard.access.sessions import close_session, find_session, open_session
from dashboard.house import House, build_house
from dashboard.settings import KEY_LENGTH, Settings
from data_access.queries.places import municipality_id
from data_access.tables import audit_event, user_account, user_session
from tests.conftest import NOW
from tests.support.client import PASSWORD, Person


def add_head(house: House, login: str = "boss") -> int:
    with house.database.writing() as connection:
        grant = Grant("head", municipality_id(connection))
        return add_account(connection, login, PASSWORD, "Начальник", (grant,), house.now())


def later(house: House, **time: int) -> House:
    return build_house(house.settings, lambda: NOW + timedelta(**time))


# -- the life of a session ----------------------------------------------------------------------------------


def test_a_session_finds_its_viewer_and_the_database_keeps_no_token(sqlite_house: House) -> None:
    token = open_session(sqlite_house, add_head(sqlite_house), "127.0.0.1")
    found = find_session(sqlite_house, token)
    assert found is not None
    assert found.viewer.login == "boss"
    assert len(token) >= 40
    with sqlite_house.database.reading() as connection:
        kept = connection.scalars(select(user_session.c.token_hash)).all()
    assert token not in kept
    assert find_session(sqlite_house, kept[0]) is None


def test_a_session_ends_after_a_time_without_a_click(sqlite_house: House) -> None:
    token = open_session(sqlite_house, add_head(sqlite_house), "")
    assert find_session(later(sqlite_house, minutes=29), token) is not None
    assert find_session(later(sqlite_house, minutes=58), token) is not None, (
        "a click at 29 minutes prolongs it"
    )
    assert find_session(later(sqlite_house, minutes=89), token) is None


def test_a_session_ends_after_a_working_day_however_busy(sqlite_house: House) -> None:
    token = open_session(sqlite_house, add_head(sqlite_house), "")
    for minutes in range(20, 9 * 60, 20):
        assert find_session(later(sqlite_house, minutes=minutes), token) is not None, minutes
    assert find_session(later(sqlite_house, minutes=9 * 60), token) is None


def test_a_new_password_ends_every_session(sqlite_house: House) -> None:
    user_id = add_head(sqlite_house)
    tokens = [open_session(sqlite_house, user_id, "") for _ in range(2)]
    with sqlite_house.database.writing() as connection:
        set_password(connection, "boss", "another-long-password")
    assert [find_session(sqlite_house, token) for token in tokens] == [None, None]


def test_closing_one_session_leaves_the_others(sqlite_house: House) -> None:
    user_id = add_head(sqlite_house)
    first, second = (open_session(sqlite_house, user_id, "") for _ in range(2))
    close_session(sqlite_house, first)
    assert find_session(sqlite_house, first) is None
    assert find_session(sqlite_house, second) is not None


def test_a_copied_cookie_is_worth_nothing_after_log_out(own_program: Flask) -> None:
    person = Person(own_program, "head")
    thief = own_program.test_client()
    cookie = person.client.get_cookie("sid")
    assert cookie is not None
    thief.set_cookie("sid", cookie.value)
    assert thief.get("/search?q=1").status_code == 200
    assert person.client.post("/logout").location == "/login"
    assert thief.get("/search?q=1").status_code == 302
    assert thief.get("/_dash-layout").status_code == 401


def test_log_in_gives_a_new_session_and_the_old_cookie_is_not_taken_over(own_program: Flask) -> None:
    client = own_program.test_client()
    form = {"login": "head", "password": PASSWORD}
    client.post("/login", data=form)
    first = client.get_cookie("sid")
    client.post("/login", data=form)
    second = client.get_cookie("sid")
    assert first is not None
    assert second is not None
    assert first.value != second.value


def test_a_switched_off_account_is_out_at_its_next_request(own_program: Flask) -> None:
    person = Person(own_program, "director1")
    assert person.get("/").status_code == 200
    with own_program.extensions["parts"].house.database.writing() as connection:
        off = update(user_account).where(user_account.c.login == "director1").values(is_active=False)
        connection.execute(off)
    assert person.get("/").status_code == 302
    assert person.open("/").status_code == 401
    answer = own_program.test_client().post("/login", data={"login": "director1", "password": PASSWORD})
    assert answer.status_code == 401


def test_a_right_that_is_taken_away_is_gone_at_the_next_request(own_program: Flask) -> None:
    person = Person(own_program, "director1")
    assert "Моя школа" in person.open("/school?unit=2").text
    with own_program.extensions["parts"].house.database.writing() as connection:
        connection.exec_driver_sql(
            "DELETE FROM access_grant WHERE user_id = (SELECT id FROM user_account WHERE login = 'director1')"
        )
    assert "Доступ закрыт" in person.open("/school?unit=2").text
    assert person.get("/").status_code == 404


def test_the_cookie_is_for_this_site_and_not_for_scripts(program: Flask) -> None:
    answer = program.test_client().post("/login", data={"login": "head", "password": PASSWORD})
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_behind_tls_the_cookie_is_bound_to_the_host(own_program: Flask) -> None:
    from app import create_app

    folder = own_program.extensions["parts"].house.settings.var_dir
    server = create_app(Settings(var_dir=folder, https=True, _env_file=None))  # type: ignore[call-arg]
    answer = server.test_client().post("/login", data={"login": "head", "password": PASSWORD})
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-sid=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    server.extensions["parts"].house.database.engine.dispose()


# -- guessing -----------------------------------------------------------------------------------------------


def try_login(server: Flask, login: str, password: str, address: str = "127.0.0.1") -> tuple[int, str]:
    answer = server.test_client().post(
        "/login", data={"login": login, "password": password}, environ_base={"REMOTE_ADDR": address}
    )
    return answer.status_code, answer.text


def test_the_sixth_wrong_password_in_a_minute_is_not_even_checked(own_program: Flask) -> None:
    for _ in range(TRIES):
        assert try_login(own_program, "head", "wrong")[0] == 401
    status, text = try_login(own_program, "head", "wrong")
    assert status == 429
    assert TOO_MANY in text
    assert try_login(own_program, "head", PASSWORD)[0] == 429


def test_an_outsider_cannot_lock_anybody_out(own_program: Flask) -> None:
    for _ in range(TRIES + 2):
        try_login(own_program, "head", "wrong", "10.0.0.9")
    assert try_login(own_program, "head", PASSWORD, "10.0.0.1")[0] == 302


def test_a_whole_school_behind_one_address_logs_in_at_once(own_program: Flask) -> None:
    for _ in range(70):
        assert try_login(own_program, "head", PASSWORD)[0] == 302


def test_many_names_from_one_address_are_stopped(own_program: Flask) -> None:
    statuses = {try_login(own_program, f"nobody{number}", "wrong")[0] for number in range(62)}
    assert statuses == {401, 429}


def test_an_unknown_login_and_a_wrong_password_are_answered_alike(own_program: Flask) -> None:
    unknown = try_login(own_program, "nobody", "wrong")
    wrong = try_login(own_program, "head", "wrong")
    assert unknown == wrong
    assert WRONG in wrong[1]


def test_refused_log_ins_are_in_the_audit_without_the_password(own_program: Flask) -> None:
    try_login(own_program, "head", "my-secret-guess")
    with own_program.extensions["parts"].house.database.reading() as connection:
        rows = connection.execute(select(audit_event).where(audit_event.c.action == "login refused")).all()
    assert [row.object for row in rows] == ["head"]
    assert "my-secret-guess" not in str(rows)


# -- what is kept --------------------------------------------------------------------------------------------


def test_passwords_are_kept_as_argon2id_with_the_stated_cost(sqlite_house: House) -> None:
    add_head(sqlite_house)
    with sqlite_house.database.reading() as connection:
        kept = connection.scalar(select(user_account.c.password_hash))
    assert kept is not None
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert PASSWORD not in kept


def test_a_short_password_is_refused_with_a_sentence(sqlite_house: House) -> None:
    with sqlite_house.database.writing() as connection, pytest.raises(ValueError, match="короче 12 знаков"):
        add_account(connection, "x", "short", "Имя", (), NOW)


def settings(folder: Path, **values: str) -> Settings:
    return Settings(var_dir=folder, _env_file=None, **values)  # type: ignore[arg-type, call-arg]


@pytest.mark.parametrize("key", ["x", "secret", "x" * (KEY_LENGTH - 1)])
def test_the_program_does_not_start_with_a_short_key(key: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="SECRET_KEY"):
        settings(tmp_path, secret_key=key).signing_key()


def test_a_key_is_made_once_and_only_the_program_may_read_it(tmp_path: Path) -> None:
    first = settings(tmp_path).signing_key()
    assert re.fullmatch(r"[0-9a-f]{64}", first)
    assert settings(tmp_path).signing_key() == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
    assert settings(tmp_path / "other").signing_key() != first


def test_a_given_key_is_used_and_not_written_down(tmp_path: Path) -> None:
    assert settings(tmp_path, secret_key="k" * 40).signing_key() == "k" * 40
    assert not (tmp_path / "secret_key").exists()
