"""Elements of a pupil mastered and not (освоено и не освоено), and the chosen work task by task."""

from __future__ import annotations

from dashboard.blocks import Cell, Column, Kind, Measure, Quantity, Row, Table
from dashboard.methods.elements import Mastery, element_shares, pupil_mastery
from dashboard.methods.ordering import code_key
from dashboard.methods.share import Share
from dashboard.selection import Selection
from dashboard.views.mark_counts import shown
from dashboard.views.work_choice import by_codifier, codifier_of, distinct_works
from dashboard.views.work_elements import (
    MASTERY_TONES,
    NO_CODES,
    PUPIL_NOTE,
    code_cell,
    points,
    sections,
    task_scores,
    title_of,
    titles,
    works_of_codes,
)
from dashboard.views.work_words import codifier_title, source, work_title
from dashboard.views.works_pupil import read_pupil_tasks, read_pupil_works
from data_access.viewer import Reader

# -- elements -------------------------------------------------------------------------------------------

ELEMENT_COLUMNS = (
    Column("code", "Код"),
    Column("title", "Элемент содержания"),
    Column("points", "Баллы", help="набрано из возможных"),
    Column("done", "Выполнение", Kind.QUANTITY, Measure.PERCENT),
    Column("mastery", "Освоение", Kind.STATUS),
    Column("works", "Работ", Kind.QUANTITY, Measure.COUNT, "в скольких работах есть такие задания"),
)
_ORDER = {Mastery.NOT_MASTERED: 0, Mastery.TOO_LITTLE: 1, Mastery.MASTERED: 2}


def elements(selection: Selection, reader: Reader) -> Table:
    """Elements of the chosen subject, not mastered first; sections are summed below."""
    all_works = distinct_works(read_pupil_works(selection, reader).of_classes)
    codifier = codifier_of(selection, all_works)
    included = {work.id for work in by_codifier(all_works, codifier)}
    rows = [row for row in read_pupil_tasks(selection, reader) if row.task.work_id in included]
    subject = next((work.subject for work in all_works if work.subject.id == selection.subject), None)
    shares, counted = element_shares(task_scores(rows)), works_of_codes(rows)
    of_sections, known = sections(shares), titles(reader, subject, codifier) if shares else {}
    standard = reader.methods.work_standard
    ordered = sorted(
        shares,
        key=lambda code: (code in of_sections, _rank(code, shares, of_sections, standard), code_key(code)),
    )
    return Table(
        key="elements",
        title="Элементы содержания: освоено и не освоено",
        caption=_caption(subject.name if subject else "", codifier),
        columns=ELEMENT_COLUMNS,
        rows=tuple(
            _element_row(
                code, shares[code], counted[code], title_of(code, known), code in of_sections, standard
            )
            for code in ordered
        ),
        notes=(PUPIL_NOTE.format(standard=100 * standard), "Разделы — внизу таблицы: сумма по их элементам."),
        source=source(selection),
        empty=NO_CODES,
        is_personal=True,
    )


def _caption(subject: str, codifier: tuple[str, int | None] | None) -> str:
    return f"{subject}, {codifier_title(*codifier)}" if codifier else ""


def _rank(code: str, shares: dict[str, Share], of_sections: frozenset[str], standard: float) -> int:
    return 0 if code in of_sections else _ORDER[pupil_mastery(shares[code], standard)]


def _element_row(code: str, share: Share, n_works: int, title: str, is_section: bool, standard: float) -> Row:
    mastery = pupil_mastery(share, standard)
    return Row(
        (
            Cell(code),
            Cell(f"Раздел: {title}" if is_section else title),
            Cell(points(share)),
            Cell(quantity=shown(share)),
            Cell(mastery.label, tone=MASTERY_TONES[mastery]),
            Cell(quantity=Quantity(n_works, Measure.COUNT)),
        ),
        is_total=is_section,
    )


# -- one work -------------------------------------------------------------------------------------------

TASK_COLUMNS = (
    Column("number", "Задание"),
    Column("level", "Уровень"),
    Column("codes", "Элементы содержания"),
    Column("points", "Баллы", help="набрано из возможных"),
    Column("done", "Выполнение", Kind.QUANTITY, Measure.PERCENT),
)


def tasks(selection: Selection, reader: Reader) -> Table:
    """The chosen work task by task; a task that was not taught («Н/п») is not in it."""
    all_works = distinct_works(read_pupil_works(selection, reader).of_classes)
    work = next((work for work in all_works if work.id == selection.work), None)
    rows = [row for row in read_pupil_tasks(selection, reader) if row.task.work_id == selection.work]
    codifier = (work.codifier, work.codifier_year) if work else None
    known = titles(reader, work.subject, codifier) if work and any(row.task.codes for row in rows) else {}
    return Table(
        key="tasks",
        title=f"Работа по заданиям: {work_title(work)}" if work else "Работа по заданиям",
        caption=_caption(work.subject.name, codifier) if work else "",
        columns=TASK_COLUMNS,
        rows=tuple(
            Row(
                (
                    Cell(row.task.number),
                    Cell(row.task.level or "–"),
                    code_cell(row.task.codes, known),
                    Cell(points(Share(row.got, row.possible))),
                    Cell(quantity=shown(Share(row.got, row.possible))),
                )
            )
            for row in rows
        ),
        notes=("Задания с «Н/п» (тема не пройдена или задание не назначено) сюда не входят.",),
        source=source(selection),
        empty="По этой работе нет баллов за задания.",
        is_personal=True,
    )
