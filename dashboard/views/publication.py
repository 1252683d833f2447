"""The page where a release for citizens (публикация) is made: what may be shown and how closely, what was published.

Only the head of the whole installation opens it. Figures are not here: the preview draws the page of citizens itself.
"""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import Cell, Column, Crumb, Heading, Row, Table, Tone
from dashboard.catalogue import catalogue_of
from dashboard.numbers import format_moment, format_year
from dashboard.public.rules import REACH_WORDS, Reach, check_keeper, verdict
from dashboard.selection import Selection
from dashboard.views.municipal_values import OF_YEAR
from dashboard.views.time import year_choices
from data_access.queries.places import read_filled, read_municipality
from data_access.queries.releases import ReleaseRow, read_release, read_releases
from data_access.viewer import Reader

TITLE = "Страница для граждан"
NOT_YET = "Выпусков ещё не было: граждане по адресу /open видят, что сведения не опубликованы."


def open_publication(selection: Selection, reader: Reader) -> Selection:
    """The year of the address, else the newest that has its yearly marks. Raises Refused."""
    check_keeper(reader)
    filled = read_filled(reader)
    ended = [year for year, codes in filled.items() if OF_YEAR in codes]
    year = selection.year or max(ended or filled, default=None)
    return replace(selection, year=year, period=None)


def heading(selection: Selection, reader: Reader) -> Heading:
    place = read_municipality(reader)
    when = f"{format_year(selection.year)} учебный год" if selection.year else "нет данных"
    return Heading(
        title=TITLE,
        subtitle=f"{place.short_name}, {when}: что публикуется для граждан без входа",
        crumbs=(Crumb(place.short_name, Selection("/").address), Crumb(TITLE)),
        years=year_choices(selection, {year: [] for year in read_filled(reader)}),
    )


def releases(selection: Selection, reader: Reader) -> Table:
    """Every release that was ever made, and which of them citizens see."""
    shown = read_release(reader)
    rows = read_releases(reader)
    of_year: dict[int, int] = {}
    for row in rows:
        if row.withdrawn_at is None:
            of_year.setdefault(row.year, row.id)
    return Table(
        key="releases",
        title="Выпуски",
        caption="новые сверху; снятый выпуск остаётся в истории",
        columns=(
            Column("year", "Учебный год"),
            Column("at", "Опубликован"),
            Column("by", "Кем"),
            Column("count", "Показателей"),
            Column("version", "Версия данных"),
            Column("state", "Состояние"),
        ),
        rows=tuple(_release(row, reader, shown, of_year) for row in rows),
        empty=NOT_YET,
    )


def _release(row: ReleaseRow, reader: Reader, shown: ReleaseRow | None, of_year: dict[int, int]) -> Row:
    words, tone = _state(row, reader, shown, of_year)
    return Row(
        (
            Cell(format_year(row.year)),
            Cell(format_moment(row.published_at, reader.zone)),
            Cell(row.published_by),
            Cell(str(len(row.content["indicators"]))),
            Cell(str(row.data_version)),
            Cell(words, tone=tone),
        )
    )


def _state(
    row: ReleaseRow, reader: Reader, shown: ReleaseRow | None, of_year: dict[int, int]
) -> tuple[str, Tone]:
    if row.withdrawn_at is not None:
        return f"снят {format_moment(row.withdrawn_at, reader.zone)}, {row.withdrawn_by}", Tone.MUTED
    if shown is not None and row.id == shown.id:
        return "показывается по адресу /open", Tone.GOOD
    if of_year.get(row.year) == row.id:
        return f"показывается по адресу /open/{row.year}", Tone.GOOD
    return "заменён более новым", Tone.MUTED


def indicators(selection: Selection, reader: Reader) -> Table:
    """Every indicator of the profile: how closely it may be shown to citizens, and why no closer."""
    known = catalogue_of(reader)
    rows = []
    for one in known.used_indicators():
        found = verdict(one)
        tone = Tone.MUTED if found.reach is Reach.NEVER else Tone.PLAIN
        rows.append(
            Row(
                (
                    Cell(
                        one.title,
                        href=selection.at("/indicator", indicator=one.code).address,
                        note=one.full_title,
                    ),
                    Cell(REACH_WORDS[found.reach], tone=tone),
                    Cell(found.why),
                    Cell(one.quality),
                )
            )
        )
    return Table(
        key="public_indicators",
        title="Что и как публикуется",
        caption="по правилу использования показателя и источнику данных",
        columns=(
            Column("title", "Показатель"),
            Column("reach", "Как публикуется"),
            Column("why", "Почему не подробнее"),
            Column("source", "Источник"),
        ),
        rows=tuple(rows),
        notes=(
            "Группы меньше 10 человек и то, что выдало бы их вычитанием, скрыты; доли у краёв даны границей; мест нет.",
        ),
    )
