"""The roadmap page: the chart of the year and the list with evidence, narrowed by links."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import (
    Cell,
    Choice,
    Column,
    Gantt,
    GanttRow,
    Heading,
    Kind,
    Picker,
    Row,
    Table,
    Tone,
    WorkState,
)
from dashboard.catalogue import catalogue_of
from dashboard.methods.schedule import year_span
from dashboard.numbers import DASH, NARROW, format_date, format_year, plural
from dashboard.selection import Selection
from dashboard.views.roadmap_scene import (
    NOW,
    Line,
    count_lines,
    fits_state,
    item_href,
    lines_of,
    mechanism_code,
    work_year,
    work_years,
    year_lines,
)
from dashboard.views.time import year_choices
from dashboard.views.work_heading import open_work, work_heading
from dashboard.work_states import WORDS, state_cell
from data_access.queries.roadmap import may_write_work
from data_access.viewer import NotFound, Reader

STATES = {NOW: "сейчас в работе", **{state.value: WORDS[state] for state in WorkState}}
COLUMNS = (
    Column("title", "Мероприятие"),
    Column("state", "Состояние", Kind.STATUS),
    Column("deadline", "До"),
    Column("due", "Срок по документу"),
    Column("evidence", "Подтверждение", Kind.EVIDENCE),
    Column("responsible", "Ответственный"),
    Column("report", "Форма отчёта"),
    Column("clause", "Основание"),
)


def open_roadmap(selection: Selection, reader: Reader) -> Selection:
    """Rights and the year. Raises Refused, NotFound (mechanism, item, section, state)."""
    year = work_year(selection, reader)
    chosen = open_work(replace(selection, year=year), reader)
    sections = catalogue_of(reader).profile.roadmap
    if chosen.state is not None and chosen.state not in STATES:
        raise NotFound(f"В адресе ошибка: нет состояния «{chosen.state}».")
    if chosen.section is not None and chosen.section not in {part.section for part in sections}:
        raise NotFound(f"В дорожной карте нет раздела «{chosen.section}».")
    if chosen.item is not None and all(line.item.code != chosen.item for line in year_lines(reader, year)):
        raise NotFound(f"В {format_year(year)} учебном году такого мероприятия в дорожной карте нет.")
    return chosen


def heading(selection: Selection, reader: Reader) -> Heading:
    """With the years of the data and the running one, and the filters as links."""
    found = work_heading(selection, reader, "Дорожная карта", catalogue_of(reader).profile.document)
    whole = replace(selection, item=None)
    return replace(found, years=year_choices(whole, work_years(reader)), pickers=_pickers(whole, reader))


def _pickers(selection: Selection, reader: Reader) -> tuple[Picker, ...]:
    lines = year_lines(reader, selection.year or 0, mechanism_code(selection))
    sections = dict.fromkeys((line.section.section, line.section.title) for line in lines)
    shown = [line for line in lines if selection.section in (None, line.section.section)]
    all_sections = Choice("Все разделы", replace(selection, section=None).address, selection.section is None)
    of_section = tuple(
        Choice(f"{code}. {title}", replace(selection, section=code).address, code == selection.section)
        for code, title in sections
    )
    all_states = Choice("Все состояния", replace(selection, state=None).address, selection.state is None)
    of_state = tuple(
        _state_choice(selection, state, words, sum(fits_state(line, state) for line in shown))
        for state, words in STATES.items()
    )
    pickers = (Picker("Состояние", (all_states, *of_state)),)
    return (Picker("Раздел", (all_sections, *of_section)), *pickers) if len(sections) > 1 else pickers


def _state_choice(selection: Selection, state: str, words: str, count: int) -> Choice:
    is_current = state == selection.state
    href = replace(selection, state=state).address if count or is_current else ""
    return Choice(f"{words.capitalize()}: {count}", href, is_current)


def progress_words(progress: int) -> str:
    """«40 %»; nothing begun is a dash."""
    return f"{progress}{NARROW}%" if progress else DASH


def roadmap_gantt(selection: Selection, reader: Reader) -> Gantt:
    """The year by months."""
    lines, span = lines_of(selection, reader), year_span(selection.year or 0)
    count = len(lines)
    return Gantt(
        key="roadmap",
        title=_finding(lines),
        caption=f"{count} {plural(count, 'мероприятие', 'мероприятия', 'мероприятий')}, "
        f"{format_year(selection.year or 0)} учебный год",
        start=span.start,
        end=span.end,
        rows=tuple(_gantt_row(selection, line) for line in lines),
        today=reader.day,
        source=f"Источник: {catalogue_of(reader).profile.document}; отметки о выполнении — управление образования",
        empty=_why_empty(selection, reader),
    )


def _finding(lines: list[Line]) -> str:
    """The title says what matters most: what is late, else what is to be done now."""
    totals = count_lines(lines)
    words = plural(totals.overdue, "мероприятие", "мероприятия", "мероприятий")
    if totals.overdue:
        return f"Просрочено {totals.overdue} {words} из {totals.due}"
    if totals.due and totals.done == totals.due:
        return "Всё выполнено"
    return f"Просроченных нет, выполнено {totals.done} из {totals.due}"


def _why_empty(selection: Selection, reader: Reader) -> str:
    profile, mechanism = catalogue_of(reader).profile, mechanism_code(selection)
    if not profile.roadmap:
        return "В документе этого муниципалитета нет дорожной карты."
    if not profile.roadmap_of(mechanism):
        return "В дорожной карте нет раздела этого механизма: его мероприятия стоят в общих разделах."
    if selection.state is not None or selection.section is not None:
        return "Мероприятий с таким разделом и состоянием в этом году нет."
    return "В этом учебном году мероприятий нет: их сроки прошли или ещё не наступили."


def _gantt_row(selection: Selection, line: Line) -> GanttRow:
    return GanttRow(
        title=line.item.title,
        spans=line.standing.spans,
        section=f"{line.section.section}. {line.section.title}",
        number=line.item.no,
        due=line.item.due,
        state=line.state,
        progress=line.standing.progress,
        is_overdue=line.is_overdue,
        evidence=line.evidence,
        responsible=line.item.responsible,
        href=item_href(selection, line),
    )


def roadmap_list(selection: Selection, reader: Reader) -> Table:
    """The same items with evidence, responsible, form of report and clause."""
    lines = lines_of(selection, reader)
    writes = any(may_write_work(reader, line.section.mechanism) for line in lines)
    return Table(
        key="roadmap-list",
        title="Мероприятия",
        caption="щелчок по названию открывает отметку и историю"
        if writes
        else "щелчок по названию открывает историю",
        columns=COLUMNS,
        rows=tuple(_row(selection, line) for line in lines),
        source=f"Источник: {catalogue_of(reader).profile.document}",
        empty=_why_empty(selection, reader),
    )


def _row(selection: Selection, line: Line) -> Row:
    item, deadline = line.item, line.standing.deadline
    return Row(
        (
            Cell(f"{item.code.replace('/', '.')}. {item.title}", href=item_href(selection, line)),
            _state_with_progress(line),
            Cell(
                format_date(deadline) if deadline else DASH, tone=Tone.BAD if line.is_overdue else Tone.PLAIN
            ),
            Cell(item.due),
            Cell(line.evidence),
            Cell(item.responsible),
            Cell(item.report),
            Cell(item.clause or line.section.clause),
        )
    )


def _state_with_progress(line: Line) -> Cell:
    """«идёт · 40 %»: what is neither begun nor done shows how far it is."""
    cell = state_cell(line.state)
    is_partial = 0 < line.standing.progress < 100
    return (
        replace(cell, text=f"{cell.text} · {progress_words(line.standing.progress)}") if is_partial else cell
    )
