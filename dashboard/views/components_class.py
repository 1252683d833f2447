"""Problem components of a class and how they move: subjects × checkpoints, the current ones, who repeats."""

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
    Tone,
)
from dashboard.methods.comparable import checkpoint_title
from dashboard.numbers import format_number
from dashboard.selection import Selection
from dashboard.views import headings
from dashboard.views.class_scene import ClassScene, class_scene
from dashboard.views.component_cells import (
    METHOD,
    TONES,
    change_cell,
    hidden_cell,
    micro_cell,
    teacher_cell,
    total,
)
from dashboard.views.component_times import SHORT_TITLES, Time, time_title
from dashboard.views.municipality import source
from dashboard.views.suppression import note
from data_access.queries.people import read_teacher_names
from data_access.queries.rollups import read_subjects
from data_access.viewer import NotFound, Reader

PATH = "/class/components"


def open_page(selection: Selection, reader: Reader) -> Selection:
    """A class the viewer may open; a subject that exists."""
    if selection.subject is not None and selection.subject not in read_subjects(reader):
        raise NotFound("Такого предмета в базе нет.")
    return headings.open_class(selection, reader)


def heading(selection: Selection, reader: Reader) -> Heading:
    """The heading of the class with one more choice: all subjects or one."""
    names = read_subjects(reader)
    listed = sorted(class_scene(selection, reader).subjects(), key=lambda id_: names[id_].name)
    every = Choice("Все предметы", replace(selection, subject=None).address, selection.subject is None)
    choices = (
        Choice(names[id_].name, replace(selection, subject=id_).address, id_ == selection.subject)
        for id_ in listed
    )
    return replace(headings.school_class(selection, reader), pickers=(Picker("Предмет", (every, *choices)),))


def matrix(selection: Selection, reader: Reader) -> Matrix:
    """Subjects × checkpoints of the year: how many microcomponents, and the change since the comparable one."""
    scene = class_scene(selection, reader)
    names = read_subjects(reader)
    people = read_teacher_names(reader, scene.school.id)
    parts = [code for code in scene.checkpoints if code != "Y"]
    rows = [_row(selection, reader, scene, id_, names[id_].name, parts, people) for id_ in scene.subjects()]
    if len(rows) > 1:
        rows.append(_total_row(reader, scene, parts))
    before = "сравнить не с чем" if scene.before is None else f"изменение — к: {time_title(scene.before)}"
    return Matrix(
        key="components_by_period",
        title="Проблемные компоненты по периодам",
        caption=f"число микрокомпонентов по предметам; {before}",
        corner="Предмет",
        columns=tuple(Header(SHORT_TITLES[code], checkpoint_title(code)) for code in parts),
        rows=tuple(rows),
        tail_columns=_tail_columns(reader),
        notes=(METHOD, TONES, "Год стоит отдельно: часть года с целым годом не сравнивается."),
        source=source(selection),
        empty="Нет отметок за этот учебный год."
        if scene.place.grade != 1
        else "В 1 классе отметки не ставят: безотметочное обучение.",
        is_personal=bool(people),
    )


def _tail_columns(reader: Reader) -> tuple[Column, ...]:
    shown = (
        Column("year", "Год", Kind.QUANTITY, Measure.COUNT, "микрокомпоненты годовых отметок"),
        Column("change", "Изменение", Kind.QUANTITY, Measure.COUNT_CHANGE, "к предыдущему сопоставимому"),
    )
    if not reader.viewer.sees_names:
        return shown
    repeat = Column(
        "repeat",
        "Повторы",
        Kind.QUANTITY,
        Measure.COUNT,
        "обучающиеся, у которых то же стояло в предыдущем сопоставимом периоде",
    )
    return (*shown, repeat, Column("teacher", "Учитель"))


