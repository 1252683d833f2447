"""Works of a class: every work against ИОР and the marks of the period, diagnostic works, the chosen work by task."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import Cell, Column, Heading, Kind, Measure, Quantity, Row, Table
from dashboard.methods.elements import level_zone
from dashboard.methods.share import Share
from dashboard.selection import Selection
from dashboard.views import headings
from dashboard.views.mark_counts import shown
from dashboard.views.suppression import note
from dashboard.views.work_cells import (
    FIGURES,
    LEVELS,
    NAMED,
    SUBJECT,
    ZONES_NOTE,
    level_row,
    sums,
    vpr_notes,
    work_row,
    zone_cell,
)
from dashboard.views.work_choice import distinct_works, fill, other_year, with_pickers
from dashboard.views.work_elements import code_cell, titles
from dashboard.views.work_hiding import is_closed, shown_tasks
from dashboard.views.work_words import (
    EMPTY,
    codifier_title,
    expectation_notes,
    source,
    standard_note,
    work_title,
)
from data_access.queries.places import read_class
from data_access.queries.work_results import OWN_KINDS, Scope
from data_access.queries.work_tasks import TaskSum, read_task_sums
from data_access.queries.works import ClassWork, Work, Works, read_works
from data_access.viewer import Reader

# ВПР come along for those who see the class as a whole; they stand among diagnostic works only.
KINDS = (*OWN_KINDS, "vpr")
DIAGNOSTIC = ("dr", "vpr")


def read_all(selection: Selection, reader: Reader) -> Works:
    """Works of the class in the year, ВПР among them where the viewer may see them."""
    return read_works(reader, _scope(selection))


def _scope(selection: Selection) -> Scope:
    return Scope(selection.year or 0, class_id=selection.unit, kinds=KINDS)


def read_class_works(selection: Selection, reader: Reader) -> Works:
    """The class's own works with their subjects; ВПР are no works to choose."""
    found = read_all(selection, reader)
    own = tuple(one for one in found.of_classes if one.work.kind in OWN_KINDS)
    present = {one.work.subject.id for one in own}
    return Works(tuple(subject for subject in found.subjects if subject.id in present), own)


def open_works(selection: Selection, reader: Reader) -> Selection:
    """Raises Refused, NotFound."""
    chosen = headings.open_class(selection, reader)
    return fill(chosen, read_class_works(chosen, reader))


def heading(selection: Selection, reader: Reader) -> Heading:
    made = headings.school_class(other_year(selection), reader)
    place, _ = read_class(reader, selection.unit or 0)
    whose = "все предметы" if place.is_whole else "предметы, которые вы ведёте"
    return with_pickers(made, selection, read_class_works(selection, reader), whose, has_work=True)


def works(selection: Selection, reader: Reader) -> Table:
    """Every work of the year: completion against ИОР, marks of the work against marks of the period."""
    found = sums(reader, read_class_works(selection, reader).of_classes)
    return Table(
        key="works",
        title="Работы класса",
        caption="сравнение с ИОР и с отметками за период",
        columns=(SUBJECT, *NAMED, *FIGURES),
        rows=tuple(
            work_row(reader, one, [Cell(one.of_class.work.subject.name)], lambda work: _link(selection, work))
            for one in found
        ),
        notes=expectation_notes(reader, distinct_works([one.of_class for one in found])) if found else (),
        source=source(selection),
        empty=EMPTY,
    )


def _link(selection: Selection, of_class: ClassWork) -> str:
    work = of_class.work
    if work.kind not in OWN_KINDS:
        return ""
    return selection.at("/class/works", unit=of_class.class_id, subject=work.subject.id, work=work.id).address


def diagnostic(selection: Selection, reader: Reader) -> Table:
    """Diagnostic works and, of a class seen as a whole, ВПР: by level of tasks. No pupil, no teacher, no place."""
    found = [
        one
        for one in sums(reader, read_all(selection, reader).of_classes)
        if one.of_class.work.kind in DIAGNOSTIC
    ]
    return Table(
        key="diagnostic",
        title="Диагностические работы",
        caption="выполнение по уровням заданий",
        columns=(SUBJECT, *NAMED, *LEVELS),
        rows=tuple(
            level_row(
                reader, one, [Cell(one.of_class.work.subject.name)], lambda work: _link(selection, work)
            )
            for one in found
        ),
        notes=(ZONES_NOTE, *vpr_notes(found)),
        source=source(selection),
        empty="Диагностических работ в этом учебном году нет.",
    )


