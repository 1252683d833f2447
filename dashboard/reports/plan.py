"""The roadmap in a report: how it stands in words, and its items with what is late first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard.blocks import Cell, Column, Kind, Row, Span, Table, Tone, WorkState
from dashboard.catalogue import catalogue_of
from dashboard.methods.schedule import year_span
from dashboard.numbers import DASH, format_date, plural
from dashboard.reports.sources import without_empty_columns
from dashboard.views.roadmap_scene import Line, count_lines
from dashboard.work_states import state_cell
from data_access.viewer import Reader

COLUMNS = (
    Column("title", "Мероприятие"),
    Column("state", "Состояние", Kind.STATUS),
    Column("deadline", "Срок"),
    Column("responsible", "Ответственный"),
    Column("evidence", "Подтверждение", Kind.EVIDENCE),
)
_ORDER = tuple(
    (
        WorkState.OVERDUE,
        WorkState.DOING,
        WorkState.PLANNED,
        WorkState.NO_MARK,
        WorkState.DONE,
        WorkState.AS_NEEDED,
        WorkState.DROPPED,
    )
)
NO_ROADMAP = "Дорожной карты в этой части документ не содержит."


def plan_words(lines: Sequence[Line]) -> tuple[str, ...]:
    """What was to be done and what came of it."""
    if not lines:
        return (NO_ROADMAP,)
    totals = count_lines(lines)
    items = plural(totals.due, "мероприятие", "мероприятия", "мероприятий")
    words = ["Мероприятий к выполнению в этом учебном году нет."]
    if totals.due:
        words = [
            f"К выполнению {totals.due} {items}: выполнено {totals.done}, идёт {totals.doing}, "
            f"просрочено {totals.overdue}."
        ]
    if totals.no_mark:
        old = plural(totals.no_mark, "мероприятия", "мероприятий", "мероприятий")
        words.append(f"У {totals.no_mark} {old} прежних лет отметки нет.")
    return tuple(words)


def plan_table(reader: Reader, lines: Iterable[Line], year: int, title: str, key: str = "plan") -> Table:
    """Items with what is late first, then by the day they are due."""
    ordered = sorted(
        lines,
        key=lambda line: (_ORDER.index(line.state), line.standing.deadline or year_span(year).end),
    )
    table = Table(
        key=key,
        title=title,
        caption="",
        columns=COLUMNS,
        rows=tuple(_row(line) for line in ordered),
        source=f"Источник: {catalogue_of(reader).profile.document}; отметки о выполнении",
        empty="Мероприятий нет.",
    )
    return without_empty_columns(table)


def _row(line: Line) -> Row:
    deadline = line.standing.deadline
    return Row(
        (
            Cell(f"{line.item.code.replace('/', '.')}. {line.item.title}"),
            state_cell(line.state),
            Cell(
                format_date(deadline) if deadline else line.item.due or DASH,
                tone=Tone.BAD if line.is_overdue else Tone.PLAIN,
            ),
            Cell(line.item.responsible),
            Cell(line.evidence),
        )
    )


def in_span(lines: Iterable[Line], span: Span) -> list[Line]:
    """Items that run or fall due inside a span of days."""
    return [line for line in lines if _touches(line, span)]


def _touches(line: Line, span: Span) -> bool:
    deadline = line.standing.deadline
    if deadline is not None and span.start <= deadline <= span.end:
        return True
    return any(one.start <= span.end and span.start <= one.end for one in line.standing.spans)
