"""One subject over the municipality: its classes with their teachers, and how the whole moved.

Per 100 marks, beside the number of marks: classes differ in size and in who is in them, so this shows where
help is needed and judges nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.blocks import Cell, Column, Kind, Measure, Notice, Quantity, Role, Row, Series, Table, Trend
from dashboard.methods.ordering import class_key, natural_key
from dashboard.selection import Selection
from dashboard.views.component_cells import (
    METHOD,
    NO_VERDICT,
    change_cell,
    count_cell,
    hidden_cell,
    marks_of,
    per_100,
    teacher_cell,
    total,
)
from dashboard.views.component_times import Time, comparable_times, short_time, time_before, time_title
from dashboard.views.components_municipality import TREND_YEARS, chosen_subject, look_ahead, now_of
from dashboard.views.components_trend import finding
from dashboard.views.mark_counts import shown
from dashboard.views.municipality import source
from dashboard.views.suppression import hidden_subjects_of_all, hides, is_fragile, note
from data_access.queries.components import ComponentRow, read_component_rows, read_subject_teachers
from data_access.queries.places import read_municipality, read_schools
from data_access.queries.rollups import read_subjects
from data_access.viewer import Reader

MOST_ROWS = 400
CohortKey = tuple[int, int, str, int]  # school, year the cohort would be grade 0, letter, teacher
COUNTS = ("n", "micro_d", "micro_na", "micro_r3", "micro")


@dataclass(frozen=True)
class _Scene:
    """`groups`: (time, cohort) → rows, of one teacher with the right to names, of the whole class without."""

    subject_id: int
    now: Time
    groups: Mapping[tuple[Time, CohortKey], list[ComponentRow]]
    kept: Mapping[int, frozenset[str]]  # class → checkpoints of the chosen year
    schools: Mapping[int, str]
    people: Mapping[int, str]

    def current(self) -> list[CohortKey]:
        found = [key for time, key in self.groups if time == self.now]
        return sorted(found, key=self._order)

    def _order(self, key: CohortKey) -> tuple[object, ...]:
        row = self.groups[self.now, key][0]
        name = natural_key(self.schools.get(row.school_id, ""))
        return name, class_key(row.class_name), self.people.get(key[3], "")


def _rows(selection: Selection, reader: Reader, subject_id: int) -> list[ComponentRow]:
    year = selection.year or 0
    years = tuple(range(year - TREND_YEARS + 1, year + 1))
    found = read_component_rows(reader, subject_id=subject_id, years=years)
    return [row for row in found if row.n or row.micro]


def _scene(selection: Selection, reader: Reader, subject_id: int) -> _Scene:
    groups: dict[tuple[Time, CohortKey], list[ComponentRow]] = {}
    kept: dict[int, set[str]] = {}
    for row in _rows(selection, reader, subject_id):
        teacher_id = 0 if hides(reader) else row.teacher_id
        key = (row.school_id, row.grade - row.year, row.letter, teacher_id)
        groups.setdefault(((row.year, row.checkpoint), key), []).append(row)
        if row.year == selection.year:
            kept.setdefault(row.class_id, set()).add(row.checkpoint)
    return _Scene(
        subject_id,
        now_of(selection),
        groups,
        {class_id: frozenset(codes) for class_id, codes in kept.items()},
        {school.id: school.short_name for school in read_schools(reader)},
        read_subject_teachers(reader, subject_id, selection.year or 0),
    )


def subject_table(selection: Selection, reader: Reader) -> Table | Notice:
    """Classes of the chosen subject: marks, microcomponents by kind, per 100 marks, quality, the change."""
    subject_id = chosen_subject(selection, reader)
    if subject_id is None:
        return Notice("subject", "Предмет", "Нет отметок за этот период.")
    look_ahead(selection, reader)
    scene = _scene(selection, reader, subject_id)
    name = read_subjects(reader)[subject_id].name
    keys = scene.current()
    listed = _most(scene, keys)
    rows = [_row(selection, reader, scene, key) for key in listed]
    open_rows = [row for key in keys if not _is_closed(reader, scene, scene.now, key)
                 for row in scene.groups[scene.now, key]]  # fmt: skip
    if len(keys) > 1 and open_rows:
        rows.append(_total(reader, open_rows, len(keys) != len(_open(reader, scene, keys))))
    cut = (
        f"Показаны {len(listed)} строк с наибольшим числом микрокомпонентов из {len(keys)}; итог — по всем.",
    )
    return Table(
        key="subject",
        title=f"{name}: классы и учителя" if reader.viewer.sees_names else f"{name}: классы",
        caption=f"по школам, {time_title(scene.now)}",
        columns=_columns(reader),
        rows=tuple(rows),
        notes=(METHOD, NO_VERDICT, *(cut if len(listed) < len(keys) else ())),
        source=source(selection),
        empty="По этому предмету нет отметок за период.",
        is_personal=bool(scene.people),
    )


def _most(scene: _Scene, keys: list[CohortKey]) -> list[CohortKey]:
    """All of them, or those with most microcomponents when a table could not be read otherwise."""
    if len(keys) <= MOST_ROWS:
        return keys
    return sorted(keys, key=lambda key: -total(scene.groups[scene.now, key]))[:MOST_ROWS]


def _columns(reader: Reader) -> tuple[Column, ...]:
    teacher = (Column("teacher", "Учитель"),) if reader.viewer.sees_names else ()
    return (
        Column("school", "Школа"),
        Column("class", "Класс"),
        *teacher,
        Column("n", "Отметок", Kind.QUANTITY, Measure.COUNT, "обучающихся с отметкой или «н/а»"),
        Column("d", "«2»", Kind.QUANTITY, Measure.COUNT, "неосвоение стандарта"),
        Column("na", "н/а", Kind.QUANTITY, Measure.COUNT, "неаттестация"),
        Column("r3", "Одна «3»", Kind.QUANTITY, Measure.COUNT, "резерв качества"),
        Column("micro", "Микро", Kind.QUANTITY, Measure.COUNT, "микрокомпоненты"),
        Column("per100", "На 100", Kind.QUANTITY, Measure.INDEX, "микрокомпоненты на 100 отметок"),
        Column("quality", "Качество", Kind.QUANTITY, Measure.PERCENT, "доля «4» и «5»"),
        Column("change", "Изменение", Kind.QUANTITY, Measure.INDEX_CHANGE,
               "микрокомпонентов на 100 отметок к предыдущему сопоставимому периоду того же класса и учителя"),
    )  # fmt: skip


def _open(reader: Reader, scene: _Scene, keys: list[CohortKey]) -> list[CohortKey]:
    return [key for key in keys if not _is_closed(reader, scene, scene.now, key)]


def _is_closed(reader: Reader, scene: _Scene, time: Time, key: CohortKey) -> bool:
    """By the decision of that checkpoint; a group of «незач» alone has no marks to be counted by."""
    if not hides(reader):
        return False
    rows = scene.groups[time, key]
    group = (rows[0].class_id, scene.subject_id)
    return group in hidden_subjects_of_all(reader, *time)


def _row(selection: Selection, reader: Reader, scene: _Scene, key: CohortKey) -> Row:
    rows = scene.groups[scene.now, key]
    first = rows[0]
    school = selection.at("/school/components", unit=first.school_id).address
    in_class = selection.at("/class/components", unit=first.class_id, subject=scene.subject_id).address
    names = [Cell(scene.schools.get(first.school_id, ""), href=school), Cell(first.class_name, href=in_class)]
    if reader.viewer.sees_names:
        names.append(teacher_cell(selection, reader, [key[3]], scene.people))
    if _is_closed(reader, scene, scene.now, key):
        return Row((*names, *_closed_cells(reader)))
    return Row((*names, *_figures(rows), _change(reader, scene, key)))


def _closed_cells(reader: Reader) -> tuple[Cell, ...]:
    measures = (*(Measure.COUNT for _ in COUNTS), Measure.INDEX, Measure.PERCENT, Measure.INDEX_CHANGE)
    return tuple(hidden_cell(measure, note(reader)) for measure in measures)


def _figures(rows: list[ComponentRow]) -> tuple[Cell, ...]:
    return (
        *(count_cell(total(rows, name)) for name in COUNTS),
        Cell(quantity=per_100(total(rows), total(rows, "n"))),
        Cell(quantity=shown(marks_of(rows).quality_share)),
    )


def _change(reader: Reader, scene: _Scene, key: CohortKey) -> Cell:
    rows = scene.groups[scene.now, key]
    before = time_before(*scene.now, scene.kept.get(rows[0].class_id, frozenset()))
    was = [] if before is None else scene.groups.get((before, key), [])
    n, n_was = total(rows, "n"), total(was, "n")
    if before is None or not n or not n_was:
        return Cell(quantity=Quantity.missing(Measure.INDEX_CHANGE, "сравнить не с чем"))
    if _is_closed(reader, scene, before, key):
        return hidden_cell(Measure.INDEX_CHANGE, note(reader))
    now_index, then = 100 * total(rows) / n, 100 * total(was) / n_was
    return change_cell(now_index, then, Measure.INDEX_CHANGE, f"к: {time_title(before)}")


def _total(reader: Reader, rows: list[ComponentRow], is_partial: bool) -> Row:
    words = "Всего без закрытых" if is_partial else "Всего"
    blank = (Cell(""),) * (2 if reader.viewer.sees_names else 1)
    return Row((Cell(words), *blank, *_figures(rows), Cell("")), is_total=True)


def trend(selection: Selection, reader: Reader) -> Trend | None:
    """The subject in the municipality over comparable checkpoints: microcomponents per 100 marks."""
    subject_id = chosen_subject(selection, reader)
    if subject_id is None:
        return None
    look_ahead(selection, reader)
    rows = _rows(selection, reader, subject_id)
    times = comparable_times(((row.year, row.checkpoint) for row in rows), now_of(selection))
    points = [_point(reader, rows, time, subject_id) for time in times]
    name = read_subjects(reader)[subject_id].name
    return Trend(
        key="trend",
        title=finding(name, points, Measure.INDEX),
        caption="микрокомпонентов на 100 отметок; в 1 и 3 четверти нет классов с полугодиями",
        labels=tuple(short_time(time) for time in times),
        series=(Series(read_municipality(reader).short_name, tuple(points), Role.SUBJECT),),
        measure=Measure.INDEX,
        source=source(selection),
        empty="Нет отметок за сопоставимые периоды.",
    )


def _point(reader: Reader, rows: list[ComponentRow], time: Time, subject_id: int) -> Quantity:
    """The total of everything, where that gives no hidden group of that checkpoint away."""
    then = [row for row in rows if (row.year, row.checkpoint) == time]
    n = total(then, "n")
    hidden = hidden_subjects_of_all(reader, *time)
    counts = [count for (_, of), (_, count) in hidden.items() if of == subject_id]
    if is_fragile(counts, reader.small_number) or (hides(reader) and n < reader.small_number):
        return Quantity.hidden(Measure.INDEX, note(reader))
    return per_100(total(then), n)
