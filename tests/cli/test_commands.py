"""The command line: the same services, figures and rights as the screen, and sentences instead of tracebacks."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from dashboard.access.passwords import is_right
from data_access.tables import enrolment, load, period_mark, user_account, user_session
from tests.access.conftest import app_over, close, own_program  # noqa: F401 - a fixture
from tests.formats.builders import write_tabel
from tests.support.client import PASSWORD, Person

SCHOOL = "/school?unit=2&year=2025&period=Y"


def run(server: Flask, *arguments: object, given: str = "") -> Result:
    result = server.test_cli_runner().invoke(args=[str(word) for word in arguments], input=given)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def count(server: Flask, table: Any) -> int:
    with server.extensions["parts"].house.database.reading() as connection:
        return int(connection.scalar(select(func.count()).select_from(table)) or 0)


@pytest.fixture
def tabel(tmp_path: Path) -> Path:
    """A class that the demonstration does not have: 5Я of «СОШ № 1»."""
    marks = {
        "Синичкин Пётр": {"Русский язык": {"Q1": (5, 4.6)}, "Математика": {"Q1": (3, 3.2)}},
        "Снегирёва Анна": {"Русский язык": {"Q1": (4, 4.1)}, "Математика": {"Q1": (4, 3.9)}},
    }
    return write_tabel(tmp_path / "tabel_5ja.xlsx", "СОШ № 1", "5Я", 2025, ["Q1"], marks)


# -- show -----------------------------------------------------------------------------------------------------


def test_show_prints_the_figures_of_the_screen(demo_app: Flask, person: Callable[[str], Person]) -> None:
    result = run(demo_app, "show", SCHOOL, "--as", "director1")
    assert result.exit_code == 0
    page = json.loads(result.output)
    assert page["address"] == SCHOOL
    assert page["title"] == "СОШ № 1"
    screen = person("director1").open(SCHOOL).text
    for tile in page["blocks"]["tiles"]["tiles"]:
        shown = f"{tile['quantity']['value']:.1f}".replace(".", ",")
        assert shown in screen, tile["title"]


def test_show_takes_an_address_copied_from_a_browser(demo_app: Flask) -> None:
    copied = run(demo_app, "show", f"https://monitor.example{SCHOOL}", "--as", "director1")
    assert copied.output == run(demo_app, "show", SCHOOL, "--as", "director1").output


@pytest.mark.parametrize(
    ("address", "login", "sentence"),
    [
        ("/school?unit=3", "director1", "Данные этой школы вам не открыты."),
        ("/class?unit=30", "teacher", "Данные этого класса вам не открыты."),
        ("/", "nobody", "Нет учётной записи «nobody»."),
        ("/nothing", "head", "Такой страницы нет."),
        ("/school?unit=x", "head", "«x» — не номер"),
        ("http://[", "head", "В адресе ошибка"),
        ("/teacher?person=3", "coordinator", "персональные данные"),
    ],
)
def test_show_refuses_with_the_sentence_of_the_screen(
    address: str, login: str, sentence: str, demo_app: Flask
) -> None:
    result = run(demo_app, "show", address, "--as", login)
    assert result.exit_code != 0
    assert sentence in result.output
    assert "Traceback" not in result.output
    assert "blocks" not in result.output


def test_show_of_people_is_written_to_the_audit(own_program: Flask) -> None:  # noqa: F811
    run(own_program, "show", "/class?unit=27", "--as", "director1")
    with own_program.extensions["parts"].house.database.reading() as connection:
        row = connection.exec_driver_sql(
            "SELECT login, object, request_id FROM audit_event ORDER BY id DESC"
        ).first()
    assert row is not None
    assert row.login == "director1"
    assert row.object.startswith("/class?unit=27")
    assert row.request_id == "cli"


# -- load and undo ----------------------------------------------------------------------------------------------


def test_a_file_is_loaded_and_taken_back(own_program: Flask, tabel: Path) -> None:  # noqa: F811
    before = [count(own_program, table) for table in (enrolment, period_mark)]
    result = run(own_program, "load", tabel, "--create")
    assert result.exit_code == 0, result.output
    assert "загружен, №" in result.output
    seats, marks = (count(own_program, table) for table in (enrolment, period_mark))
    assert (seats, marks) == (before[0] + 2, before[1] + 4)
    number = result.output.split("№")[-1].strip()
    undone = run(own_program, "undo", number)
    assert undone.exit_code == 0
    assert f"Загрузка № {number} отменена." in undone.output
    again = run(own_program, "undo", number)
    assert again.exit_code != 0
    assert again.output.startswith("Error: ")


def test_a_preview_writes_nothing(own_program: Flask, tabel: Path) -> None:  # noqa: F811
    before = [count(own_program, table) for table in (enrolment, period_mark)]
    result = run(own_program, "load", tabel, "--preview")
    assert result.exit_code == 0, result.output
    assert "строк" in result.output
    assert "--create добавит" in result.output
    assert [count(own_program, table) for table in (enrolment, period_mark)] == before
    with own_program.extensions["parts"].house.database.reading() as connection:
        assert connection.scalar(select(load.c.status).order_by(load.c.id.desc())) == "dropped"


def test_without_create_an_unknown_class_is_a_question_and_nothing_is_written(
    own_program: Flask,  # noqa: F811
    tabel: Path,
) -> None:
    before = count(own_program, period_mark)
    result = run(own_program, "load", tabel)
    assert result.exit_code != 0
    assert "5Я" in result.output
    assert count(own_program, period_mark) == before


def test_one_bad_file_does_not_stop_the_good_ones(
    own_program: Flask,  # noqa: F811
    tabel: Path,
    tmp_path: Path,
) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"not a workbook")
    result = run(own_program, "load", bad, tabel, "--create")
    assert result.exit_code != 0
    assert "bad.xlsx: " in result.output
    assert "tabel_5ja.xlsx: загружен" in result.output


def test_files_are_loaded_with_the_rights_of_the_named_account(
    own_program: Flask,  # noqa: F811
    tabel: Path,
) -> None:
    before = count(own_program, period_mark)
    for login in ("director3", "teacher"):
        result = run(own_program, "load", tabel, "--create", "--as", login)
        assert result.exit_code != 0, login
    assert "Загружать данные могут" in result.output
    assert count(own_program, period_mark) == before
    assert run(own_program, "load", tabel, "--create", "--as", "director1").exit_code == 0
    with own_program.extensions["parts"].house.database.reading() as connection:
        number = connection.scalar(select(func.max(load.c.id)))
    refused = run(own_program, "undo", number, "--as", "director3")
    assert refused.exit_code != 0
    assert "Отменить эту загрузку" in refused.output or "не открыта" in refused.output
    assert count(own_program, period_mark) == before + 4


# -- accounts ---------------------------------------------------------------------------------------------------


def add(server: Flask, login: str, *options: object, password: str = PASSWORD) -> Result:
    return run(server, "add-user", login, "--name", "Имя", *options, "--password", password)


def test_an_added_director_logs_in_and_sees_the_school(own_program: Flask) -> None:  # noqa: F811
    result = add(own_program, "petrov", "--role", "director", "--unit", 3)
    assert result.exit_code == 0, result.output
    assert "«petrov» создана" in result.output
    person = Person(own_program, "petrov")
    assert "Лицей" in person.open("/").text
    assert "Доступ закрыт" in person.open("/school?unit=2").text


def test_an_added_head_gets_names_only_when_they_are_given(own_program: Flask) -> None:  # noqa: F811
    add(own_program, "blind", "--role", "head")
    add(own_program, "seeing", "--role", "head", "--names")
    pages = [json.loads(run(own_program, "show", "/class?unit=27", "--as", login).output)["blocks"]["marks"]
             for login in ("blind", "seeing")]  # fmt: skip
    assert [page["type"] for page in pages] == ["Notice", "Matrix"]


@pytest.mark.parametrize(
    ("login", "options", "password", "sentence"),
    [
        ("head", ("--role", "head"), PASSWORD, "Логин «head» уже занят."),
        ("new", ("--role", "head"), "short", "Пароль короче 12 знаков."),
        ("new", ("--role", "boss"), PASSWORD, "Invalid value"),
        ("new", ("--role", "director"), PASSWORD, "нужен номер школы."),
        ("new", ("--role", "teacher"), PASSWORD, "нужен номер педагога."),
        ("new", ("--role", "director", "--unit", 999999), PASSWORD, "а 999999 — не он."),
        ("new", ("--role", "director", "--unit", 27), PASSWORD, "школы, а 27 — не он."),
        ("new", ("--role", "class_teacher", "--unit", 2), PASSWORD, "класса, а 2 — не он."),
        ("new", ("--role", "teacher", "--person", 999999), PASSWORD, "а 999999 — не он."),
    ],
)
def test_a_wrong_account_is_not_made_and_the_command_says_why(
    login: str,
    options: tuple[object, ...],
    password: str,
    sentence: str,
    own_program: Flask,  # noqa: F811
) -> None:
    before = count(own_program, user_account)
    result = add(own_program, login, *options, password=password)
    assert result.exit_code != 0
    assert sentence in result.output
    assert "Traceback" not in result.output
    assert count(own_program, user_account) == before


def test_a_password_is_changed_and_sessions_end(own_program: Flask) -> None:  # noqa: F811
    person = Person(own_program, "director1")
    new = "another-long-password"
    result = run(own_program, "set-password", "director1", given=f"{new}\n{new}\n")
    assert result.exit_code == 0
    assert "Пароль изменён" in result.output
    assert new not in result.output
    assert person.get("/").status_code == 302
    with own_program.extensions["parts"].house.database.reading() as connection:
        account = connection.execute(select(user_account).where(user_account.c.login == "director1")).one()
        sessions = connection.scalars(select(user_session).where(user_session.c.user_id == account.id)).all()
    assert is_right(account.password_hash, new)
    assert not is_right(account.password_hash, PASSWORD)
    assert sessions == []


def test_the_password_of_an_unknown_login_is_a_sentence(demo_app: Flask) -> None:
    result = run(demo_app, "set-password", "nobody", given=f"{PASSWORD}\n{PASSWORD}\n")
    assert result.exit_code != 0
    assert "Нет учётной записи «nobody»." in result.output


# -- preparation ------------------------------------------------------------------------------------------------


def test_a_new_installation_is_prepared_twice_without_harm(tmp_path: Path) -> None:
    server = app_over(tmp_path / "var")
    for _ in range(2):
        assert "База готова." in run(server, "init").output
    assert server.test_client().get("/health").status_code == 200
    close(server)


def test_rebuilding_the_marts_changes_no_figure(own_program: Flask) -> None:  # noqa: F811
    before = run(own_program, "show", SCHOOL, "--as", "head").output
    assert "Витрины пересчитаны." in run(own_program, "rebuild").output
    assert run(own_program, "show", SCHOOL, "--as", "head").output == before
