"""Identification of schools with low results (ШНОР): procedures × years, how far from the threshold, the verdict.

The rule is the one in force (§3.7 of the methods) with the numbers of the installation's settings; ВПР stands here only
as a procedure of that rule. Schools stand in the order of their names: a list of support is not a rating. Every share
carries its interval; where results of a procedure have not been loaded yet, the verdict itself says so.
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
from dashboard.methods.low_results import PROCEDURES, LowCell, LowRule, LowTable, LowYear
from dashboard.methods.ordering import natural_key
from dashboard.methods.papers import Procedure
from dashboard.numbers import format_year
from dashboard.selection import Selection
from dashboard.views import headings
from dashboard.views.low_sentences import SMALL, cell_sentence, rule_sentence, schools_words
from dashboard.views.suppression import hides, note
from data_access.queries.grades import read_grades
from data_access.queries.places import Place, read_schools
from data_access.queries.procedures import read_procedure_groups
from data_access.viewer import Reader

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
        for school in seen_schools(reader)
    )
    return replace(found, pickers=(Picker("Школа", choices),) if choices else ())


def rule_of(reader: Reader) -> LowRule:
    """The rule of the installation."""
    chosen = reader.methods
    return LowRule(chosen.low_percent, chosen.low_fewest, chosen.low_logic, chosen.low_near)


def tables_of(reader: Reader) -> Tables:
    """Identification tables of every school with results."""
    return reader.once("low tables", lambda: low_tables(read_procedure_groups(reader), rule_of(reader)))


def held_in(reader: Reader, year: int) -> tuple[Procedure, ...]:
    """Procedures of which any school has results in a year."""
    used = {procedure for table in tables_of(reader).values() for procedure, of in table.cells if of == year}
    return tuple(procedure for procedure in PROCEDURES if procedure in used)


def awaited(reader: Reader, procedure: Procedure, year: int) -> frozenset[int]:
    """Schools with a class that writes the procedure and without results of it, where any school has them.

    ЕГЭ in mathematics is written on one of two levels: results of either are enough.
    """
    alike = {"ege": ("ege", "ege_base"), "ege_base": ("ege", "ege_base")}.get(
        procedure.exam, (procedure.exam,)
    )
    written = {
        school_id
        for school_id, table in tables_of(reader).items()
        if any((procedure._replace(exam=exam), year) in table.cells for exam in alike)
    }
    schools = read_grades(reader, year).get(procedure.grade, frozenset())
    return frozenset(schools - written)


def partial(reader: Reader, year: int) -> dict[int, tuple[Procedure, ...]]:
    """Schools of which results of a year are still awaited, with the procedures."""

    def find() -> dict[int, tuple[Procedure, ...]]:
        found: dict[int, tuple[Procedure, ...]] = {}
        for procedure in held_in(reader, year):
            for school_id in awaited(reader, procedure, year):
                found[school_id] = (*found.get(school_id, ()), procedure)
        return found

    return reader.once(("low partial", year), find)


def conceals(reader: Reader, *cells: LowCell | None) -> bool:
    """Whether counts of one of these cells are too small for this viewer."""
    return hides(reader) and any(cell is not None and cell.n < reader.small_number for cell in cells)


def seen_schools(reader: Reader) -> list[Place]:
    """Schools with results, in the order of names."""
    return _schools(reader, tables_of(reader))


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
    procedures = held_in(reader, year)
    rows = [
        _school_row(selection, reader, school, tables[school.id], procedures)
        for school in _schools(reader, tables)
        if verdict_of(tables[school.id], year)
    ]
    listed = len(listed_schools(reader, year))
    return Matrix(
        key="identification",
        title="Кто попадает в перечень школ с низкими результатами",
        caption=f"{schools_words(len(rows))}, в перечне {listed}; доля не преодолевших порог, %; "
        "рамка — два года подряд",
        corner="Школа",
        columns=tuple(_header(reader, procedure, year) for procedure in procedures),
        rows=tuple(rows),
        tail_columns=(
            Column("verdict", "Вывод", Kind.STATUS),
            Column("left", "До порога", help="в ближайшей процедуре: сколько ещё человек сделают её низкой"),
        ),
        notes=(rule_sentence(rule_of(reader)), *_partial_note(reader, year)),
        source=_source(year),
        empty="За этот год нет результатов ВПР, ОГЭ и ЕГЭ по русскому языку и математике.",
    )


def _partial_note(reader: Reader, year: int) -> tuple[str, ...]:
    waiting = len(partial(reader, year))
    if not waiting:
        return ()
    return (
        f"Данные неполные: загружены не все процедуры, {schools_words(waiting)}; их вывод предварительный.",
    )


def _header(reader: Reader, procedure: Procedure, year: int) -> Header:
    """The procedure; while results are awaited, with how many schools have them."""
    short, waiting = _short(procedure), awaited(reader, procedure, year)
    if not waiting:
        return Header(short, procedure.label)
    have = sum((procedure, year) in table.cells for table in tables_of(reader).values())
    all_of = have + len(waiting)
    return Header(f"{short} {have}/{all_of}", f"{procedure.label}: загружено {have} из {all_of} школ")


def _short(procedure: Procedure) -> str:
    exam, _, subject = procedure.label.partition(", ")
    words = {"русский язык": "Р", "математика": "М", "математика (база)": "МБ", "математика (профиль)": "МП"}
    return f"{exam} {words.get(subject, subject)}"


def _source(year: int) -> str:
    return f"Источник: протоколы ВПР, ОГЭ и ЕГЭ, {format_year(year)} учебный год"


def _school_row(
    selection: Selection, reader: Reader, school: Place, table: LowTable, procedures: tuple[Procedure, ...]
) -> MatrixRow:
    year = selection.year or 0
    cells = tuple(_cell(reader, table, procedure, year) for procedure in procedures)
    href = selection.at(selection.path, unit=school.id).address
    verdict = verdict_cell(table.verdicts[year], partial(reader, year).get(school.id, ()))
    return MatrixRow(Cell(school.short_name, href=href), cells, (verdict, _left_cell(table, year)))


def _cell(reader: Reader, table: LowTable, procedure: Procedure, year: int) -> Cell:
    found = table.cells.get((procedure, year))
    if found is None:
        return Cell(quantity=Quantity.missing(Measure.PERCENT, "процедуры не было"), tone=Tone.MUTED)
    if conceals(reader, found):
        return Cell(quantity=Quantity.hidden(Measure.PERCENT, note(reader)), tone=Tone.MUTED)
    repeated = procedure in table.verdicts[year].repeated
    tone = Tone.BAD if found.is_low else Tone.WARN if found.left == 1 else Tone.PLAIN
    return Cell(
        quantity=Quantity.share(found.below, found.n, SMALL if found.is_small else ""),
        tone=tone if found.left is not None else Tone.MUTED,
        low=100 * found.interval.low,
        high=100 * found.interval.high,
        framed=repeated,
        note=cell_sentence(found, table.rule) + ("; низкая и год назад" if repeated else ""),
    )


def verdict_cell(verdict: LowYear, waiting: tuple[Procedure, ...] = ()) -> Cell:
    """The verdict of a year. Further results can put a school on the list and not take it off: while some are
    awaited, «нет» is not said."""
    missing = f"ещё нет результатов: {'; '.join(one.label for one in waiting)}" if waiting else ""
    if verdict.is_listed:
        return Cell("в перечне", status=Status.BELOW, note=missing)
    if verdict.is_near:
        return Cell("в одном шаге", status=Status.RISK, note=missing)
    if waiting:
        return Cell("пока нет, данные не все", status=Status.NO_DATA, note=missing)
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
    verdicts = [
        cell
        for year in years
        for cell in (verdict_cell(table.verdicts[year], partial(reader, year).get(school.id, ())), Cell())
    ]
    return Matrix(
        key="school_procedures",
        title=f"{school.short_name}: процедуры по годам",
        caption=f"доля не преодолевших порог, %, и сколько человек до порога {table.rule.percent} %; "
        "рамка — два года подряд",
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
