"""Where a school loses quality: its subjects, and the teachers who need help (personal control)."""

from __future__ import annotations

from dashboard.blocks import Cell, Column, Kind, Measure, Notice, Quantity, Row, Table
from dashboard.names import with_initials
from dashboard.selection import Selection
from dashboard.views.mark_counts import mark_counts, shown
from dashboard.views.municipality import source
from dashboard.views.suppression import hidden_subjects, note
from data_access.queries.people import read_teacher_names
from data_access.queries.places import read_school
from data_access.queries.rollups import Marks, read_marks, read_subjects
from data_access.viewer import Reader

SUBJECT_COLUMNS = (
    Column("subject", "Предмет"),
    Column("micro", "Микро", Kind.QUANTITY, Measure.COUNT, "микрокомпоненты: «2», «н/а», единственные «3»"),
    Column("components", "Компоненты", Kind.QUANTITY, Measure.COUNT, "классы × учителя с микрокомпонентами"),
    Column("quality", "Качество", Kind.QUANTITY, Measure.PERCENT),
    Column("pass", "Успеваемость", Kind.QUANTITY, Measure.PERCENT),
)


def subjects(selection: Selection, reader: Reader) -> Table:
    """Problem components of the school by subject."""
    rows = _visible_marks(selection, reader)
    names = read_subjects(reader)
    groups: dict[int, list[Marks]] = {}
    for row in rows:
        groups.setdefault(row.subject_id, []).append(row)
    order = sorted(groups, key=lambda id_: (-sum(row.micro for row in groups[id_]), names[id_].name))
    return Table(
        key="subjects",
        title="Где теряется качество: предметы",
        caption="по убыванию числа микрокомпонентов",
        columns=SUBJECT_COLUMNS,
        rows=tuple(Row((Cell(names[id_].name), *group_cells(groups[id_]))) for id_ in order),
        notes=_hidden_note(selection, reader),
        source=source(selection),
        empty="Нет отметок за этот период.",
    )


def _visible_marks(selection: Selection, reader: Reader) -> list[Marks]:
    school = read_school(reader, selection.unit or 0)
    year, checkpoint = selection.year or 0, selection.period or "Y"
    hidden = hidden_subjects(reader, school.id, year, checkpoint)
    rows = read_marks(reader, school_id=school.id, year=year, checkpoint=checkpoint)
    return [row for row in rows if (row.n or row.micro) and (row.class_id, row.subject_id) not in hidden]


def _hidden_note(selection: Selection, reader: Reader) -> tuple[str, ...]:
    year, checkpoint = selection.year or 0, selection.period or "Y"
    count = len(hidden_subjects(reader, selection.unit or 0, year, checkpoint))
    return (f"Без групп, где {note(reader)}: {count}.",) if count else ()


def group_cells(rows: list[Marks]) -> tuple[Cell, ...]:
    """Микро, компоненты, качество, успеваемость of a group of roll-up rows."""
    counts = mark_counts(rows)
    micro = sum(row.micro for row in rows)
    return (
        Cell(quantity=Quantity(micro, Measure.COUNT)),
        Cell(quantity=Quantity(sum(row.micro > 0 for row in rows), Measure.COUNT)),
        Cell(quantity=shown(counts.quality_share)),
        Cell(quantity=shown(counts.pass_share)),
    )


def teachers(selection: Selection, reader: Reader) -> Table | Notice:
    """Personal control: microcomponents by teacher, per 100 marks they gave."""
    if not reader.viewer.sees_names:
        return Notice(
            "teachers",
            "Педагоги",
            "Данные по педагогам — персональные: их видят директор школы и те, кому управление образования дало "
            "это право.",
        )
    rows = _visible_marks(selection, reader)
    names = read_teacher_names(reader, selection.unit or 0)
    groups: dict[int, list[Marks]] = {}
    for row in rows:
        groups.setdefault(row.teacher_id, []).append(row)
    order = sorted(groups, key=lambda id_: (-_per_100(groups[id_]), names.get(id_, "")))
    subject_names = read_subjects(reader)
    listed = []
    for id_ in order:
        href = selection.at("/teacher", person=id_).address if id_ in names else ""
        taught = sorted({subject_names[row.subject_id].name for row in groups[id_]})
        marks = sum(row.n for row in groups[id_])
        listed.append(
            Row(
                (
                    Cell(
                        with_initials(names[id_]) if id_ in names else "не указан",
                        href=href,
                        note=names.get(id_, ""),
                    ),
                    Cell(tags=tuple(taught[:3]) + ((f"ещё {len(taught) - 3}",) if len(taught) > 3 else ())),
                    Cell(quantity=Quantity(len({row.class_id for row in groups[id_]}), Measure.COUNT)),
                    Cell(quantity=Quantity(marks, Measure.COUNT)),
                    *group_cells(groups[id_])[:1],
                    Cell(quantity=Quantity(_per_100(groups[id_]), Measure.INDEX)),
                    *group_cells(groups[id_])[2:3],
                )
            )
        )
    return Table(
        key="teachers",
        title="Персональный контроль: педагоги",
        caption="микрокомпоненты на 100 отметок",
        columns=TEACHER_COLUMNS,
        rows=tuple(listed),
        notes=("Число показывает, где нужна помощь, и не оценивает педагога: состав классов различается.",),
        source=source(selection),
        empty="Нет отметок за этот период.",
        is_personal=True,
    )


TEACHER_COLUMNS = (
    Column("teacher", "Педагог"),
    Column("subjects", "Предметы", Kind.TAGS),
    Column("classes", "Классы", Kind.QUANTITY, Measure.COUNT),
    Column("marks", "Отметок", Kind.QUANTITY, Measure.COUNT, "итоговых отметок за период"),
    Column("micro", "Микро", Kind.QUANTITY, Measure.COUNT, "микрокомпоненты: «2», «н/а», единственные «3»"),
    Column("per100", "На 100", Kind.QUANTITY, Measure.INDEX, "микрокомпоненты на 100 отметок"),
    Column("quality", "Качество", Kind.QUANTITY, Measure.PERCENT),
)


def _per_100(rows: list[Marks]) -> float:
    n = sum(row.n for row in rows)
    return 100 * sum(row.micro for row in rows) / n if n else 0.0
