"""What changed the status of a school since last year, and who may be on the next list.

Both tables name schools in the order of their names and hold only sentences made of the numbers of the identification
table (`dashboard/views/low_sentences.py`), so that a head can check every word against it.
"""

from __future__ import annotations

from dashboard.blocks import Cell, Column, Kind, Measure, Quantity, Row, Status, Table
from dashboard.methods.low_changes import (
    Cause,
    EarlyWarning,
    ProcedureTurn,
    StatusChange,
    Turn,
    status_change,
    warnings_of,
)
from dashboard.methods.low_results import LowYear
from dashboard.numbers import format_year
from dashboard.selection import Selection
from dashboard.views.low_sentences import (
    SMALL,
    chance_words,
    interval_words,
    schools_words,
    turn_sentence,
    verdict_price,
    warning_sentence,
)
from dashboard.views.special_low_results import (
    conceals,
    held_in,
    partial,
    rule_of,
    seen_schools,
    tables_of,
    verdict_cell,
)
from dashboard.views.suppression import note
from data_access.queries.places import Place
from data_access.viewer import Reader

NOBODY_CHANGED = "Ни одна процедура не стала низкой и не перестала ею быть; состав перечня прежний."
NOBODY_AT_RISK = "Школ, которым грозит перечень следующего года, по правилу и данным этого года нет."
CAUSES = {
    Cause.STEP: "в одном шаге",
    Cause.REPEAT: "одна низкая процедура",
    Cause.COHORT: "идёт слабая параллель",
}


def changes(selection: Selection, reader: Reader) -> Table:
    """Last year's verdict, this year's, and the procedures behind the difference with their counts."""
    year = selection.year or 0
    held, tables = held_in(reader, year), tables_of(reader)
    found = [(school, status_change(tables[school.id], year, held)) for school in seen_schools(reader)]
    shown = [(school, change) for school, change in found if change.turns or change.is_changed]
    changed = sum(change.is_changed for _, change in shown)
    return Table(
        key="low_changes",
        title="Что изменило статус школы",
        caption=f"{format_year(year)} против {format_year(year - 1)}; статус сменился: {schools_words(changed)}",
        columns=(
            Column("school", "Школа"),
            Column("before", "Год назад", Kind.STATUS),
            Column("now", "Сейчас", Kind.STATUS),
            Column("became", "Стали низкими"),
            Column("ceased", "Перестали быть низкими", help="и те, которых в этом году не писали"),
            Column("stayed", "Остались низкими"),
            Column("price", "Чего хватило бы", help="наименьшее число человек, при котором вывод был бы другим"),
        ),
        rows=tuple(_change_row(selection, reader, school, change) for school, change in shown),
        notes=(
            "Числа — не преодолевшие порог из писавших: год назад → сейчас. «В пределах случайного» — 95 % интервал "
            "разности долей содержит ноль.",
        ),
        source=_source(year),
        empty=NOBODY_CHANGED,
    )  # fmt: skip


def _change_row(selection: Selection, reader: Reader, school: Place, change: StatusChange) -> Row:
    year = selection.year or 0
    is_open = not any(conceals(reader, turn.before, turn.now) for turn in change.turns)
    price = verdict_price(change) if is_open else note(reader)
    groups = ((Turn.BECAME_LOW,), (Turn.CEASED, Turn.NOT_WRITTEN, Turn.NOT_HELD), (Turn.STAYED_LOW,))
    return Row(
        (
            Cell(school.short_name, href=selection.at(selection.path, unit=school.id).address),
            _status(change.before, reader, school, year - 1),
            _status(change.now, reader, school, year),
            *(_turns(reader, change.of(*kinds)) for kinds in groups),
            Cell(price or "—"),
        )
    )


def _status(verdict: LowYear | None, reader: Reader, school: Place, year: int) -> Cell:
    if verdict is None:
        return Cell("нет данных", status=Status.NO_DATA)
    return verdict_cell(verdict, partial(reader, year).get(school.id, ()))


def _turns(reader: Reader, turns: tuple[ProcedureTurn, ...]) -> Cell:
    words = (
        f"{turn.procedure.label}: скрыто" if conceals(reader, turn.before, turn.now) else turn_sentence(turn)
        for turn in turns
    )
    return Cell("; ".join(words) or "—")


def early_warning(selection: Selection, reader: Reader) -> Table:
    """Schools that are not on the list and may be on the next one, a row for each reason."""
    year, tables, rule = selection.year or 0, tables_of(reader), rule_of(reader)
    found = [
        (school, warning)
        for school in seen_schools(reader)
        for warning in warnings_of(tables[school.id], year)
    ]
    schools = len({school.id for school, _ in found})
    return Table(
        key="early_warning",
        title="Раннее предупреждение: кто может оказаться в следующем перечне",
        caption=f"{schools_words(schools)} вне перечня {format_year(year)}; причин: {len(found)}",
        columns=(
            Column("school", "Школа"),
            Column("cause", "Признак"),
            Column("procedure", "Процедура"),
            Column(
                "share",
                "Не преодолели порог",
                Kind.BAR,
                Measure.PERCENT,
                "доля с 95 % интервалом, черта — порог",
                target=float(rule.percent),
            ),
            Column("chance", "Порог и интервал"),
            Column("words", "Что может случиться"),
        ),
        rows=tuple(_warning_row(selection, reader, school, warning) for school, warning in found),
        notes=(
            "Методика проекта: предупреждение — не прогноз. Параллель названа слабой, если доля двоек ВПР-8 не меньше "
            "двух третей порога и порог не выше её интервала; шкалы ВПР и ОГЭ различны.",
        ),
        source=_source(year),
        empty=NOBODY_AT_RISK,
    )  # fmt: skip


def _warning_row(selection: Selection, reader: Reader, school: Place, warning: EarlyWarning) -> Row:
    head = (
        Cell(school.short_name, href=selection.at(selection.path, unit=school.id).address),
        Cell(CAUSES[warning.cause]),
        Cell(warning.procedure.label),
    )
    cell, rule = warning.cell, rule_of(reader)
    if conceals(reader, cell):
        hidden = Cell(quantity=Quantity.hidden(Measure.PERCENT, note(reader)))
        return Row((*head, hidden, Cell("—"), Cell("—")))
    share = Cell(
        quantity=Quantity.share(cell.below, cell.n, SMALL if cell.is_small else ""),
        low=100 * cell.interval.low,
        high=100 * cell.interval.high,
        note=interval_words(cell),
    )
    return Row((*head, share, Cell(chance_words(warning, rule)), Cell(warning_sentence(warning, rule))))


def _source(year: int) -> str:
    return f"Источник: протоколы ВПР, ОГЭ и ЕГЭ, {format_year(year - 1)} и {format_year(year)} учебные годы"
