"""Blocks of a teacher: final marks with microcomponents by class and subject, and the pupils to work with."""

from __future__ import annotations

from dashboard.blocks import (
    Cell,
    Column,
    Kind,
    Measure,
    Quantity,
    Row,
    Table,
    Tile,
    Tiles,
)
from dashboard.methods.ordering import class_key
from dashboard.selection import Selection
from dashboard.views.component_cells import per_100
from dashboard.views.help_list import help_table
from dashboard.views.mark_counts import mark_counts, shown, shown_forecast
from dashboard.views.municipality import source
from dashboard.views.teacher_scene import teacher_scene
from data_access.queries.components import ComponentRow
from data_access.queries.people import read_micro, read_teacher
from data_access.queries.rollups import read_subjects
from data_access.viewer import Reader


def _marks(selection: Selection, reader: Reader, year: int) -> list[ComponentRow]:
    return teacher_scene(selection, reader).every((year, selection.period or "Y"))


def tiles(selection: Selection, reader: Reader) -> Tiles:
    """Marks given, quality, success, microcomponents per 100 marks; the same checkpoint a year before."""
    year = selection.year or 0
    now, before = _marks(selection, reader, year), _marks(selection, reader, year - 1)
    n, n_before = (sum(row.n for row in rows) for rows in (now, before))

    def part(rows: list[ComponentRow], *names: str) -> int:
        return sum(getattr(row, name) for row in rows for name in names)

    def share_tile(key: str, title: str, *names: str) -> Tile:
        shown = Quantity.share(part(now, *names), n)
        change = None
        if n and n_before:
            change = Quantity((shown.value or 0) - 100 * part(before, *names) / n_before, Measure.CHANGE)
        return Tile(key, title, shown, change=change, caption="итоговые отметки за период")

    micro = sum(row.micro for row in now)
    index = Quantity(100 * micro / n, Measure.INDEX) if n else Quantity.missing(Measure.INDEX, "нет отметок")
    classes = len({row.class_id for row in now})
    made = (
        share_tile("quality", "Качество обучения", "n5", "n4"),
        share_tile("pass_rate", "Успеваемость", "n5", "n4", "n3"),
        Tile(
            "micro",
            "Микрокомпоненты",
            Quantity(micro, Measure.COUNT),
            caption="«2», «н/а» и единственные «3»",
        ),
        Tile("per100", "Микрокомпонентов на 100 отметок", index, caption="методика проекта"),
        Tile("marks", "Итоговых отметок", Quantity(n, Measure.COUNT), caption=f"классов: {classes}"),
    )
    return Tiles("tiles", "Показатели", made, source(selection))


COLUMNS = (
    Column("class", "Класс"),
    Column("subject", "Предмет"),
    Column("n", "Отметок", Kind.QUANTITY, Measure.COUNT),
    Column("n5", "«5»", Kind.QUANTITY, Measure.COUNT),
    Column("n4", "«4»", Kind.QUANTITY, Measure.COUNT),
    Column("n3", "«3»", Kind.QUANTITY, Measure.COUNT),
    Column("n2", "«2»", Kind.QUANTITY, Measure.COUNT),
    Column("na", "н/а", Kind.QUANTITY, Measure.COUNT, "не аттестованы"),
    Column("micro", "Микро", Kind.QUANTITY, Measure.COUNT, "микрокомпоненты"),
    Column("per100", "На 100", Kind.QUANTITY, Measure.INDEX, "микрокомпоненты на 100 отметок"),
    Column("quality", "Качество", Kind.QUANTITY, Measure.PERCENT),
    Column("forecast", "Прогноз", Kind.QUANTITY, Measure.PERCENT, "если единственные «3» исправлены"),
)


def classes(selection: Selection, reader: Reader) -> Table:
    """Personal control: final marks by class and subject with the count of problem microcomponents."""
    rows = _marks(selection, reader, selection.year or 0)
    subjects = read_subjects(reader)
    order = sorted(rows, key=lambda row: (class_key(row.class_name), subjects[row.subject_id].name))
    return Table(
        key="classes",
        title="Итоговые отметки и микрокомпоненты",
        caption="по классам и предметам",
        columns=COLUMNS,
        rows=tuple(_row(selection, row, subjects[row.subject_id].name) for row in order),
        notes=("Число показывает, где нужна помощь, и не оценивает педагога: состав классов различается.",),
        source=source(selection),
        empty="Нет отметок за этот период.",
        is_personal=True,
    )


def _row(selection: Selection, row: ComponentRow, subject: str) -> Row:
    counts = (row.n, row.n5, row.n4, row.n3, row.n2, row.n_na)
    return Row(
        (
            Cell(row.class_name, href=selection.at("/class", unit=row.class_id).address),
            Cell(subject),
            *(Cell(quantity=Quantity(count, Measure.COUNT)) for count in counts),
            Cell(quantity=Quantity(row.micro, Measure.COUNT)),
            Cell(quantity=per_100(row.micro, row.n)),
            Cell(quantity=shown(mark_counts([row]).quality_share)),
            Cell(quantity=shown_forecast([row])),
        )
    )


def pupils(selection: Selection, reader: Reader) -> Table:
    """Pupils to work with in the teacher's subjects; «повтор»: the same stood in another period of the year."""
    person = read_teacher(reader, selection.person or 0)
    rows = read_micro(reader, selection.year or 0, teacher_id=person.id)
    return help_table(selection, reader, rows, teacher_scene(selection, reader).kept, with_class=True)
