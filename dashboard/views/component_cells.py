"""Cells of problem components: the same count looks the same on the page of a class, school and municipality."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from dashboard.blocks import Cell, Measure, Quantity, Tone
from dashboard.methods.totals import MarkCounts
from dashboard.names import with_initials
from dashboard.selection import Selection
from data_access.viewer import Reader

METHOD = (
    "Микрокомпонент — отметка, которая отделяет обучающегося от следующей группы: «2», «н/а» или единственная "
    "«3» (вес 1). Проблемный компонент — класс, предмет и учитель, где есть хотя бы один микрокомпонент. "
    "Методика проекта."
)
TONES = "Красным — есть «2» или «н/а», жёлтым — только единственные «3», зелёным — микрокомпонентов нет."
NO_VERDICT = "Число показывает, где нужна помощь, и не оценивает педагога: состав классов различается."
NO_MARKS = "отметок за этот период нет"


class Counts(Protocol):
    """What every roll-up of marks has."""

    @property
    def n5(self) -> int: ...
    @property
    def n4(self) -> int: ...
    @property
    def n3(self) -> int: ...
    @property
    def n2(self) -> int: ...
    @property
    def n_na(self) -> int: ...
    @property
    def n(self) -> int: ...
    @property
    def micro(self) -> int: ...
    @property
    def micro_d(self) -> int: ...
    @property
    def micro_na(self) -> int: ...
    @property
    def micro_r3(self) -> int: ...


def total(rows: Iterable[Counts], name: str = "micro") -> int:
    """Sum of one count over these rows."""
    return sum(int(getattr(row, name)) for row in rows)


def marks_of(rows: Iterable[Counts]) -> MarkCounts:
    """Marks of these rows, for the shares of the methods."""
    return sum((MarkCounts(row.n5, row.n4, row.n3, row.n2, row.n_na) for row in rows), MarkCounts())


def count_cell(value: int, href: str = "") -> Cell:
    return Cell(quantity=Quantity(value, Measure.COUNT), href=href)


def per_100(micro: float, n: float, note: str = "") -> Quantity:
    """Microcomponents per 100 pupils or marks."""
    return Quantity(100 * micro / n, Measure.INDEX, note=note) if n else Quantity.missing(Measure.INDEX, note)


def micro_cell(rows: Iterable[Counts], href: str = "", note: str = "") -> Cell:
    """Count of microcomponents, toned by what stands behind; empty where nobody has a mark."""
    listed = list(rows)
    if not total(listed, "n") and not total(listed):
        return Cell("", note=NO_MARKS)
    d, na, r3 = (total(listed, name) for name in ("micro_d", "micro_na", "micro_r3"))
    tone = Tone.BAD if d or na else Tone.WARN if r3 else Tone.GOOD
    words = f"«2»: {d}, н/а: {na}, одна «3»: {r3}"
    return Cell(
        quantity=Quantity(d + na + r3, Measure.COUNT),
        tone=tone,
        href=href,
        note=f"{words}. {note}" if note else words,
    )


def hidden_cell(measure: Measure, reason: str) -> Cell:
    return Cell(quantity=Quantity.hidden(measure, reason))


def change_cell(now: float, before: float, measure: Measure, words: str = "") -> Cell:
    """A change of problems: fewer is better."""
    step = now - before
    tone = Tone.BAD if step > 0 else Tone.GOOD if step < 0 else Tone.PLAIN
    return Cell(quantity=Quantity(step, measure), tone=tone, note=words)


def teacher_cell(
    selection: Selection, reader: Reader, teacher_ids: Iterable[int], people: Mapping[int, str]
) -> Cell:
    """Teachers of a group by name, with a link where the viewer may open their page."""
    if not reader.viewer.sees_names:
        return Cell("скрыто", note="имена педагогов — персональные данные", tone=Tone.MUTED)
    known = [id_ for id_ in sorted(set(teacher_ids)) if id_ in people]
    if not known:
        return Cell("не указан", tone=Tone.MUTED)
    viewer = reader.viewer
    may_open = viewer.sees_municipality or viewer.school_ids or known[0] in viewer.teacher_ids
    href = selection.at("/teacher", person=known[0]).address if may_open else ""
    words = ", ".join(with_initials(people[id_]) for id_ in known)
    return Cell(words, href=href, note=", ".join(people[id_] for id_ in known))
