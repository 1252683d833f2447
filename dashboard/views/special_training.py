"""Professional development of teachers: who trained in three years, deficits, needs against offer, next year's plan."""

from __future__ import annotations

from dashboard.blocks import Cell, Column, Kind, Measure, Quantity, Row, Status, Table, Tone
from dashboard.selection import Selection
from dashboard.views.municipal_values import values_of
from dashboard.views.register_scene import (
    Scene,
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
from data_access.queries.rollups import Value
from data_access.viewer import Reader

COURSES, DEFICITS = "Повышение квалификации педагогов", "Профессиональные дефициты"
NEEDS = "Потребность в обучении и план"
TRAINED = "trained_three_years"


def trained(selection: Selection, reader: Reader) -> Table:
    """Organisations: teachers, how many of them trained in the last three years, hours of this year."""
    found = scene(selection, reader)
    values = values_of(selection, reader, (TRAINED,))
    lines = found.of_year("courses")
    rows = [
        _trained_row(selection, found, id_, values.get(TRAINED, id_, found.year), lines)
        for id_ in found.names
        if values.get(TRAINED, id_, found.year) or any(line.unit_id == id_ for line in lines)
    ]
    return Table(
        key="trained",
        title="Кто обучался за три года",
        caption="педагог считается один раз, сколько бы программ он ни прошёл",
        columns=(
            Column("unit", "Организация"),
            Column("teachers", "Педагогов", Kind.QUANTITY, Measure.COUNT, "ведут предметы в этом году"),
            Column("trained", "Обучались", Kind.QUANTITY, Measure.COUNT, "за три года"),
            Column("share", "Доля", Kind.BAR, Measure.PERCENT),
            Column("programmes", "Записей в этом году", Kind.QUANTITY, Measure.COUNT),
            Column("hours", "Часов в этом году", Kind.QUANTITY, Measure.COUNT),
        ),
        rows=tuple(rows),
        notes=("Доля педагогов, прошедших повышение квалификации за три года, — по реестру школ.",),
        source=register_source(selection, COURSES),
        empty=empty_words(COURSES),
    )


def _trained_row(
    selection: Selection, found: Scene, unit_id: int, value: Value | None, lines: list[Line]
) -> Row:
    own = [line for line in lines if line.unit_id == unit_id]
    figures = (
        (count_cell(value.denominator), count_cell(value.numerator))
        if value
        else (Cell(quantity=Quantity.missing(Measure.COUNT)),) * 2
    )
    share = (
        Quantity.share(value.numerator, value.denominator)
        if value
        else Quantity.missing(Measure.PERCENT, "нагрузка не загружена")
    )
    return Row(
        (
            Cell(found.names[unit_id], href=register_href(selection, "courses", unit_id)),
            *figures,
            Cell(quantity=share),
            count_cell(len(own)),
            count_cell(total(own, "hours")),
        )
    )


def deficits(selection: Selection, reader: Reader) -> Table:
    """Deficits found, the widest first, with how many were tested."""
    found = scene(selection, reader)
    by_kind: dict[tuple[str, str], list[Line]] = {}
    for line in found.of_year("deficits"):
        by_kind.setdefault((words(line, "subject"), words(line, "deficit")), []).append(line)
    order = sorted(by_kind.items(), key=lambda pair: (-total(pair[1], "teachers"), pair[0]))
    rows = tuple(
        Row(
            (
                Cell(deficit),
                Cell(subject),
                count_cell(total(lines, "teachers")),
                Cell(quantity=Quantity.share(total(lines, "teachers"), total(lines, "tested"))),
                Cell(tags=tuple(dict.fromkeys(found.name(line) for line in lines))),
                Cell(", ".join(dict.fromkeys(words(line, "source") for line in lines))),
            )
        )
        for (subject, deficit), lines in order
    )
    return Table(
        key="deficits",
        title="Профессиональные дефициты",
        caption="от самого распространённого",
        columns=(
            Column("deficit", "Дефицит"),
            Column("subject", "Предмет"),
            Column("teachers", "Педагогов", Kind.QUANTITY, Measure.COUNT),
            Column("share", "Из прошедших диагностику", Kind.BAR, Measure.PERCENT),
            Column("units", "Где", Kind.TAGS),
            Column("source", "Чем установлен"),
        ),
        rows=rows,
        source=register_source(selection, DEFICITS),
        empty=empty_words(DEFICITS),
    )


def needs(selection: Selection, reader: Reader) -> Table:
    """Programmes: places that schools need, places that are offered, what stands in the plan of next year."""
    found = scene(selection, reader)
    by_programme: dict[str, list[Line]] = {}
    for line in found.of_year("training_needs"):
        by_programme.setdefault(words(line, "programme"), []).append(line)
    order = sorted(by_programme.items(), key=lambda pair: -_gap(pair[1]))
    rows = tuple(_need_row(programme, lines) for programme, lines in order)
    return Table(
        key="needs",
        title="Потребность, предложение и план на следующий год",
        caption="сверху — программы, где мест не хватает больше всего",
        columns=(
            Column("programme", "Программа"),
            Column("needed", "Нужно мест", Kind.QUANTITY, Measure.COUNT),
            Column("offered", "Предложено", Kind.QUANTITY, Measure.COUNT),
            Column("gap", "Не хватает", Kind.STATUS),
            Column("planned", "В плане следующего года", Kind.QUANTITY, Measure.COUNT),
        ),
        rows=rows,
        source=register_source(selection, NEEDS),
        empty=empty_words(NEEDS),
    )


def _gap(lines: list[Line]) -> float:
    return sum(max(number(line, "needed") - number(line, "offered"), 0) for line in lines)


def _need_row(programme: str, lines: list[Line]) -> Row:
    gap = _gap(lines)
    state = (
        Cell(f"{gap:g}", status=Status.BELOW)
        if gap
        else Cell("мест хватает", status=Status.REACHED, tone=Tone.GOOD)
    )
    sums = (total(lines, "needed"), total(lines, "offered"), total(lines, "planned"))
    return Row((Cell(programme), count_cell(sums[0]), count_cell(sums[1]), state, count_cell(sums[2])))
