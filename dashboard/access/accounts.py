"""Accounts and their grants; a viewer is made of them anew for every request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from dashboard.access.passwords import MIN_LENGTH, hash_password
from data_access.tables import access_grant, person, unit, user_account, user_session
from data_access.viewer import Viewer

ROLE_TITLES = {
    "head": "начальник управления образования",
    "coordinator": "координатор механизма",
    "director": "директор школы",
    "class_teacher": "классный руководитель",
    "teacher": "учитель",
}
# Who works with named pupils by duty; the department and coordinators only when it is granted.
# Role → kind of its unit, and how a sentence asks for it.
PLACES = {
    "head": (("municipality", "region"), "муниципалитета"),
    "coordinator": (("municipality", "region"), "муниципалитета"),
    "director": (("school",), "школы"),
    "class_teacher": (("class",), "класса"),
}
ALWAYS_SEES_NAMES = ("director", "class_teacher", "teacher")


@dataclass(frozen=True, slots=True)
class Grant:
    """A right: a role in a unit, or for a subject teacher the person they are."""

    role: str
    unit_id: int | None = None
    person_id: int | None = None
    sees_names: bool = False
    mechanism: str = ""


def add_account(
    connection: Connection,
    login: str,
    password: str,
    display_name: str,
    grants: tuple[Grant, ...],
    at: datetime,
) -> int:
    """Makes an account. Raises ValueError with a Russian sentence: short password, taken login, no such place."""
    if len(password) < MIN_LENGTH:
        raise ValueError(f"Пароль короче {MIN_LENGTH} знаков.")
    if connection.scalar(select(user_account.c.id).where(user_account.c.login == login)) is not None:
        raise ValueError(f"Логин «{login}» уже занят.")
    for grant in grants:
        _check_grant(connection, grant)
    key = connection.execute(
        insert(user_account).values(
            login=login, password_hash=hash_password(password), display_name=display_name, created_at=at
        )
    ).inserted_primary_key
    assert key is not None
    for grant in grants:
        connection.execute(
            insert(access_grant).values(
                user_id=key[0],
                role=grant.role,
                unit_id=grant.unit_id,
                person_id=grant.person_id,
                sees_names=grant.sees_names or grant.role in ALWAYS_SEES_NAMES,
                mechanism=grant.mechanism,
            )
        )
    return int(key[0])


def _check_grant(connection: Connection, grant: Grant) -> None:
    """A right over a place that does not exist, or is of another kind, would silently show nothing."""
    if grant.role == "teacher":
        given = grant.person_id
        is_right = connection.scalar(
            select(person.c.id).where(person.c.id == given, person.c.kind == "teacher")
        )
        whose = "педагога"
    else:
        given = grant.unit_id
        kinds, whose = PLACES[grant.role]
        is_right = connection.scalar(select(unit.c.id).where(unit.c.id == given, unit.c.kind.in_(kinds)))
    if is_right is None:
        tail = "" if given is None else f", а {given} — не он"
        raise ValueError(f"Роли «{ROLE_TITLES[grant.role]}» нужен номер {whose}{tail}.")


def set_password(connection: Connection, login: str, password: str) -> None:
    """Changes a password and ends every session of the account. Raises ValueError."""
    if len(password) < MIN_LENGTH:
        raise ValueError(f"Пароль короче {MIN_LENGTH} знаков.")
    user_id = connection.scalar(select(user_account.c.id).where(user_account.c.login == login))
    if user_id is None:
        raise ValueError(f"Нет учётной записи «{login}».")
    connection.execute(
        update(user_account).where(user_account.c.id == user_id).values(password_hash=hash_password(password))
    )
    connection.execute(user_session.delete().where(user_session.c.user_id == user_id))


def read_viewer(connection: Connection, login: str) -> Viewer | None:
    """The viewer of an active account, None when there is none."""
    account = connection.execute(
        select(user_account.c.id, user_account.c.login, user_account.c.display_name).where(
            user_account.c.login == login, user_account.c.is_active
        )
    ).first()
    return None if account is None else make_viewer(connection, *account)


def read_departments(connection: Connection) -> list[Viewer]:
    """Viewers of the active accounts that see a whole municipality, in the order they were made."""
    wide = select(access_grant.c.user_id).where(access_grant.c.role.in_(("head", "coordinator")))
    accounts = select(user_account.c.id, user_account.c.login, user_account.c.display_name).where(
        user_account.c.is_active, user_account.c.id.in_(wide)
    )
    rows = connection.execute(accounts.order_by(user_account.c.id)).all()
    return [make_viewer(connection, *row) for row in rows]


def make_viewer(connection: Connection, user_id: int, login: str, display_name: str) -> Viewer:
    """A viewer from the grants that stand now."""
    grants = connection.execute(select(access_grant).where(access_grant.c.user_id == user_id)).all()
    return viewer_of(user_id, login, display_name, grants)


def viewer_of(user_id: int, login: str, display_name: str, grants: Sequence[Any]) -> Viewer:
    """A viewer from rows of access_grant."""

    def units(*roles: str) -> frozenset[int]:
        return frozenset(grant.unit_id for grant in grants if grant.role in roles)

    roles = [role for role in ROLE_TITLES if any(grant.role == role for grant in grants)]
    return Viewer(
        login=login,
        display_name=display_name,
        role=roles[0] if roles else "",
        user_id=user_id,
        municipality_ids=units("head", "coordinator"),
        school_ids=units("director"),
        class_ids=units("class_teacher"),
        teacher_ids=frozenset(grant.person_id for grant in grants if grant.role == "teacher"),
        sees_names=any(grant.sees_names for grant in grants),
        mechanism=next((grant.mechanism for grant in grants if grant.mechanism), ""),
    )
