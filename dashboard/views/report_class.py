"""The class teacher's report: marks of the class against the standard and against ИОР, as a whole and by subject.

Fact and expectation count the same thing: successes and quality are of pupils, and the mean of the whole class is that
of each pupil's lowest mark, because ИОР of a class is made of lowest marks. The mean over all marks stands beside it
without an expectation.
"""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.blocks import Cell, Column, Kind, Measure, Quantity, Row, Table, Tone
from dashboard.methods.expected import Expectation
from dashboard.selection import Selection
from dashboard.views.class_scene import ClassScene, class_scene
from dashboard.views.compared import (
    Compared,
    closed_words,
    coverage_cell,
    deviation_of,
    expected_cell,
    expected_figures,
    method_note,
    not_applicable,
    verdict_cell,
)
from dashboard.views.component_cells import hidden_cell, marks_of, total
from dashboard.views.component_times import class_pupils, time_title
from dashboard.views.expectations import class_expectations, whole_class_expectation
from dashboard.views.mark_counts import shown
from dashboard.views.municipality import source
from dashboard.views.suppression import note
from data_access.queries.components import ComponentRow
from data_access.queries.rollups import Pupils, read_pupils, read_subjects
from data_access.viewer import Reader

STANDARD_SUCCESS = 100.0
CLASS_COLUMNS = (
    Column("measure", "Показатель"),
    Column("fact", "Факт", Kind.QUANTITY, Measure.PERCENT, "за выбранный период"),
    Column("standard", "Стандарт", Kind.QUANTITY, Measure.PERCENT, "у каждого «3» и выше по всем предметам"),
    Column("from_standard", "От стандарта, п.п.", Kind.QUANTITY, Measure.CHANGE, "факт минус стандарт"),
    Column("expected", "ИОР класса", Kind.QUANTITY, Measure.PERCENT, "ожидаемое по прошлым отметкам класса"),
    Column("deviation", "От ИОР", Kind.QUANTITY, None, "факт минус ИОР: п.п., у средней — в баллах"),
    Column("verdict", "Вывод", Kind.STATUS),
    Column(
        "coverage", "Охват", Kind.QUANTITY, Measure.PERCENT, "доля обучающихся, чьи прошлые отметки известны"
    ),
)
SUBJECT_COLUMNS = (
    Column("subject", "Предмет"),
    Column("pass", "Усп.", Kind.QUANTITY, Measure.PERCENT, "успеваемость: доля «5», «4» и «3»"),
    Column("pass_expected", "ИОР", Kind.QUANTITY, Measure.PERCENT, "ИОР успеваемости"),
    Column("pass_verdict", "К ИОР", Kind.STATUS, None, "успеваемость против ИОР"),
    Column("quality", "Кач.", Kind.QUANTITY, Measure.PERCENT, "качество: доля «5» и «4»"),
    Column("quality_expected", "ИОР", Kind.QUANTITY, Measure.PERCENT, "ИОР качества"),
    Column("quality_verdict", "К ИОР", Kind.STATUS, None, "качество против ИОР"),
    Column("mean", "Ср.", Kind.QUANTITY, Measure.MEAN, "средняя отметка, без «н/а»"),
    Column("mean_expected", "ИОР", Kind.QUANTITY, Measure.MEAN, "ИОР средней отметки"),
    Column("mean_verdict", "К ИОР", Kind.STATUS, None, "средняя отметка против ИОР"),
    Column("completion", "ИОР работы", Kind.QUANTITY, Measure.PERCENT,
           "ожидаемое выполнение контрольной работы; факт — в разделе «Работы»"),
    Column("coverage", "Охват", Kind.QUANTITY, Measure.PERCENT, "доля обучающихся, чьи прошлые отметки известны"),
)  # fmt: skip


def indicators(selection: Selection, reader: Reader) -> Table:
    """Показатели класса: факт, стандарт, ИОР."""
    scene = class_scene(selection, reader)
    is_closed = scene.now in scene.closed_classes
    row = class_pupils(read_pupils(reader, school_id=scene.school.id), scene.now).get(scene.place.id)
    rows: tuple[Row, ...] = ()
    if row is not None and row.n:
        rows = (_closed_row(reader),) if is_closed else _class_rows(reader, scene, row)
    return Table(
        key="report_class",
        title="Показатели класса: факт, стандарт, ИОР",
        caption=time_title(scene.now),
        columns=CLASS_COLUMNS,
        rows=rows,
        notes=(
            "Стандарт — отметка «3»: она есть у каждого по каждому предмету (успеваемость 100 %).",
            "Наименьшая отметка — у каждого обучающегося по всем предметам, «н/а» и «незач» считаются за «2»; из таких "
            "же отметок прошлого периода сделан ИОР класса.",
            method_note(reader),
        ),
        source=source(selection),
        empty="Нет отметок за этот период.",
    )


def _closed_row(reader: Reader) -> Row:
    closed = (hidden_cell(column.measure or Measure.CHANGE, note(reader)) for column in CLASS_COLUMNS[1:6])
    last = hidden_cell(Measure.PERCENT, note(reader))
    return Row((Cell("Показатели класса"), *closed, Cell("скрыто", tone=Tone.MUTED), last))


