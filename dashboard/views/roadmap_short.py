"""The roadmap in short, for its own page and the pages of mechanisms: sums of the year, what is late or due now."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import Cell, Column, Kind, Measure, Quantity, Row, Table, Tile, Tiles, WorkState
from dashboard.catalogue import catalogue_of
from dashboard.methods.schedule import year_span
from dashboard.numbers import DASH, format_date
from dashboard.selection import Selection
from dashboard.views.roadmap_scene import Line, Totals, count_lines, item_href, mechanism_code, year_lines
from dashboard.work_states import state_cell
from data_access.viewer import Reader

MOST_SHORT = 8
SHORT_COLUMNS = (
    Column("title", "Мероприятие"),
    Column("deadline", "До"),
    Column("state", "Состояние", Kind.STATUS),
    Column("responsible", "Ответственный"),
)


def roadmap_totals(selection: Selection, reader: Reader) -> Tiles | None:
    """What was to be done this year and what came of it; None where the profile has no roadmap for it."""
    mechanism, year = mechanism_code(selection), selection.year or 0
    if not catalogue_of(reader).profile.roadmap_of(mechanism):
        return None
    lines = year_lines(reader, year, mechanism)
    lines = [line for line in lines if selection.section in (None, line.section.section)]
    totals = count_lines(lines)
    here = Selection("/roadmap", year=year, mechanism=mechanism or None, section=selection.section)
    return Tiles(
        "roadmap-totals",
        "Итоги года" if selection.path == "/roadmap" else "Дорожная карта",
        (
            Tile("due", "Всего к выполнению", _count(totals.due), caption=_rest(totals), href=here.address),
            _done_tile(totals, here),
            _tile("doing", "Идёт", totals.doing, here, f"срок идёт сейчас: {totals.now}"),
            _tile("overdue", "Просрочено", totals.overdue, here, "срок прошёл, не выполнено"),
        ),
    )


def _count(number: int) -> Quantity:
    return Quantity(number, Measure.COUNT)


def _rest(totals: Totals) -> str:
    return (
        f"и {totals.no_mark} — прежних лет, без отметки" if totals.no_mark else "мероприятий за учебный год"
    )


def _done_tile(totals: Totals, here: Selection) -> Tile:
    share = f"{totals.done} из {totals.due}"
    href = replace(here, state=WorkState.DONE.value).address
    return Tile("done", "Выполнено", Quantity.share(totals.done, totals.due), caption=share, href=href)


def _tile(key: str, title: str, number: int, here: Selection, caption: str) -> Tile:
    return Tile(key, title, _count(number), caption=caption, href=replace(here, state=key).address)


def roadmap_short(selection: Selection, reader: Reader) -> Table | None:
    """What of a mechanism's roadmap is overdue or due now, for its page; None where it has no section."""
    mechanism, year = mechanism_code(selection), selection.year or 0
    if not catalogue_of(reader).profile.roadmap_of(mechanism):
        return None
    lines = year_lines(reader, year, mechanism)
    urgent = sorted(
        (line for line in lines if line.is_overdue or line.standing.is_now),
        key=lambda line: (not line.is_overdue, line.standing.deadline or year_span(year).end),
    )
    here = Selection("/roadmap", year=year, mechanism=mechanism or None)
    rest = len(urgent) - MOST_SHORT
    return Table(
        key="roadmap-short",
        title="Дорожная карта: просрочено и к сроку",
        caption=f"{len(urgent)} из {len(lines)} мероприятий",
        columns=SHORT_COLUMNS,
        rows=tuple(_short_row(here, line) for line in urgent[:MOST_SHORT]),
        notes=(f"Ещё {rest}: на странице дорожной карты.",) if rest > 0 else (),
        source=f"Источник: {catalogue_of(reader).profile.document}",
        empty="Просроченного нет, и срок ни одного мероприятия сейчас не идёт.",
    )


def _short_row(here: Selection, line: Line) -> Row:
    deadline = line.standing.deadline
    return Row(
        (
            Cell(line.item.title, href=item_href(here, line), note=line.item.due),
            Cell(format_date(deadline) if deadline else DASH),
            state_cell(line.state),
            Cell(line.item.responsible),
        )
    )
