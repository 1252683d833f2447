"""Heading of the page of reports: which report, of which mechanism and year; every choice is an address."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import Choice, Crumb, Heading, Picker
from dashboard.catalogue import catalogue_of
from dashboard.reports.kinds import HALF_YEARLY, HALVES, NOTE, half_span, kinds_of, period_words
from dashboard.selection import Selection
from dashboard.views.sections import mechanism_tabs
from dashboard.views.time import year_choices
from data_access.queries.places import read_filled, read_municipality
from data_access.viewer import Reader


def heading(selection: Selection, reader: Reader) -> Heading:
    """Kinds and mechanisms as pickers, school years as links."""
    place = read_municipality(reader)
    years: dict[int, list[str]] = {year: [] for year in (*read_filled(reader), selection.year or 0)}
    return Heading(
        title="Отчёты",
        subtitle=f"{place.short_name}, {period_words(selection)}",
        crumbs=(Crumb(place.short_name, selection.at("/").address), Crumb("Отчёты")),
        years=year_choices(selection, years),
        tabs=mechanism_tabs(selection, reader) if selection.mechanism else (),
        pickers=_pickers(selection, reader),
    )


def _pickers(selection: Selection, reader: Reader) -> tuple[Picker, ...]:
    kinds = tuple(
        Choice(
            kind.name,
            Selection(selection.path, year=selection.year, kind=kind.code).address,
            kind.code == selection.kind,
        )
        for kind in kinds_of(reader)
    )
    found = [Picker("Вид", kinds)]
    if selection.kind == NOTE:
        found.append(Picker("Механизм", _mechanisms(selection, reader)))
    if selection.kind == HALF_YEARLY:
        found.append(Picker("Полугодие", tuple(_half(selection, half) for half in HALVES)))
    return tuple(found)


def _mechanisms(selection: Selection, reader: Reader) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            one.short_title, replace(selection, mechanism=one.code).address, one.code == selection.mechanism
        )
        for one in catalogue_of(reader).mechanisms.values()
    )


def _half(selection: Selection, half: str) -> Choice:
    span = half_span(selection.year or 0, half)
    words = f"{span.start:%d.%m.%Y} – {span.end:%d.%m.%Y}"
    return Choice(words, replace(selection, period=half).address, half == selection.period)
