"""Preschool quality: points by area of quality with their evidence, groups with children, places and teachers."""

from __future__ import annotations

from dashboard.blocks import Cell, Column, Kind, Measure, Quantity, Row, Table
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
from data_access.viewer import Reader

QUALITY, GROUPS = "Оценка качества дошкольного образования", "Группы детского сада"


def areas(selection: Selection, reader: Reader) -> Table:
    """Areas of quality: points of the possible, and what proves them."""
    found = scene(selection, reader)
    rows = tuple(
        Row(
            (
                Cell(found.name(line), href=register_href(selection, "preschool_quality", line.unit_id)),
                Cell(words(line, "area")),
                Cell(quantity=Quantity(number(line, "points"), Measure.INDEX)),
                Cell(quantity=Quantity.share(number(line, "points"), number(line, "maximum"))),
                Cell(words(line, "evidence")),
            )
        )
        for line in found.of_year("preschool_quality")
    )
    return Table(
        key="areas",
        title="Области качества дошкольного образования",
        caption="баллы из возможных",
        columns=(
            Column("unit", "Детский сад"),
            Column("area", "Область"),
            Column("points", "Баллы", Kind.QUANTITY, Measure.INDEX),
            Column("share", "От возможных", Kind.BAR, Measure.PERCENT),
            Column("evidence", "Подтверждение"),
        ),
        rows=rows,
        source=register_source(selection, QUALITY),
        empty=empty_words(QUALITY),
    )


def groups(selection: Selection, reader: Reader) -> Table:
    """Kindergarten groups: how full they are and how many children there are to a teacher."""
    found = scene(selection, reader)
    lines = found.of_year("preschool_groups")
    rows = [
        Row(
            (
                Cell(found.name(line), href=register_href(selection, "preschool_groups", line.unit_id)),
                Cell(words(line, "group")),
                *_figures([number(line, name) for name in ("children", "places", "teachers")]),
            )
        )
        for line in lines
    ]
    if rows:
        sums = [total(lines, name) for name in ("children", "places", "teachers")]
        rows.append(Row((Cell("Все группы"), Cell(""), *_figures(sums)), is_total=True))
    return Table(
        key="groups",
        title="Группы детских садов",
        caption="наполняемость и педагоги",
        columns=(
            Column("unit", "Детский сад"),
            Column("group", "Группа"),
            Column("children", "Детей", Kind.QUANTITY, Measure.COUNT),
            Column("places", "Наполняемость", Kind.BAR, Measure.PERCENT),
            Column("per", "Детей на педагога", Kind.QUANTITY, Measure.INDEX),
        ),
        rows=tuple(rows),
        source=register_source(selection, GROUPS),
        empty=empty_words(GROUPS),
    )


def _figures(sums: list[float]) -> tuple[Cell, ...]:
    children, places, teachers = sums
    per = Quantity(children / teachers, Measure.INDEX) if teachers else Quantity.missing(Measure.INDEX)
    return (count_cell(children), Cell(quantity=Quantity.share(children, places)), Cell(quantity=per))
