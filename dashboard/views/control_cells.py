"""Figures of personal control: one set of columns for a teacher, a subject and a class, on every page."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.blocks import Cell, Column, Kind, Measure, Quantity, Tone
from dashboard.methods.components import MicroType
from dashboard.methods.control import ControlCounts, SubjectControl
from dashboard.methods.ordering import class_key
from dashboard.views.component_cells import change_cell, count_cell
from dashboard.views.component_times import Time, time_before, time_title

FIGURES = (
    Column("n", "Отметок", Kind.QUANTITY, Measure.COUNT, "обучающихся с отметкой, «н/а» или «незач»"),
    Column("d", "«2»", Kind.QUANTITY, Measure.COUNT, "неосвоение стандарта: «2» и «незач»"),
    Column("na", "н/а", Kind.QUANTITY, Measure.COUNT, "неаттестация"),
    Column("r3", "Одна «3»", Kind.QUANTITY, Measure.COUNT, "резерв качества"),
    Column("micro", "Микро", Kind.QUANTITY, Measure.COUNT, "микрокомпоненты: «2», «н/а», единственные «3»"),
    Column("per100", "На 100", Kind.QUANTITY, Measure.INDEX, "микрокомпоненты на 100 отметок"),
    Column("change", "Изменение", Kind.QUANTITY, Measure.INDEX_CHANGE,
           "микрокомпонентов на 100 отметок к предыдущему сопоставимому периоду, по одним и тем же классам"),
    Column("pupils", "Обучающихся", Kind.QUANTITY, Measure.COUNT, "у кого есть микрокомпоненты"),
    Column("repeats", "Повторяются", Kind.QUANTITY, Measure.COUNT,
           "обучающиеся, у которых то же стояло в предыдущем сопоставимом периоде"),
)  # fmt: skip
LIKE_WITH_LIKE = (
    "Изменение — по классам и предметам, где отметки есть в обоих периодах: у каждого класса свой предыдущий период "
    "(четверть или полугодие), год сравнивается с прошлым годом того же класса."
)


def control_cells(counts: ControlCounts) -> tuple[Cell, ...]:
    """Cells of `FIGURES`."""
    number = dict(counts.by_type)
    index = counts.per_100
    repeats = len(counts.repeats)
    return (
        count_cell(int(counts.rate.denominator)),
        *(count_cell(number.get(kind, 0)) for kind in (MicroType.D, MicroType.NA, MicroType.R3)),
        count_cell(counts.n_micro),
        Cell(quantity=Quantity.missing(Measure.INDEX) if index is None else Quantity(index, Measure.INDEX)),
        index_change_cell(counts.change),
        count_cell(len(counts.pupils)),
        Cell(quantity=Quantity(repeats, Measure.COUNT), tone=Tone.BAD if repeats else Tone.PLAIN),
    )


def index_change_cell(step: float | None, words: str = "") -> Cell:
    """A change per 100 marks; nothing to compare with is said, not shown as zero."""
    if step is None:
        return Cell(quantity=Quantity.missing(Measure.INDEX_CHANGE, "сравнить не с чем"))
    return change_cell(step, 0, Measure.INDEX_CHANGE, words)


def subject_lines(
    subjects: tuple[SubjectControl, ...], subject_names: Mapping[int, str], class_names: Mapping[int, str]
) -> list[tuple[int, int | None, ControlCounts]]:
    """(subject, class or None for all its classes, counts), subjects by name, classes in their order.

    A subject of one class is that class: the same figures do not stand twice.
    """
    found: list[tuple[int, int | None, ControlCounts]] = []
    for part in sorted(subjects, key=lambda part: subject_names[part.subject_id]):
        if len(part.classes) > 1:
            found.append((part.subject_id, None, part.counts))
        classes = sorted(part.classes, key=lambda of: class_key(class_names[of.class_id]))
        found += [(part.subject_id, of.class_id, of.counts) for of in classes]
    return found


def compared_words(now: Time) -> str:
    """What the change is counted from; a part of a year depends on the class."""
    before = time_before(*now, ())
    return "к предыдущему периоду класса" if before is None else f"к: {time_title(before)}"
