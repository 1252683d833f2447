"""What a report says of one mechanism: its facts, its years as a table, its charts. Shared by all kinds of report."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import Block, Cell, Column, Kind, Row, Table, Trend
from dashboard.catalogue import Indicator
from dashboard.numbers import format_year
from dashboard.reports.sentences import Facts, changes
from dashboard.reports.sources import Sources
from dashboard.selection import Selection
from dashboard.views.indicators import quantity
from dashboard.views.mechanism import indicators_of, mechanism_of, mechanism_values, sources
from dashboard.views.mechanism_trend import trend
from dashboard.views.municipal_values import organisations
from dashboard.views.suppression import note
from dashboard.views.time import choose_time
from data_access.queries.places import read_filled, read_municipalities, read_municipality

MOST_YEARS = 5
MOST_TRENDS = 3
MOST_LINES = 7  # beside the subject: more grey lines tell nothing on paper


def page_selection(read: Sources, mechanism: str) -> Selection:
    """The page of a mechanism at the year of the report, with the checkpoint that the page itself would take."""
    return choose_time(read.at(f"/m/{mechanism}"), read_filled(read.reader))


def facts_of(read: Sources, mechanism: str) -> Facts:
    """Values of the mechanism in the place of the report; beside it organisations, in a region municipalities."""
    selection, reader = page_selection(read, mechanism), read.reader
    indicators = indicators_of(selection, reader)
    beside = read_municipalities(reader) or organisations(reader, indicators)
    return Facts(
        mechanism_values(selection, reader),
        indicators,
        read_municipality(reader),
        tuple(beside),
        selection.year or 0,
    )


def years_table(read: Sources, mechanism: str) -> Table:
    """Every indicator over the last years at the same checkpoint."""
    facts, selection = facts_of(read, mechanism), page_selection(read, mechanism)
    codes = {one.code for one in facts.indicators}
    known = {
        year
        for code, unit, year in facts.values.found
        if code in codes and unit == facts.place.id and year <= facts.year
    }
    years = sorted(known)[-MOST_YEARS:]
    rows = tuple(
        Row((Cell(one.title), *(_year_cell(read, facts, one, year) for year in years)))
        for one in facts.indicators
        if any(facts.row(one, year) is not None for year in years)
    )
    columns = tuple(Column(f"y{year}", format_year(year), Kind.QUANTITY) for year in years)
    return Table(
        key=f"years-{mechanism}",
        title=f"{mechanism_of(selection, read.reader).short_title}: показатели по годам",
        caption="",
        columns=(Column("title", "Показатель"), *columns),
        rows=rows,
        source=sources(selection, facts.indicators),
        empty="Значений показателей ещё нет ни за один учебный год.",
    )


def _year_cell(read: Sources, facts: Facts, indicator: Indicator, year: int) -> Cell:
    is_hidden = facts.values.is_hidden(indicator.code, facts.place.id, year)
    shown = quantity(indicator, facts.row(indicator, year), note(read.reader) if is_hidden else "")
    return Cell(quantity=shown)


def trends(read: Sources, mechanism: str, most: int = MOST_TRENDS) -> tuple[Block, ...]:
    """Charts over the years: the leading indicator, then those that changed by more than chance."""
    facts, selection = facts_of(read, mechanism), page_selection(read, mechanism)
    moved = [one for one in facts.indicators if changes(replace(facts, indicators=(one,)))]
    chosen: list[str | None] = [None, *(one.code for one in moved)]
    found: dict[str, Trend] = {}
    for code in chosen:
        block = trend(replace(selection, indicator=code), read.reader)
        if _has_course(block):
            found.setdefault(block.caption, replace(block, key=f"trend-{len(found)}", series=_few(block)))
        if len(found) == most:
            break
    return tuple(found.values())


def _has_course(block: Trend) -> bool:
    """At least two years of the subject: one point is no course."""
    return any(sum(point.value is not None for point in one.points) > 1 for one in block.series[:1])


def _few(block: Trend) -> tuple:  # type: ignore[type-arg]
    """All lines where they are few; else the subject and those in alert."""
    if len(block.series) <= MOST_LINES + 1:
        return block.series
    return tuple(one for one in block.series if one.role.value != "peer")
