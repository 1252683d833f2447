"""Schools against schools in like conditions: the nearest ones, and expected against actual results.

No block gives a place: schools stand by name or by likeness, and each difference carries its interval. Where there are
too few schools a sentence says so and how many are needed.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.blocks import Cell, Column, Kind, Measure, Quantity, Row, State, Table, Tone
from dashboard.methods.context import (
    DISABILITY,
    PREVIOUS,
    SOCIAL_INDEX,
    VARIABLES,
    Context,
    Reason,
    Refusal,
    Shape,
    Variable,
)
from dashboard.methods.expected import Verdict
from dashboard.methods.means import Level, difference_of_levels_interval
from dashboard.methods.similar import Neighbour, Similar
from dashboard.methods.similar import similar_schools as nearest
from dashboard.methods.value_added import FEWEST_PUPILS, FEWEST_SCHOOLS, verdict_of
from dashboard.numbers import format_year
from dashboard.selection import Selection
from dashboard.views.context_scene import NO_PROCEDURES, ContextScene, context_scene
from dashboard.views.context_sentences import (
    CAPTION,
    interval_words,
    left_out_sentence,
    model_sentence,
    parts_sentence,
    refusal_sentence,
)
from dashboard.views.suppression import note
from data_access.queries.context import read_expected_of
from data_access.queries.places import Place
from data_access.queries.signs import ExpectedRow
from data_access.viewer import Reader

SIMILAR_TITLE, EXPECTED_TITLE = "Похожие школы", "Ожидаемый и фактический результат"
SIMILAR_METHOD = (
    "Расстояние — корень из среднего квадрата различий по условиям, каждое в своих стандартных единицах; условия весят "
    "одинаково. Школы стоят по сходству условий, а не по результату; методика проекта."
)
DIFFERENCE_METHOD = (
    "Разность — результат школы минус результат выбранной, 95 % интервал разности по Уэлчу; «в пределах случайного» — "
    "интервал включает 0."
)
EXPECTED_METHOD = (
    "Добавленная ценность — разность факта и ожидания, уменьшенная тем сильнее, чем меньше участников (эмпирический "
    "Байес), с 95 % интервалом. Это не качество работы педагога, не причина и не место: в ней остаётся всё, чего нет "
    "среди условий, и то, насколько честно прошла процедура; методика проекта."
)
_TONES = {Verdict.ABOVE: Tone.GOOD, Verdict.WITHIN: Tone.PLAIN, Verdict.BELOW: Tone.WARN}
_BY_KEY = {variable.key: variable for variable in VARIABLES}


# -- similar schools -------------------------------------------------------------------------------------


def similar_schools(selection: Selection, reader: Reader) -> Table:
    """The chosen school of the page beside the schools nearest to it by context, with their results."""
    found = context_scene(selection, reader)
    if found is None or found.school is None:
        return Table("similar_schools", SIMILAR_TITLE, CAPTION, (), (), empty=NO_PROCEDURES)
    answer = nearest(found.school.id, _comparable(found, found.school), found.variables)
    if isinstance(answer, Refusal):
        empty = refusal_sentence(answer, SIMILAR_TITLE, found.label)
        return _similar_table(found, found.school, (), (), (), empty)
    rows = [_school_row(selection, found, reader, answer, found.school, None)]
    rows += [
        _school_row(selection, found, reader, answer, found.places[near.school_id], near)
        for near in answer.neighbours
    ]
    left_out = (left_out_sentence(answer.left_out),) if answer.left_out else ()
    return _similar_table(found, found.school, answer.used, tuple(rows), left_out)


def _comparable(found: ContextScene, school: Place) -> Mapping[int, Context]:
    """Schools that are compared with the chosen one, itself included."""
    place = found.rows[school.id].place_id if school.id in found.rows else None
    return {id_: one for id_, one in found.contexts.items() if found.rows[id_].place_id == place}


def _similar_table(
    found: ContextScene,
    school: Place,
    used: tuple[Variable, ...],
    rows: tuple[Row, ...],
    notes: tuple[str, ...],
    empty: str = "",
) -> Table:
    return Table(
        key="similar_schools",
        title=f"{SIMILAR_TITLE}: {school.short_name}",
        caption=f"{found.label}, {format_year(found.year)}; школы в сходных условиях; {CAPTION}",
        columns=(
            Column("school", "Школа"),
            Column("distance", "Расстояние", Kind.QUANTITY, Measure.RATIO, "0 — условия те же"),
            *(_variable_column(variable) for variable in used),
            Column("parts", "Из чего расстояние"),
            Column("pupils_wrote", "Участников", Kind.QUANTITY, Measure.COUNT),
            Column("result", "Результат", Kind.BAR, Measure.PERCENT, "процент наибольшего балла"),
            Column("difference", "Разность", Kind.QUANTITY, Measure.CHANGE),
            Column("chance", "95 % интервал разности"),
        ),
        rows=rows,
        notes=(*notes, SIMILAR_METHOD, DIFFERENCE_METHOD) if rows else (),
        source=found.source_with_context,
        empty=empty,
    )


def _variable_column(variable: Variable) -> Column:
    title = f"{variable.short[:1].upper()}{variable.short[1:]}"
    if variable.shape is Shape.YES:
        return Column(variable.key, title, help=variable.title)
    return Column(variable.key, title, Kind.QUANTITY, _measure(variable), variable.title)


def _measure(variable: Variable) -> Measure:
    if variable.shape is Shape.SIZE:
        return Measure.COUNT
    return Measure.INDEX if variable == SOCIAL_INDEX else Measure.PERCENT


def _school_row(
    selection: Selection,
    found: ContextScene,
    reader: Reader,
    answer: Similar,
    school: Place,
    near: Neighbour | None,
) -> Row:
    """`near` None: the chosen school itself."""
    name = school.short_name if near else f"{school.short_name} — выбранная"
    distance = (
        Quantity(near.distance, Measure.RATIO)
        if near
        else Quantity(None, Measure.RATIO, State.NOT_APPLICABLE)
    )
    own, other = found.levels.get(answer.school_id), found.levels.get(school.id)
    return Row(
        (
            Cell(name, href=selection.at("/school", unit=school.id).address),
            Cell(quantity=distance),
            *(_variable_cell(found, reader, school.id, variable) for variable in answer.used),
            Cell(parts_sentence(near) if near else "—"),
            *_result_cells(found, reader, school.id),
            *_difference_cells(own, other, near is None),
        )
    )


def _variable_cell(found: ContextScene, reader: Reader, school_id: int, variable: Variable) -> Cell:
    value = found.contexts[school_id].get(variable.key)
    if variable.shape is Shape.YES:
        return Cell({None: "—", 0.0: "нет"}.get(value, "да"))
    if variable == DISABILITY and school_id in found.concealed:
        return Cell(quantity=Quantity.hidden(Measure.PERCENT, note(reader)), tone=Tone.MUTED)
    if value is None:
        return Cell(quantity=Quantity.missing(_measure(variable), "не указано"), tone=Tone.MUTED)
    row = found.rows[school_id]
    if variable == DISABILITY and row.disability is not None:
        return Cell(quantity=Quantity.share(row.disability, row.pupils or 0))
    return Cell(quantity=Quantity(value, _measure(variable)))


def _result_cells(found: ContextScene, reader: Reader, school_id: int) -> tuple[Cell, Cell]:
    """Pupils and the mean with its t-interval."""
    level = found.levels.get(school_id)
    if school_id in found.hidden:
        hidden = note(reader)
        return (
            Cell(quantity=Quantity.hidden(Measure.COUNT, hidden), tone=Tone.MUTED),
            Cell(quantity=Quantity.hidden(Measure.PERCENT, hidden), tone=Tone.MUTED),
        )
    if level is None:
        return (
            Cell(quantity=Quantity.missing(Measure.COUNT, "процедуры не было")),
            Cell(quantity=Quantity.missing(Measure.PERCENT, "процедуры не было")),
        )
    return Cell(quantity=Quantity(level.n, Measure.COUNT)), _level_cell(level)


def _level_cell(level: Level) -> Cell:
    interval, shown = level.interval, Quantity(level.mean, Measure.PERCENT)
    if not interval.is_known:
        return Cell(quantity=shown, note="интервал не определён: баллы не различаются")
    return Cell(quantity=shown, low=interval.low, high=interval.high)


def _difference_cells(own: Level | None, other: Level | None, is_own: bool) -> tuple[Cell, Cell]:
    """The difference to the chosen school with its interval."""
    if is_own:
        return Cell(quantity=Quantity(None, Measure.CHANGE, State.NOT_APPLICABLE)), Cell("—")
    if own is None or other is None:
        return Cell(quantity=Quantity.missing(Measure.CHANGE, "нет одного из результатов")), Cell("—")
    difference = Cell(quantity=Quantity(other.mean - own.mean, Measure.CHANGE))
    interval = difference_of_levels_interval(other, own)
    if not interval.is_known:
        return difference, Cell("не определён")
    words = interval_words(interval.low, interval.high)
    is_chance = interval.low <= 0 <= interval.high
    return difference, Cell(f"{words}; в пределах случайного" if is_chance else words)


# -- expected against actual -----------------------------------------------------------------------------


def expected_actual(selection: Selection, reader: Reader) -> Table:
    """Schools by name: the result, what schools in like conditions reach, the value added with its interval."""
    found = context_scene(selection, reader)
    if found is None:
        return Table("expected_actual", EXPECTED_TITLE, CAPTION, (), (), empty=NO_PROCEDURES)
    rows = {row.unit_id: row for row in read_expected_of(reader, found.key)}
    shown = [school for school in found.named([*rows]) if school.id not in found.hidden]
    hidden = [school for school in found.named([*rows]) if school.id in found.hidden]
    return Table(
        key="expected_actual",
        title=f"{EXPECTED_TITLE}: {found.label}",
        caption=f"{format_year(found.year)}, процент наибольшего балла; школы по названию, без мест; {CAPTION}",
        columns=(
            Column("school", "Школа"),
            Column("pupils", "Участников", Kind.QUANTITY, Measure.COUNT),
            Column("actual", "Факт", Kind.BAR, Measure.PERCENT, "отрезок — 95 % интервал"),
            Column("expected", "Ожидание", Kind.QUANTITY, Measure.PERCENT, "по школам в сходных условиях"),
            Column("effect", "Добавленная ценность", Kind.QUANTITY, Measure.CHANGE),
            Column("interval", "95 % интервал"),
            Column("verdict", "Вывод", Kind.STATUS),
        ),
        rows=(
            *(_expected_row(selection, found, school, rows[school.id]) for school in shown),
            *(_hidden_row(reader, school) for school in hidden),
        ),
        notes=_model_notes([*rows.values()]),
        source=found.source_with_context,
        empty="" if rows else _why_not_expected(found),
    )


def _expected_row(selection: Selection, found: ContextScene, school: Place, row: ExpectedRow) -> Row:
    level = found.levels.get(school.id, Level(row.n, row.actual))
    verdict = verdict_of(row.low, row.high)
    return Row(
        (
            Cell(school.short_name, href=selection.at("/school", unit=school.id).address),
            Cell(quantity=Quantity(row.n, Measure.COUNT)),
            _level_cell(level),
            Cell(quantity=Quantity(row.expected, Measure.PERCENT)),
            Cell(quantity=Quantity(row.effect, Measure.CHANGE)),
            Cell(interval_words(row.low, row.high)),
            Cell(verdict.label, tone=_TONES[verdict]),
        )
    )


def _hidden_row(reader: Reader, school: Place) -> Row:
    measures = (Measure.COUNT, Measure.PERCENT, Measure.PERCENT, Measure.CHANGE)
    hidden = [Cell(quantity=Quantity.hidden(measure, note(reader)), tone=Tone.MUTED) for measure in measures]
    return Row((Cell(school.short_name), *hidden, Cell("—"), Cell("скрыто", tone=Tone.MUTED)))


def _model_notes(rows: list[ExpectedRow]) -> tuple[str, ...]:
    """Variables, their weights and the number of schools: the same for every row of a comparison."""
    if not rows:
        return ()
    weights = {key: weight for row in rows for key, (_, weight) in row.variables.items()}
    listed = [(_BY_KEY[key], weights[key]) for key in _BY_KEY if key in weights]
    return model_sentence(rows[0].schools, listed), EXPECTED_METHOD


def _why_not_expected(found: ContextScene) -> str:
    enough = sum(level.n >= FEWEST_PUPILS for level in found.levels.values())
    if enough < FEWEST_SCHOOLS:
        refusal = Refusal(Reason.FEW_SCHOOLS, enough, FEWEST_SCHOOLS)
    else:
        has_previous = not set(PREVIOUS).isdisjoint(found.variables)
        refusal = Refusal(Reason.NO_SPREAD if has_previous else Reason.NO_PREVIOUS)
    return refusal_sentence(refusal, EXPECTED_TITLE, found.label)
