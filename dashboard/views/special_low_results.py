"""Identification of schools with low results (ШНОР): procedures × years, how far from the threshold, the verdict.

The rule is the one in force (§3.7 of the methods); ВПР stands here only as a procedure of that rule. Schools stand in
the order of their names: a list of support is not a rating.
"""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import (
    Cell,
    Choice,
    Column,
    Header,
    Heading,
    Kind,
    Matrix,
    MatrixRow,
    Measure,
    Picker,
    Quantity,
    Status,
    Tone,
)
from dashboard.computed.low_results import low_tables
from dashboard.methods.low_results import PROCEDURES, SMALL_SAMPLE, LowCell, LowTable, LowYear
from dashboard.methods.ordering import natural_key
from dashboard.methods.papers import Procedure
from dashboard.numbers import format_year, plural
from dashboard.selection import Selection
from dashboard.views import headings
from dashboard.views.suppression import hides, note
from data_access.queries.places import Place, read_schools
from data_access.queries.procedures import read_procedure_groups
from data_access.viewer import Reader

RULE = (
    "Низкая процедура: не меньше 30 % участников не преодолели минимальный порог (у ОГЭ и ВПР — отметка «2»). Школа в "
    "перечне при двух низких процедурах за год или при одной и той же в двух годах подряд. Меньше 5 участников не "
    f"оценивается, меньше {SMALL_SAMPLE} — малая выборка (методика проекта)."
)
NO_PROCEDURES = "Результатов ВПР, ОГЭ и ЕГЭ этой школы ещё нет."
Tables = dict[int, LowTable]


def open_page(selection: Selection, reader: Reader) -> Selection:
    """A school of the address must be one that the viewer sees."""
    chosen = headings.open_mechanism("low_results")(selection, reader)
    if chosen.unit is not None and chosen.unit not in {school.id for school in read_schools(reader)}:
        return replace(chosen, unit=None)
    return chosen


def heading(selection: Selection, reader: Reader) -> Heading:
    """The heading of the mechanism with the choice of the school whose table is shown."""
    found = headings.mechanism("low_results")(selection, reader)
    shown = chosen_school(selection, reader)
    choices = tuple(
        Choice(school.short_name, replace(selection, unit=school.id).address, school == shown)
        for school in _schools(reader, tables_of(reader))
    )
    return replace(found, pickers=(Picker("Школа", choices),) if choices else ())


def tables_of(reader: Reader) -> Tables:
    """Identification tables of every school with results."""
    return reader.once("low tables", lambda: low_tables(read_procedure_groups(reader)))


def _schools(reader: Reader, tables: Tables) -> list[Place]:
    found = [school for school in read_schools(reader) if school.id in tables]
    return sorted(found, key=lambda school: natural_key(school.short_name))


def verdict_of(table: LowTable | None, year: int) -> LowYear | None:
    return None if table is None else table.verdicts.get(year)


def listed_schools(reader: Reader, year: int) -> list[Place]:
    """Schools that the rule puts on the list in a school year, by name."""
    tables = tables_of(reader)
    return [s for s in _schools(reader, tables) if (v := verdict_of(tables[s.id], year)) and v.is_listed]


def chosen_school(selection: Selection, reader: Reader) -> Place | None:
    """The school of the address, else the first listed one, else one a step away, else the first by name."""
    tables, year = tables_of(reader), selection.year or 0
    schools = _schools(reader, tables)
    named = [school for school in schools if school.id == selection.unit]
    listed = listed_schools(reader, year)
    near = [s for s in schools if (v := verdict_of(tables[s.id], year)) and v.is_near]
    return next(iter((*named, *listed, *near, *schools)), None)


def identification(selection: Selection, reader: Reader) -> Matrix:
    """Schools × procedures of the year: share below the minimum, the verdict, the way to the threshold."""
    tables, year = tables_of(reader), selection.year or 0
    used = {procedure for table in tables.values() for procedure, of in table.cells if of == year}
    procedures = [procedure for procedure in PROCEDURES if procedure in used]
    rows = [
        _school_row(selection, reader, school, tables[school.id], procedures)
        for school in _schools(reader, tables)
        if verdict_of(tables[school.id], year)
    ]
    word = plural(len(rows), "школа", "школы", "школ")
    return Matrix(
        key="identification",
        title="Кто попадает в перечень школ с низкими результатами",
        caption=f"{len(rows)} {word}; доля не преодолевших порог, %; рамка — два года подряд",
        corner="Школа",
        columns=tuple(Header(_short(procedure), procedure.label) for procedure in procedures),
        rows=tuple(rows),
        tail_columns=(
            Column("verdict", "Вывод", Kind.STATUS),
            Column("left", "До порога", help="в ближайшей процедуре: сколько ещё человек сделают её низкой"),
        ),
        notes=(RULE,),
        source=_source(year),
        empty="За этот год нет результатов ВПР, ОГЭ и ЕГЭ по русскому языку и математике.",
    )  # fmt: skip


