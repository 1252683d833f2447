"""Pupils × content elements of a subject: what each has mastered; without names, the elements of the class."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.blocks import Cell, Column, Kind, Matrix, MatrixRow, Measure, Row, Table
from dashboard.methods.elements import element_shares
from dashboard.methods.share import Share
from dashboard.names import without_patronymic
from dashboard.selection import Selection
from dashboard.views.mark_counts import shown
from dashboard.views.suppression import note
from dashboard.views.work_cells import zone_cell
from dashboard.views.work_choice import Codifier, by_codifier, codifier_of, distinct_works
from dashboard.views.work_elements import (
    CLASS_NOTE,
    NO_CODES,
    PUPIL_NOTE,
    ClassElement,
    class_cell,
    class_elements,
    headers,
    level_words,
    pupil_cell,
    sections,
    task_scores,
    title_of,
    titles,
    works_of_codes,
)
from dashboard.views.work_words import codifier_title, source
from dashboard.views.works_class import class_tasks, read_class_works, subject_tasks
from data_access.queries.people import read_roster
from data_access.queries.work_tasks import TaskSum
from data_access.queries.works import Work
from data_access.viewer import Reader

TITLE = "Элементы содержания: освоено и не освоено"


def elements(selection: Selection, reader: Reader) -> Matrix | Table:
    """Pupils × elements with the class above them, or a table of the class for a viewer without names."""
    works, codifier = _included(selection, reader)
    ids = {work.id for work in works}
    rows = [row for row in class_tasks(selection, reader) if row.task.work_id in ids]
    found = class_elements(rows)
    known = titles(reader, works[0].subject, codifier) if works and found else {}
    if not reader.viewer.sees_names:
        return _class_table(selection, reader, rows, found, known, _caption(works, codifier))
    standard = reader.methods.work_standard
    codes = tuple(found)
    return Matrix(
        key="elements",
        title=TITLE,
        caption=_caption(works, codifier),
        corner="Обучающийся",
        columns=headers(codes, known),
        rows=(
            MatrixRow(Cell("Класс"), tuple(class_cell(found[code]) for code in codes)),
            *_pupil_rows(selection, reader, ids, codes),
        )
        if found
        else (),
        notes=(
            PUPIL_NOTE.format(standard=100 * standard),
            CLASS_NOTE,
            *other_works(selection, reader, codifier),
        ),
        source=source(selection),
        empty=NO_CODES,
        is_personal=True,
    )


def _included(selection: Selection, reader: Reader) -> tuple[list[Work], Codifier | None]:
    """Works of the chosen subject by one codifier: codes of different codifiers are never added."""
    works = distinct_works(read_class_works(selection, reader).of_classes)
    codifier = codifier_of(selection, works)
    of_subject = [work for work in works if work.subject.id == selection.subject]
    return by_codifier(of_subject, codifier), codifier


def other_works(selection: Selection, reader: Reader, codifier: Codifier | None) -> tuple[str, ...]:
    """How many works of the subject follow another codifier and are left out."""
    works = distinct_works(read_class_works(selection, reader).of_classes)
    of_subject = [work for work in works if work.subject.id == selection.subject]
    left = len(of_subject) - len(by_codifier(of_subject, codifier))
    return (f"Работ с другим кодификатором или без него: {left}; сюда они не вошли.",) if left else ()


def _caption(works: list[Work], codifier: Codifier | None) -> str:
    if not works or codifier is None:
        return ""
    return f"{works[0].subject.name}, {codifier_title(*codifier)}, работ: {len(works)}"


def _pupil_rows(
    selection: Selection, reader: Reader, work_ids: set[int], codes: tuple[str, ...]
) -> list[MatrixRow]:
    by_pupil: dict[int, list[TaskSum]] = {}
    for row in subject_tasks(selection, reader, by_pupil=True):
        if row.task.work_id in work_ids and row.pupil_id is not None:
            by_pupil.setdefault(row.pupil_id, []).append(row)
    seats = read_roster(reader, selection.unit or 0)
    names = {seat.pupil_id: seat.name for seat in seats}
    order = [*(seat.pupil_id for seat in seats), *sorted(by_pupil.keys() - names.keys())]
    standard = reader.methods.work_standard
    made = []
    for pupil_id in order:
        shares: Mapping[str, Share] = element_shares(task_scores(by_pupil.get(pupil_id, ())))
        href = selection.at("/pupil/works", person=pupil_id, subject=selection.subject).address
        name = names.get(pupil_id, "Выбывший обучающийся")
        label = Cell(without_patronymic(name), href=href, note=name)
        made.append(MatrixRow(label, tuple(pupil_cell(shares.get(code), standard) for code in codes)))
    return made


ELEMENT_COLUMNS = (
    Column("code", "Код"),
    Column("title", "Элемент содержания"),
    Column("done", "Выполнение", Kind.QUANTITY, Measure.PERCENT, "набранные баллы из возможных"),
    Column("basic", "Б", Kind.QUANTITY, Measure.PERCENT, "задания базового уровня"),
    Column("higher", "П и В", Kind.QUANTITY, Measure.PERCENT, "задания повышенного и высокого уровней"),
    Column("zone", "Зона", Kind.STATUS, None, "по худшему из уровней"),
    Column("works", "Работ", help="в скольких работах есть такие задания"),
)


def _class_table(
    selection: Selection,
    reader: Reader,
    rows: list[TaskSum],
    found: dict[str, ClassElement],
    known: dict[str, str],
    caption: str,
) -> Table:
    of_sections, counted = sections(found), works_of_codes(rows)
    return Table(
        key="elements",
        title=TITLE,
        caption=caption,
        columns=ELEMENT_COLUMNS,
        rows=tuple(
            _element_row(
                code,
                element,
                ("Раздел: " if code in of_sections else "") + title_of(code, known),
                counted[code],
            )
            for code, element in found.items()
        ),
        notes=(CLASS_NOTE, "По обучающимся освоение видит школа: это персональные данные."),
        source=source(selection),
        empty=f"{NO_CODES} Или они закрыты — {note(reader)}.",
    )


def _element_row(code: str, element: ClassElement, title: str, n_works: int) -> Row:
    return Row(
        (
            Cell(code),
            Cell(title),
            Cell(quantity=shown(element.share), note=level_words(element)),
            Cell(quantity=shown(element.basic)),
            Cell(quantity=shown(element.higher)),
            zone_cell(element.zone),
            Cell(str(n_works)),
        )
    )
