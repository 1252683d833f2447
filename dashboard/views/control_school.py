"""Personal control of a school (персональный контроль): by teacher, by subject, and each teacher over the year.

Where help is needed, beside how many marks stand behind it and what was there before; nobody is placed or judged.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.blocks import Cell, Column, Header, Matrix, MatrixRow, Notice, Row, Table
from dashboard.methods.comparable import checkpoint_title
from dashboard.methods.control import ControlCounts, TeacherControl
from dashboard.methods.ordering import class_key
from dashboard.names import with_initials
from dashboard.selection import CHECKPOINTS, Selection
from dashboard.views.component_cells import METHOD, NO_VERDICT, per_100
from dashboard.views.component_times import SHORT_TITLES, Time, time_title
from dashboard.views.control_cells import (
    FIGURES,
    LIKE_WITH_LIKE,
    compared_words,
    control_cells,
    subject_lines,
)
from dashboard.views.control_scene import EVERYBODY, ControlScene, control_of, control_scene, taught_in
from dashboard.views.municipality import source
from dashboard.views.suppression import hides
from data_access.queries.components import ComponentRow, read_class_micro, read_component_rows
from data_access.queries.people import read_teacher_names
from data_access.queries.places import read_school
from data_access.queries.rollups import read_pupils, read_subjects
from data_access.viewer import Reader

NOT_STATED = "не указан"
EMPTY = "Нет отметок за этот период."


@dataclass(frozen=True)
class _School:
    """Everything the page shows, under this year's classes."""

    now: Time
    rows: list[ComponentRow]
    by_teacher: ControlScene
    whole: TeacherControl | None
    teachers: dict[int, str]
    subjects: dict[int, str]
    classes: dict[int, str]

    def name(self, teacher_id: int) -> str:
        return with_initials(self.teachers[teacher_id]) if teacher_id in self.teachers else NOT_STATED


def _school(selection: Selection, reader: Reader) -> _School:
    now = (selection.year or 0, selection.period or "Y")
    return reader.once(
        ("school control", selection.unit, now), lambda: _read(reader, selection.unit or 0, now)
    )


def _read(reader: Reader, school_id: int, now: Time) -> _School:
    school = read_school(reader, school_id)
    pupils = [row for row in read_pupils(reader, school_id=school.id) if row.year in (now[0] - 1, now[0])]
    kept: dict[int, set[str]] = {}
    for row in pupils:
        if row.year == now[0]:
            kept.setdefault(row.class_id, set()).add(row.checkpoint)
    class_ids = sorted({row.class_id for row in pupils})
    rows = read_component_rows(reader, class_ids=class_ids) if class_ids else []
    micro = read_class_micro(reader, class_ids) if class_ids else []
    everybody = control_scene(now, rows, micro, kept, by_teacher=False)
    return _School(
        now,
        rows,
        control_scene(now, rows, micro, kept),
        control_of(everybody, EVERYBODY),
        read_teacher_names(reader, school.id),
        {subject.id: subject.name for subject in read_subjects(reader).values()},
        {row.class_id: row.class_name for row in pupils},
    )


def teachers(selection: Selection, reader: Reader) -> Table | Notice:
    """Teacher → subject → class: microcomponents, per 100 marks, the change, who repeats."""
    if hides(reader):
        return Notice(
            "control",
            "Персональный контроль",
            "Данные по педагогам и спискам обучающихся — персональные: их видят директор школы и те, кому управление "
            "образования дало это право. Число микрокомпонентов по классам и предметам — в разделе «Проблемные "
            "компоненты».",
        )
    scene = _school(selection, reader)
    found = [control_of(scene.by_teacher, teacher_id) for teacher_id in scene.by_teacher.teachers()]
    known = sorted(
        (control for control in found if control is not None),
        key=lambda control: (-(control.counts.per_100 or 0), scene.name(control.teacher_id)),
    )
    rows = [row for control in known for row in _teacher_rows(selection, scene, control)]
    if rows and scene.whole is not None:
        rows.append(_total((Cell("Всего"), Cell(""), Cell("")), scene.whole.counts))
    return Table(
        key="control",
        title="Персональный контроль: педагоги",
        caption=f"педагог, предмет, класс; {time_title(scene.now)}, изменение {compared_words(scene.now)}",
        columns=(
            Column("teacher", "Педагог"),
            Column("subject", "Предмет"),
            Column("class", "Класс"),
            *FIGURES,
        ),
        rows=tuple(rows),
        notes=(NO_VERDICT, METHOD, LIKE_WITH_LIKE),
        source=source(selection),
        empty=EMPTY,
        is_personal=True,
    )