def _short(procedure: Procedure) -> str:
    exam, _, subject = procedure.label.partition(", ")
    words = {"русский язык": "Р", "математика": "М", "математика (база)": "МБ", "математика (профиль)": "МП"}
    return f"{exam} {words.get(subject, subject)}"


def _source(year: int) -> str:
    return f"Источник: протоколы ВПР, ОГЭ и ЕГЭ, {format_year(year)} учебный год"


def _school_row(
    selection: Selection, reader: Reader, school: Place, table: LowTable, procedures: list[Procedure]
) -> MatrixRow:
    year = selection.year or 0
    cells = tuple(_cell(reader, table, procedure, year) for procedure in procedures)
    href = selection.at(selection.path, unit=school.id).address
    verdict = table.verdicts[year]
    return MatrixRow(
        Cell(school.short_name, href=href), cells, (verdict_cell(verdict), _left_cell(table, year))
    )


def _cell(reader: Reader, table: LowTable, procedure: Procedure, year: int) -> Cell:
    found = table.cells.get((procedure, year))
    if found is None:
        return Cell(quantity=Quantity.missing(Measure.PERCENT, "процедуры не было"), tone=Tone.MUTED)
    if hides(reader) and found.n < reader.small_number:
        return Cell(quantity=Quantity.hidden(Measure.PERCENT, note(reader)), tone=Tone.MUTED)
    small = "малая выборка" if found.is_small else ""
    repeated = procedure in table.verdicts[year].repeated
    tone = Tone.BAD if found.is_low else Tone.WARN if found.left == 1 else Tone.PLAIN
    words = [f"{found.below} из {found.n}", _left_words(found), "низкая и год назад" if repeated else ""]
    return Cell(
        quantity=Quantity.share(found.below, found.n, small),
        tone=tone if found.left is not None else Tone.MUTED,
        framed=repeated,
        note="; ".join(word for word in words if word),
    )


def _left_words(found: LowCell) -> str:
    if found.left is None:
        return "участников меньше 5: не оценивается"
    return "порог достигнут" if found.is_low else f"до порога {found.left} чел."


def verdict_cell(verdict: LowYear) -> Cell:
    if verdict.is_listed:
        return Cell("в перечне", status=Status.BELOW)
    if verdict.is_near:
        return Cell("в одном шаге", status=Status.RISK)
    return Cell("нет", status=Status.REACHED)


def _left_cell(table: LowTable, year: int) -> Cell:
    lefts = [
        cell.left
        for (_, of), cell in table.cells.items()
        if of == year and cell.left is not None and not cell.is_low
    ]
    return Cell(f"{min(lefts)} чел." if lefts else "—")


def school_table(selection: Selection, reader: Reader) -> Matrix:
    """Procedures × years of one school, with «до порога n человек» beside each year and the verdict under it."""
    school = chosen_school(selection, reader)
    table = tables_of(reader).get(school.id) if school else None
    if school is None or table is None:
        return Matrix("school_procedures", "Процедуры по годам", "", "", (), (), empty=NO_PROCEDURES)
    years = [year for year in table.years if year <= (selection.year or 0)]
    rows = [
        MatrixRow(Cell(procedure.label), _procedure_cells(reader, table, procedure, years))
        for procedure in table.procedures
    ]
    verdicts = [cell for year in years for cell in (verdict_cell(table.verdicts[year]), Cell())]
    return Matrix(
        key="school_procedures",
        title=f"{school.short_name}: процедуры по годам",
        caption="доля не преодолевших порог, %, и сколько человек до порога 30 %; рамка — два года подряд",
        corner="Процедура",
        columns=tuple(
            header
            for year in years
            for header in (
                Header(format_year(year), "доля не преодолевших порог"),
                Header("до порога", f"{format_year(year)}: сколько ещё человек сделают процедуру низкой"),
            )
        ),
        rows=(*rows, MatrixRow(Cell("В перечне"), tuple(verdicts))),
        source=_source(selection.year or 0),
        empty=NO_PROCEDURES,
    )


def _procedure_cells(
    reader: Reader, table: LowTable, procedure: Procedure, years: list[int]
) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for year in years:
        found = table.cells.get((procedure, year))
        shown = _cell(reader, table, procedure, year)
        is_open = found is not None and shown.quantity is not None and shown.quantity.value is not None
        left = _left_short(found) if found and is_open else "—"
        cells += [shown, Cell(left, tone=Tone.PLAIN if is_open else Tone.MUTED)]
    return tuple(cells)


def _left_short(found: LowCell) -> str:
    if found.left is None:
        return "не оценивается"
    return "достигнут" if found.is_low else f"{found.left} чел."