# -- the chosen work --------------------------------------------------------------------------------------

TASK_COLUMNS = (
    Column("number", "Задание"),
    Column("level", "Уровень"),
    Column("codes", "Элементы содержания"),
    Column("n", "Выполняли", Kind.QUANTITY, Measure.COUNT, "без «Н/п»"),
    Column("done", "Выполнение", Kind.QUANTITY, Measure.PERCENT, "набранные баллы из возможных"),
    Column("zone", "Зона", Kind.STATUS, None, "Б от 60 %, П и В от 30 %"),
)


def subject_tasks(selection: Selection, reader: Reader, by_pupil: bool = False) -> list[TaskSum]:
    """Tasks of the chosen subject's own works with points; nothing without a subject."""
    if selection.subject is None:
        return []
    scope = replace(_scope(selection), kinds=OWN_KINDS, subject_id=selection.subject)
    return read_task_sums(reader, scope, by_pupil)


def class_tasks(selection: Selection, reader: Reader) -> list[TaskSum]:
    """Tasks of the chosen subject with the points of the class. With the right to names added up from the pupils,
    whose points the page needs anyway."""
    if not reader.viewer.sees_names:
        closed = frozenset(
            (one.of_class.work.id, one.of_class.class_id)
            for one in sums(reader, read_class_works(selection, reader).of_classes)
            if is_closed(reader, one.of_class, one.n_wrote)
        )
        return shown_tasks(reader, subject_tasks(selection, reader), closed)
    found: dict[int, TaskSum] = {}
    for row in subject_tasks(selection, reader, by_pupil=True):
        known = found.get(row.task.id)
        found[row.task.id] = (
            replace(row, pupil_id=None)
            if known is None
            else replace(
                known,
                got=known.got + row.got,
                possible=known.possible + row.possible,
                n=known.n + row.n,
            )
        )
    return sorted(found.values(), key=lambda row: (row.task.work_id, row.task.position))


def tasks(selection: Selection, reader: Reader) -> Table:
    """The chosen work task by task: completion by the class and its zone."""
    found = distinct_works(read_class_works(selection, reader).of_classes)
    work = next((work for work in found if work.id == selection.work), None)
    rows = [row for row in class_tasks(selection, reader) if row.task.work_id == selection.work]
    return Table(
        key="tasks",
        title=f"Работа по заданиям: {work_title(work)}" if work else "Работа по заданиям",
        caption=f"{work.subject.name}, {codifier_title(work.codifier, work.codifier_year)}" if work else "",
        columns=TASK_COLUMNS,
        rows=_task_rows(reader, work, rows),
        notes=(ZONES_NOTE, standard_note(reader), *_left_out(reader)),
        source=source(selection),
        empty="По этой работе нет баллов за задания."
        if reader.viewer.sees_names
        else f"Баллы за задания закрыты или их нет — {note(reader)}.",
    )


def _left_out(reader: Reader) -> tuple[str, ...]:
    if reader.viewer.sees_names:
        return ()
    return (f"Задания, которые выполняли меньше {reader.small_number} обучающихся, не показаны.",)


def _task_rows(reader: Reader, work: Work | None, rows: list[TaskSum]) -> tuple[Row, ...]:
    if work is None:
        return ()
    has_codes = any(row.task.codes for row in rows)
    known = titles(reader, work.subject, (work.codifier, work.codifier_year)) if has_codes else {}
    return tuple(
        Row(
            (
                Cell(row.task.number),
                Cell(row.task.level or "–"),
                code_cell(row.task.codes, known),
                Cell(quantity=Quantity(row.n, Measure.COUNT)),
                Cell(quantity=shown(Share(row.got, row.possible))),
                zone_cell(level_zone(Share(row.got, row.possible), row.task.level)),
            )
        )
        for row in rows
    )
