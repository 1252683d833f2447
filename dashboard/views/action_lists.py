"""Three lists of a school year: what the rules recommend, what is done about it, what was decided."""

from __future__ import annotations

from dashboard.blocks import Cell, Column, Kind, Row, Table
from dashboard.catalogue import catalogue_of
from dashboard.methods.ordering import natural_key
from dashboard.numbers import NARROW, format_date, format_year, plural
from dashboard.selection import Selection
from dashboard.views.action_figures import figures_of, title_of
from dashboard.views.action_hiding import Hiding, hiding_of
from dashboard.views.action_places import places_of
from dashboard.views.cycle_heading import record_address
from dashboard.views.cycle_words import (
    DECISION_STATES,
    MEASURE_STATES,
    RECOMMENDATION_STATES,
    measure_state,
    recommendation_state,
)
from dashboard.views.decision_effect import newest_words
from dashboard.views.suppression import note
from data_access.queries import cycle as records
from data_access.queries.cycle import Decision, Recommendation
from data_access.queries.places import Place
from data_access.viewer import Reader

ANSWERED_LAST = tuple(RECOMMENDATION_STATES)
SHOWN_STATES = ("new", "accepted", "rejected")
OF_RULES = "Источник: правила рекомендаций над показателями механизмов"
OF_PEOPLE = "Источник: записи управления и организаций"


def is_chosen(selection: Selection, record: Recommendation | records.Measure | Decision) -> bool:
    """Whether a record is of the place, the mechanism and the year of the address. What waits or goes on since an
    earlier year is of this year too, and so is a decision of the year before: this year shows what came of it."""
    if selection.unit not in (None, record.unit_id) or selection.mechanism not in (None, record.mechanism):
        return False
    year = selection.year or record.year
    if isinstance(record, Decision) and record.year == year - 1:
        return True
    return record.year == year or (record.year < year and record.status in ("new", *records.OPEN))


# -- recommendations --------------------------------------------------------------------------------------

RECOMMENDATION_COLUMNS = (
    Column("place", "Организация"),
    Column("what", "Рекомендация"),
    Column("year", "Год"),
    Column("before", "Было", Kind.QUANTITY),
    Column("now", "Стало", Kind.QUANTITY),
    Column("target", "Цель", Kind.QUANTITY),
    Column("state", "Состояние", Kind.STATUS),
)


def recommendations(selection: Selection, reader: Reader) -> Table:
    """What the rules found, waiting ones first; what lost its cause is shown only when it is asked for."""
    found = [row for row in records.read_recommendations(reader) if is_chosen(selection, row)]
    states = (selection.state,) if selection.state in RECOMMENDATION_STATES else SHOWN_STATES
    places = places_of(reader)
    order = {code: at for at, code in enumerate(catalogue_of(reader).rules)}
    rows = sorted(
        (row for row in found if row.status in states and row.unit_id in places),
        key=lambda row: (
            ANSWERED_LAST.index(row.status),
            natural_key(places[row.unit_id].short_name),
            order.get(row.rule, len(order)),
            row.id,
        ),
    )
    hiding = hiding_of(reader, (row.indicator for row in rows))
    counts = [
        f"{count} {_many(code, count)}"
        for code in RECOMMENDATION_STATES
        if (count := sum(row.status == code for row in found))
    ]
    return Table(
        key="recommendations",
        title="Рекомендации",
        caption=", ".join(counts),
        columns=RECOMMENDATION_COLUMNS,
        rows=tuple(_recommendation_row(reader, places[row.unit_id], row, hiding) for row in rows),
        notes=("Щелчок по рекомендации открывает её текст, цифры и ответ.",) if rows else (),
        source=OF_RULES,
        empty=_no_recommendations(selection, bool(found)),
    )


def _many(code: str, count: int) -> str:
    new = plural(count, "новая", "новых", "новых")
    return {"new": new, "accepted": "принято", "rejected": "отклонено", "outdated": "устарело"}[code]


def _no_recommendations(selection: Selection, are_others: bool) -> str:
    year = format_year(selection.year or 0)
    if selection.state in MEASURE_STATES or selection.state == "overdue":
        return "Отобраны меры: рекомендации такого состояния не имеют."
    if are_others or selection.unit or selection.mechanism or selection.state:
        return f"По этому отбору рекомендаций за {year} учебный год нет."
    return f"За {year} учебный год правила не нашли причин для рекомендаций."


