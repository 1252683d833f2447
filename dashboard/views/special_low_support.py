"""Support of schools with low results: risk profile, problems, models with conditions, pairs, leaving the list."""

from __future__ import annotations

from collections import Counter

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
from dashboard.catalogue.profile import SupportModel
from dashboard.numbers import plural
from dashboard.selection import Selection
from dashboard.views.register_scene import (
    Scene,
    day,
    day_cell,
    empty_words,
    register_href,
    register_source,
    scene,
    words,
)
from dashboard.views.special_low_results import listed_schools
from data_access.queries.places import read_municipalities
from data_access.queries.registers import Line
from data_access.viewer import Reader

RISK, PROBLEMS = "Рисковый профиль школы", "Проблемы школы"
SUPPORT, PAIRS = "Модели поддержки школ", "Пары со школами-лидерами"
SIGNIFICANCE = {"высокая": Tone.BAD, "средняя": Tone.WARN, "низкая": Tone.GOOD}
COUNTED = {
    "low_schools": ("школа", "школы", "школ"),
    "listed": ("школа", "школы", "школ"),
    "enrolled": ("школа", "школы", "школ"),
    "leaders": ("лидер", "лидера", "лидеров"),
    "ended": ("срок", "срока", "сроков"),
}
MANUAL = "проверяет координатор"


def risk_profile(selection: Selection, reader: Reader) -> Matrix:
    """Factors × schools: significance as the school's questionnaire states it; imported, not computed."""
    found = scene(selection, reader)
    lines = found.of_year("risk_profile")
    units = list(dict.fromkeys(line.unit_id for line in lines))
    factors = list(dict.fromkeys(words(line, "factor") for line in lines))
    by_cell = {(line.unit_id, words(line, "factor")): words(line, "significance") for line in lines}
    rows = []
    for factor in factors:
        cells = tuple(_significance(by_cell.get((unit_id, factor), "")) for unit_id in units)
        high = sum(by_cell.get((unit_id, factor)) == "высокая" for unit_id in units)
        rows.append(MatrixRow(Cell(factor), cells, (Cell(quantity=Quantity(high, Measure.COUNT)),)))
    return Matrix(
        key="risk_profile",
        title="Рисковый профиль школ",
        caption="значимость фактора по анкете школы",
        corner="Фактор",
        columns=tuple(
            Header(
                found.names.get(id_, ""),
                found.names.get(id_, ""),
                register_href(selection, "risk_profile", id_),
            )
            for id_ in units
        ),
        rows=tuple(rows),
        tail_columns=(Column("high", "Высокая", Kind.QUANTITY, Measure.COUNT, "у скольких школ"),),
        notes=("Значимость заявлена школой в анкете; программа её не вычисляет.",),
        source=register_source(selection, RISK),
        empty=empty_words(RISK),
    )


def _significance(word: str) -> Cell:
    return Cell(word or "—", tone=SIGNIFICANCE.get(word, Tone.MUTED))


def problems(selection: Selection, reader: Reader) -> Table | None:
    """Kinds of problems that put a school on the list; absent where the order names none."""
    kinds = catalogue_of(reader).profile.problem_kinds
    if not kinds:
        return None
    found = scene(selection, reader)
    lines = found.of_year("school_problems")
    rows = [
        Row(
            (
                Cell(kind.title, note=kind.clause),
                Cell(
                    tags=tuple(dict.fromkeys(found.name(x) for x in lines if words(x, "kind") == kind.title))
                ),
                Cell(
                    "; ".join(
                        dict.fromkeys(words(x, "text") for x in lines if words(x, "kind") == kind.title)
                    )
                ),
                Cell(kind.clause),
            )
        )
        for kind in kinds
    ]
    return Table(
        key="problems",
        title="Виды проблем, по которым школа попадает в перечень",
        caption=f"видов: {len(kinds)}",
        columns=(
            Column("kind", "Вид проблемы"),
            Column("units", "Школы", Kind.TAGS),
            Column("text", "В чём состоит"),
            Column("clause", "Пункт документа"),
        ),
        rows=tuple(rows),
        source=register_source(selection, PROBLEMS),
        empty=empty_words(PROBLEMS),
    )


