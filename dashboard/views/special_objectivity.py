"""Objectivity of procedures: observers, rechecks and orders as entered evidence. Signs are never proofs."""

from __future__ import annotations

from dashboard.blocks import Cell, Column, Kind, Measure, Quantity, Row, Status, Table
from dashboard.selection import Selection
from dashboard.views.register_scene import (
    count_cell,
    day_cell,
    empty_words,
    number,
    register_href,
    register_source,
    scene,
    total,
    words,
)
from data_access.viewer import Reader

OBSERVERS, RECHECKS = "Наблюдение за процедурами", "Перепроверка работ"
ORDERS = "Приказы об объективности"
ABSENT = "не было"


def observers(selection: Selection, reader: Reader) -> Table:
    """Procedures with and without independent observers; those without stand first."""
    found = scene(selection, reader)
    lines = sorted(found.of_year("observers"), key=lambda line: words(line, "kind") != ABSENT)
    rows = tuple(
        Row(
            (
                Cell(found.name(line), href=register_href(selection, "observers", line.unit_id)),
                Cell(words(line, "procedure")),
                day_cell(line, "date"),
                Cell(
                    words(line, "kind"),
                    status=Status.BELOW if words(line, "kind") == ABSENT else Status.REACHED,
                ),
                count_cell(number(line, "people")),
                count_cell(number(line, "faults")),
            )
        )
        for line in lines
    )
    covered = sum(words(line, "kind") != ABSENT for line in lines)
    return Table(
        key="observers",
        title="Наблюдение за процедурами",
        caption=f"с наблюдателями {covered} из {len(lines)}",
        columns=(
            Column("unit", "Организация"),
            Column("procedure", "Процедура"),
            Column("date", "Дата"),
            Column("kind", "Наблюдатели", Kind.STATUS),
            Column("people", "Человек", Kind.QUANTITY, Measure.COUNT),
            Column("faults", "Нарушений", Kind.QUANTITY, Measure.COUNT),
        ),
        rows=rows,
        source=register_source(selection, OBSERVERS),
        empty=empty_words(OBSERVERS),
    )


def rechecks(selection: Selection, reader: Reader) -> Table:
    """Works checked again and the share of them whose points were confirmed."""
    found = scene(selection, reader)
    lines = found.of_year("rechecks")
    rows = [
        Row(
            (
                Cell(found.name(line), href=register_href(selection, "rechecks", line.unit_id)),
                Cell(words(line, "procedure")),
                count_cell(number(line, "works")),
                Cell(quantity=Quantity.share(number(line, "confirmed"), number(line, "works"))),
            )
        )
        for line in lines
    ]
    if rows:
        share = Quantity.share(total(lines, "confirmed"), total(lines, "works"))
        cells = (Cell("Все организации"), Cell(""), count_cell(total(lines, "works")), Cell(quantity=share))
        rows.append(Row(cells, is_total=True))
    return Table(
        key="rechecks",
        title="Перепроверка работ",
        caption="доля работ, баллы которых подтвердились",
        columns=(
            Column("unit", "Организация"),
            Column("procedure", "Процедура"),
            Column("works", "Работ", Kind.QUANTITY, Measure.COUNT),
            Column("share", "Подтверждено", Kind.BAR, Measure.PERCENT, target=90.0),
        ),
        rows=tuple(rows),
        notes=("Ориентир 90 % — показатель одного из регионов, не норма.",),
        source=register_source(selection, RECHECKS),
        empty=empty_words(RECHECKS),
    )


def orders(selection: Selection, reader: Reader) -> Table:
    """Documents that secure objectivity."""
    found = scene(selection, reader)
    rows = tuple(
        Row(
            (
                Cell(found.name(line), href=register_href(selection, "objectivity_orders", line.unit_id)),
                Cell(words(line, "order")),
                Cell(words(line, "subject")),
            )
        )
        for line in found.of_year("objectivity_orders")
    )
    return Table(
        key="orders",
        title="Приказы об объективности",
        caption=f"документов: {len(rows)}",
        columns=(Column("unit", "Организация"), Column("order", "Номер и дата"), Column("subject", "О чём")),
        rows=rows,
        source=register_source(selection, ORDERS),
        empty=empty_words(ORDERS),
    )