def _teacher_rows(selection: Selection, scene: _School, control: TeacherControl) -> list[Row]:
    teacher_id = control.teacher_id
    name, full = scene.name(teacher_id), scene.teachers.get(teacher_id, "")
    href = selection.at("/teacher/control", person=teacher_id).address if full else ""
    head = Row(
        (
            Cell(name, href=href, note=full),
            Cell("все предметы"),
            Cell("все классы"),
            *control_cells(control.counts),
        )
    )
    lines = subject_lines(control.subjects, scene.subjects, scene.classes)
    # One subject: its line over all classes would repeat the teacher's own.
    shown = [line for line in lines if line[1] is not None or len(control.subjects) > 1]
    return [
        head,
        *(
            Row((Cell(name), *_place_cells(selection, scene, subject_id, of), *control_cells(counts)))
            for subject_id, of, counts in shown
        ),
    ]


def _place_cells(
    selection: Selection, scene: _School, subject_id: int, class_id: int | None
) -> tuple[Cell, Cell]:
    subject = Cell(scene.subjects[subject_id])
    if class_id is None:
        return subject, Cell("все классы")
    href = selection.at("/class/components", unit=class_id, subject=subject_id).address
    return subject, Cell(scene.classes[class_id], href=href)


def subjects(selection: Selection, reader: Reader) -> Table | None:
    """Subject → class, whoever teaches: subgroups of a class together."""
    if hides(reader):
        return None
    scene = _school(selection, reader)
    lines = [] if scene.whole is None else subject_lines(scene.whole.subjects, scene.subjects, scene.classes)
    rows = [
        Row((*_place_cells(selection, scene, subject_id, of), *control_cells(counts)))
        for subject_id, of, counts in lines
    ]
    if scene.whole is not None:
        rows.append(_total((Cell("Всего"), Cell("")), scene.whole.counts))
    return Table(
        key="control_subjects",
        title="Персональный контроль: предметы",
        caption=f"предмет, класс; {time_title(scene.now)}, изменение {compared_words(scene.now)}",
        columns=(Column("subject", "Предмет"), Column("class", "Класс"), *FIGURES),
        rows=tuple(rows),
        notes=(METHOD, LIKE_WITH_LIKE),
        source=source(selection),
        empty=EMPTY,
    )


def _total(names: tuple[Cell, ...], counts: ControlCounts) -> Row:
    return Row((*names, *control_cells(counts)), is_total=True)


def dynamics(selection: Selection, reader: Reader) -> Matrix | None:
    """Teachers × checkpoints of the year: microcomponents per 100 marks; the year stands apart."""
    if hides(reader):
        return None
    scene = _school(selection, reader)
    sums: dict[tuple[int, str], list[ComponentRow]] = {}
    for row in scene.rows:
        if row.year == scene.now[0] and taught_in(row):
            sums.setdefault((row.teacher_id, row.checkpoint), []).append(row)
    parts = [code for code in CHECKPOINTS if any(of == code for _, of in sums)]
    order = sorted(
        {teacher_id for teacher_id, _ in sums}, key=lambda id_: (id_ not in scene.teachers, scene.name(id_))
    )
    return Matrix(
        key="control_dynamics",
        title="Персональный контроль в динамике",
        caption="микрокомпонентов на 100 отметок за каждый период года",
        corner="Педагог",
        columns=tuple(Header(SHORT_TITLES[code], checkpoint_title(code)) for code in parts),
        rows=tuple(
            MatrixRow(
                Cell(
                    scene.name(id_), href=_own_page(selection, scene, id_), note=scene.teachers.get(id_, "")
                ),
                tuple(_point(sums.get((id_, code), [])) for code in parts),
            )
            for id_ in order
        ),
        notes=(
            NO_VERDICT,
            "В 1 и 3 четверти нет классов с полугодиями: состав классов педагога в соседних столбцах может "
            "различаться. Год стоит отдельно: часть года с целым годом не сравнивается.",
        ),
        source=source(selection),
        empty="Нет отметок за этот учебный год.",
        is_personal=True,
    )


def _own_page(selection: Selection, scene: _School, teacher_id: int) -> str:
    known = teacher_id in scene.teachers
    return selection.at("/teacher/control", person=teacher_id).address if known else ""


def _point(rows: list[ComponentRow]) -> Cell:
    if not rows:
        return Cell("", note="отметок за этот период нет")
    micro, n = sum(row.micro for row in rows), sum(taught_in(row) for row in rows)
    classes = ", ".join(sorted({row.class_name for row in rows}, key=class_key))
    return Cell(quantity=per_100(micro, n), note=f"{micro} на {n} отметок; {classes}")