def _class_rows(reader: Reader, scene: ClassScene, row: Pupils) -> tuple[Row, ...]:
    expected = whole_class_expectation(reader, scene.place.id, *scene.now)
    success, quality, mean = expected_figures(expected)
    closed = closed_words(reader, expected)
    lowest = (5 * row.n_exc + 4 * row.n_good + 3 * row.n_sat + 2 * row.n_fail) / row.n
    pairs = (
        (
            "Успеваемость",
            Compared(Quantity.share(row.n - row.n_fail, row.n), success, Measure.PERCENT, closed),
        ),
        (
            "Качество",
            Compared(Quantity.share(row.n_exc + row.n_good, row.n), quality, Measure.PERCENT, closed),
        ),
        (
            "Наименьшая отметка, в среднем",
            Compared(Quantity(lowest, Measure.MEAN), mean, Measure.MEAN, closed),
        ),
    )
    rows = (_class_row(reader, title, pair, expected) for title, pair in pairs)
    return (*rows, _mean_row(reader, scene))


def _class_row(reader: Reader, title: str, pair: Compared, expected: Expectation) -> Row:
    has_standard = title == "Успеваемость" and pair.fact.value is not None
    standard = Quantity(STANDARD_SUCCESS, Measure.PERCENT) if has_standard else not_applicable(pair.measure)
    from_standard = (
        Quantity((pair.fact.value or 0) - STANDARD_SUCCESS, Measure.CHANGE)
        if has_standard
        else not_applicable(Measure.CHANGE)
    )
    return Row(
        (
            Cell(title),
            Cell(quantity=pair.fact),
            Cell(quantity=standard),
            Cell(quantity=from_standard),
            expected_cell(pair),
            Cell(quantity=deviation_of(pair)),
            verdict_cell(reader, pair),
            coverage_cell(reader, expected),
        )
    )


def _mean_row(reader: Reader, scene: ClassScene) -> Row:
    """The mean over all marks, where that gives no hidden subject away."""
    rows = scene.all_rows(scene.now)
    mean = None if rows is None else marks_of(rows).mean
    fact = Quantity.missing(Measure.MEAN) if mean is None else Quantity(mean, Measure.MEAN)
    if rows is None:
        fact = Quantity.hidden(Measure.MEAN, note(reader))
    nothing = (
        Cell(quantity=not_applicable(measure))
        for measure in (Measure.MEAN, Measure.CHANGE, Measure.MEAN, Measure.MEAN_CHANGE)
    )
    return Row(
        (
            Cell("Средняя отметка по всем предметам"),
            Cell(quantity=fact),
            *nothing,
            Cell("–", note="ИОР класса считается по наименьшим отметкам"),
            Cell(quantity=not_applicable(Measure.PERCENT)),
        )
    )


def subjects(selection: Selection, reader: Reader) -> Table:
    """Each subject of the class: success, quality and mean mark against ИОР. Subgroups are one subject."""
    scene = class_scene(selection, reader)
    names = read_subjects(reader)
    expected = class_expectations(reader, scene.place.id, *scene.now)
    found = [id_ for id_ in scene.subjects() if total(scene.rows(scene.now, id_), "n")]
    is_shut = scene.now in scene.closed_classes
    rows = [
        _closed_subject(reader, names[id_].name)
        if scene.is_closed(scene.now, id_)
        else _subject_row(reader, names[id_].name, scene.rows(scene.now, id_), expected.get(id_))
        for id_ in sorted(found, key=lambda id_: names[id_].name)
        if not is_shut
    ]
    return Table(
        key="report_subjects",
        title="По предметам: факт и ИОР",
        caption=time_title(scene.now),
        columns=SUBJECT_COLUMNS,
        rows=tuple(rows),
        notes=(method_note(reader),),
        source=source(selection),
        empty=f"Предметы этого класса закрыты — {note(reader)}."
        if is_shut
        else "Нет отметок за этот период.",
    )


def _closed_subject(reader: Reader, name: str) -> Row:
    cells = (
        hidden_cell(column.measure, note(reader)) if column.measure else Cell("скрыто", tone=Tone.MUTED)
        for column in SUBJECT_COLUMNS[1:]
    )
    return Row((Cell(name), *cells))


def _subject_row(
    reader: Reader, name: str, rows: Iterable[ComponentRow], expected: Expectation | None
) -> Row:
    counts = marks_of(rows)
    success, quality, mean = expected_figures(expected)
    closed = closed_words(reader, expected)
    fact_mean = Quantity.missing(Measure.MEAN) if counts.mean is None else Quantity(counts.mean, Measure.MEAN)
    pairs = (
        Compared(shown(counts.pass_share), success, Measure.PERCENT, closed),
        Compared(shown(counts.quality_share), quality, Measure.PERCENT, closed),
        Compared(fact_mean, mean, Measure.MEAN, closed),
    )
    cells = [
        cell
        for pair in pairs
        for cell in (Cell(quantity=pair.fact), expected_cell(pair), verdict_cell(reader, pair, is_short=True))
    ]
    percent = expected.percent if expected is not None and expected.is_computed else None
    completion = expected_cell(Compared(not_applicable(Measure.PERCENT), percent, Measure.PERCENT, closed))
    return Row((Cell(name), *cells, completion, coverage_cell(reader, expected)))
