"""One register: its lines, the history of a chosen line, counts for those who may not see names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dashboard.blocks import (
    Cell,
    Column,
    Crumb,
    Heading,
    Kind,
    Measure,
    Quantity,
    Row,
    State,
    Table,
    Tone,
)
from dashboard.catalogue import Register, catalogue_of
from dashboard.catalogue.register import RegisterColumn
from dashboard.numbers import format_date, format_year, plural
from dashboard.register_cells import shown_cell
from dashboard.selection import Selection
from dashboard.views.registers import keeping_places, place_picker
from dashboard.views.sections import mechanism_tabs
from dashboard.views.work_heading import open_work, work_heading, work_place
from data_access.queries.places import Place
from data_access.queries.registers import Line, read_line, read_line_history, read_register
from data_access.viewer import NotFound, Reader

STATES = {"active": ("в силе", Tone.GOOD), "closed": ("закрыта", Tone.MUTED)}
PLACE = Column("place", "Организация")
AUTHOR = (Column("author", "Кто внёс"), Column("entered", "Когда"))


def open_register(selection: Selection, reader: Reader) -> Selection:
    """Checks the register, the place and the line of the address. Raises NotFound, Refused."""
    if selection.register is None:
        raise NotFound("В адресе не указан реестр.")
    register = catalogue_of(reader).registers.get(selection.register)
    if register is None:
        raise NotFound(f"В адресе ошибка: нет реестра «{selection.register}».")
    chosen = open_work(replace(selection, mechanism=register.mechanism), reader)
    if chosen.record is not None:
        line = read_line(reader, chosen.record)
        if line.register != register.code:
            raise NotFound("Эта строка из другого реестра.")
    return chosen


def register_of(selection: Selection, reader: Reader) -> Register:
    return catalogue_of(reader).registers[selection.register or ""]


def heading(selection: Selection, reader: Reader) -> Heading:
    register = register_of(selection, reader)
    place = work_place(reader, selection.unit).short_name if selection.unit else "все организации"
    term = "" if register.is_yearly else "строка действует, пока её не закроют"
    words = " · ".join(filter(None, (register.purpose, place, term)))
    made = work_heading(selection, reader, register.title, words)
    above = selection.at("/registers", mechanism=register.mechanism, unit=selection.unit, period=None)
    return replace(
        made,
        crumbs=(*made.crumbs[:-1], Crumb("Реестры", above.address), made.crumbs[-1]),
        pickers=place_picker(replace(selection, record=None), reader),
        tabs=mechanism_tabs(replace(selection, path="/registers"), reader),
        is_personal=sees_lines(reader, register) and register.is_personal,
    )


def sees_lines(reader: Reader, register: Register) -> bool:
    """Whether the viewer sees lines; without the right to names a personal register is only counted."""
    return reader.viewer.sees_names or not register.is_personal


def lines_of(selection: Selection, reader: Reader) -> list[Line]:
    units = None if selection.unit is None else [selection.unit]
    return read_register(reader, selection.register or "", selection.year, units)


# -- lines ----------------------------------------------------------------------------------------------


def lines(selection: Selection, reader: Reader) -> Table:
    """Lines in force with who wrote them; the first cell leads to the line's form and history."""
    register = register_of(selection, reader)
    found = lines_of(selection, reader)
    if not sees_lines(reader, register):
        return _counted(selection, reader, register, found)
    places = {place.id: place for place in keeping_places(reader)}
    order = list(places)
    with_place = selection.unit is None
    found = sorted(found, key=lambda line: (order.index(line.unit_id), line.id))
    rows = [_line_row(selection, reader, register, line, places, with_place) for line in found]
    word = plural(len(rows), "строка", "строки", "строк")
    return Table(
        key="lines",
        title=register.title,
        caption=f"{len(rows)} {word}, {_time(register, selection)}",
        columns=(
            *((PLACE,) if with_place else ()),
            *(_column(column) for column in register.columns),
            *AUTHOR,
        ),
        rows=tuple(rows),
        notes=("Щелчок по строке открывает её историю, а тем, кто ведёт реестр, и форму.",) if rows else (),
        source=f"Источник: реестр, {register.clause}",
        empty="В реестре ещё нет строк за этот учебный год.",
        is_personal=register.is_personal,
    )