def _recommendation_row(reader: Reader, place: Place, row: Recommendation, hiding: Hiding) -> Row:
    is_hidden = hiding.covers_recommendation(row)
    before, now, target = figures_of(reader, row, note(reader) if is_hidden else "")
    href = record_address("/recommendation", row.id)
    return Row(
        (
            Cell(place.short_name),
            Cell(title_of(reader, row, is_hidden), href=href, note="" if is_hidden else row.text),
            Cell(format_year(row.year)),
            Cell(quantity=before) if before else Cell(),
            Cell(quantity=now) if now else Cell(),
            Cell(quantity=target) if target else Cell(),
            recommendation_state(row),
        )
    )


# -- measures ---------------------------------------------------------------------------------------------

MEASURE_COLUMNS = (
    Column("place", "Организация"),
    Column("what", "Мера"),
    Column("year", "Год"),
    Column("indicator", "Показатель"),
    Column("owner", "Ответственный"),
    Column("due", "Срок"),
    Column("progress", "Готово"),
    Column("state", "Состояние", Kind.STATUS),
    Column("evidence", "Подтверждение", Kind.EVIDENCE),
)


def measures(selection: Selection, reader: Reader) -> Table:
    """What is done about it, overdue first, then by term."""
    today = reader.day
    found = [row for row in records.read_measures(reader) if is_chosen(selection, row)]
    places = places_of(reader)
    rows = [row for row in found if _is_in_state(selection.state, row, reader) and row.unit_id in places]
    rows.sort(key=lambda row: (not row.is_overdue(today), not row.is_open, row.due_on, row.id))
    late = sum(row.is_overdue(today) for row in found)
    closed = sum(not row.is_open for row in found)
    counts = [f"{len(found)} {plural(len(found), 'мера', 'меры', 'мер')}"] if found else []
    counts += [f"{late} просрочено"] if late else []
    counts += [f"{closed} закрыто"] if closed else []
    return Table(
        key="measures",
        title="Меры",
        caption=", ".join(counts),
        columns=MEASURE_COLUMNS,
        rows=tuple(_measure_row(reader, places[row.unit_id], row) for row in rows),
        source=OF_PEOPLE,
        empty=_no_measures(selection, bool(found)),
    )


def _is_in_state(state: str | None, row: records.Measure, reader: Reader) -> bool:
    if state == "overdue":
        return row.is_overdue(reader.day)
    return row.status == state if state in MEASURE_STATES else True


def _no_measures(selection: Selection, are_others: bool) -> str:
    if are_others or selection.unit or selection.mechanism:
        return "По этому отбору мер нет."
    return "Мер ещё нет: их создают из рекомендации или из показателя ниже цели."


def _measure_row(reader: Reader, place: Place, row: records.Measure) -> Row:
    indicator = catalogue_of(reader).indicators.get(row.indicator)
    return Row(
        (
            Cell(place.short_name),
            Cell(row.title, href=record_address("/measure", row.id), note=row.expected),
            Cell(format_year(row.year)),
            Cell(indicator.title if indicator else ""),
            Cell(row.owner),
            Cell(format_date(row.due_on)),
            Cell(f"{row.progress}{NARROW}%"),
            measure_state(row, reader.day),
            Cell(row.evidence),
        )
    )


# -- decisions --------------------------------------------------------------------------------------------

DECISION_COLUMNS = (
    Column("place", "Организация"),
    Column("what", "Решение"),
    Column("document", "Документ", Kind.EVIDENCE),
    Column("day", "Дата"),
    Column("effect", "Что стало с показателями", Kind.TAGS),
    Column("state", "Состояние", Kind.STATUS),
)


def decisions(selection: Selection, reader: Reader) -> Table:
    """What was decided, newest first, and what came after by now."""
    places = places_of(reader)
    rows = [
        row for row in records.read_decisions(reader) if is_chosen(selection, row) and row.unit_id in places
    ]
    words = newest_words(reader, [row.id for row in rows])
    return Table(
        key="decisions",
        title="Решения",
        caption=f"{len(rows)} {plural(len(rows), 'решение', 'решения', 'решений')}" if rows else "",
        columns=DECISION_COLUMNS,
        rows=tuple(
            Row(
                (
                    Cell(places[row.unit_id].short_name),
                    Cell(row.title, href=record_address("/decision", row.id)),
                    Cell(row.document),
                    Cell(format_date(row.decided_on)),
                    Cell(tags=words.get(row.id, ())),
                    Cell(DECISION_STATES[row.status][0], tone=DECISION_STATES[row.status][1]),
                )
            )
            for row in rows
        ),
        source=OF_PEOPLE,
        empty="Решений ещё нет: их принимают на основании меры или рекомендации.",
    )
