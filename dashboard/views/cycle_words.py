"""Words and looks of the management cycle: states of recommendations, measures and decisions, verdicts, history."""

from __future__ import annotations

from datetime import date

from dashboard.blocks import Cell, Column, Row, Table, Tone, WorkState
from dashboard.methods.effect import Verdict
from dashboard.numbers import format_moment
from dashboard.work_states import SHAPES, TONES
from data_access.queries.cycle import Event, Measure, Recommendation
from data_access.viewer import Reader

RECOMMENDATION_STATES = {
    "new": ("новая", "○", Tone.WARN),
    "accepted": ("принята", "●", Tone.GOOD),
    "rejected": ("отклонена", "×", Tone.MUTED),
    "outdated": ("устарела", "◌", Tone.MUTED),
}
MEASURE_STATES = {
    "open": ("назначена", WorkState.PLANNED),
    "doing": ("идёт", WorkState.DOING),
    "done": ("выполнена", WorkState.DONE),
    "dropped": ("снята", WorkState.DROPPED),
}
OVERDUE = ("просрочена", WorkState.OVERDUE)
DECISION_STATES = {"active": ("действует", Tone.GOOD), "withdrawn": ("отменено", Tone.MUTED)}
VERDICTS = {
    Verdict.RISE: "рост больше случайного",
    Verdict.FALL: "снижение больше случайного",
    Verdict.CHANCE: "в пределах случайного",
    Verdict.HIGHER: "рост",
    Verdict.LOWER: "снижение",
    Verdict.SAME: "без изменений",
    Verdict.WAITING: "данных следующего периода ещё нет",
    Verdict.NO_START: "сравнить не с чем: прежнего значения нет",
}
ACTIONS = {
    "fired": "правило сработало",
    "fired again": "причина снова есть, правило сработало",
    "updated": "цифры следующего периода",
    "outdated": "причины больше нет: рекомендация устарела",
    "edited": "изменён текст",
    "accepted": "принята",
    "rejected": "отклонена",
    "created": "мера создана",
    "open": "назначена",
    "doing": "идёт",
    "done": "выполнена",
    "dropped": "снята",
    "made": "решение принято",
    "withdrawn": "решение отменено",
}
HISTORY_COLUMNS = (
    Column("at", "Когда"),
    Column("author", "Кто"),
    Column("action", "Что сделано"),
    Column("note", "Подробности"),
)


def recommendation_state(row: Recommendation) -> Cell:
    """«○ новая»; the reason of a rejection is its note."""
    word, shape, tone = RECOMMENDATION_STATES[row.status]
    return Cell(f"{shape} {word}", tone=tone, note=row.reason)


def measure_state(row: Measure, today: date) -> Cell:
    """«◐ идёт»; past its term «▼ просрочена»."""
    word, state = OVERDUE if row.is_overdue(today) else MEASURE_STATES[row.status]
    return Cell(f"{SHAPES[state]} {word}", tone=TONES[state])


def verdict_tone(verdict: Verdict, polarity: str) -> Tone:
    """Good and bad only for what is more than chance, by the direction of the indicator."""
    if verdict not in (Verdict.RISE, Verdict.FALL) or polarity == "none":
        return Tone.MUTED if verdict in (Verdict.WAITING, Verdict.NO_START) else Tone.PLAIN
    return Tone.GOOD if (verdict is Verdict.RISE) == (polarity == "higher") else Tone.BAD


def history_table(reader: Reader, events: list[Event], hidden: str = "") -> Table:
    """«История»: who did what and when, newest first. `hidden` stands in place of details that hold figures."""
    return Table(
        key="history",
        title="История",
        caption="ничего не удаляется",
        columns=HISTORY_COLUMNS,
        rows=tuple(
            Row(
                (
                    Cell(format_moment(event.at, reader.zone)),
                    Cell(event.author),
                    Cell(ACTIONS.get(event.action, event.action)),
                    Cell(hidden if hidden and event.note else event.note),
                )
            )
            for event in events
        ),
        source="Источник: записи программы",
        empty="Записей ещё нет.",
    )
