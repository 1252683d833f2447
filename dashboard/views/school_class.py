"""Blocks of a class: the matrix of marks with blocking cells framed, where quality is lost, whom to help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dashboard.blocks import (
    Cell,
    Column,
    Header,
    Kind,
    Matrix,
    MatrixRow,
    Measure,
    Notice,
    Quantity,
    Row,
    Table,
    Tone,
)
from dashboard.methods.categories import Category, PupilStanding, standing
from dashboard.methods.comparable import checkpoint_of
from dashboard.methods.components import MicroType
from dashboard.names import with_initials, without_patronymic
from dashboard.numbers import format_number
from dashboard.selection import Selection
from dashboard.views.class_tiles import is_class_hidden, visible_subject_rows
from dashboard.views.help_list import Blocking, help_table
from dashboard.views.mark_counts import mark_counts, shown, shown_forecast
from dashboard.views.municipality import source
from dashboard.views.suppression import hides, note
from data_access.queries.people import (
    read_class_marks,
    read_roster,
    read_teacher_names,
)
from data_access.queries.places import read_class
from data_access.queries.rollups import (
    Marks,
    Subject,
    read_subjects,
)
from data_access.viewer import Reader

MARK_WORDS = {"na": "н/а", "ex": "осв", "pass": "зач", "fail": "незач"}
MARK_TONES = {
    "5": Tone.GOOD,
    "4": Tone.FAIR,
    "3": Tone.WARN,
    "2": Tone.BAD,
    "1": Tone.BAD,
    "fail": Tone.BAD,
    "na": Tone.MUTED,
}
GROUPS = {
    "fail": (Tone.BAD, "не успевает"),
    "one3": (Tone.WARN, "до «хорошо»"),
    "one4": (Tone.GOOD, "до «отлично»"),
}


@dataclass(frozen=True)
class PupilMarks:
    """Marks of one pupil at the checkpoint by subject."""

    pupil_id: int
    name: str
    marks: dict[int, Any]
    has_left: bool = False

    @property
    def values(self) -> dict[int, str]:
        return {subject_id: row.value for subject_id, row in self.marks.items()}


def read_scene(selection: Selection, reader: Reader) -> tuple[list[PupilMarks], list[Subject]]:
    """Pupils with their marks at the checkpoint, and the subjects that have any mark, in a stable order."""
    place, _ = read_class(reader, selection.unit or 0)
    known = read_subjects(reader)
    by_pupil: dict[int, dict[int, Any]] = {}
    for row in read_class_marks(reader, place.id):
        if row.year == selection.year and checkpoint_of(row.period).value == selection.period:
            by_pupil.setdefault(row.pupil_id, {})[row.subject_id] = row
    used = {subject_id for marks in by_pupil.values() for subject_id in marks}
    subjects = sorted((known[id_] for id_ in used), key=lambda found: found.id)
    seats = read_roster(reader, place.id)
    return [
        PupilMarks(seat.pupil_id, seat.name, by_pupil.get(seat.pupil_id, {}), seat.until is not None)
        for seat in seats
    ], subjects


def marks_matrix(selection: Selection, reader: Reader) -> Matrix | Notice:
    """Pupils × subjects; the mark that separates a pupil from the next group is framed."""
    place, _ = read_class(reader, selection.unit or 0)
    if hides(reader):
        return Notice(
            "marks",
            "Отметки и проблемные компоненты",
            "Отметки каждого обучающегося — персональные данные: их видят школа и те, кому управление "
            "образования дало это право. Ниже — итоги по предметам.",
        )
    pupils, subjects = read_scene(selection, reader)
    rows = [
        _matrix_row(selection, pupil, subjects, place.is_whole)
        for pupil in pupils
        if pupil.marks or selection.year == place.year
    ]
    tail = (
        Column("mean", "Ср.", Kind.QUANTITY, Measure.MEAN, "средняя отметка"),
        Column("group", "Группа", Kind.STATUS),
    )
    return Matrix(
        key="marks",
        title="Отметки и проблемные компоненты",
        caption="в рамке — предмет, который отделяет от следующей группы",
        corner="Обучающийся",
        columns=tuple(Header(subject.short, subject.name) for subject in subjects),
        rows=tuple(rows) if subjects else (),
        tail_columns=tail if place.is_whole else tail[:1],
        notes=() if place.is_whole else ("Показаны предметы, которые вы ведёте в этом классе.",),
        source=source(selection),
        empty="Нет отметок за этот период."
        if place.grade != 1
        else "В 1 классе отметки не ставят: безотметочное обучение.",
        is_personal=True,
    )


def _matrix_row(
    selection: Selection, pupil: PupilMarks, subjects: list[Subject], is_whole: bool
) -> MatrixRow:
    graded = {subject.id: pupil.values[subject.id] for subject in subjects if subject.id in pupil.values
              and subject.is_graded}  # fmt: skip
    found = standing(graded)
    blocking = {id_ for id_, row in pupil.marks.items() if row.kind not in (None, MicroType.R33.value)}
    cells = tuple(_mark_cell(pupil.marks.get(subject.id), subject.id in blocking) for subject in subjects)
    numbers = [int(value) for value in graded.values() if value in "12345"]
    mean = Quantity(sum(numbers) / len(numbers), Measure.MEAN) if numbers else Quantity.missing(Measure.MEAN)
    tail = [Cell(quantity=mean)]
    if is_whole:
        tone, word = GROUPS.get(group_of(found), (Tone.PLAIN, ""))
        if not pupil.marks and pupil.has_left:
            tone, word = Tone.MUTED, "выбыл"
        tail.append(Cell(word, tone=tone))
    href = selection.at("/pupil", person=pupil.pupil_id).address
    return MatrixRow(Cell(without_patronymic(pupil.name), href=href, note=pupil.name), cells, tuple(tail))


def group_of(found: PupilStanding) -> str:
    """Key of `GROUPS`, empty when no single step separates the pupil from the next group."""
    if found.category is Category.FAIL:
        return "fail"
    if found.one3:
        return "one3"
    return "one4" if found.one4 else ""


def _mark_cell(row: Any, is_framed: bool) -> Cell:
    if row is None:
        return Cell("–", note="отметки нет")
    note_text = f"средний балл {format_number(row.average, Measure.MEAN)}" if row.average else ""
    return Cell(
        MARK_WORDS.get(row.value, row.value),
        tone=MARK_TONES.get(row.value, Tone.PLAIN),
        framed=is_framed,
        note=note_text,
    )


SUBJECT_COLUMNS = (
    Column("subject", "Предмет"),
    Column("teacher", "Учитель"),
    Column("micro", "ПК", Kind.QUANTITY, Measure.COUNT, "микрокомпоненты: «2», «н/а», единственные «3»"),
    Column("quality", "Кач.", Kind.QUANTITY, Measure.PERCENT, "качество: доля «4» и «5»"),
    Column("forecast", "Прогноз", Kind.QUANTITY, Measure.PERCENT, "если единственные «3» исправлены"),
    Column("pass", "Усп.", Kind.QUANTITY, Measure.PERCENT, "успеваемость"),
)


def subjects(selection: Selection, reader: Reader) -> Table:
    """Where quality is lost: subjects and teachers of the class, problem components first."""
    _place, school = read_class(reader, selection.unit or 0)
    rows = visible_subject_rows(selection, reader)
    names = read_subjects(reader)
    people = read_teacher_names(reader, school.id)
    groups: dict[int, list[Marks]] = {}
    for row in rows:
        groups.setdefault(row.subject_id, []).append(row)
    order = sorted(groups, key=lambda id_: (-sum(row.micro for row in groups[id_]), names[id_].name))
    return Table(
        key="subjects",
        title="Где теряется качество",
        caption="по предметам и учителям",
        columns=SUBJECT_COLUMNS,
        rows=tuple(_subject_row(selection, reader, names[id_], groups[id_], people) for id_ in order),
        source=source(selection),
        empty=f"Предметы этого класса закрыты — {note(reader)}."
        if is_class_hidden(selection, reader)
        else "Нет отметок за этот период.",
        is_personal=bool(people),
    )


def _subject_row(
    selection: Selection,
    reader: Reader,
    subject: Subject,
    rows: list[Marks],
    people: dict[int, str],
) -> Row:
    counts = mark_counts(rows)
    return Row(
        (
            Cell(subject.name),
            _teacher_cell(selection, reader, sorted({row.teacher_id for row in rows}), people),
            Cell(quantity=Quantity(sum(row.micro for row in rows), Measure.COUNT)),
            Cell(quantity=shown(counts.quality_share)),
            Cell(quantity=shown_forecast(rows)),
            Cell(quantity=shown(counts.pass_share)),
        )
    )


def _teacher_cell(
    selection: Selection, reader: Reader, teacher_ids: list[int], people: dict[int, str]
) -> Cell:
    if not reader.viewer.sees_names:
        return Cell("скрыто", note="имена педагогов — персональные данные", tone=Tone.MUTED)
    known = [id_ for id_ in teacher_ids if id_ in people]
    if not known:
        return Cell("не указан", tone=Tone.MUTED)
    viewer = reader.viewer
    may_open = viewer.sees_municipality or viewer.school_ids or known[0] in viewer.teacher_ids
    href = selection.at("/teacher", person=known[0]).address if may_open else ""
    return Cell(", ".join(with_initials(people[id_]) for id_ in known), href=href)


def whom_to_help(selection: Selection, reader: Reader) -> Table | Notice:
    """Whom to help this week: pupils with counted microcomponents, nearest to the threshold first."""
    place, _ = read_class(reader, selection.unit or 0)
    if hides(reader):
        return Notice("help", "Кому помочь", "Списки обучающихся видит школа.")
    names = {seat.pupil_id: seat.name for seat in read_roster(reader, place.id)}
    rows = [
        Blocking(
            row.pupil_id,
            names.get(row.pupil_id, ""),
            place.id,
            place.short_name,
            row.subject_id,
            checkpoint_of(row.period).value,
            row.kind,
            row.kind_average,
        )
        for row in read_class_marks(reader, place.id)
        if row.kind and row.year == place.year
    ]
    marks = [row for row in read_class_marks(reader, place.id) if row.year == place.year]
    kept = {place.id: {checkpoint_of(row.period).value for row in marks}}
    return help_table(selection, reader, rows, kept, with_class=False)
