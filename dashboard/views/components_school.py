"""Problem components of a school: classes × subjects now, and the rating of classes over the checkpoints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.blocks import Cell, Column, Header, Kind, Matrix, MatrixRow, Measure, Quantity
from dashboard.methods.ordering import class_key
from dashboard.methods.rating import RatingRow
from dashboard.selection import CHECKPOINTS, Selection
from dashboard.views.component_cells import METHOD, TONES, hidden_cell, micro_cell, per_100, total
from dashboard.views.component_times import Time, class_pupils, read_ahead, time_title
from dashboard.views.municipality import source
from dashboard.views.school import rate_classes
from dashboard.views.suppression import hidden_classes, hidden_schools, hidden_subjects, hides, note
from data_access.queries.places import Place, read_classes, read_school
from data_access.queries.rollups import Marks, Pupils, Subject, read_marks, read_pupils, read_subjects
from data_access.viewer import Reader

TAIL = (
    Column("micro", "Микро", Kind.QUANTITY, Measure.COUNT, "микрокомпоненты класса по всем предметам"),
    Column("index", "На 100", Kind.QUANTITY, Measure.INDEX, "микрокомпоненты на 100 обучающихся"),
    Column("place", "Место", Kind.TEXT, None, "в рейтинге классов школы: меньше микрокомпонентов — выше"),
)


@dataclass(frozen=True)
class _Scene:
    """`groups`: (class, subject) → shown rows of its teachers; `closed`: hidden groups."""

    now: Time
    groups: Mapping[tuple[int, int], list[Marks]]
    closed: frozenset[tuple[int, int]]
    pupils: Mapping[int, Pupils]
    closed_classes: frozenset[int]
    rated: Mapping[int, RatingRow]

    def subjects(self, names: Mapping[int, Subject]) -> list[int]:
        """Subjects with marks, most shown microcomponents first."""
        micro: dict[int, int] = {subject_id: 0 for _, subject_id in self.closed}
        for (_, subject_id), rows in self.groups.items():
            micro[subject_id] = micro.get(subject_id, 0) + total(rows)
        return sorted(micro, key=lambda id_: (-micro[id_], names[id_].name))


def _scene(selection: Selection, reader: Reader) -> _Scene:
    school = read_school(reader, selection.unit or 0)
    now = (selection.year or 0, selection.period or "Y")
    read_ahead(reader, (now[0] - 1, now[0]), CHECKPOINTS, school.id)
    closed = hidden_subjects(reader, school.id, *now)
    groups: dict[tuple[int, int], list[Marks]] = {}
    for row in read_marks(reader, school_id=school.id, year=now[0], checkpoint=now[1]):
        group = (row.class_id, row.subject_id)
        if (row.n or row.micro) and group not in closed:
            groups.setdefault(group, []).append(row)
    pupils = class_pupils(read_pupils(reader, school_id=school.id), now)
    closed_classes = hidden_classes(reader, school.id, *now)
    shown = (row for row in pupils.values() if row.class_id not in closed_classes)
    return _Scene(now, groups, closed, pupils, closed_classes, rate_classes(shown))


def matrix(selection: Selection, reader: Reader) -> Matrix:
    """How many microcomponents each class has in each subject."""
    scene = _scene(selection, reader)
    names = read_subjects(reader)
    subjects = scene.subjects(names)
    places = read_classes(reader, selection.unit or 0, scene.now[0])
    rows = [
        _class_row(selection, reader, scene, place, subjects)
        for place in sorted(places, key=lambda place: class_key(place.short_name))
        if place.id in scene.pupils
    ]
    if len(rows) > 1:
        rows.append(_total_row(selection, reader, scene, subjects))
    return Matrix(
        key="components_by_subject",
        title="Проблемные компоненты: классы и предметы",
        caption=f"число микрокомпонентов, {time_title(scene.now)}",
        corner="Класс",
        columns=tuple(Header(names[id_].short, names[id_].name) for id_ in subjects),
        rows=tuple(rows),
        tail_columns=TAIL,
        notes=(METHOD, TONES, "Классы меньше 5 обучающихся не ранжируются.", *_hidden_note(reader, scene)),
        source=source(selection),
        empty="Нет отметок за этот период.",
    )


def _hidden_note(reader: Reader, scene: _Scene) -> tuple[str, ...]:
    if not scene.closed:
        return ()
    return (
        f"Групп (класс и предмет), которых нет в итогах по предметам: {len(scene.closed)} — {note(reader)}.",
    )


def _class_row(
    selection: Selection, reader: Reader, scene: _Scene, place: Place, subjects: list[int]
) -> MatrixRow:
    href = selection.at("/class/components", unit=place.id).address
    reason = note(reader)
    cells = tuple(
        hidden_cell(Measure.COUNT, reason)
        if (place.id, id_) in scene.closed
        else micro_cell(scene.groups.get((place.id, id_), []))
        for id_ in subjects
    )
    return MatrixRow(Cell(place.short_name, href=href), cells, _tail(reader, scene, place.id))


def _tail(reader: Reader, scene: _Scene, class_id: int) -> tuple[Cell, ...]:
    if class_id in scene.closed_classes:
        reason = note(reader)
        return hidden_cell(Measure.COUNT, reason), hidden_cell(Measure.INDEX, reason), Cell("–")
    row = scene.pupils[class_id]
    rated = scene.rated.get(class_id)
    place = rated.place_label if rated is not None and rated.place else "–"
    return (
        Cell(quantity=Quantity(row.micro, Measure.COUNT)),
        Cell(quantity=per_100(row.micro, row.n)),
        Cell(place),
    )


def _total_row(selection: Selection, reader: Reader, scene: _Scene, subjects: list[int]) -> MatrixRow:
    """Sums over what is shown; the total of the school is hidden with the school."""
    cells = tuple(
        micro_cell([row for (_, of), rows in scene.groups.items() if of == id_ for row in rows])
        for id_ in subjects
    )
    if hides(reader) and selection.unit in hidden_schools(reader, *scene.now):
        reason = note(reader)
        tail = (hidden_cell(Measure.COUNT, reason), hidden_cell(Measure.INDEX, reason), Cell(""))
        return MatrixRow(Cell("Всего"), cells, tail)
    micro, n = (sum(getattr(row, name) for row in scene.pupils.values()) for name in ("micro", "n"))
    tail = (Cell(quantity=Quantity(micro, Measure.COUNT)), Cell(quantity=per_100(micro, n)), Cell(""))
    return MatrixRow(Cell("Всего"), cells, tail)
