"""The official list of the region beside the program's own calculation, and who watched the procedures."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.blocks import Cell, Column, Kind, Measure, Quantity, Row, Status, Table
from dashboard.methods.ordering import natural_key
from dashboard.numbers import format_year
from dashboard.selection import Selection
from dashboard.views.objectivity_signs import signs_of
from dashboard.views.register_scene import number, register_href, words
from data_access.queries.places import read_schools
from data_access.queries.registers import Line, read_lines
from data_access.queries.signs import SIGN, read_signs
from data_access.viewer import Reader

LIST, OBSERVERS = "official_signs", "observers"
MARKERS = {"r4": "4 РУ", "m4": "4 МА", "r5": "5 РУ", "m5": "5 МА"}
ABSENT = "не было"
COLUMNS = (
    Column("official", "Маркеров в списке", Kind.QUANTITY, Measure.COUNT),
    Column("works", "В каких работах"),
    Column("own", "Признаков в расчёте", Kind.QUANTITY, Measure.COUNT),
    Column("agreement", "Сравнение", Kind.STATUS),
    Column("observers", "Наблюдатели", help="процедуры с независимыми наблюдателями"),
)


def official_list(selection: Selection, reader: Reader) -> Table:
    """Schools that are on the list or have an official sign of our own, by name."""
    year = selection.year or 0
    names = {school.id: school.short_name for school in read_schools(reader)}
    listed, watched = _of_year(read_lines(reader, (LIST, OBSERVERS), year), year)
    found = signs_of(selection, reader)
    own = {id_: sum(sign.number is not None for sign in found.in_year(id_, year)) for id_ in names}
    shown = {id_ for id_ in names if id_ in listed or own[id_]}
    rows = [
        Row(
            (
                Cell(names[id_], href=selection.at("/school/objectivity", unit=id_).address),
                *_cells(own[id_], listed.get(id_), watched.get(id_, []), year, bool(listed)),
            )
        )
        for id_ in sorted(shown, key=lambda id_: natural_key(names[id_]))
    ]
    return _table(selection, rows, (Column("school", "Школа"), *COLUMNS))


def of_school(selection: Selection, reader: Reader) -> Table:
    """One school over three years."""
    school_id, last = selection.unit or 0, selection.year or 0
    own = read_signs(reader, school_id)
    lines = read_lines(reader, (LIST, OBSERVERS), last)
    rows = []
    for year in range(last, last - 3, -1):
        listed, watched = _of_year(lines, year)
        if school_id in listed or any(sign.year == year for sign in own):
            signs = sum(sign.year == year and sign.number is not None and sign.state == SIGN for sign in own)
            cells = _cells(signs, listed.get(school_id), watched.get(school_id, []), year, bool(listed))
            rows.append(Row((Cell(format_year(year)), *cells)))
    return _table(selection, rows, (Column("year", "Год"), *COLUMNS))


def _table(selection: Selection, rows: list[Row], columns: tuple[Column, ...]) -> Table:
    return Table(
        key="official_list",
        title="Официальный список и собственный расчёт",
        caption="где они расходятся, видно в столбце «Сравнение»",
        columns=columns,
        rows=tuple(rows),
        notes=("Список региона составляют по своим данным и правилам; расхождение — повод сверить, а не ошибка.",),
        source="Источник: реестр «Официальный список школ с признаками необъективности», "
        f"{format_year(selection.year or 0)} учебный год; расчёт программы",
        empty="Официальный список за этот год не загружен, и собственный расчёт признаков не нашёл.",
    )  # fmt: skip


def _of_year(lines: Mapping[str, list[Line]], year: int) -> tuple[dict[int, Line], dict[int, list[Line]]]:
    """Line of the list by school, observers by school."""
    listed = {line.unit_id: line for line in lines[LIST] if line.year == year}
    watched: dict[int, list[Line]] = {}
    for line in lines[OBSERVERS]:
        if line.year == year:
            watched.setdefault(line.unit_id, []).append(line)
    return listed, watched


def _cells(own: int, line: Line | None, watched: list[Line], year: int, is_loaded: bool) -> tuple[Cell, ...]:
    markers = number(line, "count") if line else 0.0
    works = ", ".join(title for code, title in MARKERS.items() if line and number(line, code))
    official = (
        Quantity(markers, Measure.COUNT)
        if line or is_loaded
        else Quantity.missing(Measure.COUNT, "список не загружен")
    )
    with_observers = sum(words(one, "kind") != ABSENT for one in watched)
    return (
        Cell(
            quantity=official,
            href=register_href(Selection(year=year), LIST, line.unit_id) if line else "",
        ),
        Cell(works or "—"),
        Cell(quantity=Quantity(own, Measure.COUNT)),
        _agreement(markers, own, line is not None or is_loaded),
        Cell(f"{with_observers} из {len(watched)}" if watched else "нет сведений"),
    )


def _agreement(markers: float, own: int, is_known: bool) -> Cell:
    if not is_known:
        return Cell("не с чем сравнить", status=Status.NO_DATA)
    if bool(markers) == bool(own):
        return Cell("согласуются", status=Status.NONE)
    return Cell("только в списке" if markers else "только в расчёте", status=Status.RISK)
