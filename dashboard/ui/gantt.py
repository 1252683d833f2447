"""Work on an axis of months: name and state at the left, bars at the right, a line through today.

Plain HTML in a sheet: it prints, is read aloud row by row and needs no chart library. Months are equally wide,
so the lines between them are one repeated background and not twelve elements in each row.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from dash.development.base_component import Component
from markupsafe import Markup

from dashboard.blocks import Gantt, GanttRow, Span, WorkState
from dashboard.numbers import format_date
from dashboard.ui.cards import card, empty_line
from dashboard.ui.cells import glued
from dashboard.ui.sheet import attribute, joined, link, sheet
from dashboard.work_states import SHAPES, TONES, WORDS

MONTHS = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_TALL = 20
_SHOW_PROGRESS = (WorkState.DOING, WorkState.OVERDUE)
_SHORT_DAYS = 4  # a bar of so few days would not be seen: it is drawn as a point


def draw_gantt(block: Gantt, export_href: str = "") -> Component:
    """The chart on its card, or a sentence when there is no work to show."""
    return card(
        block.key,
        block.title,
        [sheet(gantt_markup(block))] if block.rows else [empty_line(block.empty)],
        caption=block.caption,
        notes=block.notes,
        source=block.source,
        export_href=export_href,
    )


def gantt_markup(block: Gantt) -> Markup:
    """The HTML of the chart; header and names stay in sight while it scrolls."""
    axis = _Axis(block.start, block.end)
    has_states = any(row.state is not None for row in block.rows)
    body = [
        joined(
            [_section(section, 3 if has_states else 2), *(_row(row, block, axis, has_states) for row in rows)]
        )
        for section, rows in groupby(block.rows, key=lambda row: row.section)
    ]
    state = Markup('<th scope="col" class="gantt-state">Состояние</th>') if has_states else Markup("")
    return _key(block) + Markup(
        '<div class="table-scroll{}" tabindex="0" role="region" aria-label="{}">'
        '<table class="gantt" style="--months:{}"><thead><tr><th scope="col" class="gantt-name">{}</th>{}'
        '<th scope="col" class="gantt-line"><span class="visually-hidden">Сроки</span>{}</th></tr></thead>'
        "<tbody>{}</tbody></table></div>"
    ).format(
        " tall" if len(block.rows) > _TALL else "",
        block.title,
        axis.months,
        block.name,
        state,
        _months(axis, block.today),
        joined(body),
    )


def _key(block: Gantt) -> Markup:
    """Words of the signs, for a narrow card where only the signs have room."""
    used = [state for state in WorkState if any(row.state is state for row in block.rows)]
    entries = [
        Markup('<li><span class="shape" aria-hidden="true">{}</span> {}</li>').format(
            SHAPES[state], WORDS[state]
        )
        for state in used
    ]
    return Markup('<ul class="gantt-key">{}</ul>').format(joined(entries)) if entries else Markup("")


@dataclass(frozen=True, slots=True)
class _Axis:
    start: date
    end: date

    @property
    def months(self) -> int:
        return self.month_of(self.end) + 1

    def month_of(self, day: date) -> int:
        return 12 * (day.year - self.start.year) + day.month - self.start.month

    def place(self, day: date, is_end: bool = False) -> float:
        """Percent of the axis where a day begins, or ends; days beside the axis stand at its edge."""
        passed = (day.day - (not is_end)) / monthrange(day.year, day.month)[1]
        return min(max(100 * (self.month_of(day) + passed) / self.months, 0.0), 100.0)

    def holds(self, day: date) -> bool:
        return self.start <= day <= self.end


def _months(axis: _Axis, today: date | None) -> Markup:
    names = []
    for number in range(axis.months):
        years, month = divmod(axis.start.month - 1 + number, 12)
        is_now = today is not None and (today.year, today.month) == (axis.start.year + years, month + 1)
        name = Markup("<span{}>{}</span>").format(attribute("class", "now" if is_now else ""), MONTHS[month])
        names.append(name)
    return Markup('<span class="gantt-months" aria-hidden="true">{}</span>').format(joined(names))


def _section(title: str, columns: int) -> Markup:
    if not title:
        return Markup("")
    return Markup(
        '<tr class="gantt-section"><th scope="rowgroup" colspan="{}"><span>{}</span></th></tr>'
    ).format(columns, glued(title))


def _row(row: GanttRow, block: Gantt, axis: _Axis, has_states: bool) -> Markup:
    state = Markup('<td class="gantt-state">{}</td>').format(_state(row)) if has_states else Markup("")
    return Markup(
        '<tr><th scope="row" class="gantt-name{}">{}{}</th>{}<td class="gantt-line">{}{}</td></tr>'
    ).format(
        " numbered" if row.number else "",
        _name(row),
        _under(row),
        state,
        _today(block.today, axis),
        _line(row, axis),
    )


def _name(row: GanttRow) -> Markup:
    number = Markup('<span class="gantt-number">{}</span>').format(row.number) if row.number else Markup("")
    title = link(row.href, glued(row.title)) if row.href else glued(row.title)
    return Markup('{}<span class="gantt-title">{}</span>').format(number, title)


def _under(row: GanttRow) -> Markup:
    """The term in the document's words, who answers, the clause: one quiet line under the name."""
    words = " · ".join(part for part in (row.due, row.responsible, row.clause) if part)
    return Markup("<small{}>{}</small>").format(attribute("title", words), words) if words else Markup("")


