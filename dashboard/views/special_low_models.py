"""Which model of support fits which school, and the very condition with its numbers that made it fit.

A school of the list is one that the region names or that the rule in force finds. Models without a condition that the
program can check are left to the coordinator and named under the table, never guessed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.blocks import Cell, Column, Kind, Row, Status, Table, Tone
from dashboard.catalogue import catalogue_of
from dashboard.catalogue.profile import SupportModel
from dashboard.methods.low_results import LowYear
from dashboard.methods.ordering import natural_key
from dashboard.numbers import format_date, plural
from dashboard.selection import Selection
from dashboard.views.register_scene import (
    Scene,
    day,
    register_href,
    register_source,
    scene,
    words,
)
from dashboard.views.special_low_results import listed_schools, tables_of, verdict_of
from data_access.queries.places import Place, read_schools
from data_access.queries.registers import Line
from data_access.viewer import Reader

SUPPORT = "Модели поддержки школ"
NOBODY = "Ни правило в силе, ни официальный список не называют школ с низкими результатами."


@dataclass(frozen=True, slots=True)
class SchoolCase:
    """What conditions are asked about a school. `listed`: why it is on the list, in words; `neighbours`: low schools
    of its municipality with it; `models`: those it is supported by now."""

    listed: str
    neighbours: int
    leaders: int
    models: frozenset[str]


def fitting_models(selection: Selection, reader: Reader) -> Table | None:
    """Schools of the list × models that fit, a row for each; absent where the order names no models."""
    known = catalogue_of(reader).profile.support_models
    if not known:
        return None
    found = scene(selection, reader)
    rows = [
        _row(selection, school, case, model, condition)
        for school, case in cases(reader, found)
        for model in known
        if (condition := fit(model, case)) is not None
    ]
    manual = [model.title for model in known if model.metric not in _FITS]
    notes = [f"Условие проверяет координатор: {', '.join(manual)}."] if manual else []
    schools = len({row.cells[0].text for row in rows})
    return Table(
        key="fitting_models",
        title="Какая модель поддержки подходит школе",
        caption=f"школ списка с подходящей моделью: {schools}",
        columns=(
            Column("school", "Школа"),
            Column("model", "Подходящая модель"),
            Column("why", "Условие и числа"),
            Column("now", "Уже сопровождается", Kind.STATUS),
            Column("clause", "Пункт документа"),
        ),
        rows=tuple(rows),
        notes=tuple(notes),
        source=register_source(selection, SUPPORT),
        empty=NOBODY,
    )


def _row(selection: Selection, school: Place, case: SchoolCase, model: SupportModel, condition: str) -> Row:
    is_supported = model.title in case.models
    now = Cell("да", status=Status.REACHED) if is_supported else Cell("нет", tone=Tone.MUTED)
    return Row(
        (
            Cell(school.short_name, href=register_href(selection, "school_support", school.id)),
            Cell(model.title, note=f"{model.purpose}; {model.term}"),
            Cell(f"{model.condition}: {condition}"),
            now,
            Cell(model.clause),
        )
    )


def cases(reader: Reader, found: Scene) -> list[tuple[Place, SchoolCase]]:
    """Every school of the list with what the conditions are asked about, in the order of names."""
    tables, year = tables_of(reader), found.year
    official = standing_list(reader, found)
    by_rule = {school.id for school in listed_schools(reader, year)}
    schools = sorted(read_schools(reader), key=lambda school: natural_key(school.short_name))
    low = [school for school in schools if school.id in by_rule or school.id in official]
    neighbours = {school.parent_id: 0 for school in low}
    for school in low:
        neighbours[school.parent_id] += 1
    leaders = len({words(line, "leader") for line in found.lines["leader_pairs"]})
    return [
        (
            school,
            SchoolCase(
                _why_listed(official.get(school.id), verdict_of(tables.get(school.id), year)),
                neighbours[school.parent_id],
                leaders,
                models_of(reader, found, school.id),
            ),
        )
        for school in low
    ]


def standing_list(reader: Reader, found: Scene) -> dict[int, Line]:
    """Schools that the region's list names today: school → its newest line."""
    newest = {line.unit_id: line for line in found.lines["listed_schools"]}
    return {id_: line for id_, line in newest.items() if (day(line, "left") or reader.day) >= reader.day}


def models_of(reader: Reader, found: Scene, school_id: int) -> frozenset[str]:
    """Models by which a school is supported today."""
    own = [line for line in found.lines["school_support"] if line.unit_id == school_id]
    return frozenset(words(line, "model") for line in own if (day(line, "until") or reader.day) >= reader.day)


def _why_listed(line: Line | None, verdict: LowYear | None) -> str:
    parts = []
    if line is not None:
        since = day(line, "since")
        parts.append(f"в официальном списке{f' с {format_date(since)}' if since else ''}")
    if verdict is not None and verdict.is_listed:
        low, repeated = len(verdict.low), len(verdict.repeated)
        parts.append(f"по правилу: низких процедур {low}, из них два года подряд {repeated}")
    return "; ".join(parts)


# -- conditions -------------------------------------------------------------------------------------------


def fit(model: SupportModel, case: SchoolCase) -> str | None:
    """The condition of the model in this school's numbers; None when it does not hold or nobody can check it."""
    check = _FITS.get(model.metric)
    condition = check(model, case) if check else None
    if condition is None or case.leaders < model.leaders:
        return None
    barred = case.models & set(model.not_in)
    if barred:
        return None
    if model.leaders:
        condition += f", школ-лидеров {case.leaders}"
    if model.not_in:
        condition += "; в этих моделях не участвует"
    return condition


def _fits_list(model: SupportModel, case: SchoolCase) -> str | None:
    return case.listed


def _fits_number(model: SupportModel, case: SchoolCase) -> str | None:
    lower, upper, number = model.min or 1, model.max, case.neighbours
    if number < lower or (upper is not None and number > upper):
        return None
    word = plural(number, "школа", "школы", "школ")
    limits = f"от {lower} до {upper}" if upper is not None else f"от {lower}"
    return f"в муниципалитете {number} {word} ({limits})"


def _fits_enrolled(model: SupportModel, case: SchoolCase) -> str | None:
    return "школа в проекте по реестру моделей" if model.title in case.models else None


def _fits_any(model: SupportModel, case: SchoolCase) -> str | None:
    return "без числового условия"


_FITS: dict[str, Callable[[SupportModel, SchoolCase], str | None]] = {
    "listed": _fits_list,
    "low_schools": _fits_number,
    "enrolled": _fits_enrolled,
    "any": _fits_any,
}
