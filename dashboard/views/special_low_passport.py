"""Targets of the passport (целевые показатели паспорта): computed from registers, beside what the order wants."""

from __future__ import annotations

from dashboard.blocks import Cell, Column, Kind, Measure, Row, State, Status, Table
from dashboard.catalogue import Indicator, catalogue_of
from dashboard.computed.low_support import COVERED, INCLUDED, LEFT, SUPPORTED
from dashboard.numbers import format_year
from dashboard.selection import Selection
from dashboard.views.indicators import quantity, target_text, value_cell
from dashboard.views.targets import aimed
from data_access.queries.places import read_municipality
from data_access.queries.rollups import Value, read_values
from data_access.viewer import Reader

CODES = (COVERED, SUPPORTED, INCLUDED, LEFT)


def passport(selection: Selection, reader: Reader) -> Table | None:
    """Each target of the passport with its numerator and denominator; absent where the order sets none of them."""
    wanted = {target.indicator: target.clause for target in catalogue_of(reader).profile.targets}
    codes = [code for code in CODES if code in wanted]
    if not codes:
        return None
    place, year = read_municipality(reader), selection.year or 0
    found = {row.indicator: row for row in read_values(reader, [place.id], "Y", CODES, (year,))}
    return Table(
        key="passport",
        title="Целевые показатели паспорта",
        caption=f"{place.short_name}, {format_year(year)}; вычислено по реестрам",
        columns=(
            Column("indicator", "Показатель"),
            Column("value", "Достигнуто", Kind.BAR, Measure.PERCENT, "доля с 95 % интервалом"),
            Column("counts", "Числитель и знаменатель"),
            Column("target", "Цель"),
            Column("status", "Состояние", Kind.STATUS),
            Column("clause", "Пункт документа"),
        ),
        rows=tuple(_row(aimed(reader, code, year, place), found.get(code), wanted[code]) for code in codes),
        notes=tuple(
            f"{indicator.title}: {indicator.formula}."
            for indicator in (catalogue_of(reader).indicators[code] for code in codes)
        ),
        source=f"Источник: реестры механизма, {format_year(year)} учебный год",
    )


def _row(indicator: Indicator, row: Value | None, clause: str) -> Row:
    shown = quantity(indicator, row)
    is_known = shown.state is State.OK and row is not None
    counts = f"{row.numerator:.0f} из {row.denominator:.0f}" if row is not None else "—"
    return Row(
        (
            Cell(indicator.full_title),
            value_cell(indicator, row),
            Cell(counts),
            Cell(target_text(indicator).removeprefix("цель ")),
            Cell(status=indicator.status(shown.value) if is_known else Status.NO_DATA),
            Cell(clause),
        )
    )
