"""The command line: load files, undo, show a page's figures, accounts. Same services and rights as the screen."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click
from flask import Flask

from dashboard.access.accounts import Grant, add_account, read_viewer, set_password
from dashboard.factory import Parts
from dashboard.loading import LoadRefused
from dashboard.loading.preview import Preview
from dashboard.recommending import refresh_recommendations
from dashboard.refresh import rebuild
from dashboard.selection import split_address
from dashboard.show import page_as_json
from data_access.formats.rows import Unreadable
from data_access.queries.places import municipality_id
from data_access.versions import raise_version
from data_access.viewer import SYSTEM, NotFound, Refused, Viewer

ADD_ALL = {f"*:{kind}": "new" for kind in ("school", "class", "teacher", "pupil")}
MISTAKES = (LoadRefused, Refused, NotFound, Unreadable, ValueError)


def init_cli(server: Flask, parts: Parts, prepare: Callable[..., None], demo: Callable[..., str]) -> None:
    """Adds the commands of `flask --app app`."""

    @server.cli.command("init")
    def init() -> None:
        """Creates or updates the schema and reference tables."""
        prepare(parts.house)
        click.echo("База готова.")

    @server.cli.command("demo")
    def fill() -> None:
        """Loads the demonstration municipality into an empty database."""
        prepare(parts.house)
        click.echo(f"Пароль учебных входов: {demo(parts.house, click.echo)}")

    @server.cli.command("load")
    @click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
    @click.option("--as", "login", default="", help="Логин, от имени которого загружать")
    @click.option("--create", is_flag=True, help="Добавить незнакомые школы, классы, педагогов")
    @click.option("--preview", "only_preview", is_flag=True, help="Только показать, ничего не записывать")
    def load(files: tuple[Path, ...], login: str, create: bool, only_preview: bool) -> None:
        """Loads files: sniff, preview, confirm."""
        viewer = _viewer(parts, login) if login else SYSTEM
        failed = [path for path in files if not _load(parts, viewer, path, create, only_preview)]
        if failed:
            sys.exit(1)

    @server.cli.command("undo")
    @click.argument("load_id", type=int)
    @click.option("--as", "login", default="")
    def undo(load_id: int, login: str) -> None:
        """Takes a load back."""
        try:
            parts.loading.undo(_viewer(parts, login) if login else SYSTEM, load_id)
        except MISTAKES as error:
            raise click.ClickException(str(error)) from error
        click.echo(f"Загрузка № {load_id} отменена.")

    @server.cli.command("show")
    @click.argument("address")
    @click.option("--as", "login", required=True, help="Логин, чьими глазами смотреть")
    def show(address: str, login: str) -> None:
        """Prints the figures of a page as JSON."""
        try:
            path, query = split_address(address)
            opened = parts.desk.open(path, query, _viewer(parts, login), "cli")
        except MISTAKES as error:
            raise click.ClickException(str(error)) from error
        click.echo(page_as_json(opened))

    @server.cli.command("rebuild")
    def rebuild_marts() -> None:
        """Rebuilds every mart from facts."""
        with parts.house.database.loading() as connection:
            rebuild(connection)
            raise_version(connection, parts.house.now())
        click.echo("Витрины пересчитаны.")

    _init_recommend(server, parts)
    _init_accounts(server, parts)


def _init_recommend(server: Flask, parts: Parts) -> None:
    @server.cli.command("recommend")
    def recommend() -> None:
        """Looks at the rules of recommendations; run it daily, since terms pass without any load."""
        house = parts.house
        with house.database.loading() as connection:
            refresh_recommendations(connection, house.catalogue, house.now(), today=house.today())
            raise_version(connection, house.now(), with_date=False)
        click.echo("Рекомендации пересмотрены.")


def _init_accounts(server: Flask, parts: Parts) -> None:
    @server.cli.command("add-user")
    @click.argument("login")
    @click.option("--name", required=True, help="Должность или имя на экране")
    @click.option(
        "--role",
        required=True,
        type=click.Choice(["head", "coordinator", "director", "class_teacher", "teacher"]),
    )
    @click.option("--unit", type=int, help="Номер школы или класса из адреса страницы")
    @click.option("--person", type=int, help="Номер педагога из адреса страницы")
    @click.option("--names", is_flag=True, help="Дать право на персональные данные")
    @click.password_option("--password", prompt="Пароль")
    def add_user(
        login: str, name: str, role: str, unit: int | None, person: int | None, names: bool, password: str
    ) -> None:
        """Makes an account."""
        house = parts.house
        try:
            with house.database.writing() as connection:
                if role in ("head", "coordinator"):
                    unit = municipality_id(connection)
                grant = Grant(role, None if role == "teacher" else unit, person, names)
                add_account(connection, login, password, name, (grant,), house.now())
        except MISTAKES as error:
            raise click.ClickException(str(error)) from error
        click.echo(f"Учётная запись «{login}» создана.")

    @server.cli.command("set-password")
    @click.argument("login")
    @click.password_option("--password", prompt="Новый пароль")
    def change_password(login: str, password: str) -> None:
        """Changes a password and ends the sessions."""
        try:
            with parts.house.database.writing() as connection:
                set_password(connection, login, password)
        except MISTAKES as error:
            raise click.ClickException(str(error)) from error
        click.echo("Пароль изменён, сеансы завершены.")


def _viewer(parts: Parts, login: str) -> Viewer:
    with parts.house.database.reading() as connection:
        viewer = read_viewer(connection, login)
    if viewer is None:
        raise click.ClickException(f"Нет учётной записи «{login}».")
    return viewer


def _load(parts: Parts, viewer: Viewer, path: Path, create: bool, only_preview: bool) -> bool:
    """One file; prints what it is and what came of it. False when it was not loaded."""
    answers = ADD_ALL if create else {}
    try:
        load_id = parts.loading.receive(viewer, path, path.name)
        preview = parts.loading.preview(viewer, load_id, answers)
        _print(preview)
        if only_preview or preview.blocked:
            parts.loading.drop(viewer, load_id)
            return only_preview
        parts.loading.confirm(viewer, load_id, answers)
    except MISTAKES as error:
        click.echo(f"{path.name}: {error}", err=True)
        return False
    click.echo(f"{path.name}: загружен, № {load_id}")
    return True


def _print(preview: Preview) -> None:
    click.echo(f"{preview.file_name}: {preview.layout_title}, строк {preview.rows_read}")
    for label, count in preview.counts:
        click.echo(f"  {label}: {count}")
    for question in preview.questions:
        if question.is_open:
            click.echo(f"  ? {question.label} ({question.detail}); флаг --create добавит")
    for problem in preview.problems:
        place = f"{problem.place.sheet}!{problem.place.cell}: " if problem.place else ""
        click.echo(f"  {'отклонено' if problem.severity == 'error' else 'внимание'}: {place}{problem.rule}")
    if preview.blocked:
        click.echo(f"  {preview.blocked}")
