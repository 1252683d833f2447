"""Indicators of every mechanism for one school: its value, the target, last year, the municipality beside it."""

from __future__ import annotations

from dashboard.blocks import Cell, Column, Kind, Quantity, Row, State, Status, Table
from dashboard.catalogue import Indicator, Mechanism, catalogue_of
from dashboard.numbers import format_year
from dashboard.selection import Selection
from dashboard.views.indicators import Values, change_cell, quantity, target_text
from dashboard.views.mechanism import STATUS_WORDS
from dashboard.views.municipal_values import checkpoint_of, fits, values_of
from dashboard.views.suppression import hides, note
from dashboard.views.targets import aimed
from data_access.queries.places import Place, read_school
from data_access.queries.rollups import read_values
from data_access.viewer import Reader

COLUMNS = (
    Column("mechanism", "Механизм"),
    Column("title", "Показатель"),
    Column("value", "Значение", Kind.QUANTITY),
    Column("change", "За год", Kind.QUANTITY),
    Column("target", "Цель"),
    Column("status", "Статус", Kind.STATUS),
    Column("obtained", "Как получен"),
)


def table(selection: Selection, reader: Reader) -> Table:
    """A line per indicator that is collected from this school, beside its mechanism, which leads to its form."""
    school = read_school(reader, selection.unit or 0)
    rows: list[Row] = []
    values = _values(selection, reader, school)
    for mechanism in catalogue_of(reader).mechanisms.values():
        rows += _mechanism_rows(selection, reader, mechanism, values, school)
    return Table(
        key="mechanisms",
        title="Показатели механизмов",
        caption="строка открывает паспорт показателя",
        columns=COLUMNS,
        rows=tuple(rows),
        notes=("Прочерк: показатель за этот год не сдан или результатов ещё нет.",),
        source=f"Источник: журналы, протоколы и сведения школы, {format_year(selection.year or 0)} учебный год",
        empty="От этой организации показатели не собирают.",
    )


def _mechanism_rows(
    selection: Selection, reader: Reader, mechanism: Mechanism, values: Values, school: Place
) -> list[Row]:
    year = selection.year or 0
    indicators = [aimed(reader, code, year, school) for code in mechanism.indicators]
    href = selection.at("/entry", unit=school.id, mechanism=mechanism.code).address
    title = Cell(mechanism.short_title, href=href, note="ввод показателей этого механизма")
    return [
        Row((title, *_cells(selection, reader, indicator, values, school)))
        for indicator in indicators
        if fits(indicator, school)
    ]


def _cells(
    selection: Selection, reader: Reader, indicator: Indicator, values: Values, school: Place
) -> tuple[Cell, ...]:
    year = selection.year or 0
    reason = note(reader) if values.is_hidden(indicator.code, school.id, year) else ""
    shown: Quantity = quantity(indicator, values.get(indicator.code, school.id, year), reason)
    status = indicator.status(shown.value) if shown.state is State.OK else Status.NO_DATA
    step = values.change(indicator, school.id, year)
    href = selection.at("/indicator", indicator=indicator.code, unit=school.id).address
    return (
        Cell(indicator.title, href=href, note=indicator.full_title),
        Cell(quantity=shown),
        change_cell(indicator, step),
        Cell(target_text(indicator).removeprefix("цель ")),
        Cell(STATUS_WORDS[status], status=status),
        Cell(indicator.obtained_words),
    )


def _values(selection: Selection, reader: Reader, school: Place) -> Values:
    """Values of the school. Who sees no names gets them by the decision of the whole municipality, so that nothing
    hidden on one page is read on another."""
    known = {indicator.code: indicator for indicator in catalogue_of(reader).used_indicators()}
    if hides(reader):
        return values_of(selection, reader, tuple(known))
    found = read_values(reader, [school.id], None, tuple(known))
    return Values.of(row for row in found if row.checkpoint == checkpoint_of(known[row.indicator], selection))
