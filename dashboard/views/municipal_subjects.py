"""The municipality by subject: problem components, and which marks the schools give."""

from __future__ import annotations

from dashboard.blocks import Bars, Cell, Column, Kind, Measure, Quantity, Row, Segment, Table
from dashboard.methods.ordering import natural_key
from dashboard.selection import Selection
from dashboard.views.municipality import source
from dashboard.views.suppression import hidden_schools, hidden_subjects_of_all, hides, is_fragile, note
from data_access.queries.places import read_schools
from data_access.queries.rollups import read_marks_by_subject, read_subjects
from data_access.viewer import Reader


def subject_components(selection: Selection, reader: Reader) -> Table:
    """Problem components by subject over the municipality: where they are, how many, what stands behind."""
    rows_by_subject: dict[int, dict[str, int]] = {}
    pupils: dict[int, dict[int, int]] = {}
    names = ("n5", "n4", "n3", "n2", "n_na", "micro_d", "micro_na", "micro_r3", "components")
    for row in read_marks_by_subject(reader, selection.year or 0, selection.period or "Y"):
        sums = rows_by_subject.setdefault(row.subject_id, dict.fromkeys(names, 0))
        for name in names:
            sums[name] += getattr(row, name)
        count = row.n5 + row.n4 + row.n3 + row.n2 + row.n_na
        pupils.setdefault(row.subject_id, {})[row.school_id] = count
    subjects = read_subjects(reader)
    order = sorted(
        rows_by_subject.items(),
        key=lambda pair: (-_micro(pair[1]), subjects[pair[0]].name),
    )
    closed = _closed_subjects(selection, reader)
    rows = [
        _subject_row(subjects[id_].name, sums, reader, sum(pupils[id_].values()), id_ in closed)
        for id_, sums in order
    ]
    return Table(
        key="components",
        title="Проблемные компоненты по предметам",
        caption="предметы по убыванию числа микрокомпонентов",
        columns=SUBJECT_COLUMNS,
        rows=tuple(rows),
        notes=(
            "Микрокомпонент — отметка, которая отделяет обучающегося от следующей группы: «2», «н/а» или "
            "единственная «3». Методика проекта.",
        ),
        source=source(selection),
        empty="Нет отметок за этот период.",
    )


SUBJECT_COLUMNS = (
    Column("subject", "Предмет"),
    Column("micro", "Микрокомпоненты", Kind.QUANTITY, Measure.COUNT, "«2», «н/а» и единственные «3»"),
    Column("d", "«2»", Kind.QUANTITY, Measure.COUNT, "неосвоение стандарта"),
    Column("na", "н/а", Kind.QUANTITY, Measure.COUNT, "неаттестация"),
    Column("r3", "Одна «3»", Kind.QUANTITY, Measure.COUNT, "резерв качества"),
    Column("components", "Компоненты", Kind.QUANTITY, Measure.COUNT, "классы × учителя с микрокомпонентами"),
    Column("quality", "Качество", Kind.QUANTITY, Measure.PERCENT, "доля «4» и «5» среди отметок по предмету"),
    Column("pass", "Успеваемость", Kind.QUANTITY, Measure.PERCENT, "доля «3», «4» и «5»"),
)


def _micro(sums: dict[str, int]) -> int:
    return sums["micro_d"] + sums["micro_na"] + sums["micro_r3"]


def _closed_subjects(selection: Selection, reader: Reader) -> set[int]:
    """Subjects whose municipal total, less what the schools' pages show, would give a hidden group away."""
    found = hidden_subjects_of_all(reader, selection.year or 0, selection.period or "Y")
    counts: dict[int, list[int]] = {}
    for (_, subject_id), (_, n) in found.items():
        counts.setdefault(subject_id, []).append(n)
    return {subject_id for subject_id, of in counts.items() if is_fragile(of, reader.small_number)}


def _closed_schools(selection: Selection, reader: Reader) -> frozenset[int]:
    """Schools whose bar, less what their page shows, would give a hidden group away; and hidden schools."""
    year, checkpoint = selection.year or 0, selection.period or "Y"
    counts: dict[int, list[int]] = {}
    for school_id, n in hidden_subjects_of_all(reader, year, checkpoint).values():
        counts.setdefault(school_id, []).append(n)
    fragile = (id_ for id_, of in counts.items() if is_fragile(of, reader.small_number))
    return hidden_schools(reader, year, checkpoint) | frozenset(fragile)


def _subject_row(name: str, sums: dict[str, int], reader: Reader, n: int, is_closed: bool) -> Row:
    is_small = is_closed or (hides(reader) and 0 < n < reader.small_number)
    reason = note(reader)

    def count(value: int) -> Cell:
        shown = Quantity.hidden(Measure.COUNT, reason) if is_small else Quantity(value, Measure.COUNT)
        return Cell(quantity=shown)

    def share(numerator: int) -> Cell:
        return Cell(
            quantity=Quantity.hidden(Measure.PERCENT, reason) if is_small else Quantity.share(numerator, n)
        )

    good = sums["n5"] + sums["n4"]
    return Row(
        (
            Cell(name),
            count(_micro(sums)),
            count(sums["micro_d"]),
            count(sums["micro_na"]),
            count(sums["micro_r3"]),
            count(sums["components"]),
            share(good),
            share(good + sums["n3"]),
        )
    )


def mark_bars(selection: Selection, reader: Reader) -> Bars:
    """Distribution of marks by school: 5, 4, 3, 2 and н/а."""
    rows = read_marks_by_subject(reader, selection.year or 0, selection.period or "Y")
    schools = {school.id: school for school in read_schools(reader)}
    names = ("n5", "n4", "n3", "n2", "n_na")
    sums: dict[int, dict[str, int]] = {}
    for row in rows:
        found = sums.setdefault(row.school_id, dict.fromkeys(names, 0))
        for name in names:
            found[name] += getattr(row, name)
    hidden = _closed_schools(selection, reader)
    order = sorted(
        (id_ for id_ in sums if id_ not in hidden), key=lambda i: natural_key(schools[i].short_name)
    )
    tones = ("5", "4", "3", "2", "na")
    return Bars(
        key="marks",
        title="Какие отметки ставят школы",
        caption="число отметок за период по всем предметам",
        categories=tuple(schools[id_].short_name for id_ in order),
        segments=tuple(
            Segment(
                "н/а" if tone == "na" else f"«{tone}»", tone, tuple(float(sums[id_][name]) for id_ in order)
            )
            for tone, name in zip(tones, names, strict=True)
        ),
        source=source(selection),
        empty="Нет отметок за этот период.",
    )
