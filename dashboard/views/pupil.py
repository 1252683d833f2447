"""Blocks of a pupil: where they stand, marks by period and subject, what separates them from the next group."""

from __future__ import annotations

from typing import Any

from dashboard.blocks import (
    Cell,
    Column,
    Header,
    Kind,
    Matrix,
    MatrixRow,
    Measure,
    Quantity,
    Role,
    Row,
    Series,
    Table,
    Tile,
    Tiles,
    Tone,
    Trend,
)
from dashboard.methods.categories import Category, standing
from dashboard.methods.comparable import checkpoint_of, period_title
from dashboard.methods.components import microcomponents
from dashboard.methods.forecast import gap_to_mark
from dashboard.numbers import format_number, format_year
from dashboard.selection import Selection
from dashboard.views.help_list import KIND_WORDS, PASS_FROM
from dashboard.views.municipality import source
from dashboard.views.school_class import GROUPS, MARK_TONES, MARK_WORDS, group_of
from data_access.queries.people import read_pupil, read_pupil_marks
from data_access.queries.rollups import Subject, read_subjects
from data_access.viewer import Reader

PERIOD_ORDER = ("Q1", "T1", "H1", "Q2", "T2", "Q3", "Q4", "T3", "H2", "Y")


def _marks(selection: Selection, reader: Reader) -> list[Any]:
    return read_pupil_marks(reader, read_pupil(reader, selection.person or 0).id)


def _at_checkpoint(selection: Selection, reader: Reader, year: int | None) -> dict[int, Any]:
    graded = read_subjects(reader)
    return {
        row.subject_id: row
        for row in _marks(selection, reader)
        if row.year == year
        and checkpoint_of(row.period).value == selection.period
        and graded[row.subject_id].is_graded
    }


def _mean(rows: dict[int, Any]) -> Quantity:
    numbers = [int(row.value) for row in rows.values() if row.value in "12345"]
    if not numbers:
        return Quantity.missing(Measure.MEAN, "нет отметок за период")
    return Quantity(sum(numbers) / len(numbers), Measure.MEAN)


def tiles(selection: Selection, reader: Reader) -> Tiles:
    """Category, mean mark, microcomponents, share of «4» and «5»."""
    rows = _at_checkpoint(selection, reader, selection.year)
    before = _at_checkpoint(selection, reader, (selection.year or 0) - 1)
    values = {subject_id: row.value for subject_id, row in rows.items()}
    found = standing(values)
    micro = microcomponents(values)
    mean, was = _mean(rows), _mean(before)
    change = None
    if mean.value is not None and was.value is not None:
        change = Quantity(mean.value - was.value, Measure.MEAN_CHANGE)
    good = sum(value in ("4", "5") for value in values.values())
    marked = sum(value in ("1", "2", "3", "4", "5", "na", "fail") for value in values.values())
    counted = [item for item in micro if item.type.value in ("d", "na", "r3")]
    is_known = found.category is not Category.NONE
    group = GROUPS.get(group_of(found), (Tone.PLAIN, "следующая группа не в одном шаге"))[1]
    made = (
        Tile("mean", "Средняя отметка", mean, change=change, caption="за период"),
        Tile(
            "good", "Отметок «4» и «5»", Quantity.share(good, marked), caption=f"{good} из {marked} предметов"
        ),
        Tile(
            "micro",
            "Микрокомпоненты",
            Quantity(len(counted), Measure.COUNT)
            if is_known
            else Quantity.missing(Measure.COUNT, "нет отметок"),
            caption=f"{found.category.label} · {group}" if is_known else "",
        ),
    )
    return Tiles("tiles", "Показатели", made, source(selection))


def marks_matrix(selection: Selection, reader: Reader) -> Matrix:
    """Subjects × periods of the school year."""
    known = read_subjects(reader)
    rows = [row for row in _marks(selection, reader) if row.year == selection.year]
    periods = sorted({row.period for row in rows}, key=PERIOD_ORDER.index)
    by_subject: dict[int, dict[str, Any]] = {}
    for row in rows:
        by_subject.setdefault(row.subject_id, {})[row.period] = row
    blocking = _blocking(rows, known)
    return Matrix(
        key="marks",
        title="Отметки по предметам и периодам",
        caption="в рамке — отметка, которая отделяет от следующей группы",
        corner="Предмет",
        columns=tuple(Header(_short(period), period_title(period)) for period in periods),
        rows=tuple(
            MatrixRow(
                Cell(known[subject_id].name),
                tuple(
                    _cell(by_subject[subject_id].get(period), (subject_id, period) in blocking)
                    for period in periods
                ),
            )
            for subject_id in sorted(by_subject)
        ),
        source=f"Источник: отметки журнала, {format_year(selection.year or 0)} учебный год",
        empty="В этом учебном году отметок нет.",
        is_personal=True,
    )


