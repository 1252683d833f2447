"""The list of registers: what each is for, who keeps it, how many lines it has and since when nothing was written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dashboard.blocks import Cell, Choice, Column, Heading, Kind, Measure, Picker, Quantity, Row, Table
from dashboard.catalogue import Register, catalogue_of
from dashboard.methods.ordering import natural_key
from dashboard.numbers import format_date, format_year, plural
from dashboard.register_rights import fits_place
from dashboard.selection import Selection
from dashboard.views.work_heading import open_work, work_heading, work_place
from data_access.queries.places import Place, read_municipality, read_schools
from data_access.queries.registers import LineCount, read_line_counts
from data_access.viewer import Reader

KEEPERS = {"director": "директор", "coordinator": "координатор"}
COLUMNS = (
    Column("register", "Реестр"),
    Column("lines", "Строк", Kind.QUANTITY, Measure.COUNT),
    Column("places", "Организаций", Kind.QUANTITY, Measure.COUNT, "в скольких организациях есть строки"),
    Column("newest", "Последняя запись"),
    Column("keeper", "Кто ведёт"),
    Column("mechanism", "Механизм"),
    Column("purpose", "Для чего"),
)


def open_registers(selection: Selection, reader: Reader) -> Selection:
    """Year, place and mechanism of the address. Raises NotFound, Refused."""
    return open_work(selection, reader)


def heading(selection: Selection, reader: Reader) -> Heading:
    known = catalogue_of(reader)
    mechanism = known.mechanism(selection.mechanism).short_title if selection.mechanism else "все механизмы"
    place = work_place(reader, selection.unit).short_name if selection.unit else ""
    made = work_heading(selection, reader, "Реестры", " · ".join(filter(None, (mechanism, place))))
    return replace(made, pickers=(*mechanism_picker(selection, reader), *place_picker(selection, reader)))


def mechanism_picker(selection: Selection, reader: Reader) -> tuple[Picker, ...]:
    known = catalogue_of(reader)
    choices = [Choice("Все механизмы", replace(selection, mechanism=None).address, not selection.mechanism)]
    choices += [
        Choice(
            item.short_title,
            replace(selection, mechanism=item.code).address,
            item.code == selection.mechanism,
        )
        for item in known.mechanisms.values()
        if known.registers_of(item.code)
    ]
    return (Picker("Механизм", tuple(choices)),)


def place_picker(selection: Selection, reader: Reader) -> tuple[Picker, ...]:
    """All organisations or one; somebody with a single one has nothing to choose."""
    places = keeping_places(reader)
    if len(places) < 2:
        return ()
    choices = [
        Choice(place.short_name, replace(selection, unit=place.id).address, place.id == selection.unit)
        for place in places
    ]
    if reader.viewer.sees_municipality:
        every = Choice("Все организации", replace(selection, unit=None).address, selection.unit is None)
        choices.insert(0, every)
    return (Picker("Организация", tuple(choices)),)


def keeping_places(reader: Reader) -> list[Place]:
    """Places that may have lines: the municipality itself for those who see it, organisations by name."""
    schools = sorted(read_schools(reader), key=lambda place: natural_key(place.short_name))
    return [read_municipality(reader), *schools] if reader.viewer.sees_municipality else schools


def registers_shown(selection: Selection, reader: Reader) -> list[Register]:
    """Registers of the mechanism, or of every mechanism of the profile; of one place, those that fit it."""
    known = catalogue_of(reader)
    codes = [selection.mechanism] if selection.mechanism else list(known.mechanisms)
    found = [register for code in codes for register in known.registers_of(code)]
    if selection.unit is None:
        return found
    place = work_place(reader, selection.unit)
    return [register for register in found if fits_place(register, place)]


def table(selection: Selection, reader: Reader) -> Table:
    """Each register with its counts; a click opens its lines."""
    counts: dict[str, list[LineCount]] = {}
    for count in read_line_counts(reader, selection.year or 0):
        if selection.unit in (None, count.unit_id):
            counts.setdefault(count.register, []).append(count)
    shown = registers_shown(selection, reader)
    rows = [_row(selection, reader, register, counts.get(register.code, [])) for register in shown]
    word = plural(len(rows), "реестр", "реестра", "реестров")
    return Table(
        key="registers",
        title="Реестры и число записей",
        caption=f"{len(rows)} {word}, {format_year(selection.year or 0)} учебный год",
        columns=COLUMNS,
        rows=tuple(rows),
        notes=(
            "Реестр — подтверждение показателей и мер: из него видно, кто, когда и что сделал. "
            "Строки вносят здесь или загружают файлом.",
        ),
        source="Источник: реестры организаций и управления образования",
        empty="У этого механизма нет реестров для выбранной организации.",
    )


def _row(selection: Selection, reader: Reader, register: Register, counts: Iterable[LineCount]) -> Row:
    found = list(counts)
    newest = max((count.newest for count in found), default=None)
    href = selection.at("/register", register=register.code, unit=selection.unit, period=None).address
    personal = "персональные данные" if register.is_personal else ""
    return Row(
        (
            Cell(register.title, href=href, note=personal),
            Cell(quantity=Quantity(sum(count.n for count in found), Measure.COUNT)),
            Cell(quantity=Quantity(len(found), Measure.COUNT)),
            Cell(format_date(newest.date()) if newest else "—"),
            Cell(KEEPERS.get(register.keeper, register.keeper)),
            Cell(catalogue_of(reader).mechanism(register.mechanism).short_title),
            Cell(register.purpose),
        )
    )
