"""Methodical work: young teachers and their mentors, methodical unions and whom they cover, network forms."""

from __future__ import annotations

from dashboard.blocks import Cell, Column, Kind, Measure, Quantity, Row, Status, Table
from dashboard.selection import Selection
from dashboard.views.register_scene import (
    count_cell,
    empty_words,
    number,
    register_href,
    register_source,
    scene,
    words,
)
from data_access.viewer import Reader

MENTORS, UNIONS = "Молодые педагоги и наставники", "Методические объединения"
NETWORKS = "Сетевые формы методической работы"


def mentors(selection: Selection, reader: Reader) -> Table:
    """Young teachers, those without a mentor first."""
    found = scene(selection, reader)
    lines = sorted(found.of_year("mentors"), key=lambda line: bool(line.cells.get("mentor")))
    rows = tuple(
        Row(
            (
                Cell(found.name(line), href=register_href(selection, "mentors", line.unit_id)),
                Cell(words(line, "teacher")),
                Cell(words(line, "subject")),
                count_cell(number(line, "experience")),
                Cell(words(line, "mentor")),
                Cell("есть", status=Status.REACHED)
                if line.cells.get("mentor")
                else Cell("нет наставника", status=Status.BELOW),
            )
        )
        for line in lines
    )
    covered = sum(bool(line.cells.get("mentor")) for line in lines)
    return Table(
        key="mentors",
        title="Молодые педагоги и наставники",
        caption=f"с наставником {covered} из {len(lines)}",
        columns=(
            Column("unit", "Организация"),
            Column("teacher", "Молодой педагог"),
            Column("subject", "Предмет"),
            Column("experience", "Стаж, лет", Kind.QUANTITY, Measure.COUNT),
            Column("mentor", "Наставник"),
            Column("status", "Наставничество", Kind.STATUS),
        ),
        rows=rows,
        source=register_source(selection, MENTORS),
        empty=empty_words(MENTORS),
        is_personal=reader.viewer.sees_names,
    )


def unions(selection: Selection, reader: Reader) -> Table:
    """Methodical unions with the share of teachers they cover and how often they met."""
    found = scene(selection, reader)
    rows = tuple(
        Row(
            (
                Cell(words(line, "union"), href=register_href(selection, "unions", line.unit_id)),
                count_cell(number(line, "members")),
                Cell(quantity=Quantity.share(number(line, "members"), number(line, "total"))),
                count_cell(number(line, "meetings")),
            )
        )
        for line in found.of_year("unions")
    )
    return Table(
        key="unions",
        title="Методические объединения",
        caption="охват — от педагогов предмета",
        columns=(
            Column("union", "Объединение"),
            Column("members", "Педагогов", Kind.QUANTITY, Measure.COUNT),
            Column("share", "Охват", Kind.BAR, Measure.PERCENT),
            Column("meetings", "Заседаний", Kind.QUANTITY, Measure.COUNT),
        ),
        rows=rows,
        source=register_source(selection, UNIONS),
        empty=empty_words(UNIONS),
    )


def networks(selection: Selection, reader: Reader) -> Table:
    """Network forms of methodical work."""
    found = scene(selection, reader)
    rows = tuple(
        Row(
            (
                Cell(words(line, "form")),
                Cell(words(line, "theme")),
                Cell(found.name(line), href=register_href(selection, "networks", line.unit_id)),
                count_cell(number(line, "teachers")),
            )
        )
        for line in found.of_year("networks")
    )
    return Table(
        key="networks",
        title="Сетевые формы",
        caption=f"за год: {len(rows)}",
        columns=(
            Column("form", "Форма"),
            Column("theme", "Тема"),
            Column("unit", "Организация"),
            Column("teachers", "Педагогов", Kind.QUANTITY, Measure.COUNT),
        ),
        rows=rows,
        source=register_source(selection, NETWORKS),
        empty=empty_words(NETWORKS),
    )
