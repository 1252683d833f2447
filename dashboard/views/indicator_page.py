"""One indicator: its passport, and its values by year and place with who stated them."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import Cell, Column, Crumb, Heading, Kind, Measure, Quantity, Row, State, Status, Table
from dashboard.catalogue import Indicator, catalogue_of
from dashboard.catalogue.indicator import OWNERS
from dashboard.entry_sheet import due_on
from dashboard.methods.ordering import natural_key
from dashboard.numbers import format_date, format_quantity, format_year, plural
from dashboard.selection import Selection
from dashboard.views.entry_stated import part
from dashboard.views.indicators import Values, quantity, target_text
from dashboard.views.mechanism import STATUS_WORDS
from dashboard.views.municipal_values import checkpoint_of, fits, values_of
from dashboard.views.suppression import note
from dashboard.views.targets import aimed
from dashboard.views.time import choose_time, period_choices, when
from dashboard.views.work_heading import open_work, work_heading
from data_access.queries.entries import Entry, read_entry_history
from data_access.queries.places import (
    Place,
    read_filled,
    read_municipalities,
    read_municipality,
    read_schools,
)
from data_access.queries.rollups import Value, read_values
from data_access.viewer import NotFound, Reader

MOST_YEARS = 4
LEVELS = {
    "school": "общеобразовательная организация",
    "kindergarten": "детский сад",
    "municipality": "муниципалитет",
}
AGGREGATES = {
    "ratio": "сумма числителей к сумме знаменателей",
    "sum": "сумма по организациям",
    "weighted": "среднее с весом по числу обучающихся",
}
POLARITIES = {
    "higher": "чем выше, тем лучше",
    "lower": "чем ниже, тем лучше",
    "none": "не оценивается",
}


def open_indicator(selection: Selection, reader: Reader) -> Selection:
    """Fills in year and mechanism, and the period of a journal indicator. Raises NotFound, Refused."""
    if selection.indicator is None:
        raise NotFound("В адресе не указан показатель.")
    known = catalogue_of(reader)
    indicator = known.indicator(selection.indicator)
    users = [
        item.code for item in known.mechanisms.values() if indicator.code in (*item.indicators, item.lead)
    ]
    if not users:
        raise NotFound("В программе этого муниципалитета такого показателя нет.")
    mechanism = selection.mechanism if selection.mechanism in users else users[0]
    chosen = open_work(replace(selection, mechanism=mechanism), reader)
    if indicator.period == "year":
        return chosen
    return choose_time(replace(chosen, period=selection.period), read_filled(reader))


def indicator_of(selection: Selection, reader: Reader) -> Indicator:
    """The indicator of the address with the target of the widest place that the viewer sees."""
    place = read_municipality(reader) if reader.viewer.sees_municipality else _schools(reader)[0]
    return aimed(reader, selection.indicator or "", selection.year or 0, place)


def _schools(reader: Reader) -> list[Place]:
    return sorted(read_schools(reader), key=lambda place: natural_key(place.short_name))


def heading(selection: Selection, reader: Reader) -> Heading:
    indicator = indicator_of(selection, reader)
    made = work_heading(selection, reader, indicator.title, indicator.full_title)
    periods = period_choices(selection, read_filled(reader)) if indicator.period == "checkpoint" else ()
    crumbs = (*made.crumbs[:-1], Crumb("Показатель"), made.crumbs[-1])
    return replace(made, periods=periods, crumbs=crumbs)


# -- passport -------------------------------------------------------------------------------------------


def passport(selection: Selection, reader: Reader) -> Table:
    """Everything that the catalogue says of the indicator."""
    indicator = indicator_of(selection, reader)
    rows = [(name, text) for name, text in _said(indicator, selection.year or 0) if text]
    entry = selection.at("/entry", mechanism=selection.mechanism, unit=selection.unit, period=None).address
    is_typed = indicator.obtained != "computed"
    return Table(
        key="passport",
        title="Паспорт показателя",
        caption=indicator.code,
        columns=(Column("name", "Поле"), Column("text", "Значение")),
        rows=tuple(
            Row((Cell(name), Cell(text, href=entry if is_typed and name == "Как получается" else "")))
            for name, text in rows
        ),
        source=f"Источник: {indicator.clause}",
    )


def _said(indicator: Indicator, year: int) -> list[tuple[str, str]]:
    due = due_on(indicator, year)
    counted = " / ".join(text for text in (indicator.numerator, indicator.denominator) if text)
    return [
        ("Полное название", indicator.full_title),
        ("Единица измерения", indicator.unit),
        ("Направление", POLARITIES[indicator.polarity]),
        ("Уровень сбора", LEVELS[indicator.level]),
        ("Как складывается", AGGREGATES[indicator.aggregate]),
        ("Как получается", indicator.obtained_words),
        ("Числитель / знаменатель", counted),
        ("Формула", indicator.formula),
        ("Критерий", indicator.criterion),
        ("Ответственный", OWNERS.get(indicator.owner, indicator.owner)),
        ("Пункт документа", indicator.clause),
        ("Срок", format_date(due) if due else ""),
        ("Цель", _target_words(indicator)),
        ("Зона риска", _risk_words(indicator)),
        ("Правило использования", indicator.passport.use_rule or "без ограничений"),
        ("Качество данных", indicator.quality),
        ("На что обратить внимание", indicator.warning),
        ("Методика", "методика проекта" if indicator.project_method else ""),
    ]


def _target_words(indicator: Indicator) -> str:
    words = target_text(indicator).removeprefix("цель ") or "не задана"
    return (
        f"{words}, предложена проектом"
        if indicator.target_is_ours and indicator.target is not None
        else words
    )


def _risk_words(indicator: Indicator) -> str:
    if indicator.target is None or indicator.risk is None:
        return ""
    word = "до" if indicator.polarity == "lower" else "от"
    border = format_quantity(Quantity(indicator.risk, indicator.measure))
    return f"{word} {border}, хуже этого — ниже цели"


# -- values ---------------------------------------------------------------------------------------------


def places_of(indicator: Indicator, reader: Reader) -> list[Place]:
    """The places that the viewer sees and that have the indicator, the widest first."""
    schools = [place for place in _schools(reader) if fits(indicator, place)]
    if not reader.viewer.sees_municipality:
        return schools
    return [read_municipality(reader), *read_municipalities(reader), *schools]


def values(selection: Selection, reader: Reader) -> Table:
    """Places × years, with the two numbers of the chosen year, its target and who stated it."""
    indicator = indicator_of(selection, reader)
    places, found = places_of(indicator, reader), _values(selection, reader, indicator)
    years = sorted({*found.years(), selection.year or 0})[-MOST_YEARS:]
    stated = _stated(reader, indicator, selection.year or 0)
    rows = [_row(selection, reader, indicator, place, found, years, stated.get(place.id)) for place in places]
    schools = sum(place.kind == "school" for place in places)
    word = plural(schools, "организация", "организации", "организаций")
    counted = f"{schools} {word} · " if schools else ""
    return Table(
        key="values",
        title="Значения по годам",
        caption=f"{counted}числа и цель — за {when(selection)}",
        columns=(
            Column("place", "Организация"),
            *(Column(str(year), format_year(year), Kind.QUANTITY, indicator.measure) for year in years),
            Column("numerator", "Числитель", Kind.QUANTITY, Measure.COUNT, indicator.numerator),
            Column("denominator", "Знаменатель", Kind.QUANTITY, Measure.COUNT, indicator.denominator),
            Column("target", "Цель"),
            Column("status", "Статус", Kind.STATUS),
            *((Column("who", "Кто указал"),) if indicator.obtained != "computed" else ()),
        ),
        rows=tuple(rows),
        source=f"Источник: {indicator.quality or 'сведения организаций'}, {when(selection)}",
        empty="Организаций, от которых собирают этот показатель, в базе нет.",
    )


def _values(selection: Selection, reader: Reader, indicator: Indicator) -> Values:
    if reader.viewer.sees_municipality:
        return values_of(selection, reader, (indicator.code,))
    ids = [place.id for place in places_of(indicator, reader)]
    checkpoint = checkpoint_of(indicator, selection)
    return Values.of(read_values(reader, ids, checkpoint, (indicator.code,)) if ids else [])


def _stated(reader: Reader, indicator: Indicator, year: int) -> dict[int, Entry]:
    """Place → the statement in force."""
    if indicator.obtained == "computed":
        return {}
    rows = read_entry_history(reader, indicator.code)
    return {row.unit_id: row for row in rows if row.is_current and row.year == year}


def _row(
    selection: Selection,
    reader: Reader,
    indicator: Indicator,
    place: Place,
    found: Values,
    years: list[int],
    entry: Entry | None,
) -> Row:
    own = aimed(reader, indicator.code, selection.year or 0, place)
    shown = {year: _shown(reader, own, found, place, year) for year in years}
    now = shown[selection.year or 0]
    status = own.status(now.value) if now.state is State.OK else Status.NO_DATA
    row = found.get(own.code, place.id, selection.year or 0)
    who = f"{entry.author}, {format_date(entry.entered_at.date())}" if entry else "сумма по организациям"
    return Row(
        (
            Cell(place.short_name, href=_place_href(selection, place)),
            *(Cell(quantity=shown[year]) for year in years),
            *_parts(own, now, row),
            Cell(target_text(own).removeprefix("цель ")),
            Cell(STATUS_WORDS[status], status=status),
            *((Cell(who if row else ""),) if own.obtained != "computed" else ()),
        )
    )


def _place_href(selection: Selection, place: Place) -> str:
    return selection.at("/school", unit=place.id).address if place.kind == "school" else ""


def _shown(reader: Reader, indicator: Indicator, found: Values, place: Place, year: int) -> Quantity:
    hidden = note(reader) if found.is_hidden(indicator.code, place.id, year) else ""
    return quantity(indicator, found.get(indicator.code, place.id, year), hidden)


def _parts(indicator: Indicator, now: Quantity, row: Value | None) -> tuple[Cell, Cell]:
    """What the value of the year is made of; hidden with it."""
    if now.state is not State.OK or row is None:
        same = Quantity(None, Measure.COUNT, now.state, note=now.note)
        return Cell(quantity=same), Cell(quantity=same)
    below = None if indicator.aggregate == "sum" else row.denominator
    return Cell(quantity=part(row.numerator)), Cell(quantity=part(below))
