"""One recommendation: the figures that fired the rule, what came of it, its history."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import Cell, Column, Heading, Kind, Quantity, Row, Table
from dashboard.catalogue import catalogue_of
from dashboard.numbers import format_date
from dashboard.selection import Selection
from dashboard.views.action_figures import title_of
from dashboard.views.action_hiding import hiding_of
from dashboard.views.cycle_heading import record_address, record_heading, require_staff, required_record
from dashboard.views.cycle_words import DECISION_STATES, history_table, measure_state
from dashboard.views.decision_effect import point_words
from dashboard.views.suppression import note
from data_access.queries.cycle import (
    Recommendation,
    read_decisions_on,
    read_events,
    read_measures_of,
    read_recommendation,
)
from data_access.viewer import Reader

FIGURE_COLUMNS = (
    Column("when", "Период"),
    Column("value", "Значение", Kind.QUANTITY),
    Column("of", "Из чего"),
    Column("target", "Цель", Kind.QUANTITY),
)
MISSING_COLUMNS = (
    Column("indicator", "Показатель"),
    Column("due", "Срок"),
    Column("clause", "Пункт документа"),
)
MEASURE_COLUMNS = (
    Column("what", "Мера или решение"),
    Column("owner", "Ответственный, документ"),
    Column("due", "Срок, дата"),
    Column("state", "Состояние", Kind.STATUS),
)


def open_recommendation(selection: Selection, reader: Reader) -> Selection:
    """A recommendation that the viewer sees. Raises NotFound, Refused."""
    require_staff(reader)
    record_id = required_record(selection, "В адресе не указана рекомендация.")
    found = read_recommendation(reader, record_id)
    return Selection(selection.path, record=found.id, year=found.year)


def found_in(selection: Selection, reader: Reader) -> Recommendation:
    """The recommendation of the address."""
    return read_recommendation(reader, selection.record or 0)


def is_hidden(reader: Reader, row: Recommendation) -> bool:
    """Whether this viewer must not see the figures of the recommendation."""
    return hiding_of(reader, (row.indicator,)).covers_recommendation(row)


def hidden_words(reader: Reader) -> str:
    """The sentence in place of a text with hidden figures."""
    why = f"Текст и цифры не показываются ({note(reader)})."
    return f"{why} Рекомендацию читают директор и управление с правом на имена."


def text_shown(reader: Reader, row: Recommendation) -> str:
    """The text, or why it is not shown."""
    return hidden_words(reader) if is_hidden(reader, row) else row.text


def heading(selection: Selection, reader: Reader) -> Heading:
    row = found_in(selection, reader)
    title = title_of(reader, row, is_hidden(reader, row))
    base = record_heading(selection, reader, row, title, f"Рекомендация № {row.id}")
    return replace(base, subtitle=text_shown(reader, row))


def figures(selection: Selection, reader: Reader) -> Table:
    """The figures as they were when the rule was last looked at."""
    row = found_in(selection, reader)
    if "missing" in row.numbers:
        return _missing(reader, row)
    known = catalogue_of(reader)
    rule = known.rules.get(row.rule)
    indicator = known.indicators.get(row.indicator)
    count = row.numbers.get("count")
    notes = (
        (f"Обучающихся с одной «3»: {count}.",) if count is not None and not is_hidden(reader, row) else ()
    )
    return Table(
        key="figures",
        title=f"Цифры правила: {indicator.title}" if indicator else "Цифры правила",
        caption=f"правило «{rule.title}»" if rule and not is_hidden(reader, row) else "",
        columns=FIGURE_COLUMNS,
        rows=_figure_rows(reader, row),
        notes=notes,
        source=f"Основание: {rule.clause}" if rule else "",
        empty="Показателя этого правила в программе больше нет.",
    )


def _figure_rows(reader: Reader, row: Recommendation) -> tuple[Row, ...]:
    known = catalogue_of(reader).indicators.get(row.indicator)
    if known is None:
        return ()
    hidden = note(reader) if is_hidden(reader, row) else ""
    goal = row.numbers.get("target")
    target = Cell(quantity=Quantity(float(goal), known.measure)) if goal is not None else Cell()
    rows = []
    for year, checkpoint, above, below in row.numbers.get("values", []):
        value = Quantity(known.value(above, below), known.measure)
        of = f"{above:g} из {below:g}" if known.is_proportion and not hidden else ""
        shown = Cell(quantity=Quantity.hidden(known.measure, hidden) if hidden else value)
        rows.append(Row((Cell(point_words((int(year), str(checkpoint)))), shown, Cell(of), target)))
    return tuple(rows)


def _missing(reader: Reader, row: Recommendation) -> Table:
    """Indicators that were not sent, each a link to where it is entered."""
    known = catalogue_of(reader).indicators
    found = [known[code] for code in row.numbers["missing"] if code in known]
    entry = Selection("/entry", row.unit_id, year=row.year, mechanism=row.mechanism).address
    return Table(
        key="figures",
        title="Чего не хватает",
        caption="показатели, которые не сданы в срок",
        columns=MISSING_COLUMNS,
        rows=tuple(
            Row(
                (
                    Cell(one.title, href=entry, note=one.full_title),
                    Cell(_due_words(one.due)),
                    Cell(one.clause),
                )
            )
            for one in found
        ),
        source="Источник: записи ввода показателей",
        empty="Этих показателей в программе больше нет.",
    )


def _due_words(due: str) -> str:
    month, _, day = due.partition("-")
    return f"{day}.{month}" if day else ""


def answers(selection: Selection, reader: Reader) -> Table:
    """What came of it: measures and decisions."""
    row = found_in(selection, reader)
    rows = [
        Row(
            (
                Cell(one.title, href=record_address("/measure", one.id)),
                Cell(one.owner),
                Cell(format_date(one.due_on)),
                measure_state(one, reader.day),
            )
        )
        for one in read_measures_of(reader, row.id)
    ]
    rows += [
        Row(
            (
                Cell(one.title, href=record_address("/decision", one.id)),
                Cell(one.document),
                Cell(format_date(one.decided_on)),
                Cell(DECISION_STATES[one.status][0], tone=DECISION_STATES[one.status][1]),
            )
        )
        for one in read_decisions_on(reader, "recommendation", row.id)
    ]
    return Table(
        key="answers",
        title="Что сделано",
        caption="меры и решения по этой рекомендации",
        columns=MEASURE_COLUMNS,
        rows=tuple(rows),
        source="Источник: записи управления и организаций",
        empty=_NO_ANSWER[row.status],
    )


_NO_ANSWER = {
    "new": "На рекомендацию ещё не ответили.",
    "accepted": "Принята без меры.",
    "rejected": "Отклонена, мер и решений нет.",
    "outdated": "Причина исчезла раньше, чем на рекомендацию ответили.",
}


def history(selection: Selection, reader: Reader) -> Table:
    """Who did what with it and when."""
    row = found_in(selection, reader)
    hidden = "текст с цифрами не показывается" if is_hidden(reader, row) else ""
    return history_table(reader, read_events(reader, "recommendation", row.id), hidden)
