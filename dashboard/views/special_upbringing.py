"""Upbringing: satisfaction of three groups and preventive work, by organisation."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.blocks import (
    Cell,
    Column,
    Header,
    Kind,
    Matrix,
    MatrixRow,
    Measure,
    Quantity,
    Row,
    Table,
    Tone,
)
from dashboard.selection import Selection
from dashboard.views.register_scene import (
    count_cell,
    empty_words,
    number,
    register_href,
    register_source,
    scene,
    total,
    words,
)
from data_access.queries.registers import Line
from data_access.viewer import Reader

SATISFACTION, PREVENTION = "Удовлетворённость воспитательной работой", "Профилактическая работа"
GROUPS = ("обучающиеся", "родители", "педагоги")
GOOD, FAIR = 80.0, 60.0


def satisfaction(selection: Selection, reader: Reader) -> Matrix:
    """Organisations × groups: share of the satisfied among those asked, and all groups together."""
    found = scene(selection, reader)
    lines = found.of_year("satisfaction")
    units = list(dict.fromkeys(line.unit_id for line in lines))
    rows = [
        _satisfied_row(selection, found.names, id_, [x for x in lines if x.unit_id == id_]) for id_ in units
    ]
    if len(units) > 1:
        rows.append(MatrixRow(Cell("Все организации"), _satisfied(lines), (_share_cell(lines),)))
    return Matrix(
        key="satisfaction",
        title="Удовлетворённость трёх групп",
        caption="доля удовлетворённых среди опрошенных, %",
        corner="Организация",
        columns=tuple(Header(group, f"группа «{group}»") for group in GROUPS),
        rows=tuple(rows),
        tail_columns=(Column("all", "Вместе", Kind.QUANTITY, Measure.PERCENT),),
        notes=(f"Цвет: от {GOOD:g} % — хорошо, от {FAIR:g} % — внимание, ниже — плохо; границы проекта.",),
        source=register_source(selection, SATISFACTION),
        empty=empty_words(SATISFACTION),
    )


def _satisfied_row(
    selection: Selection, names: Mapping[int, str], unit_id: int, lines: list[Line]
) -> MatrixRow:
    href = register_href(selection, "satisfaction", unit_id)
    return MatrixRow(Cell(names.get(unit_id, ""), href=href), _satisfied(lines), (_share_cell(lines),))


def _satisfied(lines: list[Line]) -> tuple[Cell, ...]:
    return tuple(_share_cell([line for line in lines if words(line, "group") == group]) for group in GROUPS)


def _share_cell(lines: list[Line]) -> Cell:
    asked = total(lines, "asked")
    shown = Quantity.share(total(lines, "satisfied"), asked, "" if asked else "опроса не было")
    if shown.value is None:
        return Cell(quantity=shown, tone=Tone.MUTED)
    tone = Tone.GOOD if shown.value >= GOOD else Tone.WARN if shown.value >= FAIR else Tone.BAD
    return Cell(quantity=shown, tone=tone, note=f"опрошено {asked:g}")


def prevention(selection: Selection, reader: Reader) -> Table:
    """Preventive work: who is registered, how many were taken off, how many are busy after lessons."""
    found = scene(selection, reader)
    lines = found.of_year("prevention")
    rows = [
        Row(
            (
                Cell(found.name(line), href=register_href(selection, "prevention", line.unit_id)),
                Cell(words(line, "kind")),
                count_cell(number(line, "registered")),
                count_cell(number(line, "removed")),
                Cell(quantity=Quantity.share(number(line, "occupied"), number(line, "registered"))),
            )
        )
        for line in lines
    ]
    if rows:
        sums = [total(lines, name) for name in ("registered", "removed", "occupied")]
        rows.append(
            Row(
                (
                    Cell("Все организации"),
                    Cell(""),
                    count_cell(sums[0]),
                    count_cell(sums[1]),
                    Cell(quantity=Quantity.share(sums[2], sums[0])),
                ),
                is_total=True,
            )
        )
    return Table(
        key="prevention",
        title="Профилактическая работа",
        caption="сколько на учёте, снято за год, заняты после уроков",
        columns=(
            Column("unit", "Организация"),
            Column("kind", "Вид учёта"),
            Column("registered", "Состоит", Kind.QUANTITY, Measure.COUNT),
            Column("removed", "Снято", Kind.QUANTITY, Measure.COUNT),
            Column("occupied", "Заняты", Kind.QUANTITY, Measure.PERCENT, "заняты после уроков"),
        ),
        rows=tuple(rows),
        source=register_source(selection, PREVENTION),
        empty=empty_words(PREVENTION),
    )
