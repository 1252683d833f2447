"""Works of a school in one subject: every class against ИОР and marks of the period, classes × elements."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import Cell, Heading, Matrix, Table
from dashboard.selection import Selection
from dashboard.views import headings
from dashboard.views.work_cells import (
    CLASS,
    FIGURES,
    LEVELS,
    NAMED,
    ZONES_NOTE,
    level_row,
    sums,
    vpr_notes,
    work_row,
)
from dashboard.views.work_choice import distinct_works, fill_one_subject, other_year, with_pickers
from dashboard.views.work_sums import WorkSum
from dashboard.views.work_words import EMPTY, expectation_notes, source
from dashboard.views.works_many import by_class, classes, elements_matrix
from data_access.queries.places import read_school
from data_access.queries.work_results import OWN_KINDS, Scope
from data_access.queries.work_tasks import read_task_sums
from data_access.queries.works import ClassWork, Works, read_works
from data_access.viewer import Reader

KINDS = (*OWN_KINDS, "vpr")


def _scope(selection: Selection) -> Scope:
    return Scope(
        selection.year or 0,
        school_id=selection.unit,
        kinds=KINDS,
        one_subject=True,
        subject_id=selection.subject,
    )


def _all(selection: Selection, reader: Reader) -> Works:
    return read_works(reader, _scope(selection))


def _own(selection: Selection, reader: Reader) -> Works:
    """Without ВПР, which stand among diagnostic works only."""
    found = _all(selection, reader)
    return Works(found.subjects, tuple(one for one in found.of_classes if one.work.kind in OWN_KINDS))


def open_works(selection: Selection, reader: Reader) -> Selection:
    """Raises Refused, NotFound."""
    chosen = headings.open_school(selection, reader)
    return replace(fill_one_subject(chosen, reader, _scope(chosen)), work=None)


def heading(selection: Selection, reader: Reader) -> Heading:
    made = headings.school(other_year(selection), reader)
    place = read_school(reader, selection.unit or 0)
    words = place.full_name or place.short_name
    return with_pickers(made, selection, _own(selection, reader), words, has_work=False)


def works(selection: Selection, reader: Reader) -> Table:
    """Works of the chosen subject by class."""
    found = sums(reader, _own(selection, reader).of_classes)
    return Table(
        key="works",
        title="Работы по классам",
        caption=_caption(selection, reader),
        columns=(CLASS, *NAMED, *FIGURES),
        rows=tuple(
            work_row(reader, one, [_class_cell(selection, one)], lambda work: _link(selection, work))
            for one in by_class(found)
        ),
        notes=expectation_notes(reader, distinct_works([one.of_class for one in found])) if found else (),
        source=source(selection),
        empty=EMPTY,
    )


def _caption(selection: Selection, reader: Reader) -> str:
    names = (subject.name for subject in _all(selection, reader).subjects if subject.id == selection.subject)
    return next(names, "")


def _class_cell(selection: Selection, found: WorkSum) -> Cell:
    of_class = found.of_class
    href = selection.at("/class/works", unit=of_class.class_id, subject=of_class.work.subject.id).address
    return Cell(of_class.class_name, href=href)


def _link(selection: Selection, of_class: ClassWork) -> str:
    work = of_class.work
    if work.kind not in OWN_KINDS:
        return ""
    return selection.at("/class/works", unit=of_class.class_id, subject=work.subject.id, work=work.id).address


def elements(selection: Selection, reader: Reader) -> Matrix:
    """Classes × elements of the chosen subject."""
    found = _own(selection, reader)
    scope = replace(_scope(selection), kinds=OWN_KINDS, one_subject=False)
    tasks = read_task_sums(reader, scope) if selection.subject is not None else []
    return elements_matrix(selection, reader, classes(selection, reader, found, tasks), "Вся школа")


def diagnostic(selection: Selection, reader: Reader) -> Table:
    """Diagnostic works and ВПР of the chosen subject by class and level of tasks; nothing is ranked."""
    found = [
        one
        for one in sums(reader, _all(selection, reader).of_classes)
        if one.of_class.work.kind in ("dr", "vpr")
    ]
    return Table(
        key="diagnostic",
        title="Диагностические работы",
        caption="выполнение по уровням заданий",
        columns=(CLASS, *NAMED, *LEVELS),
        rows=tuple(
            level_row(reader, one, [_class_cell(selection, one)], lambda work: _link(selection, work))
            for one in by_class(found)
        ),
        notes=(ZONES_NOTE, *vpr_notes(found)),
        source=source(selection),
        empty="Диагностических работ по этому предмету в этом учебном году нет.",
    )
