"""Classes × content elements of a subject, for the teacher and the school: where an element is not mastered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.blocks import Cell, Column, Kind, Matrix, MatrixRow, Measure, Quantity, Row, Table
from dashboard.methods.elements import Zone
from dashboard.methods.ordering import class_key, code_key
from dashboard.selection import Selection
from dashboard.views.suppression import note
from dashboard.views.work_cells import sums
from dashboard.views.work_choice import by_codifier, codifier_of, distinct_works
from dashboard.views.work_elements import (
    CLASS_NOTE,
    NO_CODES,
    ClassElement,
    class_cell,
    class_elements,
    headers,
    sections,
    title_of,
    titles,
)
from dashboard.views.work_hiding import is_closed, shown_tasks
from dashboard.views.work_sums import WorkSum
from dashboard.views.work_words import codifier_title, source
from data_access.queries.work_tasks import TaskSum
from data_access.queries.works import Work, Works
from data_access.viewer import Reader


@dataclass(frozen=True)
class Classes:
    """Elements of one subject by class: of the works that follow one codifier, closed ones left out.

    `closed`: (work, class). `is_complete`: nothing is left out that a total would give away.
    """

    names: dict[int, str]
    closed: frozenset[tuple[int, int]]
    rows: list[TaskSum]
    is_complete: bool
    elements: dict[int, dict[str, ClassElement]]
    titles: dict[str, str]
    caption: str

    @property
    def codes(self) -> list[str]:
        return sorted({code for one in self.elements.values() for code in one}, key=code_key)

    def order(self) -> list[int]:
        """Classes of these works by grade and letter, the closed ones among them."""
        return sorted(self.names, key=lambda class_id: (class_key(self.names[class_id]), class_id))


def classes(selection: Selection, reader: Reader, works: Works, tasks: Sequence[TaskSum]) -> Classes:
    """Elements of the chosen subject by class, from the works of a page and the points in their tasks."""
    all_works = distinct_works(works.of_classes)
    codifier = codifier_of(selection, all_works)
    chosen = by_codifier([work for work in all_works if work.subject.id == selection.subject], codifier)
    ids = {work.id for work in chosen}
    found = [one for one in sums(reader, works.of_classes) if one.of_class.work.id in ids]
    closed = frozenset(
        (one.of_class.work.id, one.of_class.class_id)
        for one in found
        if is_closed(reader, one.of_class, one.n_wrote)
    )
    own = [row for row in tasks if row.task.work_id in ids]
    rows = shown_tasks(reader, own, closed)
    by_class: dict[int, list[TaskSum]] = {}
    for row in rows:
        by_class.setdefault(row.class_id, []).append(row)
    return Classes(
        names={one.of_class.class_id: one.of_class.class_name for one in found},
        closed=closed,
        rows=rows,
        is_complete=len(rows) == len(own) and not closed,
        elements={class_id: class_elements(of_class) for class_id, of_class in by_class.items()},
        titles=titles(reader, chosen[0].subject, codifier) if any(row.task.codes for row in rows) else {},
        caption=_caption(chosen, codifier),
    )


def _caption(works: Sequence[Work], codifier: tuple[str, int | None] | None) -> str:
    if not works or codifier is None:
        return ""
    return f"{works[0].subject.name}, {codifier_title(*codifier)}, работ: {len(works)}"


def elements_matrix(selection: Selection, reader: Reader, found: Classes, total: str) -> Matrix:
    """Classes × elements; the row of all classes only where nothing is hidden that it would give away."""
    rows = [
        MatrixRow(
            Cell(found.names[class_id], href=_link(selection, class_id)),
            _class_cells(reader, found, class_id),
        )
        for class_id in found.order()
    ]
    if found.is_complete and len(found.elements) > 1:
        together = class_elements(found.rows)
        rows.insert(0, MatrixRow(Cell(total), tuple(class_cell(together.get(code)) for code in found.codes)))
    return Matrix(
        key="elements",
        title="Элементы содержания по классам",
        caption=found.caption,
        corner="Класс",
        columns=headers(found.codes, found.titles),
        rows=tuple(rows) if found.codes else (),
        notes=(CLASS_NOTE,),
        source=source(selection),
        empty=NO_CODES,
    )


def _link(selection: Selection, class_id: int) -> str:
    return selection.at("/class/works", unit=class_id, subject=selection.subject).address


def _class_cells(reader: Reader, found: Classes, class_id: int) -> tuple[Cell, ...]:
    if class_id not in found.elements and any(of_class == class_id for _, of_class in found.closed):
        return (Cell(quantity=Quantity.hidden(Measure.PERCENT, note(reader))),) * len(found.codes)
    own: dict[str, ClassElement] = found.elements.get(class_id, {})
    return tuple(class_cell(own.get(code)) for code in found.codes)


LOW_COLUMNS = (
    Column("code", "Код"),
    Column("title", "Элемент содержания"),
    Column("low", "Не освоили", help="классов из тех, где элемент проверялся"),
    Column("classes", "Классы", Kind.TAGS),
)


def low_elements(selection: Selection, found: Classes) -> Table:
    """Elements (not sections) that at least half of the classes where they were tested have not mastered."""
    of_sections = sections(found.codes)
    listed = []
    for code in found.codes:
        tested = [class_id for class_id in found.order() if code in found.elements.get(class_id, {})]
        low = [id_ for id_ in tested if found.elements[id_][code].zone is Zone.LOW]
        if code not in of_sections and low and 2 * len(low) >= len(tested):
            listed.append((len(low) / len(tested), code, low, tested))
    listed.sort(key=lambda one: (-one[0], -len(one[2]), code_key(one[1])))
    return Table(
        key="low",
        title="Не освоено большинством классов",
        caption=found.caption,
        columns=LOW_COLUMNS,
        rows=tuple(
            Row(
                (
                    Cell(code),
                    Cell(title_of(code, found.titles)),
                    Cell(f"{len(low)} из {len(tested)}"),
                    Cell(tags=tuple(found.names[class_id] for class_id in low)),
                )
            )
            for _, code, low, tested in listed
        ),
        notes=("Не меньше половины классов, где элемент проверялся, — в зоне «недостаточный».",),
        source=source(selection),
        empty=NO_CODES if not found.codes else "Таких элементов нет.",
    )


def by_class(found: list[WorkSum]) -> list[WorkSum]:
    """Works of several classes by class, in the order that they come in within a class."""
    return sorted(found, key=lambda one: (class_key(one.of_class.class_name), one.of_class.class_id))
