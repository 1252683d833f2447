"""Problem components of the municipality: schools × subjects, then one subject by school, teacher and class.

A viewer without names sees sums of the groups that are open on the pages of the schools and nothing else, so
no figure here tells more than those pages do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from dashboard.blocks import (
    Cell,
    Choice,
    Column,
    Header,
    Heading,
    Kind,
    Matrix,
    MatrixRow,
    Measure,
    Picker,
    Quantity,
)
from dashboard.methods.ordering import natural_key
from dashboard.selection import Selection
from dashboard.views import headings
from dashboard.views.component_cells import METHOD, TONES, hidden_cell, micro_cell, per_100, total
from dashboard.views.component_times import Time, read_ahead, time_title
from dashboard.views.municipality import source
from dashboard.views.suppression import hidden_subjects_of_all, hides, note
from data_access.queries.places import read_filled, read_schools
from data_access.queries.rollups import read_marks, read_marks_by_subject, read_subjects
from data_access.viewer import NotFound, Reader

PATH = "/m/components"
TREND_YEARS = 3
TAIL = (
    Column("micro", "Микро", Kind.QUANTITY, Measure.COUNT, "микрокомпоненты по всем предметам"),
    Column("per100", "На 100", Kind.QUANTITY, Measure.INDEX, "микрокомпоненты на 100 отметок"),
)


@dataclass(frozen=True, slots=True)
class Sums:
    """Marks and microcomponents of a school in a subject, open groups only; `closed`: how many are hidden."""

    n5: int = 0
    n4: int = 0
    n3: int = 0
    n2: int = 0
    n_na: int = 0
    micro_d: int = 0
    micro_na: int = 0
    micro_r3: int = 0
    closed: int = 0

    @property
    def n(self) -> int:
        return self.n5 + self.n4 + self.n3 + self.n2 + self.n_na

    @property
    def micro(self) -> int:
        return self.micro_d + self.micro_na + self.micro_r3

    def plus(self, row: Any) -> Sums:
        names = ("n5", "n4", "n3", "n2", "n_na", "micro_d", "micro_na", "micro_r3")
        return replace(self, **{name: getattr(self, name) + getattr(row, name) for name in names})


SchoolSubjects = Mapping[tuple[int, int], Sums]


def open_page(selection: Selection, reader: Reader) -> Selection:
    """The municipality; a subject that exists. The default subject is chosen by its figures, in the views."""
    chosen = headings.open_mechanism("preparation")(selection, reader)
    if chosen.subject is not None and chosen.subject not in read_subjects(reader):
        raise NotFound("Такого предмета в базе нет.")
    return chosen


def heading(selection: Selection, reader: Reader) -> Heading:
    """The heading of the mechanism with the choice of a subject, most microcomponents first."""
    names = read_subjects(reader)
    current = chosen_subject(selection, reader)
    choices = tuple(
        Choice(names[id_].name, replace(selection, subject=id_).address, id_ == current)
        for id_ in subject_order(selection, reader)
    )
    found = headings.mechanism("preparation")(selection, reader)
    return replace(found, pickers=(Picker("Предмет", choices),) if choices else ())


def now_of(selection: Selection) -> Time:
    return selection.year or 0, selection.period or "Y"


def look_ahead(selection: Selection, reader: Reader) -> None:
    """Everything that the decisions of this page need; `TREND_YEARS` years of checkpoints comparable with this."""
    if not hides(reader):
        return
    year, checkpoint = now_of(selection)
    years = [of for of in read_filled(reader) if year - TREND_YEARS < of <= year]
    parts = ("Q1", "H1", "Q3", "H2")
    read_ahead(reader, years or [year], ("Y",) if checkpoint == "Y" else parts)


def sums_of(selection: Selection, reader: Reader) -> SchoolSubjects:
    """Open sums by school and subject at the chosen checkpoint."""
    return reader.once(("component sums", now_of(selection)), lambda: _sums(selection, reader))


def _sums(selection: Selection, reader: Reader) -> SchoolSubjects:
    year, checkpoint = now_of(selection)
    if not hides(reader):
        rows = read_marks_by_subject(reader, year, checkpoint)
        return {(row.school_id, row.subject_id): Sums().plus(row) for row in rows}
    look_ahead(selection, reader)
    closed = hidden_subjects_of_all(reader, year, checkpoint)
    found: dict[tuple[int, int], Sums] = {}
    for row in read_marks(reader, year=year, checkpoint=checkpoint):
        key = (row.school_id, row.subject_id)
        known = found.setdefault(key, Sums())
        if (row.class_id, row.subject_id) not in closed:
            found[key] = known.plus(row)
    for (_, subject_id), (school_id, _) in closed.items():
        known = found.get((school_id, subject_id), Sums())
        found[school_id, subject_id] = replace(known, closed=known.closed + 1)
    return found


def subject_order(selection: Selection, reader: Reader) -> list[int]:
    """Subjects with marks, most open microcomponents first."""
    names = read_subjects(reader)
    micro: dict[int, int] = {}
    for (_, subject_id), sums in sums_of(selection, reader).items():
        micro[subject_id] = micro.get(subject_id, 0) + sums.micro
    return sorted(micro, key=lambda id_: (-micro[id_], names[id_].name))


def chosen_subject(selection: Selection, reader: Reader) -> int | None:
    """The subject of the address, else the one with most microcomponents."""
    if selection.subject is not None:
        return selection.subject
    return next(iter(subject_order(selection, reader)), None)


def matrix(selection: Selection, reader: Reader) -> Matrix:
    """Schools × subjects: how many microcomponents; a subject opens its own table below."""
    sums = sums_of(selection, reader)
    names = read_subjects(reader)
    subjects = subject_order(selection, reader)
    present = {school_id for school_id, _ in sums}
    schools = sorted(
        (school for school in read_schools(reader) if school.id in present),
        key=lambda school: natural_key(school.short_name),
    )
    rows = []
    for school in schools:
        href = selection.at("/school/components", unit=school.id).address
        own = [sums.get((school.id, id_)) for id_ in subjects]
        rows.append(_row(reader, Cell(school.short_name, href=href), own))
    if len(rows) > 1:
        columns = [_all_of([one for (_, of), one in sums.items() if of == id_]) for id_ in subjects]
        rows.append(_row(reader, Cell("Всего"), list(columns)))
    closed = sum(one.closed for one in sums.values())
    hidden = (f"Групп (класс и предмет), которых в числах нет: {closed} — {note(reader)}.",) if closed else ()
    return Matrix(
        key="components_by_school",
        title="Проблемные компоненты: школы и предметы",
        caption=f"число микрокомпонентов, {time_title(now_of(selection))}",
        corner="Школа",
        columns=tuple(
            Header(names[id_].short, names[id_].name, replace(selection, subject=id_).address)
            for id_ in subjects
        ),
        rows=tuple(rows),
        tail_columns=TAIL,
        notes=(METHOD, TONES, "Щелчок по предмету открывает его классы, по школе — её классы.", *hidden),
        source=source(selection),
        empty="Нет отметок за этот период.",
    )


def _all_of(found: list[Sums]) -> Sums:
    result = Sums()
    for one in found:
        result = replace(result.plus(one), closed=result.closed + one.closed)
    return result


def _row(reader: Reader, label: Cell, found: list[Sums | None]) -> MatrixRow:
    known = [one for one in found if one is not None]
    cells = tuple(Cell("") if one is None else sums_cell(reader, one) for one in found)
    micro, n = total(known), total(known, "n")
    if not n and not micro and any(one.closed for one in known):
        reason = note(reader)
        return MatrixRow(
            label, cells, (hidden_cell(Measure.COUNT, reason), hidden_cell(Measure.INDEX, reason))
        )
    tail = (Cell(quantity=Quantity(micro, Measure.COUNT)), Cell(quantity=per_100(micro, n)))
    return MatrixRow(label, cells, tail)


def sums_cell(reader: Reader, sums: Sums) -> Cell:
    """A sum of open groups; hidden when every group behind it is."""
    if sums.closed and not sums.n and not sums.micro:
        return hidden_cell(Measure.COUNT, note(reader))
    return micro_cell([sums], note=f"без закрытых групп: {sums.closed}" if sums.closed else "")