def _state(row: GanttRow) -> Markup:
    if row.state is None:
        return Markup("")
    progress = ""
    if row.progress and row.state in _SHOW_PROGRESS:
        progress = f"{row.progress}\u202f%"
    chip = Markup(
        '<span class="chip chip-{}" title="{}"><span class="shape" aria-hidden="true">{}</span>'
        '<span class="gantt-word">{}</span></span>'
    ).format(TONES[row.state].value, WORDS[row.state], SHAPES[row.state], WORDS[row.state])
    return chip + Markup('<small class="gantt-progress">{}</small>').format(progress) if progress else chip


def _today(today: date | None, axis: _Axis) -> Markup:
    if today is None or not axis.holds(today):
        return Markup("")
    return Markup('<i class="gantt-today" style="left:{}%"></i>').format(f"{axis.place(today):.2f}")


def _line(row: GanttRow, axis: _Axis) -> Markup:
    count = len(row.spans)
    filled = (row.progress or 0) / 100 * count if row.state in _SHOW_PROGRESS else 0.0
    # progress is of the whole work: its terms are filled one after another
    return joined(
        [_bar(span, row, axis, min(max(filled - at, 0.0), 1.0)) for at, span in enumerate(row.spans)]
    )


def _bar(span: Span, row: GanttRow, axis: _Axis, filled: float) -> Markup:
    words = _span_words(span)
    kind = f"g-{row.state.value}" if row.state else "g-plain"
    if span.end < axis.start:
        return Markup('<span class="gantt-before {}">◂ срок {}</span>').format(kind, format_date(span.end))
    read = Markup('<span class="visually-hidden">{}</span>').format(words)
    left = axis.place(span.start)
    if (span.end - span.start).days < _SHORT_DAYS:
        return Markup('<span class="gantt-point {}" style="left:{}%" title="{}">{}</span>').format(
            kind, f"{(left + axis.place(span.end, is_end=True)) / 2:.2f}", words, read
        )
    return Markup('<span class="gantt-bar {}" style="left:{}%;width:{}%" title="{}">{}{}</span>').format(
        kind, f"{left:.2f}", f"{axis.place(span.end, is_end=True) - left:.2f}", words, _filled(filled), read
    )


def _filled(part: float) -> Markup:
    return Markup('<i style="width:{}%"></i>').format(f"{100 * part:.0f}") if part else Markup("")


def _span_words(span: Span) -> str:
    if span.start == span.end:
        return f"до {format_date(span.end)}"
    return f"{format_date(span.start)} – {format_date(span.end)}"
