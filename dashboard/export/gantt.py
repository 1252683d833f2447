"""A Gantt chart as a grid: one row per piece of work, its columns first, then a column per month.

Months in which the work runs hold «■» on the colour of its state (a single day «◆»), so the picture survives grey
paper and a filter. Columns that no row fills are left out: a calendar has no progress and no evidence.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dashboard.blocks import Gantt, GanttRow, Measure, Tone, WorkState
from dashboard.export.cells import EMPTY, Entry, number_entry, text_entry
from dashboard.export.grid import Grid
from dashboard.work_states import TONES, state_words

DATE_FORMAT = "dd.mm.yyyy"
MONTHS = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
# Day 0 of the calendar that Excel counts its days by.
_EXCEL_ZERO = date(1899, 12, 30)

Months = list[date]


def gantt_grid(block: Gantt) -> Grid:
    """Grid of a chart: number, work, term, first and last day, state, progress, evidence, responsible, months."""
    columns = [
        (title, make)
        for title, make in _columns(block)
        if title == block.name or any(make(row).value is not None for row in block.rows)
    ]
    months = _months(block)
    return Grid(
        title=block.title,
        caption=block.caption,
        headers=(
            *(title for title, _ in columns),
            *(f"{MONTHS[day.month - 1]} {day.year}" for day in months),
        ),
        rows=tuple(
            (*(make(row) for _, make in columns), *(_month_entry(row, day) for day in months))
            for row in block.rows
        ),
        notes=(*block.notes, *((f"Сегодня: {block.today:%d.%m.%Y}.",) if block.today else ())),
        source=block.source,
        empty=block.empty,
    )


def date_entry(day: date | None) -> Entry:
    """A day that Excel sorts and counts with, not a text."""
    return Entry(float((day - _EXCEL_ZERO).days), DATE_FORMAT) if day else EMPTY


def _columns(block: Gantt) -> list[tuple[str, Callable[[GanttRow], Entry]]]:
    return [
        ("Раздел", lambda row: text_entry(row.section)),
        ("№", lambda row: text_entry(row.number)),
        (block.name, lambda row: text_entry(row.title)),
        ("Срок", lambda row: text_entry(row.due)),
        ("Начало", lambda row: date_entry(row.spans[0].start if row.spans else None)),
        ("Конец", lambda row: date_entry(row.spans[-1].end if row.spans else None)),
        ("Состояние", _state_entry),
        ("Готовность, %", _progress_entry),
        ("Подтверждение", lambda row: text_entry(row.evidence)),
        ("Ответственный", lambda row: text_entry(row.responsible)),
        ("Основание", lambda row: text_entry(row.clause)),
    ]


def _state_entry(row: GanttRow) -> Entry:
    return text_entry(state_words(row.state), TONES[row.state]) if row.state else EMPTY


def _progress_entry(row: GanttRow) -> Entry:
    return EMPTY if row.progress is None else number_entry(row.progress, Measure.PERCENT)


def _months(block: Gantt) -> Months:
    """First days of the months of the axis."""
    first, last = (12 * day.year + day.month - 1 for day in (block.start, block.end))
    return [date(number // 12, number % 12 + 1, 1) for number in range(first, last + 1)]


def _month_entry(row: GanttRow, month: date) -> Entry:
    key = (month.year, month.month)
    spans = [
        span
        for span in row.spans
        if (span.start.year, span.start.month) <= key <= (span.end.year, span.end.month)
    ]
    if not spans:
        return EMPTY
    sign = "◆" if all(span.start == span.end for span in spans) else "■"
    return Entry(sign, tone=_tone(row.state), is_centred=True)


def _tone(state: WorkState | None) -> Tone:
    return TONES[state] if state else Tone.FAIR
