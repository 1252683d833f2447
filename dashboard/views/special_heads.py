"""Heads of organisations: points by criterion with their evidence, a card over the years, attestation, reserve.

Points are what the order gives for each criterion, shown with the evidence behind each. Nothing is weighed together
into one figure of a person: a sum stands beside the maximum that the order itself sets, and only per group.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
    Status,
    Table,
    Tone,
)
from dashboard.catalogue import catalogue_of
from dashboard.catalogue.profile import HeadCriterion
from dashboard.methods.ordering import natural_key
from dashboard.numbers import format_year, plural
from dashboard.selection import Selection
from dashboard.views.register_scene import (
    Scene,
    day,
    day_cell,
    empty_words,
    number,
    register_href,
    register_source,
    scene,
    words,
)
from data_access.queries.registers import Line
from data_access.viewer import Reader

SCORES, HEADS, RESERVE = "Оценка эффективности руководителя", "Руководители организаций", "Кадровый резерв"
SOON = 120  # days before the end of an attestation from which it is named


def criteria(selection: Selection, reader: Reader) -> Matrix:
    """Criteria × organisations: points of the year, under the groups of the order, with evidence in the cells."""
    known = catalogue_of(reader).profile.head_criteria
    found = scene(selection, reader)
    lines = found.of_year("head_scores")
    units = list(dict.fromkeys(line.unit_id for line in lines))
    points = {(line.unit_id, words(line, "criterion")): line for line in lines}
    titles = [item.title for item in known] or list(dict.fromkeys(words(line, "criterion") for line in lines))
    by_title = {item.title: item for item in known}
    rows = [_criterion_row(title, by_title.get(title), units, points) for title in titles]
    return Matrix(
        key="criteria",
        title="Критерии эффективности руководителей",
        caption=f"{len(titles)} {plural(len(titles), 'критерий', 'критерия', 'критериев')}; баллы с подтверждением",
        corner="Критерий",
        columns=tuple(
            Header(
                found.names.get(id_, ""),
                found.names.get(id_, ""),
                register_href(selection, "head_scores", id_),
            )
            for id_ in units
        ),
        rows=tuple(rows) if units else (),
        tail_columns=(Column("weight", "Вес", Kind.QUANTITY, Measure.INDEX, "наибольшее число баллов"),),
        notes=(
            "Баллы не сводятся в одну оценку человека: каждый стоит рядом со своим подтверждением. Пункт документа и "
            "подтверждение — в подсказке.",
        ),
        source=register_source(selection, SCORES),
        empty=empty_words(SCORES),
    )


def _criterion_row(
    title: str, criterion: HeadCriterion | None, units: Iterable[int], points: dict[tuple[int, str], Line]
) -> MatrixRow:
    weight = criterion.weight if criterion else 0.0
    cells = tuple(_points_cell(points.get((id_, title)), weight) for id_ in units)
    note = f"{criterion.group}; {criterion.clause}; подтверждение: {criterion.evidence}" if criterion else ""
    shown = Quantity(weight, Measure.INDEX) if weight else Quantity.missing(Measure.INDEX, "вес не задан")
    return MatrixRow(Cell(title, note=note), cells, (Cell(quantity=shown),))


def _points_cell(line: Line | None, weight: float) -> Cell:
    if line is None:
        return Cell(quantity=Quantity.missing(Measure.INDEX, "не оценено"))
    value = number(line, "points")
    tone = Tone.PLAIN
    if weight:
        share = value / weight
        tone = Tone.GOOD if share >= 0.8 else Tone.WARN if share >= 0.5 else Tone.BAD
    return Cell(
        quantity=Quantity(value, Measure.INDEX), tone=tone, note=f"подтверждение: {words(line, 'evidence')}"
    )


def groups(selection: Selection, reader: Reader) -> Table | None:
    """Points by group of criteria and school year: the card of each head over the years."""
    known = catalogue_of(reader).profile.head_criteria
    found = scene(selection, reader)
    lines = found.lines["head_scores"]
    if not lines:
        return None
    group_of = {item.title: item.group for item in known}
    names = list(dict.fromkeys(item.group for item in known)) or ["Все критерии"]
    years = sorted({line.year for line in lines})[-4:]
    weights = {item.title: item.weight for item in known}
    units = sorted({line.unit_id for line in lines}, key=lambda id_: natural_key(found.names.get(id_, "")))
    own: dict[int, list[Line]] = {}
    for line in lines:
        own.setdefault(line.unit_id, []).append(line)
    rows = [
        row
        for unit_id in units
        for row in _card(Card(selection, found, unit_id, own[unit_id], years, group_of, weights), names)
    ]
    return Table(
        key="cards",
        title="Карточка руководителя по годам",
        caption="баллы по группам критериев из возможных по оценённым критериям",
        columns=(
            Column("unit", "Организация"),
            Column("group", "Группа критериев"),
            *(Column(f"y{year}", format_year(year)) for year in years),
        ),
        rows=tuple(rows),
        source=register_source(selection, SCORES),
        empty=empty_words(SCORES),
    )


@dataclass(frozen=True)
class Card:
    """What one head's card is made of. `lines`: of the unit; `weights`: most points of each criterion of the order."""

    selection: Selection
    found: Scene
    unit_id: int
    lines: list[Line]
    years: list[int]
    group_of: Mapping[str, str]
    weights: Mapping[str, float]


