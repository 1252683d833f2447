"""Prepares an installation: schema, reference tables, and on request the demonstration municipality.

The demonstration is files in the supported layouts, loaded by the program's own loader: what a department
will do with its journals is what has just been done here.
"""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, insert, select

from dashboard.access.accounts import Grant, add_account
from dashboard.computed.low_results import adopt_rule, rule_of_mart
from dashboard.house import House
from dashboard.loading import Loading
from dashboard.refresh import rebuild
from data_access.formats.reading import read_file
from data_access.keys import name_key
from data_access.migrations import is_current, upgrade
from data_access.queries.places import municipality_id
from data_access.tables import installation, load, person, person_name, unit, user_account
from data_access.versions import raise_version
from data_access.viewer import SYSTEM
from seed.demo import demo_accounts, demo_files
from seed.demo.accounts import DemoAccount
from seed.demo.profiles import Size
from seed.reference import fill_reference
from seed.work import carry_on, decide

ADD_ALL = {"*:school": "new", "*:class": "new", "*:teacher": "new", "*:pupil": "new"}
DEMO_PASSWORD_FILE = "demo_password"  # noqa: S105 - a file name
Say = Callable[[str], None]


def prepare(house: House) -> None:
    """Schema and reference tables; touches no fact. A schema that grew may show more of the facts that are there,
    so after an upgrade the marts are made anew, and so they are when the settings name another rule of low results."""
    was_current = is_current(house.database)
    upgrade(house.database)
    with house.database.loading() as connection:
        profile = house.catalogue.profile
        fill_reference(connection, profile.place, profile.kind)
        _keep_profile(connection, house)
        is_other_rule = adopt_rule(connection, house.settings.low_rule)
        if (is_other_rule or not was_current) and connection.scalar(select(load.c.id).limit(1)) is not None:
            rebuild(connection)
            raise_version(connection, house.now(), with_date=False)


def is_prepared(house: House) -> bool:
    """Whether schema and marts are as this program and its settings want them."""
    if not is_current(house.database):
        return False
    with house.database.reading() as connection:
        return rule_of_mart(connection) == house.settings.low_rule


class WrongProfile(Exception):
    """The database belongs to another profile; the message is a Russian sentence."""


def _keep_profile(connection: Connection, house: House) -> None:
    """A database is of one profile for good: what was entered for one order means nothing in another."""
    code = house.catalogue.profile.code
    kept = connection.scalar(select(installation.c.profile))
    if kept is None:
        connection.execute(insert(installation).values(profile=code, created_at=house.now()))
    elif kept != code:
        raise WrongProfile(
            f"База создана для профиля «{kept}», а PROFILE={code}. Укажите PROFILE={kept} "
            "или другую папку VAR_DIR (другую базу DATABASE_URL)."
        )


def is_empty(house: House) -> bool:
    """True when nobody can log in yet: a new installation."""
    with house.database.reading() as connection:
        return connection.scalar(select(user_account.c.id).limit(1)) is None


def install_demo(house: House, say: Say, size: Size = "full", seed: int = 2026, password: str = "") -> str:
    """Loads the demonstration municipality and its log-ins. Returns the password of all of them.

    The files are our own, so they are opened in this process: a child for each would take a third of the time.
    """
    loading = Loading(house, read_file)
    with tempfile.TemporaryDirectory() as folder:
        say("Готовлю файлы учебного муниципалитета…")
        place = house.catalogue.profile.code
        files = demo_files(Path(folder), size, seed, place)
        last = files[-1].year
        for number, file in enumerate(files, 1):
            if number % 20 == 0 or number == len(files):
                say(f"Загружаю файлы: {number} из {len(files)}")
            if file.year == last and files[number - 2].year < last:
                decide(house, last - 1)
            load_id = loading.receive(SYSTEM, file.path, file.path.name)
            loading.confirm(SYSTEM, load_id, ADD_ALL)
    carry_on(house, last)
    word = password or demo_password(house)
    with house.database.writing() as connection:
        for account in demo_accounts(size, seed, house.catalogue.profile.code):
            _add_demo_account(connection, house, account, word)
    return word


def demo_password(house: House) -> str:
    """The password of the demonstration, made once for this installation; empty when it is not one."""
    path = house.settings.var_dir / DEMO_PASSWORD_FILE
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(9))
    return path.read_text().strip()


def shown_demo(house: House, size: Size = "full", seed: int = 2026) -> tuple[tuple[str, str], ...]:
    """Log-ins and their password for the log-in page of a demonstration; nothing on a real installation."""
    path = house.settings.var_dir / DEMO_PASSWORD_FILE
    if not path.exists():
        return ()
    word = path.read_text().strip()
    accounts = tuple(
        (account.login, account.display_name)
        for account in demo_accounts(size, seed, house.catalogue.profile.code)
    )
    return (*accounts, (word, "пароль для всех входов"))


def _add_demo_account(connection: Connection, house: House, account: DemoAccount, password: str) -> None:
    grants = [_grant(connection, account)]
    if account.role == "class_teacher":
        own = Grant("teacher", person_id=_teacher(connection, account.school, account.teacher))
        grants.append(own)
    if account.also_school:
        other = Grant("teacher", person_id=_teacher(connection, account.also_school, account.teacher))
        grants.append(other)
    add_account(connection, account.login, password, account.display_name, tuple(grants), house.now())


def _grant(connection: Connection, account: DemoAccount) -> Grant:
    if account.role in ("head", "coordinator"):
        place = municipality_id(connection)
        return Grant(account.role, place, sees_names=account.sees_names, mechanism=account.mechanism)
    if account.role == "teacher":
        return Grant("teacher", person_id=_teacher(connection, account.school, account.teacher))
    school = _school(connection, account.school)
    if account.role == "director":
        return Grant("director", school)
    in_class = connection.scalar(
        select(unit.c.id).where(
            unit.c.parent_id == school, unit.c.short_name == account.class_name, unit.c.year == account.year
        )
    )
    return Grant("class_teacher", in_class)


def _school(connection: Connection, short_name: str) -> int:
    found = connection.scalar(
        select(unit.c.id).where(unit.c.kind == "school", unit.c.short_name == short_name)
    )
    if found is None:
        raise LookupError(f"no school {short_name!r} in the demonstration")
    return int(found)


def _teacher(connection: Connection, school: str, name: str) -> int:
    found = connection.scalar(
        select(person.c.id)
        .join(person_name, person_name.c.person_id == person.c.id)
        .where(
            person.c.school_id == _school(connection, school),
            person.c.kind == "teacher",
            person_name.c.name_key == name_key(name),
        )
    )
    if found is None:
        raise LookupError("a teacher of the demonstration is not in the database")
    return int(found)
