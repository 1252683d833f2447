"""Blocks of a class: tiles, the matrix of marks with blocking cells framed, where quality is lost, whom to help."""

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
    State,
    Table,
    Tile,
    Tiles,
    Tone,
)
from dashboard.catalogue import catalogue
from dashboard.indicators import pupil_values
from dashboard.methods.categories import Category, PupilStanding, standing
from dashboard.methods.comparable import checkpoint_of
from dashboard.methods.components import MicroType
from dashboard.methods.rating import RatingRow, place_change
from dashboard.names import with_initials, without_patronymic
from dashboard.numbers import format_number, plural
from dashboard.selection import Selection
from dashboard.views.cohort import class_cohort
from dashboard.views.help_list import Blocking, help_table
from dashboard.views.indicators import Values, tile
from dashboard.views.municipality import source
from dashboard.views.school import rate_classes
from dashboard.views.suppression import hidden_classes, hidden_subjects, hides, note
from data_access.queries.people import (
    read_class_marks,
    read_roster,
    read_teacher_names,
)
from data_access.queries.places import read_class
from data_access.queries.rollups import (
    Marks,
    Pupils,
    Subject,
    read_marks,
    read_school_pupils,
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


def tiles(selection: Selection, reader: Reader) -> Tiles | Notice:
    """Success, quality, forecast, components and the place among the classes of the school."""
    place, school = read_class(reader, selection.unit or 0)
    if not place.is_whole:
        return _subject_tiles(selection, reader)
    year = selection.year or 0
    rows = [row for row in _pupils(selection, reader) if row.class_id == place.id]
    is_hidden = _is_hidden(selection, reader)
    reason = note(reader) if is_hidden else ""
    values = _values_with_cohort(selection, reader)
    row = rows[0] if rows else None
    made = [
        tile(code, values, place.id, year, "" if is_hidden else _caption(code, row), reason)
        for code in ("pass_rate", "quality", "forecast_quality")
    ]
    made.append(_components_tile(row, reason))
    if reader.viewer.sees_municipality or reader.viewer.school_ids:
        made.append(_place_tile(selection, reader, school.id, place.id))
    return Tiles("tiles", "Показатели класса", tuple(made), source(selection))


def _is_hidden(selection: Selection, reader: Reader) -> bool:
    place, school = read_class(reader, selection.unit or 0)
    return place.id in hidden_classes(reader, school.id, selection.year or 0, selection.period or "Y")


def _pupils(selection: Selection, reader: Reader) -> list[Pupils]:
    """Roll-ups of the whole school where the viewer sees it (its rating needs them), else of the class."""
    _, school = read_class(reader, selection.unit or 0)
    return read_school_pupils(reader, school.id, selection.period or "Y")


def _values_with_cohort(selection: Selection, reader: Reader) -> Values:
    """Values of the class in every year of its life, filed under the class of this year."""
    place, _ = read_class(reader, selection.unit or 0)
    cohort = class_cohort(reader, place)
    own = pupil_values(row for row in _pupils(selection, reader) if cohort.get(row.year) == row.class_id)
    checkpoint = selection.period or "Y"
    hidden = {
        (place.id, year)
        for year, class_id in cohort.items()
        if class_id in hidden_classes(reader, place.parent_id or 0, year, checkpoint)
    }
    return Values({(row.indicator, place.id, row.year): row for row in own}, frozenset(hidden))


def _caption(code: str, row: Pupils | None) -> str:
    if row is None or not row.n:
        return ""
    good = row.n_exc + row.n_good
    counts = {
        "pass_rate": f"{row.n - row.n_fail} из {row.n} обучающихся",
        "quality": f"{good} из {row.n} обучающихся",
        "forecast_quality": f"+{row.n_one3}: {plural(row.n_one3, 'обучающийся', 'обучающихся', 'обучающихся')} "
        "с одной «3»",
    }
    return counts[code]


def _components_tile(row: Pupils | None, hidden: str) -> Tile:
    passport = catalogue().indicators["problem_index"].passport
    if row is None or not row.n:
        shown = Quantity.missing(Measure.COUNT, "нет отметок за период")
    elif hidden:
        shown = Quantity.hidden(Measure.COUNT, hidden)
    else:
        shown = Quantity(row.components, Measure.COUNT)
    caption = ""
    if row is not None and shown.state is State.OK:
        micro = plural(row.micro, "микрокомпонент", "микрокомпонента", "микрокомпонентов")
        pupils = plural(row.micro_pupils, "обучающегося", "обучающихся", "обучающихся")
        caption = f"{row.micro} {micro} у {row.micro_pupils} {pupils}"
    return Tile("components", "Проблемные компоненты", shown, caption=caption, passport=passport)


def _place_tile(selection: Selection, reader: Reader, school_id: int, class_id: int) -> Tile:
    year, checkpoint = selection.year or 0, selection.period or "Y"
    rows = _pupils(selection, reader)
    of_year = {of: _rated(reader, school_id, rows, of, checkpoint) for of in (year, year - 1)}
    found = of_year[year].get(class_id)
    ranked = sum(row.place is not None for row in of_year[year].values())
    if found is None or found.place is None:
        shown = Quantity.missing(Measure.PLACE, "классы меньше 5 обучающихся не ранжируются")
        return Tile("place", "Место в рейтинге школы", shown, caption="классы меньше 5 не ранжируются")
    place, _ = read_class(reader, class_id)
    was = of_year[year - 1].get(class_cohort(reader, place).get(year - 1, 0))
    moved = place_change(found.place, was.place if was else None)
    change = None if moved is None else Quantity(moved, Measure.COUNT_CHANGE)
    return Tile(
        "place",
        "Место в рейтинге школы",
        Quantity(found.place, Measure.PLACE),
        change=change,
        caption="по микрокомпонентам на 100 обучающихся",
        suffix=f"из {ranked}",
    )


def _rated(
    reader: Reader, school_id: int, rows: list[Pupils], year: int, checkpoint: str
) -> dict[int, RatingRow]:
    hidden = hidden_classes(reader, school_id, year, checkpoint)
    return rate_classes(row for row in rows if row.year == year and row.class_id not in hidden)


def _subject_tiles(selection: Selection, reader: Reader) -> Tiles:
    """For a subject teacher: the same words about their own subjects in this class."""
    rows = _subject_rows(selection, reader)
    n = sum(row.n for row in rows)
    good = sum(row.n5 + row.n4 for row in rows)
    passed = good + sum(row.n3 for row in rows)
    caption = "по вашим предметам в этом классе"
    made = (
        Tile("pass_rate", "Успеваемость", Quantity.share(passed, n), caption=caption),
        Tile("quality", "Качество обучения", Quantity.share(good, n), caption=caption),
        Tile(
            "micro",
            "Микрокомпоненты",
            Quantity(sum(row.micro for row in rows), Measure.COUNT),
            caption=caption,
        ),
    )
    return Tiles("tiles", "Показатели по вашим предметам", made, source(selection))


def _subject_rows(selection: Selection, reader: Reader) -> list[Marks]:
    place, school = read_class(reader, selection.unit or 0)
    year, checkpoint = selection.year or 0, selection.period or "Y"
    rows = read_marks(reader, class_id=place.id, year=year, checkpoint=checkpoint)
    hidden = hidden_subjects(reader, school.id, year, checkpoint)
    return [row for row in rows if row.n and (row.class_id, row.subject_id) not in hidden]


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
    rows = _subject_rows(selection, reader)
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
        if _is_hidden(selection, reader)
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
    n = sum(row.n for row in rows)
    good = sum(row.n5 + row.n4 for row in rows)
    micro = sum(row.micro for row in rows)
    reserve = sum(row.micro_r3 for row in rows)
    is_bad = micro >= 3
    return Row(
        (
            Cell(subject.name),
            _teacher_cell(selection, reader, sorted({row.teacher_id for row in rows}), people),
            Cell(quantity=Quantity(micro, Measure.COUNT), tone=Tone.BAD if is_bad else Tone.PLAIN),
            Cell(quantity=Quantity.share(good, n)),
            Cell(quantity=Quantity.share(good + reserve, n)),
            Cell(quantity=Quantity.share(good + sum(row.n3 for row in rows), n)),
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
    may_open = viewer.sees_municipality or viewer.school_ids or viewer.teacher_id == known[0]
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
    return help_table(selection, reader, rows, with_class=False)
