"""The problem components of a class at the chosen checkpoint: where, of what kind, new or repeated, whose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dashboard.blocks import Cell, Column, Kind, Measure, Notice, Row, Table, Tone
from dashboard.names import without_patronymic
from dashboard.selection import Selection
from dashboard.views.class_scene import ClassScene, RepeatKey, class_scene
from dashboard.views.component_cells import METHOD, count_cell, hidden_cell, teacher_cell, total
from dashboard.views.component_times import time_title
from dashboard.views.municipality import source
from dashboard.views.suppression import hides, note
from data_access.queries.components import ComponentRow
from data_access.queries.people import read_roster, read_teacher_names
from data_access.queries.rollups import read_subjects
from data_access.viewer import Reader

COLUMNS = (
    Column("subject", "Предмет"),
    Column("teacher", "Учитель"),
    Column("micro", "Микро", Kind.QUANTITY, Measure.COUNT, "микрокомпоненты: «2», «н/а», единственные «3»"),
    Column("d", "«2»", Kind.QUANTITY, Measure.COUNT, "неосвоение стандарта"),
    Column("na", "н/а", Kind.QUANTITY, Measure.COUNT, "неаттестация"),
    Column("r3", "Одна «3»", Kind.QUANTITY, Measure.COUNT, "резерв качества"),
    Column("r33", "Две «3»", Kind.QUANTITY, Measure.COUNT, "дальний резерв: вес 0, в микрокомпоненты не входит"),
    Column("r4", "Одна «4»", Kind.QUANTITY, Measure.COUNT, "резерв отличников: вес 0, в микрокомпоненты не входит"),
    Column("state", "Компонент", Kind.STATUS, None, "был ли он в предыдущем сопоставимом периоде"),
    Column("pupils", "Обучающиеся", Kind.TAGS, None, "(повтор) — то же стояло в предыдущем периоде"),
)  # fmt: skip
COUNTS = ("micro", "micro_d", "micro_na", "micro_r3", "micro_r33", "micro_r4")


@dataclass(frozen=True)
class _People:
    """Names of pupils and teachers, both empty without the right to them; microcomponents that stood before."""

    pupils: dict[int, str]
    teachers: dict[int, str]
    before: frozenset[RepeatKey]


def components(selection: Selection, reader: Reader) -> Table:
    """One line per subject and teacher with a counted microcomponent, and a sum."""
    scene = class_scene(selection, reader)
    names = read_subjects(reader)
    people = _People(
        {seat.pupil_id: seat.name for seat in read_roster(reader, scene.place.id)},
        read_teacher_names(reader, scene.school.id),
        scene.stood(scene.before),
    )
    chosen = [id_ for id_ in scene.subjects() if selection.subject in (None, id_)]
    shown = [id_ for id_ in chosen if not scene.is_closed(scene.now, id_)]
    now = [row for id_ in shown for row in scene.rows(scene.now, id_)]
    found = sorted(
        (row for row in now if row.micro), key=lambda row: (-row.micro, names[row.subject_id].name)
    )
    rows = [_row(selection, reader, scene, row, names[row.subject_id].name, people) for row in found]
    if len(rows) > 1:
        rows.append(_total(reader, found))
    is_shut = scene.now in scene.closed_classes
    closed = [id_ for id_ in chosen if scene.is_closed(scene.now, id_)]
    rows += [_closed_row(reader, names[id_].name) for id_ in closed if not is_shut]
    only = f": {names[selection.subject].name}" if selection.subject is not None else ""
    return Table(
        key="components",
        title=f"Проблемные компоненты{only}",
        caption=time_title(scene.now),
        columns=COLUMNS if reader.viewer.sees_names else COLUMNS[:-1],
        rows=tuple(rows),
        notes=(METHOD, *_reserves(now)),
        source=source(selection),
        empty=f"Предметы этого класса закрыты — {note(reader)}."
        if is_shut
        else "Проблемных компонентов за этот период нет.",
        is_personal=bool(people.teachers or people.pupils),
    )


def _row(
    selection: Selection, reader: Reader, scene: ClassScene, row: ComponentRow, name: str, people: _People
) -> Row:
    cells = [
        Cell(name),
        teacher_cell(selection, reader, [row.teacher_id], people.teachers),
        *(count_cell(int(getattr(row, count))) for count in COUNTS),
        _state(scene, row),
    ]
    if reader.viewer.sees_names:
        cells.append(Cell(tags=_tags(scene, row, people)))
    return Row(tuple(cells))


def _state(scene: ClassScene, row: ComponentRow) -> Cell:
    """Whether the subject was a component of the class before, whoever taught it."""
    if scene.before is None or not scene.rows(scene.before, row.subject_id):
        return Cell("", note="сравнить не с чем")
    if scene.is_closed(scene.before, row.subject_id):
        return Cell("скрыто", tone=Tone.MUTED)
    if total(scene.rows(scene.before, row.subject_id)):
        return Cell("повторный", tone=Tone.BAD)
    return Cell("новый", tone=Tone.WARN)


def _tags(scene: ClassScene, row: ComponentRow, people: _People) -> tuple[str, ...]:
    found = [
        (people.pupils.get(micro.pupil_id, ""), _key(micro) in people.before)
        for micro in scene.current()
        if (micro.subject_id, micro.teacher_id) == (row.subject_id, row.teacher_id)
    ]
    return tuple(
        f"{without_patronymic(name)}{' (повтор)' if is_repeat else ''}" for name, is_repeat in sorted(found)
    )


def _key(micro: Any) -> RepeatKey:
    return micro.pupil_id, micro.subject_id, micro.kind


def _total(reader: Reader, rows: list[ComponentRow]) -> Row:
    sums = (count_cell(total(rows, count)) for count in COUNTS)
    rest = (Cell(""),) * (2 if reader.viewer.sees_names else 1)
    return Row((Cell("Всего"), Cell(""), *sums, *rest), is_total=True)


def _closed_row(reader: Reader, name: str) -> Row:
    closed = (hidden_cell(Measure.COUNT, note(reader)) for _ in COUNTS)
    return Row((Cell(name), Cell("скрыто", tone=Tone.MUTED), *closed, Cell("скрыто", tone=Tone.MUTED)))


def _reserves(rows: list[ComponentRow]) -> tuple[str, ...]:
    pairs = (("две «3»", total(rows, "micro_r33")), ("одна «4»", total(rows, "micro_r4")))
    found = ", ".join(f"{words} — {count}" for words, count in pairs if count)
    return (f"Отметки с весом 0 по показанным предметам: {found}.",) if found else ()


PUPIL_COLUMNS = (
    Column("pupil", "Обучающийся"),
    Column("micro", "Микро", Kind.QUANTITY, Measure.COUNT, "микрокомпоненты за период"),
    Column("d", "«2»", Kind.TAGS, None, "предметы, программа которых не освоена"),
    Column("na", "н/а", Kind.TAGS, None, "предметы без аттестации"),
    Column("r3", "Одна «3»", Kind.TAGS, None, "предмет, который отделяет от «хорошистов»"),
    Column("repeat", "Повтор", Kind.TAGS, None, "то же стояло в предыдущем сопоставимом периоде"),
)


def pupils(selection: Selection, reader: Reader) -> Table | Notice:
    """Pupils with counted microcomponents and the subjects of each kind."""
    if hides(reader):
        return Notice("component_pupils", "Обучающиеся с проблемными компонентами", "Списки видит школа.")
    scene = class_scene(selection, reader)
    names = {seat.pupil_id: seat.name for seat in read_roster(reader, scene.place.id)}
    before = scene.stood(scene.before)
    of_pupil: dict[int, list[Any]] = {}
    for micro in scene.current():
        if selection.subject in (None, micro.subject_id):
            of_pupil.setdefault(micro.pupil_id, []).append(micro)
    order = sorted(of_pupil, key=lambda id_: (-len(of_pupil[id_]), names.get(id_, "")))
    return Table(
        key="component_pupils",
        title="Обучающиеся с проблемными компонентами",
        caption="чем больше микрокомпонентов, тем выше",
        columns=PUPIL_COLUMNS,
        rows=tuple(_pupil_row(selection, reader, names.get(id_, ""), of_pupil[id_], before) for id_ in order),
        source=source(selection),
        empty="Таких обучающихся за этот период нет.",
        is_personal=True,
    )


def _pupil_row(
    selection: Selection, reader: Reader, name: str, found: list[Any], before: frozenset[RepeatKey]
) -> Row:
    subjects = read_subjects(reader)

    def tags(listed: list[Any]) -> Cell:
        return Cell(tags=tuple(sorted(subjects[micro.subject_id].name for micro in listed)))

    href = selection.at("/pupil", person=found[0].pupil_id).address
    return Row(
        (
            Cell(without_patronymic(name), href=href, note=name),
            count_cell(len(found)),
            *(tags([micro for micro in found if micro.kind == kind]) for kind in ("d", "na", "r3")),
            tags([micro for micro in found if _key(micro) in before]),
        )
    )