def models(selection: Selection, reader: Reader) -> Table | None:
    """Support models of the order: the condition of entry, whether it holds now, who is supported by it."""
    known = catalogue_of(reader).profile.support_models
    if not known:
        return None
    found = scene(selection, reader)
    by_model: dict[str, list[Line]] = {}
    for line in found.lines["school_support"]:
        if (day(line, "until") or reader.day) >= reader.day:
            by_model.setdefault(words(line, "model"), []).append(line)
    rows = tuple(
        Row(
            (
                Cell(model.title, note=f"{model.purpose}; {model.clause}"),
                Cell(model.term),
                Cell(model.condition),
                _condition_cell(selection, reader, found, model),
                Cell(tags=tuple(dict.fromkeys(found.name(line) for line in by_model.get(model.title, [])))),
            )
        )
        for model in known
    )
    return Table(
        key="models",
        title="Модели поддержки и условия входа",
        caption=f"моделей: {len(known)}; условие проверено по данным этого года",
        columns=(
            Column("model", "Модель"),
            Column("term", "Срок"),
            Column("condition", "Условие"),
            Column("holds", "Выполнено", Kind.STATUS),
            Column("units", "Кто сопровождается", Kind.TAGS),
        ),
        rows=rows,
        source=register_source(selection, SUPPORT),
        empty=empty_words(SUPPORT),
    )


def _condition_cell(selection: Selection, reader: Reader, found: Scene, model: SupportModel) -> Cell:
    if not model.metric:
        return Cell(MANUAL, tone=Tone.MUTED)
    if model.metric == "any":
        return Cell("любая школа", status=Status.REACHED)
    if model.metric == "low_schools" and read_municipalities(reader):
        return _by_municipality(selection, reader, model)
    counts = {
        "low_schools": len(listed_schools(reader, found.year)),
        "listed": len(listed_schools(reader, found.year)),
        "enrolled": len(
            {x.unit_id for x in found.lines["school_support"] if words(x, "model") == model.title}
        ),
        "leaders": len({words(line, "leader") for line in found.lines["leader_pairs"]}),
        "ended": sum(day(line, "until") is not None for line in found.lines["school_support"]),
    }
    number = counts[model.metric]
    is_met = (model.min or 1) <= number <= (model.max if model.max is not None else number)
    verdict = f"{'да' if is_met else 'нет'}: {number} {plural(number, *COUNTED[model.metric])}"
    return Cell(verdict, status=Status.REACHED if is_met else Status.NO_DATA)


def _by_municipality(selection: Selection, reader: Reader, model: SupportModel) -> Cell:
    """In a region the condition is asked of each municipality."""
    names = {place.id: place.short_name for place in read_municipalities(reader)}
    counts = Counter(school.parent_id for school in listed_schools(reader, selection.year or 0))
    lower, upper = model.min or 1, model.max
    met = [
        name
        for id_, name in names.items()
        if counts[id_] >= lower and (upper is None or counts[id_] <= upper)
    ]
    if not met:
        return Cell("нет таких муниципалитетов", status=Status.NO_DATA)
    return Cell(f"да: {', '.join(sorted(met))}", status=Status.REACHED)


def pairs(selection: Selection, reader: Reader) -> Table:
    """Which strong school works with which."""
    found = scene(selection, reader)
    rows = tuple(
        Row(
            (
                Cell(found.name(line), href=register_href(selection, "leader_pairs", line.unit_id)),
                Cell(words(line, "leader")),
                Cell(words(line, "subject")),
                day_cell(line, "since"),
                day_cell(line, "until"),
            )
        )
        for line in found.of_year("leader_pairs")
    )
    return Table(
        key="pairs",
        title="Пары со школами-лидерами",
        caption=f"договоров: {len(rows)}",
        columns=(
            Column("unit", "Школа"),
            Column("leader", "Школа-лидер"),
            Column("subject", "Предмет договора"),
            Column("since", "Договор от"),
            Column("until", "До"),
        ),
        rows=rows,
        source=register_source(selection, PAIRS),
        empty=empty_words(PAIRS),
    )
