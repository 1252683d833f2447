"""Final marks of a teacher by period: every checkpoint of the year beside the same one a year before."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.blocks import Cell, Column, Kind, Measure, Quantity, Row, Table, Tone
from dashboard.methods.comparable import checkpoint_title
from dashboard.numbers import format_year
from dashboard.selection import Selection
from dashboard.views.component_cells import METHOD, NO_VERDICT, count_cell, marks_of, total
from dashboard.views.component_times import Time
from dashboard.views.mark_counts import shown
from dashboard.views.municipality import source
from dashboard.views.teacher_scene import Pair, TeacherScene, index, teacher_scene
from data_access.queries.components import ComponentRow
from data_access.viewer import Reader

COLUMNS = (
    Column("period", "Период"),
    Column("year", "Учебный год"),
    Column("n", "Отметок", Kind.QUANTITY, Measure.COUNT, "с отметкой или «н/а»"),
    Column("quality", "Качество", Kind.QUANTITY, Measure.PERCENT, "доля «4» и «5»"),
    Column("change", "К предыдущему", Kind.QUANTITY, Measure.CHANGE,
           "качество к предыдущему периоду года, по одним и тем же классам и предметам"),
    Column("over_year", "За год", Kind.QUANTITY, Measure.CHANGE,
           "качество к тому же периоду прошлого года, по тем же классам (на год младше)"),
    Column("pass", "Успеваемость", Kind.QUANTITY, Measure.PERCENT, "доля «5», «4» и «3»"),
    Column("sou", "СОУ", Kind.QUANTITY, Measure.PERCENT, "степень обученности: 100, 64, 36, 16 %, «н/а» — 7 %"),
    Column("mean", "Средняя", Kind.QUANTITY, Measure.MEAN, "средняя отметка, без «н/а»"),
    Column("micro", "Микро", Kind.QUANTITY, Measure.COUNT, "микрокомпоненты: «2», «н/а», единственные «3»"),
    Column("per100", "На 100", Kind.QUANTITY, Measure.INDEX, "микрокомпоненты на 100 отметок"),
)  # fmt: skip
NO_PAIR = "сравнить не с чем"


def periods(selection: Selection, reader: Reader) -> Table:
    """A line per checkpoint of the year, and below it the same checkpoint of the year before."""
    scene = teacher_scene(selection, reader)
    year = scene.now[0]
    rows = []
    for code in scene.checkpoints():
        rows.append(_row(scene, (year, code)))
        if scene.every((year - 1, code)):
            rows.append(_row(scene, (year - 1, code)))
    return Table(
        key="periods",
        title="По периодам",
        caption="итоговые отметки педагога и те же периоды прошлого года",
        columns=COLUMNS,
        rows=tuple(rows),
        notes=(
            NO_VERDICT,
            METHOD,
            "Изменения — только по классам и предметам, где отметки есть в обоих периодах; часть года с целым годом не "
            "сравнивается. В строках прошлого года — все классы, которые были у педагога тогда.",
        ),
        source=source(selection),
        empty="Нет отметок за этот учебный год.",
        is_personal=True,
    )


def _row(scene: TeacherScene, time: Time) -> Row:
    year, code = time
    rows = scene.every(time)
    counts = marks_of(rows)
    is_chosen = time == scene.now
    mean, per_100 = counts.mean, index(rows)
    return Row(
        (
            Cell(checkpoint_title(code), tone=Tone.FAIR if is_chosen else Tone.PLAIN),
            Cell(format_year(year), tone=Tone.PLAIN if year == scene.now[0] else Tone.MUTED),
            count_cell(counts.n),
            Cell(quantity=shown(counts.quality_share)),
            *_changes(scene, time),
            Cell(quantity=shown(counts.pass_share)),
            Cell(quantity=shown(counts.sou)),
            _number(mean, Measure.MEAN),
            count_cell(total(rows)),
            _number(per_100, Measure.INDEX),
        )
    )


def _changes(scene: TeacherScene, time: Time) -> tuple[Cell, Cell]:
    """To the period before and to the year before; a year has no period before it, and last year is only shown."""
    year, code = time
    if year != scene.now[0]:
        return Cell(""), Cell("")
    over_year = _change(scene.pairs(time, (year - 1, code)))
    return (Cell("") if code == "Y" else _change(scene.pairs(time))), over_year


def _number(value: float | None, measure: Measure) -> Cell:
    return Cell(quantity=Quantity.missing(measure) if value is None else Quantity(value, measure))


def _change(pairs: list[Pair]) -> Cell:
    """Change of quality over groups that have both sides, in percent points."""
    here = _quality(row for now, _ in pairs for row in now)
    there = _quality(row for _, was in pairs for row in was)
    if here is None or there is None:
        return Cell(quantity=Quantity.missing(Measure.CHANGE, NO_PAIR))
    return Cell(quantity=Quantity(here - there, Measure.CHANGE))


def _quality(rows: Iterable[ComponentRow]) -> float | None:
    return marks_of(rows).quality_share.percent
