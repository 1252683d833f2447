"""Works of a pupil: every work of the year, elements mastered and not, the chosen work by task, diagnostic works."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import Cell, Column, Heading, Kind, Measure, Quantity, Row, Table, Tone
from dashboard.methods.share import Share
from dashboard.methods.works import reached_standard
from dashboard.numbers import format_date
from dashboard.selection import Selection
from dashboard.views import headings
from dashboard.views.mark_counts import shown
from dashboard.views.school_class import MARK_TONES, MARK_WORDS
from dashboard.views.work_cells import ZONES_NOTE, level_cells, sums
from dashboard.views.work_choice import (
    fill,
    other_year,
    with_pickers,
)
from dashboard.views.work_elements import (
    points,
)
from dashboard.views.work_sums import WorkSum
from dashboard.views.work_words import (
    EMPTY,
    KIND_TITLES,
    source,
    standard_note,
)
from data_access.queries.people import read_pupil_classes
from data_access.queries.places import read_class
from data_access.queries.work_results import Scope
from data_access.queries.work_tasks import TaskSum, read_task_sums
from data_access.queries.works import Work, Works, read_works
from data_access.viewer import Reader

ABSENT = "не писал(а)"
CONFIRMED = ("понизил(а)", "подтвердил(а)", "повысил(а)")


def read_pupil_works(selection: Selection, reader: Reader) -> Works:
    return read_works(reader, _scope(selection))


def _scope(selection: Selection) -> Scope:
    return Scope(selection.year or 0, pupil_id=selection.person)


def open_works(selection: Selection, reader: Reader) -> Selection:
    """Raises Refused, NotFound."""
    chosen = headings.open_pupil(selection, reader)
    return fill(chosen, read_pupil_works(chosen, reader))


def heading(selection: Selection, reader: Reader) -> Heading:
    made = headings.pupil(other_year(selection), reader)
    classes = read_pupil_classes(reader, selection.person or 0)
    of_year = next((row for row in classes if row.year == selection.year), None)
    place = (
        f"{of_year.short_name}, {read_class(reader, of_year.id)[1].short_name}"
        if of_year
        else "Класс неизвестен"
    )
    return with_pickers(made, selection, read_pupil_works(selection, reader), place, has_work=True)


def _sums(selection: Selection, reader: Reader) -> list[WorkSum]:
    return sums(reader, read_pupil_works(selection, reader).of_classes)


def read_pupil_tasks(selection: Selection, reader: Reader) -> list[TaskSum]:
    """Points of the pupil in the tasks of the chosen subject."""
    if selection.subject is None:
        return []
    return read_task_sums(reader, replace(_scope(selection), subject_id=selection.subject))


# -- every work -----------------------------------------------------------------------------------------

WORK_COLUMNS = (
    Column("date", "Дата"),
    Column("subject", "Предмет"),
    Column("work", "Работа"),
    Column("kind", "Вид"),
    Column("points", "Баллы", help="набрано из возможных"),
    Column("done", "Выполнение", Kind.QUANTITY, Measure.PERCENT),
    Column("mark", "Отметка"),
    Column("journal", "За период", help="отметка журнала за период, в который попала работа"),
    Column("confirmed", "Против журнала", Kind.STATUS),
    Column("standard", "Стандарт", Kind.STATUS),
)


def works(selection: Selection, reader: Reader) -> Table:
    """Works of the year: points, percent, mark beside the mark of the period, standard."""
    found = _sums(selection, reader)
    return Table(
        key="works",
        title="Работы за год",
        caption="контрольные, административные и диагностические",
        columns=WORK_COLUMNS,
        rows=tuple(_work_row(selection, reader, one) for one in found),
        notes=(
            standard_note(reader),
            "«За период» — отметка за период, в который попала работа (без даты — за год).",
        ),
        source=source(selection),
        empty=EMPTY,
        is_personal=True,
    )


def _work_row(selection: Selection, reader: Reader, found: WorkSum) -> Row:
    work = found.of_class.work
    front = (
        Cell(format_date(work.held_on) if work.held_on else "–"),
        Cell(work.subject.name),
        Cell(work.title, href=_link(selection, work)),
        Cell(KIND_TITLES[work.kind]),
    )
    if not found.n_wrote:
        absent = Cell(ABSENT, tone=Tone.MUTED)
        nothing = Cell(quantity=Quantity.missing(Measure.PERCENT, ABSENT))
        dash = Cell("–")
        return Row((*front, absent, nothing, dash, dash, dash, dash))
    group = next(group for group in found.of_class.groups if group.status == "wrote")
    journal = group.marks.get((work.year, found.period), "")
    return Row(
        (
            *front,
            Cell(points(found.completion)),
            Cell(quantity=shown(found.completion)),
            _mark(str(group.mark or "")),
            _mark(journal),
            _confirmed(found),
            standard_cell(reader, found.completion),
        )
    )


def _link(selection: Selection, work: Work) -> str:
    there = {"person": selection.person, "subject": work.subject.id, "work": work.id}
    return selection.at("/pupil/works", **there).address


def _mark(value: str) -> Cell:
    return Cell(MARK_WORDS.get(value, value) or "–", tone=MARK_TONES.get(value, Tone.PLAIN))


def _confirmed(found: WorkSum) -> Cell:
    pair = found.confirmed
    if not pair.n:
        return Cell("–", note="нет пары отметок")
    word = CONFIRMED[0] if pair.lowered else CONFIRMED[2] if pair.raised else CONFIRMED[1]
    tone = Tone.BAD if pair.gap2 else Tone.WARN if pair.lowered else Tone.PLAIN
    return Cell(word, tone=tone, note="разрыв в две отметки и больше" if pair.gap2 else "")


def standard_cell(reader: Reader, share: Share) -> Cell:
    """Whether the standard of a work was reached, in words."""
    reached = reached_standard(int(share.numerator), int(share.denominator), reader.methods.work_standard)
    if reached is None:
        return Cell("–")
    return Cell("достигнут", tone=Tone.GOOD) if reached else Cell("не достигнут", tone=Tone.BAD)


# -- diagnostic works --------------------------------------------------------------------------------------

DIAGNOSTIC_COLUMNS = (
    Column("date", "Дата"),
    Column("subject", "Предмет"),
    Column("work", "Работа"),
    Column("done", "Выполнение", Kind.QUANTITY, Measure.PERCENT),
    Column("basic", "Базовый (Б)", Kind.QUANTITY, Measure.PERCENT, "выполнение заданий базового уровня"),
    Column("basic_zone", "Зона Б", Kind.STATUS),
    Column("higher", "Повышенные (П, В)", Kind.QUANTITY, Measure.PERCENT, "выполнение заданий П и В"),
    Column("higher_zone", "Зона П, В", Kind.STATUS),
    Column("standard", "Стандарт", Kind.STATUS),
)


def diagnostic(selection: Selection, reader: Reader) -> Table:
    """Diagnostic works by level of tasks."""
    found = [one for one in _sums(selection, reader) if one.of_class.work.kind == "dr"]
    return Table(
        key="diagnostic",
        title="Диагностические работы",
        caption="по уровням заданий",
        columns=DIAGNOSTIC_COLUMNS,
        rows=tuple(_diagnostic_row(selection, reader, one) for one in found if one.n_wrote),
        notes=(ZONES_NOTE, standard_note(reader)),
        source=source(selection),
        empty="Диагностических работ в этом учебном году нет.",
        is_personal=True,
    )


def _diagnostic_row(selection: Selection, reader: Reader, found: WorkSum) -> Row:
    work = found.of_class.work
    return Row(
        (
            Cell(format_date(work.held_on) if work.held_on else "–"),
            Cell(work.subject.name),
            Cell(work.title, href=_link(selection, work)),
            *level_cells(found),
            standard_cell(reader, found.completion),
        )
    )
