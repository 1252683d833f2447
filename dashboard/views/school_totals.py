"""Totals by school (общие итоги освоения): success, quality, its forecast, problem components."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.blocks import Cell, Column, Kind, Measure, Quantity, Row, Table
from dashboard.methods.ordering import natural_key
from dashboard.numbers import plural
from dashboard.selection import Selection
from dashboard.views.component_cells import METHOD, count_cell, hidden_cell, per_100
from dashboard.views.municipality import source
from dashboard.views.suppression import hidden_schools, note
from data_access.queries.places import Place, read_municipality, read_schools
from data_access.queries.rollups import Pupils, read_pupils
from data_access.viewer import Reader

COLUMNS = (
    Column("school", "Школа"),
    Column("n", "Обучающихся", Kind.QUANTITY, Measure.COUNT, "с отметками за период"),
    Column("pass", "Успеваемость", Kind.QUANTITY, Measure.PERCENT),
    Column("quality", "Качество", Kind.QUANTITY, Measure.PERCENT),
    Column("forecast", "Прогноз", Kind.QUANTITY, Measure.PERCENT, "если каждый с одной «3» её исправит"),
    Column("components", "Компоненты", Kind.QUANTITY, Measure.COUNT, "классы × предметы × учителя с микрокомпонентами"),
    Column("micro", "Микро", Kind.QUANTITY, Measure.COUNT, "микрокомпоненты: «2», «н/а», единственные «3»"),
    Column("index", "На 100", Kind.QUANTITY, Measure.INDEX, "микрокомпоненты на 100 обучающихся"),
)  # fmt: skip


def school_totals(selection: Selection, reader: Reader) -> Table:
    """A line per school and the municipality below; each links to the problem components of the school."""
    place = read_municipality(reader)
    year, checkpoint = selection.year or 0, selection.period or "Y"
    by_school: dict[int, list[Pupils]] = {}
    for row in read_pupils(reader, year=year):
        if row.checkpoint == checkpoint and (row.n or row.micro):
            by_school.setdefault(row.school_id, []).append(row)
    schools = sorted(
        (school for school in read_schools(reader) if school.id in by_school),
        key=lambda school: natural_key(school.short_name),
    )
    hidden = hidden_schools(reader, year, checkpoint)
    rows = [
        _school_row(selection, reader, school, by_school[school.id], school.id in hidden)
        for school in schools
    ]
    if len(rows) > 1:
        every = [row for found in by_school.values() for row in found]
        rows.append(Row((Cell(place.short_name), *_figures(every)), is_total=True))
    return Table(
        key="school_totals",
        title="Общие итоги по школам",
        caption=f"{len(schools)} {plural(len(schools), 'школа', 'школы', 'школ')}",
        columns=COLUMNS,
        rows=tuple(rows),
        notes=(METHOD,),
        source=source(selection),
        empty="Нет отметок за этот период.",
    )


def _school_row(
    selection: Selection, reader: Reader, school: Place, rows: list[Pupils], is_hidden: bool
) -> Row:
    name = Cell(school.short_name, href=selection.at("/school/components", unit=school.id).address)
    if not is_hidden:
        return Row((name, *_figures(rows)))
    closed = (hidden_cell(column.measure or Measure.COUNT, note(reader)) for column in COLUMNS[1:])
    return Row((name, *closed))


def _figures(rows: Iterable[Pupils]) -> tuple[Cell, ...]:
    listed = list(rows)

    def of(*names: str) -> int:
        return sum(int(getattr(row, name)) for row in listed for name in names)

    n = of("n")
    return (
        count_cell(n),
        Cell(quantity=Quantity.share(n - of("n_fail"), n)),
        Cell(quantity=Quantity.share(of("n_exc", "n_good"), n)),
        Cell(quantity=Quantity.share(of("n_exc", "n_good", "n_one3"), n)),
        count_cell(of("components")),
        count_cell(of("micro")),
        Cell(quantity=per_100(of("micro"), n)),
    )
