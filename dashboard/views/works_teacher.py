"""Works in the classes and subjects that a teacher teaches: against ИОР, elements not mastered, diagnostic works.

ВПР are never read here: their results do not judge a teacher.
"""

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
    SUBJECT,
    ZONES_NOTE,
    level_row,
    sums,
    work_row,
)
from dashboard.views.work_choice import distinct_works, fill, other_year, with_pickers
from dashboard.views.work_sums import WorkSum
from dashboard.views.work_words import EMPTY, expectation_notes, source
from dashboard.views.works_many import Classes, by_class, classes, elements_matrix, low_elements
from data_access.queries.work_results import Scope
from data_access.queries.work_tasks import read_task_sums
from data_access.queries.works import ClassWork, Works, read_works
from data_access.viewer import Reader

NOT_A_JUDGEMENT = "Числа показывают, где нужна помощь, и не оценивают педагога: состав классов различается."


def _scope(selection: Selection) -> Scope:
    return Scope(selection.year or 0, teacher_id=selection.person)


def _works(selection: Selection, reader: Reader) -> Works:
    return read_works(reader, _scope(selection))


def open_works(selection: Selection, reader: Reader) -> Selection:
    """Raises Refused, NotFound."""
    chosen = headings.open_teacher(selection, reader)
    return replace(fill(chosen, _works(chosen, reader)), work=None)


def heading(selection: Selection, reader: Reader) -> Heading:
    made = headings.teacher(other_year(selection), reader)
    return with_pickers(made, selection, _works(selection, reader), "Педагог", has_work=False)


def works(selection: Selection, reader: Reader) -> Table:
    """Every work in the teacher's classes and subjects."""
    found = sums(reader, _works(selection, reader).of_classes)
    return Table(
        key="works",
        title="Работы в классах педагога",
        caption="сравнение с ИОР и с отметками за период",
        columns=(CLASS, SUBJECT, *NAMED, *FIGURES),
        rows=tuple(
            work_row(reader, one, _front(selection, one), lambda work: _link(selection, work))
            for one in by_class(found)
        ),
        notes=(
            *(expectation_notes(reader, distinct_works([one.of_class for one in found])) if found else ()),
            NOT_A_JUDGEMENT,
        ),
        source=source(selection),
        empty=EMPTY,
        is_personal=True,
    )


def _front(selection: Selection, found: WorkSum) -> list[Cell]:
    of_class = found.of_class
    href = selection.at("/class/works", unit=of_class.class_id, subject=of_class.work.subject.id).address
    return [Cell(of_class.class_name, href=href), Cell(of_class.work.subject.name)]


def _link(selection: Selection, of_class: ClassWork) -> str:
    subject_id = of_class.work.subject.id
    there = selection.at("/class/works", unit=of_class.class_id, subject=subject_id, work=of_class.work.id)
    return there.address


def _classes(selection: Selection, reader: Reader) -> Classes:
    def read() -> Classes:
        scope = replace(_scope(selection), subject_id=selection.subject)
        tasks = read_task_sums(reader, scope) if selection.subject is not None else []
        return classes(selection, reader, _works(selection, reader), tasks)

    return reader.once(("elements of classes", selection), read)


def elements(selection: Selection, reader: Reader) -> Matrix:
    """Classes of the teacher × elements of the chosen subject."""
    made = elements_matrix(selection, reader, _classes(selection, reader), "Все классы педагога")
    return replace(made, is_personal=True)


def low(selection: Selection, reader: Reader) -> Table:
    """Elements that most of the teacher's classes have not mastered."""
    return replace(low_elements(selection, _classes(selection, reader)), is_personal=True)


def diagnostic(selection: Selection, reader: Reader) -> Table:
    """Diagnostic works by level of tasks."""
    found = [
        one for one in sums(reader, _works(selection, reader).of_classes) if one.of_class.work.kind == "dr"
    ]
    return Table(
        key="diagnostic",
        title="Диагностические работы",
        caption="выполнение по уровням заданий",
        columns=(CLASS, SUBJECT, *NAMED, *LEVELS),
        rows=tuple(
            level_row(reader, one, _front(selection, one), lambda work: _link(selection, work))
            for one in by_class(found)
        ),
        notes=(ZONES_NOTE, NOT_A_JUDGEMENT),
        source=source(selection),
        empty="Диагностических работ в этом учебном году нет.",
        is_personal=True,
    )
