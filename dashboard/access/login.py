"""Log-in and log-out: plain pages without Dash, so that nothing of the program reaches a stranger's browser."""

from __future__ import annotations

import logging

from flask import Flask, g, redirect, request, session
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user
from sqlalchemy import select

from dashboard.access.gate import safe_next
from dashboard.access.passwords import is_right
from dashboard.access.sessions import close_session, find_session, open_session
from dashboard.house import House
from dashboard.ui.login import login_page
from data_access import audit
from data_access.tables import user_account
from data_access.viewer import SYSTEM

log = logging.getLogger(__name__)
TRIES, TRY_SECONDS = 5, 60
ADDRESS_TRIES = 60

WRONG = "Логин или пароль не подходит."
TOO_MANY = "Слишком много попыток. Подождите минуту и попробуйте снова."


def init_login(server: Flask, house: House, demo: tuple[tuple[str, str], ...] = ()) -> None:
    """Adds /login and /logout. `demo`: log-ins to show on a demonstration installation."""

    def login() -> ResponseReturnValue:
        target = safe_next(request.values.get("next", "/"))
        if request.method == "GET":
            if current_user.is_authenticated:
                return redirect(target)
            return login_page("", target, "/login", demo)
        name = request.form.get("login", "").strip()[:60]
        if _is_too_many(house, name):
            return login_page(TOO_MANY, target, "/login", demo), 429
        user_id = _check(house, name, request.form.get("password", "")[:200])
        if user_id is None:
            log.info("request %s: log-in refused", g.request_id)
            return login_page(WRONG, target, "/login", demo), 401
        session.clear()
        token = open_session(house, user_id, request.remote_addr or "")
        user = find_session(house, token)
        if user is None:
            return login_page(WRONG, target, "/login", demo), 401
        login_user(user)
        with house.database.writing() as connection:
            audit.record(connection, user.viewer, house.now(), "login", "", request_id=g.request_id)
        return redirect(target)

    def logout() -> ResponseReturnValue:
        if isinstance(current_user.get_id(), str):
            close_session(house, current_user.get_id())
        logout_user()
        session.clear()
        response = redirect("/login")
        response.headers["Clear-Site-Data"] = '"storage"'
        return response

    server.add_url_rule("/login", "login", login, methods=["GET", "POST"])
    server.add_url_rule("/logout", "logout", logout, methods=["POST"])


def _is_too_many(house: House, name: str) -> bool:
    """Counts a try of this account from this address: an outsider elsewhere cannot lock anybody out.

    Of the address as a whole only refusals count: a school behind one address logs in at once every morning.
    """
    address = request.remote_addr or "-"
    of_account = house.store.add(f"try:{address}:{name}", TRY_SECONDS)
    refused = house.store.get(f"try:{address}") or 0
    return of_account > TRIES or refused >= ADDRESS_TRIES


def _check(house: House, name: str, password: str) -> int | None:
    with house.database.reading() as connection:
        row = connection.execute(
            select(user_account.c.id, user_account.c.password_hash).where(
                user_account.c.login == name, user_account.c.is_active
            )
        ).first()
    address = request.remote_addr or "-"
    if not is_right(row.password_hash if row else None, password):
        house.store.add(f"try:{address}", TRY_SECONDS)
        with house.database.writing() as connection:
            # What fits no account may be a name or a password put into the wrong field: it is not kept.
            known = name if row else ""
            audit.record(connection, SYSTEM, house.now(), "login refused", known, request_id=g.request_id)
        return None
    house.store.delete(f"try:{address}:{name}")
    return int(row.id) if row else None