def _row(
    selection: Selection,
    reader: Reader,
    scene: ClassScene,
    subject_id: int,
    name: str,
    parts: list[str],
    people: dict[int, str],
) -> MatrixRow:
    year = scene.now[0]
    href = selection.at(PATH, unit=scene.place.id, subject=subject_id).address
    cells = tuple(_cell(reader, scene, (year, code), subject_id) for code in parts)
    tail = [_cell(reader, scene, (year, "Y"), subject_id), _change(reader, scene, subject_id)]
    if reader.viewer.sees_names:
        taught = [row.teacher_id for row in scene.rows(scene.now, subject_id)]
        tail += [_repeats(scene, subject_id), teacher_cell(selection, reader, taught, people)]
    is_chosen = subject_id == selection.subject
    return MatrixRow(Cell(name, href=href, tone=Tone.FAIR if is_chosen else Tone.PLAIN), cells, tuple(tail))


def _cell(reader: Reader, scene: ClassScene, time: Time, subject_id: int) -> Cell:
    if scene.is_closed(time, subject_id):
        return hidden_cell(Measure.COUNT, note(reader))
    return micro_cell(scene.rows(time, subject_id))


def _change(reader: Reader, scene: ClassScene, subject_id: int) -> Cell:
    """Only between two checkpoints that are both shown."""
    now, before = scene.now, scene.before
    if before is None or not scene.rows(now, subject_id) or not scene.rows(before, subject_id):
        return Cell(quantity=Quantity.missing(Measure.COUNT_CHANGE, "сравнить не с чем"))
    if scene.is_closed(now, subject_id) or scene.is_closed(before, subject_id):
        return hidden_cell(Measure.COUNT_CHANGE, note(reader))
    here, there = (total(scene.rows(time, subject_id)) for time in (now, before))
    return change_cell(here, there, Measure.COUNT_CHANGE, _change_words(here - there, before))


def _change_words(step: int, before: Time) -> str:
    if not step:
        return f"без изменений к: {time_title(before)}"
    verb = "больше" if step > 0 else "меньше"
    return f"{verb} на {format_number(abs(step), Measure.COUNT)}, чем: {time_title(before)}"


def _repeats(scene: ClassScene, subject_id: int) -> Cell:
    if scene.before is None:
        return Cell(quantity=Quantity.missing(Measure.COUNT, "предыдущего периода нет"))
    both = scene.stood(scene.now) & scene.stood(scene.before)
    pupils = {pupil_id for pupil_id, of, _ in both if of == subject_id}
    return Cell(quantity=Quantity(len(pupils), Measure.COUNT), tone=Tone.BAD if pupils else Tone.PLAIN)


def _total_row(reader: Reader, scene: ClassScene, parts: list[str]) -> MatrixRow:
    """All subjects together, where that gives no hidden subject away."""
    year = scene.now[0]

    def cell(time: Time) -> Cell:
        rows = scene.all_rows(time)
        return hidden_cell(Measure.COUNT, note(reader)) if rows is None else micro_cell(rows)

    tail = [cell((year, "Y")), _total_change(reader, scene)]
    if reader.viewer.sees_names:
        both = scene.stood(scene.now) & scene.stood(scene.before)
        tail += [Cell(quantity=Quantity(len({pupil for pupil, _, _ in both}), Measure.COUNT)), Cell("")]
    return MatrixRow(Cell("Всего"), tuple(cell((year, code)) for code in parts), tuple(tail))


def _total_change(reader: Reader, scene: ClassScene) -> Cell:
    if scene.before is None:
        return Cell(quantity=Quantity.missing(Measure.COUNT_CHANGE, "сравнить не с чем"))
    now, before = scene.all_rows(scene.now), scene.all_rows(scene.before)
    if now is None or before is None:
        return hidden_cell(Measure.COUNT_CHANGE, note(reader))
    if not now or not before:
        return Cell(quantity=Quantity.missing(Measure.COUNT_CHANGE, "сравнить не с чем"))
    step = total(now) - total(before)
    return change_cell(total(now), total(before), Measure.COUNT_CHANGE, _change_words(step, scene.before))