def _time(register: Register, selection: Selection) -> str:
    year = f"{format_year(selection.year or 0)} учебный год"
    return year if register.is_yearly else f"действуют в {format_year(selection.year or 0)} учебном году"


def _column(column: RegisterColumn) -> Column:
    if column.kind == "number":
        return Column(column.code, column.title, Kind.QUANTITY, Measure.COUNT)
    return Column(column.code, column.title, help=column.hint)


def _line_row(
    selection: Selection,
    reader: Reader,
    register: Register,
    line: Line,
    places: dict[int, Place],
    with_place: bool,
) -> Row:
    place = places.get(line.unit_id)
    href = replace(selection, record=line.id).address
    first, *rest = (_cell(column, line.cells.get(column.code)) for column in register.columns)
    return Row(
        (
            *((Cell(place.short_name if place else ""),) if with_place else ()),
            replace(first, href=href),
            *rest,
            Cell(line.author),
            Cell(format_date(line.entered_at.date())),
        )
    )


def _cell(column: RegisterColumn, cell: Any) -> Cell:
    if column.kind != "number":
        return Cell(shown_cell(column, cell))
    if not isinstance(cell, int | float):
        return Cell(quantity=Quantity(None, Measure.COUNT, State.NOT_APPLICABLE))
    measure = Measure.COUNT if float(cell).is_integer() else Measure.RATIO
    return Cell(quantity=Quantity(float(cell), measure))


def _counted(selection: Selection, reader: Reader, register: Register, found: Sequence[Line]) -> Table:
    """How many lines each organisation has, for those who may not see names."""
    places = [place for place in keeping_places(reader) if any(line.unit_id == place.id for line in found)]
    rows = []
    for place in places:
        own = [line for line in found if line.unit_id == place.id]
        newest = max(line.entered_at for line in own)
        rows.append(
            Row(
                (
                    Cell(place.short_name),
                    Cell(quantity=Quantity(len(own), Measure.COUNT)),
                    Cell(format_date(newest.date())),
                )
            )
        )
    return Table(
        key="lines",
        title=f"{register.title}: число строк",
        caption=_time(register, selection),
        columns=(
            PLACE,
            Column("n", "Строк", Kind.QUANTITY, Measure.COUNT),
            Column("newest", "Последняя запись"),
        ),
        rows=tuple(rows),
        notes=("В реестре имена: сами строки видны тем, у кого есть право на персональные данные.",),
        source=f"Источник: реестр, {register.clause}",
        empty="В реестре ещё нет строк за этот учебный год.",
    )


# -- history of one line --------------------------------------------------------------------------------


def history(selection: Selection, reader: Reader) -> Table | None:
    """Everything that was ever written in the chosen line; None without a line or the right to see it."""
    register = register_of(selection, reader)
    if selection.record is None or not sees_lines(reader, register):
        return None
    found = read_line_history(reader, read_line(reader, selection.record))
    return Table(
        key="history",
        title="История строки",
        caption="новое сверху; ничего не удаляется",
        columns=(
            Column("entered", "Когда"),
            Column("author", "Кто"),
            Column("state", "Состояние", Kind.STATUS),
            *(_column(column) for column in register.columns),
        ),
        rows=tuple(_history_row(register, line, position == 0) for position, line in enumerate(found)),
        source="Источник: записи реестра",
        is_personal=register.is_personal,
    )


def _history_row(register: Register, line: Line, is_newest: bool) -> Row:
    word, tone = STATES[line.status]
    if not is_newest:
        word, tone = ("заменена", Tone.MUTED)
    return Row(
        (
            Cell(format_date(line.entered_at.date())),
            Cell(line.author if line.load_id is None else f"{line.author}, файл № {line.load_id}"),
            Cell(word, tone=tone),
            *(_cell(column, line.cells.get(column.code)) for column in register.columns),
        )
    )
