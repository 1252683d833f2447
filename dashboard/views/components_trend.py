"""The cohort of a class over comparable checkpoints: problem index and quality, year after year."""

from __future__ import annotations

from dashboard.blocks import Measure, Quantity, Role, Series, Trend
from dashboard.numbers import format_number
from dashboard.selection import CHECKPOINTS, Selection
from dashboard.views.cohort import class_cohort
from dashboard.views.component_cells import per_100
from dashboard.views.component_times import Time, class_pupils, comparable_times, read_ahead, short_time
from dashboard.views.municipality import source
from dashboard.views.suppression import hidden_classes, note
from dashboard.views.targets import aimed
from data_access.queries.places import Place, read_class
from data_access.queries.rollups import Pupils, read_pupils
from data_access.viewer import Reader

EMPTY = "Нет отметок за сопоставимые периоды."


def index_trend(selection: Selection, reader: Reader) -> Trend | None:
    """Microcomponents per 100 pupils. None for a teacher of single subjects: it is of the whole class."""
    place, _ = read_class(reader, selection.unit or 0)
    if not place.is_whole:
        return None
    points = _points(selection, reader, place, Measure.INDEX)
    return _trend(
        selection,
        reader,
        "index_trend",
        "Индекс проблемности",
        "микрокомпонентов на 100 обучающихся",
        place,
        points,
    )


def quality_trend(selection: Selection, reader: Reader) -> Trend | None:
    """Share of pupils with «4» and «5» only. None for a teacher of single subjects."""
    place, _ = read_class(reader, selection.unit or 0)
    if not place.is_whole:
        return None
    points = _points(selection, reader, place, Measure.PERCENT)
    return _trend(
        selection, reader, "quality_trend", "Качество", "доля обучающихся на «4» и «5», %", place, points
    )


def _points(
    selection: Selection, reader: Reader, place: Place, measure: Measure
) -> list[tuple[Time, Quantity]]:
    """A point per comparable checkpoint; hidden by the decision of that checkpoint."""
    cohort = class_cohort(reader, place)
    school_id, year = place.parent_id or 0, selection.year or 0
    own = [
        row
        for row in read_pupils(reader, school_id=school_id)
        if cohort.get(row.year) == row.class_id and row.n
    ]
    times = comparable_times(((row.year, row.checkpoint) for row in own), (year, selection.period or "Y"))
    read_ahead(reader, (year - 1, year), CHECKPOINTS, school_id)
    points = []
    for time in times:
        row = class_pupils(own, time)[cohort[time[0]]]
        is_closed = row.class_id in hidden_classes(reader, school_id, *time)
        points.append((time, Quantity.hidden(measure, note(reader)) if is_closed else _value(row, measure)))
    return points


def _value(row: Pupils, measure: Measure) -> Quantity:
    small = "малая выборка" if row.n < 5 else ""
    if measure is Measure.INDEX:
        return per_100(row.micro, row.n, small)
    return Quantity.share(row.n_exc + row.n_good, row.n, small)


def _trend(
    selection: Selection,
    reader: Reader,
    key: str,
    title: str,
    caption: str,
    place: Place,
    points: list[tuple[Time, Quantity]],
) -> Trend:
    measure = Measure.INDEX if key == "index_trend" else Measure.PERCENT
    code = "problem_index" if measure is Measure.INDEX else "quality"
    indicator = aimed(reader, code, selection.year or 0)
    return Trend(
        key=key,
        title=finding(title, [point for _, point in points], measure),
        caption=f"{caption}; тот же класс по годам",
        labels=tuple(short_time(time) for time, _ in points),
        series=(Series(place.short_name, tuple(point for _, point in points), Role.SUBJECT),),
        measure=measure,
        target=indicator.target,
        source=source(selection),
        empty=EMPTY,
    )


def finding(title: str, points: list[Quantity], measure: Measure) -> str:
    """«Качество: выросло …» in plain words: from the last known value before to the last."""
    known = [point.value for point in points if point.value is not None]
    if not known:
        return f"{title}: нет данных"
    if points[-1].value is None:
        return f"{title}: за выбранный период не показано"
    last = format_number(known[-1], measure)
    if len(known) == 1:
        return f"{title}: {last}"
    before = format_number(known[-2], measure)
    return f"{title}: {last}, было {before}" if last != before else f"{title}: без изменений, {last}"
