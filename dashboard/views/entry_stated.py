"""What is submitted about a place in a mechanism: values with their two numbers, last year beside, who and when."""

from __future__ import annotations

from dashboard.blocks import Cell, Column, Kind, Measure, Quantity, Row, State, Table
from dashboard.catalogue import Indicator, catalogue_of
from dashboard.entry_checks import Amount, plain_number, value_of
from dashboard.entry_sheet import stated_at
from dashboard.numbers import format_date, format_quantity, format_year
from dashboard.selection import Selection
from dashboard.views.work_heading import work_place
from data_access.queries.entries import Entry, Standing, read_entries, standing_of
from data_access.viewer import Reader

NOTHING = Standing()
NOT_ASKED = "Показателей этого механизма, которые вводят, от этой организации не собирают."
STATED_COLUMNS = (
    Column("indicator", "Показатель"),
    Column("value", "Значение", Kind.QUANTITY),
    Column("numerator", "Числитель", Kind.QUANTITY),
    Column("denominator", "Знаменатель", Kind.QUANTITY),
    Column("before", "Год назад", Kind.QUANTITY),
    Column("who", "Кто указал"),
    Column("when", "Когда"),
    Column("note", "Примечание"),
)


def in_force(selection: Selection, reader: Reader) -> Table | None:
    """What is submitted about the chosen place in the mechanism, with who and when; None for the municipality when
    only its organisations are asked."""
    place = work_place(reader, selection.unit or 0)
    known = catalogue_of(reader)
    indicators = stated_at(known, known.mechanism(selection.mechanism or ""), place)
    if not indicators and place.kind != "school":
        return None
    year = selection.year or 0
    now = standing_of(read_entries(reader, place.id, year))
    before = standing_of(read_entries(reader, place.id, year - 1))
    rows = [
        _in_force_row(selection, item, entry, before.get(item.code, NOTHING).submitted)
        for item in indicators
        if (entry := now.get(item.code, NOTHING).submitted) is not None
    ]
    return Table(
        key="in_force",
        title="Сданные значения",
        caption=f"{len(rows)} из {len(indicators)} · {place.short_name}",
        columns=STATED_COLUMNS,
        rows=tuple(rows),
        source=f"Источник: сведения организации, {format_year(year)} учебный год",
        empty="За этот учебный год ещё ничего не сдано." if indicators else NOT_ASKED,
    )


def _in_force_row(selection: Selection, indicator: Indicator, entry: Entry, before: Entry | None) -> Row:
    href = selection.at("/indicator", indicator=indicator.code, unit=entry.unit_id).address
    return Row(
        (
            Cell(indicator.title, href=href, note=indicator.full_title),
            Cell(quantity=stated_quantity(indicator, entry)),
            Cell(quantity=part(entry.numerator)),
            Cell(quantity=part(entry.denominator)),
            Cell(quantity=stated_quantity(indicator, before)),
            Cell(entry.author),
            Cell(format_date(entry.entered_at.date())),
            Cell(entry.note),
        )
    )


def stated_quantity(indicator: Indicator, entry: Entry | None) -> Quantity:
    """The value of a statement in the unit of the indicator."""
    amount = None if entry is None else Amount(entry.numerator, entry.denominator)
    value = value_of(indicator, amount)
    if value is None:
        return Quantity.missing(indicator.measure, "не сдано")
    return Quantity(value, indicator.measure)


def part(number: float | None) -> Quantity:
    """A numerator or denominator: whole numbers as counts, the rest with two decimals; a count has nothing below."""
    if number is None:
        return Quantity(None, Measure.COUNT, State.NOT_APPLICABLE)
    return Quantity(number, Measure.COUNT if number.is_integer() else Measure.RATIO)


def shown_amount(indicator: Indicator, entry: Entry | None) -> str:
    """«40,0 % (12 из 30)» of a form: the value and what it is made of."""
    if entry is None:
        return ""
    words = format_quantity(stated_quantity(indicator, entry))
    if entry.denominator is None:
        return words
    return f"{words} ({plain_number(entry.numerator)}\u00a0из\u00a0{plain_number(entry.denominator)})"
