"""The rating of a school's classes by problem components over comparable checkpoints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.blocks import Cell, Column, Kind, Measure, Quantity, Row, Table, Tone
from dashboard.methods.ordering import class_key
from dashboard.methods.rating import RatingRow, place_change
from dashboard.selection import CHECKPOINTS, Selection
from dashboard.views.component_cells import hidden_cell
from dashboard.views.component_times import (
    Time,
    class_pupils,
    comparable_times,
    read_ahead,
    short_time,
    time_before,
    time_title,
)
from dashboard.views.municipality import source
from dashboard.views.school import rate_classes
from dashboard.views.suppression import hidden_classes, note
from data_access.queries.places import Place, read_classes, read_school
from data_access.queries.rollups import Pupils, read_pupils
from data_access.viewer import Reader

MOST_TIMES = 4  # checkpoints of a year, or years
LEVELS = (("НОО", range(1, 5)), ("ООО", range(5, 10)), ("СОО", range(10, 13)))
NOTES = (
    "Индекс — 100 · Σ вес / N: микрокомпоненты на 100 обучающихся, меньше — лучше; при равенстве выше класс с "
    "большим качеством, затем с большей успеваемостью. Меньше 5 обучающихся — без места. Методика проекта.",
    "На уровнях (НОО, ООО, СОО) разное число предметов, поэтому сравнивайте классы одного уровня или по «На 100 "
    "отметок» = 100 · Σ вес / (N · число предметов).",
)


@dataclass(frozen=True)
class _At:
    """The classes of the school at one checkpoint: their roll-ups, the rating of the shown, the hidden."""

    pupils: Mapping[int, Pupils]
    rated: Mapping[int, RatingRow]
    closed: frozenset[int]


def level_of(grade: int) -> str:
    """НОО, ООО or СОО by the number of the class."""
    return next((name for name, grades in LEVELS if grade in grades), "")


def rating_table(selection: Selection, reader: Reader) -> Table:
    """Index and place of each class at each comparable checkpoint, and how the place moved."""
    school = read_school(reader, selection.unit or 0)
    now = (selection.year or 0, selection.period or "Y")
    pupils = [row for row in read_pupils(reader, school_id=school.id) if row.n]
    filled = {(row.year, row.checkpoint) for row in pupils}
    times = [time for time in comparable_times(filled, now) if now[1] == "Y" or time[0] == now[0]]
    times = times[-MOST_TIMES:]
    read_ahead(reader, (now[0] - 1, now[0]), CHECKPOINTS, school.id)
    at = {time: _at(reader, school.id, pupils, time) for time in times}
    of_level = _places_on_level(at.get(now))
    cohorts = _cohorts(pupils)
    places = sorted(read_classes(reader, school.id, now[0]), key=lambda place: class_key(place.short_name))
    rows = [
        _row(selection, reader, place, now, at, cohorts, of_level)
        for place in places
        if any(_class_then(place, time, cohorts) in found.pupils for time, found in at.items())
    ]
    return Table(
        key="rating",
        title="Рейтинг классов в динамике",
        caption="индекс проблемности и место на каждой сопоставимой точке",
        columns=_columns(times),
        rows=tuple(rows),
        notes=NOTES,
        source=source(selection),
        empty="Нет отметок за этот период.",
    )


def _at(reader: Reader, school_id: int, pupils: list[Pupils], time: Time) -> _At:
    of_time = class_pupils(pupils, time)
    closed = hidden_classes(reader, school_id, *time)
    rated = rate_classes(row for row in of_time.values() if row.class_id not in closed)
    return _At(of_time, rated, closed)


def _places_on_level(at: _At | None) -> dict[int, str]:
    """Place labels among the classes of the same level."""
    if at is None:
        return {}
    found: dict[int, str] = {}
    for level, _ in LEVELS:
        own = (
            row
            for row in at.pupils.values()
            if level_of(row.grade) == level and row.class_id not in at.closed
        )
        found.update({class_id: row.place_label for class_id, row in rate_classes(own).items()})
    return found


Cohorts = dict[tuple[int, int, str], int]  # year, grade, letter → class


def _cohorts(pupils: list[Pupils]) -> Cohorts:
    return {(row.year, row.grade, row.class_name.lstrip("0123456789")): row.class_id for row in pupils}


def _class_then(place: Place, time: Time, cohorts: Cohorts) -> int | None:
    """The class itself, or the same cohort as it was in an earlier year."""
    if time[0] == place.year:
        return place.id
    return cohorts.get((time[0], (place.grade or 0) - (place.year or 0) + time[0], place.letter or ""))


def _columns(times: list[Time]) -> tuple[Column, ...]:
    pairs = (
        column
        for time in times
        for column in (
            Column(f"index_{time[0]}_{time[1].lower()}", short_time(time), Kind.QUANTITY, Measure.INDEX,
                   f"микрокомпоненты на 100 обучающихся, {time_title(time)}"),
            Column(f"place_{time[0]}_{time[1].lower()}", "Место", Kind.TEXT, None,
                   f"в рейтинге классов школы, {time_title(time)}"),
        )
    )  # fmt: skip
    return (
        Column("class", "Класс"),
        Column("level", "Уровень"),
        *pairs,
        Column("moved", "Сдвиг", Kind.QUANTITY, Measure.COUNT_CHANGE,
               "на сколько мест поднялся класс с предыдущей сопоставимой точки"),
        Column("of_level", "На уровне", Kind.TEXT, None, "место среди классов того же уровня"),
        Column("norm", "На 100 отметок", Kind.QUANTITY, Measure.INDEX,
               "100 · Σ вес / (N · число предметов) за выбранный период"),
    )  # fmt: skip


def _row(
    selection: Selection,
    reader: Reader,
    place: Place,
    now: Time,
    at: dict[Time, _At],
    cohorts: Cohorts,
    of_level: dict[int, str],
) -> Row:
    pairs = [
        cell for time, found in at.items() for cell in _pair(reader, found, _class_then(place, time, cohorts))
    ]
    href = selection.at("/class/components", unit=place.id).address
    return Row(
        (
            Cell(place.short_name, href=href),
            Cell(level_of(place.grade or 0)),
            *pairs,
            _moved(place, now, at, cohorts),
            Cell(of_level.get(place.id) or "–"),
            Cell(quantity=_norm(reader, at.get(now), place.id)),
        )
    )


def _pair(reader: Reader, found: _At, class_id: int | None) -> tuple[Cell, Cell]:
    if class_id in found.closed:
        return hidden_cell(Measure.INDEX, note(reader)), Cell("–")
    rated = found.rated.get(class_id or 0)
    if rated is None:
        return Cell(quantity=Quantity.missing(Measure.INDEX, "нет отметок за период")), Cell("–")
    return Cell(quantity=Quantity(rated.index.percent, Measure.INDEX)), Cell(rated.place_label or "–")


def _moved(place: Place, now: Time, at: dict[Time, _At], cohorts: Cohorts) -> Cell:
    """Quarters and half-years have different checkpoints before this one."""
    own = {time[1] for time, found in at.items() if time[0] == now[0] and place.id in found.pupils}
    before = time_before(*now, own)
    ends = [
        None if time is None else _place(at.get(time), _class_then(place, time, cohorts))
        for time in (now, before)
    ]
    moved = place_change(*ends)
    if moved is None:
        return Cell(quantity=Quantity.missing(Measure.COUNT_CHANGE, "сравнить не с чем"))
    tone = Tone.GOOD if moved > 0 else Tone.BAD if moved < 0 else Tone.PLAIN
    return Cell(quantity=Quantity(moved, Measure.COUNT_CHANGE), tone=tone)


def _place(found: _At | None, class_id: int | None) -> int | None:
    rated = None if found is None else found.rated.get(class_id or 0)
    return None if rated is None else rated.place


def _norm(reader: Reader, found: _At | None, class_id: int) -> Quantity:
    rated = None if found is None else found.rated.get(class_id)
    if found is not None and class_id in found.closed:
        return Quantity.hidden(Measure.INDEX, note(reader))
    value = None if rated is None else rated.index_norm.percent
    return Quantity.missing(Measure.INDEX) if value is None else Quantity(value, Measure.INDEX)
