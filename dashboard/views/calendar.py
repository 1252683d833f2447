"""The calendar of assessment procedures (календарь оценочных процедур): the profile's procedures by kind and month."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import Cell, Choice, Column, Gantt, GanttRow, Heading, Picker, Row, Table
from dashboard.catalogue import catalogue_of
from dashboard.catalogue.profile import PROCEDURE_KINDS, Procedure
from dashboard.methods.schedule import Recurrence, school_year_of, spans_in_year, year_span
from dashboard.numbers import format_date, format_year, plural
from dashboard.selection import Selection
from dashboard.views.roadmap_scene import work_year, work_years
from dashboard.views.time import year_choices
from dashboard.views.work_heading import open_work, work_heading
from data_access.viewer import Reader

REPEATS = {
    "once": "один раз",
    "yearly": "ежегодно",
    "half_yearly": "раз в полугодие",
    "quarterly": "каждую четверть",
    "monthly": "ежемесячно",
    "always": "постоянно",
    "as_needed": "по мере необходимости",
}
COLUMNS = (
    Column("title", "Процедура"),
    Column("kind", "Вид"),
    Column("when", "Когда"),
    Column("repeat", "Как часто"),
    Column("mechanism", "Механизм"),
    Column("clause", "Основание"),
)
NO_PROCEDURES = "Документ этого муниципалитета не перечисляет оценочных процедур."
NONE_OF_MECHANISM = "Процедур этого механизма документ не называет."


def open_calendar(selection: Selection, reader: Reader) -> Selection:
    """Rights and the year. Raises Refused, NotFound."""
    return open_work(replace(selection, year=work_year(selection, reader)), reader)


def heading(selection: Selection, reader: Reader) -> Heading:
    found = work_heading(selection, reader, "Календарь процедур", catalogue_of(reader).profile.document)
    years = year_choices(selection, work_years(reader))
    return replace(found, years=years, tabs=(), pickers=_pickers(selection, reader))


def _pickers(selection: Selection, reader: Reader) -> tuple[Picker, ...]:
    """Only mechanisms that have procedures of their own."""
    known = catalogue_of(reader)
    codes = dict.fromkeys(row.mechanism for row in known.profile.procedures if row.mechanism)
    if len(codes) < 2:
        return ()
    every = Choice("Все механизмы", replace(selection, mechanism=None).address, selection.mechanism is None)
    of_code = tuple(
        Choice(
            known.mechanisms[code].short_title,
            replace(selection, mechanism=code).address,
            code == selection.mechanism,
        )
        for code in codes
    )
    return (Picker("Механизм", (every, *of_code)),)


def _procedures(selection: Selection, reader: Reader) -> list[Procedure]:
    """In the order of kinds; of a mechanism also what belongs to all."""
    rows = catalogue_of(reader).profile.procedures
    fitting = [row for row in rows if selection.mechanism is None or row.mechanism == selection.mechanism]
    order = list(PROCEDURE_KINDS)
    return sorted(fitting, key=lambda row: order.index(row.kind))


def _recurrence(row: Procedure) -> Recurrence:
    return Recurrence(row.repeat, row.start, row.end)


def calendar_gantt(selection: Selection, reader: Reader) -> Gantt:
    """Procedures by kind on the months of the school year."""
    year, profile = selection.year or 0, catalogue_of(reader).profile
    rows, span = _procedures(selection, reader), year_span(year)
    return Gantt(
        key="calendar",
        title=_finding(rows, reader, year),
        caption=f"{len(rows)} {plural(len(rows), 'процедура', 'процедуры', 'процедур')}, "
        f"{format_year(year)} учебный год",
        start=span.start,
        end=span.end,
        rows=tuple(
            GanttRow(
                title=row.title,
                spans=spans_in_year(_recurrence(row), year),
                section=PROCEDURE_KINDS[row.kind],
                due=REPEATS[row.repeat],
                clause=row.clause,
            )
            for row in rows
        ),
        today=reader.day,
        name="Процедура",
        source=f"Источник: {profile.document}",
        empty=NONE_OF_MECHANISM if profile.procedures else NO_PROCEDURES,
    )


def _finding(rows: list[Procedure], reader: Reader, year: int) -> str:
    """What goes on today, among procedures with dates of their own; beside the year, how many there are."""
    dated = [row for row in rows if row.start or row.end]
    going = [
        row
        for row in dated
        if any(span.start <= reader.day <= span.end for span in spans_in_year(_recurrence(row), year))
    ]
    if not dated or school_year_of(reader.day) != year:
        return "Процедуры учебного года"
    if not going:
        return "Сегодня процедур со сроками нет"
    shown = ", ".join(row.title for row in going[:2])
    more = f" и ещё {len(going) - 2}" if len(going) > 2 else ""
    return f"Идёт сейчас: {shown}{more}"


def calendar_list(selection: Selection, reader: Reader) -> Table:
    """The same procedures as a list with their clauses."""
    known = catalogue_of(reader)
    return Table(
        key="calendar-list",
        title="Перечень процедур",
        caption="виды и сроки по документу; даты федеральных процедур — обычные для них",
        columns=COLUMNS,
        rows=tuple(
            Row(
                (
                    Cell(row.title),
                    Cell(PROCEDURE_KINDS[row.kind].lower()),
                    Cell(_when(row, selection.year or 0)),
                    Cell(REPEATS[row.repeat]),
                    Cell(known.mechanisms[row.mechanism].short_title if row.mechanism else "все"),
                    Cell(row.clause),
                )
            )
            for row in _procedures(selection, reader)
        ),
        source=f"Источник: {known.profile.document}",
        empty=NONE_OF_MECHANISM if known.profile.procedures else NO_PROCEDURES,
    )


def _when(row: Procedure, year: int) -> str:
    spans = spans_in_year(_recurrence(row), year)
    if not spans:
        return REPEATS["as_needed"]
    if spans == (year_span(year),):
        return "весь учебный год"
    return f"{format_date(spans[0].start)} – {format_date(spans[-1].end)}"
