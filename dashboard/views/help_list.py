"""Individual work: who, in what, how far from the threshold, and whether it is a repeat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.blocks import Cell, Column, Kind, Measure, Quantity, Row, Status, Table, Tone
from dashboard.methods.comparable import previous_checkpoint
from dashboard.methods.forecast import gap_to_mark
from dashboard.names import without_patronymic
from dashboard.selection import Selection
from dashboard.views.municipality import source
from data_access.queries.assignments import Assignment, may_assign, read_assignments
from data_access.queries.rollups import read_subjects
from data_access.viewer import Reader

HELP_COLUMNS = (
    Column("pupil", "Обучающийся"),
    Column("subject", "Предмет"),
    Column("kind", "Что мешает", Kind.STATUS),
    Column("average", "Ср. балл", Kind.QUANTITY, Measure.MEAN, "средний балл за период по журналу"),
    Column("gap", "До порога", Kind.QUANTITY, Measure.MEAN, "сколько не хватает до «4» (до «3» для «2»)"),
    Column("repeat", "Повтор", Kind.TEXT, None, "то же самое стояло в предыдущем периоде этого года"),
    Column("work", "Работа", Kind.TEXT, None, "индивидуальная работа: кто и до какого срока"),
)
KIND_WORDS = {
    "d": ("«2»", Tone.BAD, Status.BELOW),
    "na": ("н/а", Tone.BAD, Status.BELOW),
    "r3": ("одна «3»", Tone.WARN, Status.RISK),
    "r33": ("две «3»", Tone.PLAIN, Status.NONE),
    "r4": ("одна «4»", Tone.GOOD, Status.REACHED),
}
# Why the pupil is on the list, in words: the list has no score of its own.
TRIGGERS = {
    "d": "«2» за период: программа предмета не освоена",
    "na": "не аттестован за период",
    "r3": "единственная «3»: она одна отделяет от «хорошистов»",
}
PASS_FROM = 2.5


@dataclass(frozen=True, slots=True)
class Blocking:
    """A microcomponent with names: what `read_micro` gives for a teacher, made here for a class."""

    pupil_id: int
    name: str
    class_id: int
    class_name: str
    subject_id: int
    checkpoint: str
    kind: str
    average: float | None


def help_table(
    selection: Selection, reader: Reader, rows: list[Any], kept: Mapping[int, set[str]], with_class: bool
) -> Table:
    """Individual work: who, in what, how far from the threshold, and whether it is a repeat.

    `kept`: class → its checkpoints with marks this year.
    """
    names = read_subjects(reader)
    now = [row for row in rows if row.checkpoint == selection.period and row.kind in ("d", "na", "r3")]
    repeats = _repeats(selection, rows, kept)
    assigned = _assigned(selection, reader)
    now.sort(key=lambda row: (_gap(row) is None, _gap(row) or 0, row.name))
    columns = (
        HELP_COLUMNS if not with_class else (HELP_COLUMNS[0], Column("class", "Класс"), *HELP_COLUMNS[1:])
    )
    listed = []
    for row in now:
        word, tone, status = KIND_WORDS[row.kind]
        gap = _gap(row)
        cells = [
            Cell(
                without_patronymic(row.name),
                note=row.name,
                href=selection.at("/pupil", person=row.pupil_id).address,
            ),
            Cell(names[row.subject_id].name),
            Cell(word, tone=tone, status=status, note=TRIGGERS[row.kind]),
            Cell(quantity=_mean(row.average)),
            _gap_cell(gap),
            _repeat_cell(row, repeats),
            _work_cell(selection, reader, row, assigned),
        ]
        if with_class:
            href = selection.at("/class", unit=row.class_id).address
            cells.insert(1, Cell(row.class_name, href=href))
        listed.append(Row(tuple(cells)))
    return Table(
        key="help",
        title="Кому помочь",
        caption="ближе всех к порогу — первыми",
        columns=columns,
        rows=tuple(listed),
        notes=(
            "Порог — округление по уставу школы: 3,50 для «4», 2,50 для «3». Методика проекта. Порядок — по "
            "расстоянию до порога: это не оценка обучающегося.",
        ),
        source=source(selection),
        empty="Микрокомпонентов за этот период нет.",
        is_personal=True,
    )


Key = tuple[int, int, str]  # pupil, subject, kind


def _repeats(selection: Selection, rows: list[Any], kept: Mapping[int, set[str]]) -> dict[int, set[Key]]:
    """Class → what stood at its previous period: quarters and half-years have different ones.

    A class without an earlier period this year is absent: nothing can be a repeat there, nor new.
    """
    found = {}
    for class_id, codes in kept.items():
        before = previous_checkpoint(selection.period or "Y", codes)
        if before is not None:
            found[class_id] = {
                (row.pupil_id, row.subject_id, row.kind)
                for row in rows
                if row.class_id == class_id and row.checkpoint == before.value
            }
    return found


def _repeat_cell(row: Any, repeats: dict[int, set[Key]]) -> Cell:
    if row.class_id not in repeats:
        return Cell("", note="предыдущего периода нет")
    is_repeat = (row.pupil_id, row.subject_id, row.kind) in repeats[row.class_id]
    return Cell("повтор" if is_repeat else "новое")


def _assigned(selection: Selection, reader: Reader) -> dict[tuple[int, int], Assignment]:
    """Open work by pupil and subject; of several the one that ends last."""
    rows = [row for row in read_assignments(reader, selection.year or 0) if row.status == "open"]
    return {(row.pupil_id, row.subject_id): row for row in sorted(rows, key=lambda row: row.due_on)}


def _work_cell(
    selection: Selection, reader: Reader, row: Any, assigned: dict[tuple[int, int], Assignment]
) -> Cell:
    href = selection.at("/assign", person=row.pupil_id, subject=row.subject_id).address
    link = href if may_assign(reader) else ""
    known = assigned.get((row.pupil_id, row.subject_id))
    if known is None:
        return Cell("не назначена", href=link, tone=Tone.MUTED)
    words = f"назначено до {known.due_on:%d.%m}"
    return Cell(words, href=link, note=f"{known.text}, {known.author}")


def _gap_cell(gap: float | None) -> Cell:
    """An average that already rounds up needs no points: something else keeps the mark down."""
    if gap is not None and gap <= 0:
        return Cell("хватает", note="средний балл уже округляется до следующей отметки")
    return Cell(quantity=_mean(gap))


def _gap(row: Any) -> float | None:
    threshold = PASS_FROM if row.kind in ("d", "na") else 3.5
    return gap_to_mark(row.average, threshold)


def _mean(value: float | None) -> Quantity:
    return Quantity.missing(Measure.MEAN) if value is None else Quantity(value, Measure.MEAN)
