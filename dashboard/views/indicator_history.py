"""History of one indicator: statements that replaced one another, targets of the order and those set in the program."""

from __future__ import annotations

from dashboard.blocks import Cell, Column, Kind, Quantity, Row, Table, Tone
from dashboard.catalogue import Indicator, catalogue_of
from dashboard.numbers import format_date, format_year
from dashboard.selection import Selection
from dashboard.views.entry_stated import part, stated_quantity
from dashboard.views.indicator_page import places_of
from data_access.queries.entries import Entry, read_entry_history
from data_access.queries.targets import SetTarget, read_target_history
from data_access.viewer import Reader

MOST_ROWS = 300
HISTORY_COLUMNS = (
    Column("entered", "Когда"),
    Column("place", "Организация"),
    Column("year", "Учебный год"),
    Column("before", "Было", Kind.QUANTITY),
    Column("value", "Стало", Kind.QUANTITY),
    Column("numerator", "Числитель", Kind.QUANTITY),
    Column("denominator", "Знаменатель", Kind.QUANTITY),
    Column("author", "Кто"),
    Column("source", "Откуда"),
    Column("note", "Примечание"),
)
TARGET_COLUMNS = (
    Column("year", "Учебный год"),
    Column("place", "Для кого"),
    Column("value", "Цель", Kind.QUANTITY),
    Column("risk", "Риск", Kind.QUANTITY, help="граница зоны риска"),
    Column("state", "Состояние", Kind.STATUS),
    Column("source", "Откуда"),
)


def history(selection: Selection, reader: Reader) -> Table | None:
    """Every submitted statement, newest first, with what stood before it; None for a computed indicator."""
    indicator = catalogue_of(reader).indicator(selection.indicator or "")
    if indicator.obtained == "computed":
        return None
    entries = read_entry_history(reader, indicator.code)
    before: dict[int, Entry] = {}
    last: dict[tuple[int, int], Entry] = {}
    for entry in reversed(entries):
        key = (entry.unit_id, entry.year)
        if key in last:
            before[entry.id] = last[key]
        last[key] = entry
    names = _names(indicator, reader)
    rows = [_history_row(indicator, entry, before.get(entry.id), names) for entry in entries[:MOST_ROWS]]
    hidden = len(entries) - len(rows)
    return Table(
        key="history",
        title="История изменений",
        caption="новое сверху; прежние значения сохраняются",
        columns=HISTORY_COLUMNS,
        rows=tuple(rows),
        notes=(f"Показаны последние {MOST_ROWS}, ещё {hidden} не показаны.",) if hidden else (),
        source="Источник: введённые и загруженные значения",
        empty="Значений ещё не вводили.",
    )


def _names(indicator: Indicator, reader: Reader) -> dict[int, str]:
    return {place.id: place.short_name for place in places_of(indicator, reader)}


def _history_row(indicator: Indicator, entry: Entry, before: Entry | None, names: dict[int, str]) -> Row:
    was = Cell(quantity=stated_quantity(indicator, before)) if before else Cell()
    return Row(
        (
            Cell(format_date(entry.entered_at.date())),
            Cell(names.get(entry.unit_id, "")),
            Cell(format_year(entry.year)),
            was,
            Cell(quantity=stated_quantity(indicator, entry)),
            Cell(quantity=part(entry.numerator)),
            Cell(quantity=part(entry.denominator)),
            Cell(entry.author),
            Cell("форма" if entry.load_id is None else f"файл, загрузка № {entry.load_id}"),
            Cell(entry.note),
        )
    )


def targets(selection: Selection, reader: Reader) -> Table:
    """Targets of the order and those set in the program; the narrower and the newer one is in force."""
    known = catalogue_of(reader)
    indicator = known.indicator(selection.indicator or "")
    names = _names(indicator, reader)
    rows = [_set_row(indicator, one, names) for one in read_target_history(reader, indicator.code)]
    rows += [
        _profile_row(indicator, (one.value, one.risk), (one.year, one.unit), ("из документа", one.clause))
        for one in known.profile.targets
        if one.indicator == indicator.code
    ]
    if indicator.target is not None:
        said = (
            ("предложена", "методика проекта")
            if indicator.target_is_ours
            else ("из документа", indicator.clause)
        )
        rows.append(_profile_row(indicator, (indicator.target, indicator.risk), (None, ""), said))
    return Table(
        key="targets",
        title="Цели по годам",
        caption="заданная в программе важнее цели из документа",
        columns=TARGET_COLUMNS,
        rows=tuple(rows),
        source="Источник: документ муниципалитета и цели, заданные в программе",
        empty="Цели не заданы ни в документе, ни в программе.",
    )


def _set_row(indicator: Indicator, one: SetTarget, names: dict[int, str]) -> Row:
    word, tone = ("в силе", Tone.GOOD) if one.is_current else ("заменена", Tone.MUTED)
    return Row(
        (
            Cell(format_year(one.year)),
            Cell(names.get(one.unit_id, "муниципалитет")),
            *_borders(indicator, one.value, one.risk),
            Cell(word, tone=tone),
            Cell(f"{one.author}, {format_date(one.at.date())}"),
        )
    )


def _profile_row(
    indicator: Indicator,
    borders: tuple[float, float | None],
    whose: tuple[int | None, str],
    said: tuple[str, str],
) -> Row:
    """`whose`: year and school; `said`: where it stands and its clause."""
    year, place = whose
    return Row(
        (
            Cell(format_year(year) if year else "каждый год"),
            Cell(place or "все"),
            *_borders(indicator, *borders),
            Cell(said[0], tone=Tone.PLAIN),
            Cell(said[1]),
        )
    )


def _borders(indicator: Indicator, value: float, risk: float | None) -> tuple[Cell, Cell]:
    border = Cell() if risk is None else Cell(quantity=Quantity(risk, indicator.measure))
    return Cell(quantity=Quantity(value, indicator.measure)), border
