"""The screens of the municipality (экраны): what each shows, until when its link lives, when it was last seen."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from dashboard.blocks import Cell, Column, Crumb, Heading, Kind, Row, Status, Table
from dashboard.catalogue import catalogue_of
from dashboard.numbers import format_moment
from dashboard.selection import Selection
from dashboard.wall.settings import WallSettings, from_text
from data_access.queries.places import read_municipality
from data_access.queries.wall import CLOSED, ScreenRow, read_screens
from data_access.viewer import Reader, Refused

TITLE = "Экраны"


def open_screens(selection: Selection, reader: Reader) -> Selection:
    if not reader.viewer.administers:
        raise Refused(CLOSED)
    return selection


def heading(selection: Selection, reader: Reader) -> Heading:
    place = read_municipality(reader).short_name
    return Heading(
        title=TITLE,
        subtitle="Телевизор показывает суммы муниципалитета по ссылке, без входа и без имён",
        crumbs=(Crumb(place, selection.at("/").address), Crumb(TITLE)),
    )


def screens(_selection: Selection, reader: Reader) -> Table:
    """Every screen that was ever made, the newest first."""
    rows = read_screens(reader)
    return Table(
        key="screens",
        title="Экраны муниципалитета",
        caption="ссылку показывают один раз, при создании; хранится только её отпечаток",
        columns=(
            Column("title", "Экран"),
            Column("state", "Состояние", Kind.STATUS),
            Column("seen", "Последний раз на связи"),
            Column("until", "Ссылка действует до"),
            Column("scenes", "Сцены"),
            Column("look", "Вид"),
        ),
        rows=tuple(_row(reader, row) for row in rows),
        source="Источник: настройки экранов",
        empty="Экранов ещё нет: заполните форму и откройте полученную ссылку на телевизоре.",
    )


def _row(reader: Reader, row: ScreenRow) -> Row:
    settings = from_text(row.settings)
    return Row(
        (
            Cell(row.title),
            _state(reader, row),
            Cell(_moment(reader, row.seen_at) or "ещё не включали"),
            Cell(_moment(reader, row.expires_at) or "без срока"),
            Cell(", ".join(_scenes(reader, settings))),
            Cell(_look(settings)),
        )
    )


def _state(reader: Reader, row: ScreenRow) -> Cell:
    if row.revoked_at is not None:
        return Cell(f"отозван {_moment(reader, row.revoked_at)}", status=Status.NO_DATA)
    if row.expires_at is not None and local_day(row.expires_at, reader.zone) < reader.day:
        return Cell("срок вышел", status=Status.BELOW)
    if row.seen_at is None:
        return Cell("не включали", status=Status.RISK)
    if local_day(row.seen_at, reader.zone) < reader.day:
        return Cell("сегодня не включали", status=Status.RISK)
    return Cell("действует", status=Status.REACHED)


def local_day(at: datetime, zone: str) -> date:
    return at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()


def _moment(reader: Reader, at: datetime | None) -> str:
    return format_moment(at, reader.zone) if at is not None else ""


def _scenes(reader: Reader, settings: WallSettings) -> list[str]:
    known = catalogue_of(reader).mechanisms
    names = [known[code].short_title for code in settings.mechanisms if code in known]
    return names + ["Что изменилось"] * settings.changes + ["Просроченные меры"] * settings.overdue


def _look(settings: WallSettings) -> str:
    theme = "тёмная" if settings.theme == "dark" else "светлая"
    dim = f", тускнеет {settings.dim_from}–{settings.dim_to}" if settings.dim_from else ""
    return f"{theme}, по {settings.seconds} с{dim}"