def _short(period: str) -> str:
    words = {"Q": "четв.", "T": "трим.", "H": "полуг."}
    return "Год" if period == "Y" else f"{period[1]} {words[period[0]]}"


def _blocking(rows: list[Any], known: dict[int, Subject]) -> set[tuple[int, str]]:
    """Quarters and half-years that end together are judged together."""
    at: dict[str, dict[int, Any]] = {}
    for row in sorted(rows, key=lambda row: PERIOD_ORDER.index(row.period)):
        if known[row.subject_id].is_graded:
            at.setdefault(checkpoint_of(row.period).value, {})[row.subject_id] = row
    return {
        (micro.subject_id, found[micro.subject_id].period)
        for found in at.values()
        for micro in microcomponents({subject_id: row.value for subject_id, row in found.items()})
        if micro.type.value != "r33"
    }


def _cell(row: Any, is_framed: bool) -> Cell:
    if row is None:
        return Cell("")
    note = f"средний балл {format_number(row.average, Measure.MEAN)}" if row.average else ""
    word = MARK_WORDS.get(row.value, row.value)
    return Cell(word, tone=MARK_TONES.get(row.value, Tone.PLAIN), framed=is_framed, note=note)


def trend(selection: Selection, reader: Reader) -> Trend:
    """Mean mark over the years at the same checkpoint."""
    rows = _marks(selection, reader)
    years = sorted({row.year for row in rows})
    points = tuple(_mean(_at_checkpoint(selection, reader, year)) for year in years)
    return Trend(
        key="trend",
        title="Средняя отметка по годам",
        caption="за один и тот же период каждого года",
        labels=tuple(format_year(year) for year in years),
        series=(Series("Средняя отметка", points, Role.SUBJECT),),
        measure=Measure.MEAN,
        source="Источник: отметки журнала",
        empty="Отметок ещё нет.",
    )


COLUMNS = (
    Column("subject", "Предмет"),
    Column("kind", "Что мешает", Kind.STATUS),
    Column("average", "Ср. балл", Kind.QUANTITY, Measure.MEAN),
    Column("gap", "До порога", Kind.QUANTITY, Measure.MEAN, "до «4» — 3,50; до «3» — 2,50"),
)


def individual_work(selection: Selection, reader: Reader) -> Table:
    """What to work on: subjects that separate the pupil from the next group, with the gap in the average."""
    rows = _at_checkpoint(selection, reader, selection.year)
    means = _year_means(selection, reader)
    known = read_subjects(reader)
    micro = microcomponents({subject_id: row.value for subject_id, row in rows.items()})
    listed = []
    for item in micro:
        word, tone, status = KIND_WORDS[item.type.value]
        average = rows[item.subject_id].average or means.get(item.subject_id)
        threshold = {"d": PASS_FROM, "na": PASS_FROM, "r4": 4.5}.get(item.type.value, 3.5)
        gap = gap_to_mark(average, threshold)
        listed.append(
            Row(
                (
                    Cell(known[item.subject_id].name),
                    Cell(word, tone=tone, status=status),
                    Cell(quantity=_number(average)),
                    Cell(quantity=_number(gap)),
                )
            )
        )
    return Table(
        key="work",
        title="Над чем работать",
        caption="предметы, которые отделяют от следующей группы",
        columns=COLUMNS,
        rows=tuple(listed),
        source=source(selection),
        empty="Ни один предмет в отдельности не отделяет от следующей группы.",
        is_personal=True,
    )


def _year_means(selection: Selection, reader: Reader) -> dict[int, float]:
    """Subject → mean of the averages of the year's periods: journals give no average of the year."""
    found: dict[int, list[float]] = {}
    for row in _marks(selection, reader):
        if row.year == selection.year and row.average is not None:
            found.setdefault(row.subject_id, []).append(row.average)
    return {subject_id: round(sum(values) / len(values), 2) for subject_id, values in found.items()}


def _number(value: float | None) -> Quantity:
    return Quantity.missing(Measure.MEAN) if value is None else Quantity(value, Measure.MEAN)
