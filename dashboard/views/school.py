"""Blocks of a school: tiles, classes with their rating, trend, subjects, teachers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dashboard.blocks import (
    Cell,
    Column,
    Kind,
    Measure,
    Quantity,
    Role,
    Row,
    Series,
    State,
    Table,
    Tiles,
    Tone,
    Trend,
)
from dashboard.methods.ordering import class_key
from dashboard.methods.rating import RatingEntry, RatingRow, place_change, rating
from dashboard.methods.share import Share
from dashboard.numbers import format_year
from dashboard.selection import Selection
from dashboard.views.indicators import Values, quantity, tile
from dashboard.views.municipality import source
from dashboard.views.suppression import hidden_classes, hidden_schools, note
from dashboard.views.targets import aimed
from data_access.queries.places import Place, read_classes, read_school
from data_access.queries.rollups import (
    Pupils,
    read_school_pupils,
    read_values,
)
from data_access.viewer import Reader

OF_SCHOOL = ("quality", "pass_rate", "forecast_quality", "sou", "problem_index")


def school_values(selection: Selection, reader: Reader) -> Values:
    school = read_school(reader, selection.unit or 0)
    checkpoint = selection.period or "Y"
    values = Values.of(read_values(reader, [school.id], checkpoint, OF_SCHOOL))
    years = (year for year in values.years() if school.id in hidden_schools(reader, year, checkpoint))
    return replace(values, hidden=frozenset((school.id, year) for year in years))


def tiles(selection: Selection, reader: Reader) -> Tiles:
    """Headline indicators of the school."""
    values = school_values(selection, reader)
    unit_id, year = selection.unit or 0, selection.year or 0
    is_small = (unit_id, year) in values.hidden
    made = tuple(
        tile(
            aimed(reader, code, year, read_school(reader, unit_id)),
            values,
            unit_id,
            year,
            "журнал",
            note(reader) if is_small else "",
        )
        for code in OF_SCHOOL
    )
    return Tiles("tiles", "Показатели школы", made, source(selection))


def trend(selection: Selection, reader: Reader) -> Trend:
    """Quality and success of the school over the years at the same checkpoint."""
    values = school_values(selection, reader)
    unit_id, year = selection.unit or 0, selection.year or 0
    years = [of for of in values.years() if of <= year]
    series = []
    for code, role in (("quality", Role.SUBJECT), ("forecast_quality", Role.PEER), ("pass_rate", Role.PEER)):
        indicator = aimed(reader, code, year)
        points = tuple(
            quantity(
                indicator,
                values.get(code, unit_id, of),
                note(reader) if (unit_id, of) in values.hidden else "",
            )
            for of in years
        )
        series.append(Series(indicator.title, points, role))
    numbers = [values.number(aimed(reader, "quality", year), unit_id, of) for of in years]
    known = [number for number in numbers if number is not None]
    title = "Качество и успеваемость по годам"
    if len(known) > 1:
        step = known[-1] - known[-2]
        title = (
            f"Качество {'выше' if step > 0 else 'ниже'}, чем год назад" if step else "Качество не изменилось"
        )
    return Trend(
        key="trend",
        title=title,
        caption="доля обучающихся, %",
        labels=tuple(format_year(of) for of in years),
        series=tuple(series),
        measure=Measure.PERCENT,
        target=aimed(reader, "quality", year).target,
        source=source(selection),
        empty="Нет отметок за этот период.",
    )


def rate_classes(rows: Iterable[Pupils]) -> dict[int, RatingRow]:
    """Rating of classes by problem index; METHODS: lower is better, fewer than 5 pupils are not ranked."""
    entries = [
        RatingEntry(
            row.class_id,
            row.class_name,
            row.n,
            row.n_subjects,
            row.micro,
            Share(row.n_exc + row.n_good, row.n),
            Share(row.n - row.n_fail, row.n),
        )
        for row in rows
        if row.n
    ]
    return {row.entry.unit_id: row for row in rating(entries)}


def classes(selection: Selection, reader: Reader) -> Table:
    """Classes of the school with their place in the rating and how it moved over the year."""
    school = read_school(reader, selection.unit or 0)
    year, checkpoint = selection.year or 0, selection.period or "Y"
    rows = read_school_pupils(reader, school.id, checkpoint)
    now = {row.class_id: row for row in rows if row.year == year}
    places = read_classes(reader, school.id, year)
    hidden = hidden_classes(reader, school.id, year, checkpoint)
    rated = rate_classes(row for row in now.values() if row.class_id not in hidden)
    hidden_before = hidden_classes(reader, school.id, year - 1, checkpoint)
    before = _last_year([row for row in rows if row.year == year - 1 and row.class_id not in hidden_before])
    shown = sorted(places, key=lambda place: class_key(place.short_name))
    return Table(
        key="classes",
        title="Классы",
        caption="место — по числу микрокомпонентов на 100 обучающихся, меньше — лучше",
        columns=CLASS_COLUMNS,
        rows=tuple(
            _class_row(
                selection, place, now.get(place.id), rated.get(place.id), before, place.id in hidden, reader
            )
            for place in shown
        ),
        notes=(
            "Рейтинг класса — методика проекта; классы меньше 5 обучающихся не ранжируются. «За год» — тот же "
            "класс годом раньше.",
        ),
        source=source(selection),
        empty="В этом учебном году классов нет.",
    )


CLASS_COLUMNS = (
    Column("class", "Класс"),
    Column("n", "Обучающихся", Kind.QUANTITY, Measure.COUNT, "с отметками за период"),
    Column("pass", "Успеваемость", Kind.QUANTITY, Measure.PERCENT),
    Column("quality", "Качество", Kind.QUANTITY, Measure.PERCENT),
    Column("forecast", "Прогноз", Kind.QUANTITY, Measure.PERCENT, "если каждый с одной «3» её исправит"),
    Column("components", "Компоненты", Kind.QUANTITY, Measure.COUNT, "предметы с микрокомпонентами"),
    Column("micro", "Микро", Kind.QUANTITY, Measure.COUNT, "микрокомпоненты: «2», «н/а», единственные «3»"),
    Column("index", "На 100", Kind.QUANTITY, Measure.INDEX, "микрокомпоненты на 100 обучающихся"),
    Column("place", "Место", Kind.TEXT, None, "в рейтинге классов школы"),
    Column("moved", "За год", Kind.QUANTITY, Measure.COUNT_CHANGE, "на сколько мест поднялся класс"),
)


def _last_year(rows: list[Pupils]) -> dict[tuple[int, str], int | None]:
    """Places of last year by (grade, letter) of the class that then was one grade lower."""
    rated = rate_classes(rows)
    return {
        (row.grade, row.class_name.lstrip("0123456789")): found.place
        for row in rows
        if (found := rated.get(row.class_id))
    }


def _class_row(
    selection: Selection,
    place: Place,
    row: Pupils | None,
    rated: RatingRow | None,
    before: dict[tuple[int, str], int | None],
    is_hidden: bool,
    reader: Reader,
) -> Row:
    name = Cell(place.short_name, href=selection.at("/class", unit=place.id).address)
    if row is None or not row.n:
        empty = tuple(
            Cell(quantity=_nothing(place, column.measure or Measure.COUNT))
            if column.kind is Kind.QUANTITY
            else Cell("–")
            for column in CLASS_COLUMNS[1:]
        )
        return Row((name, *empty))
    if is_hidden:
        reason = note(reader)
        closed = tuple(
            Cell(quantity=Quantity.hidden(column.measure or Measure.COUNT, reason))
            if column.kind is Kind.QUANTITY
            else Cell("–")
            for column in CLASS_COLUMNS[1:]
        )
        return Row((name, *closed))
    was = before.get(((place.grade or 0) - 1, place.letter or ""))
    moved = place_change(rated.place if rated else None, was)
    small = "малая выборка" if row.n < 5 else ""
    return Row(
        (
            name,
            Cell(quantity=Quantity(row.n, Measure.COUNT)),
            Cell(quantity=Quantity.share(row.n - row.n_fail, row.n, small)),
            Cell(quantity=Quantity.share(row.n_exc + row.n_good, row.n, small)),
            Cell(quantity=Quantity.share(row.n_exc + row.n_good + row.n_one3, row.n, small)),
            Cell(quantity=Quantity(row.components, Measure.COUNT)),
            Cell(quantity=Quantity(row.micro, Measure.COUNT)),
            Cell(quantity=Quantity(100 * row.micro / row.n, Measure.INDEX)),
            Cell(rated.place_label if rated and rated.place else "–"),
            _moved_cell(moved),
        )
    )


def _nothing(place: Place, measure: Measure) -> Quantity:
    """Grade 1 is taught without marks: not a gap in the data."""
    if place.grade == 1:
        return Quantity(None, measure, State.NOT_APPLICABLE, note="безотметочное обучение")
    return Quantity.missing(measure, "нет отметок за период")


def _moved_cell(moved: int | None) -> Cell:
    if moved is None:
        return Cell(quantity=Quantity.missing(Measure.COUNT_CHANGE, "год назад класса не было"))
    tone = Tone.GOOD if moved > 0 else Tone.BAD if moved < 0 else Tone.PLAIN
    return Cell(quantity=Quantity(moved, Measure.COUNT_CHANGE), tone=tone)