def _card(card: Card, names: list[str]) -> list[Row]:
    href = register_href(card.selection, "head_scores", card.unit_id)
    unit = Cell(card.found.names.get(card.unit_id, ""), href=href)
    return [
        Row((unit, Cell(name), *(_group_cell(card, name, year) for year in card.years))) for name in names
    ]


def _group_cell(card: Card, group: str, year: int) -> Cell:
    """«8,2 из 10»; without «из» where the order sets no maximum."""
    lines = [
        line
        for line in card.lines
        if line.year == year and card.group_of.get(words(line, "criterion"), group) == group
    ]
    if not lines:
        return Cell("не оценено", tone=Tone.MUTED)
    points = f"{sum(number(line, 'points') for line in lines):.1f}".replace(".", ",")
    most = sum(card.weights.get(words(line, "criterion"), 0.0) for line in lines)
    text = f"{points} из {most:g}".replace(".", ",") if most else points
    return Cell(text, note=f"критериев с баллами: {len(lines)}")


def attestation(selection: Selection, reader: Reader) -> Table:
    """Who heads which organisation since when, and until when the attestation holds."""
    found = scene(selection, reader)
    rows = [_attestation_row(selection, reader, found, line) for line in found.standing("heads")]
    return Table(
        key="attestation",
        title="Руководители и сроки аттестации",
        caption=f"организаций: {len(rows)}",
        columns=(
            Column("unit", "Организация"),
            Column("name", "Руководитель"),
            Column("since", "В должности с"),
            Column("attested", "Аттестация"),
            Column("until", "Действует до"),
            Column("status", "Состояние", Kind.STATUS),
        ),
        rows=tuple(rows),
        source=register_source(selection, HEADS),
        empty=empty_words(HEADS),
        is_personal=reader.viewer.sees_names,
    )


def _attestation_row(selection: Selection, reader: Reader, found: Scene, line: Line) -> Row:
    until = day(line, "valid_until")
    left = None if until is None else (until - reader.day).days
    if left is None:
        state = Cell("срока нет", status=Status.NO_DATA)
    elif left < 0:
        state = Cell("срок прошёл", status=Status.BELOW)
    elif left <= SOON:
        state = Cell(f"осталось {left} дн.", status=Status.RISK)
    else:
        state = Cell("действует", status=Status.REACHED)
    return Row(
        (
            Cell(found.name(line), href=register_href(selection, "heads", line.unit_id)),
            Cell(words(line, "name")),
            day_cell(line, "since"),
            day_cell(line, "attested"),
            day_cell(line, "valid_until"),
            state,
        )
    )


def reserve(selection: Selection, reader: Reader) -> Table:
    """Whom the municipality prepares as heads."""
    found = scene(selection, reader)
    rows = tuple(
        Row(
            (
                Cell(words(line, "name")),
                Cell(words(line, "post")),
                Cell(found.name(line)),
                Cell(words(line, "training")),
                Cell(words(line, "ready"), tone=Tone.GOOD if words(line, "ready") == "готов" else Tone.WARN),
            )
        )
        for line in found.standing("reserve")
    )
    return Table(
        key="reserve",
        title="Кадровый резерв",
        caption=f"в резерве: {len(rows)}",
        columns=(
            Column("name", "ФИО"),
            Column("post", "На должность"),
            Column("unit", "Где работает"),
            Column("training", "Подготовка"),
            Column("ready", "Готовность", Kind.STATUS),
        ),
        rows=rows,
        source=register_source(selection, RESERVE),
        empty=empty_words(RESERVE),
        is_personal=reader.viewer.sees_names,
    )
