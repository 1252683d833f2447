"""The page of the management cycle: every mechanism against the nine steps, or the steps of one with evidence."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import (
    Cell,
    Column,
    Header,
    Heading,
    Kind,
    Matrix,
    MatrixRow,
    Quantity,
    Row,
    Table,
    Tone,
)
from dashboard.catalogue import Mechanism, catalogue_of
from dashboard.catalogue.profile import STAGES
from dashboard.methods.cycle_score import Band, CycleScore
from dashboard.numbers import format_date, format_moment, format_year
from dashboard.selection import Selection
from dashboard.views.cycle_steps import Step, score_of, steps_of
from dashboard.views.roadmap_scene import work_year
from dashboard.views.work_heading import open_work, work_heading
from data_access.queries.cycle_steps import CycleMark, read_cycle_history
from data_access.queries.places import read_municipality
from data_access.viewer import Reader

SHORT = {
    "goals": "Цели",
    "indicators": "Показ.",
    "methods": "Сбор",
    "monitoring": "Монит.",
    "analysis": "Анализ",
    "recommendations": "Реком.",
    "measures": "Меры",
    "decisions": "Решен.",
    "effect": "Эффект",
}
SCORES = {2: "2 · есть", 1: "1 · частично", 0: "0 · нет"}
SHAPES = {2: "●", 1: "◐", 0: "○"}
TONES = {2: Tone.GOOD, 1: Tone.WARN, 0: Tone.MUTED}
BAND_TONES = {Band.HIGH: Tone.GOOD, Band.MIDDLE: Tone.WARN, Band.LOW: Tone.BAD}
BAND_SHAPES = {Band.HIGH: "●", Band.MIDDLE: "▲", Band.LOW: "▼"}
STATED, COMPUTED = "указано", "вычислено"
METHOD_NOTE = (
    "Методика проекта: шаг 0 — нет, 1 — частично, 2 — есть; уровень по доле от наибольшей суммы: от 0,8 высокий, "
    "от 0,5 средний, ниже низкий."
)
STEP_COLUMNS = (
    Column("step", "Шаг цикла"),
    Column("score", "Оценка", Kind.STATUS),
    Column("record", "Записи программы"),
    Column("origin", "Откуда оценка"),
)
DOCUMENT = Column("document", "Документ", Kind.EVIDENCE)
CLAUSE = Column("clause", "Основание")
HISTORY_COLUMNS = (
    Column("at", "Когда"),
    Column("step", "Шаг цикла"),
    Column("score", "Оценка", Kind.STATUS),
    Column("evidence", "Документ", Kind.EVIDENCE),
    Column("author", "Кто указал"),
    Column("force", "Действует"),
)


def open_cycle(selection: Selection, reader: Reader) -> Selection:
    """The cycle is the department's own affair. Raises Refused, NotFound."""
    chosen = open_work(replace(selection, year=work_year(selection, reader)), reader)
    read_municipality(reader)
    return chosen


def heading(selection: Selection, reader: Reader) -> Heading:
    known = catalogue_of(reader)
    subtitle = known.mechanism(selection.mechanism).title if selection.mechanism else "все механизмы"
    return work_heading(selection, reader, "Цикл управления", subtitle)


def cycle_matrix(selection: Selection, reader: Reader) -> Matrix | None:
    """Every mechanism × nine steps; None on the page of one mechanism."""
    if selection.mechanism is not None:
        return None
    year = selection.year or 0
    scored = [(found, steps_of(reader, found, year)) for found in catalogue_of(reader).mechanisms.values()]
    is_stated = any(step.mark for _, steps in scored for step in steps)
    first = scored[0][1]
    return Matrix(
        key="cycle",
        title=_finding([score_of(steps) for _, steps in scored]),
        caption=f"механизмы и девять шагов, {format_year(year)} учебный год",
        corner="Механизм",
        columns=tuple(Header(SHORT[step.stage], step.title) for step in first),
        rows=tuple(_matrix_row(selection, found, steps) for found, steps in scored),
        tail_columns=(
            Column("points", "Сумма"),
            Column("share", "Доля", Kind.QUANTITY),
            Column("band", "Уровень", Kind.STATUS),
        ),
        notes=(METHOD_NOTE, *(("* — оценку указали люди, с документом.",) if is_stated else ())),
        source="Источник: записи программы и оценки управления образования",
    )


def _finding(scores: list[CycleScore]) -> str:
    counts = {band: sum(score.band is band for score in scores) for band in Band}
    words = [f"{band.value} уровень — {count}" for band, count in counts.items() if count]
    return f"Цикл управления: {', '.join(words)}"


def _matrix_row(selection: Selection, found: Mechanism, steps: tuple[Step, ...]) -> MatrixRow:
    total = score_of(steps)
    href = selection.at("/cycle", period=None, mechanism=found.code).address
    return MatrixRow(
        Cell(found.short_title, href=href, note=found.title),
        tuple(_matrix_cell(step) for step in steps),
        (
            Cell(f"{total.points} из {total.most}"),
            Cell(quantity=Quantity.share(total.points, total.most)),
            band_cell(total),
        ),
    )


def _matrix_cell(step: Step) -> Cell:
    star = "*" if step.mark else ""
    return Cell(
        f"{step.score}{star}",
        tone=TONES[step.score],
        note=f"{step.title}: {_evidence(step)}",
        shape=SHAPES[step.score],
    )


def _evidence(step: Step) -> str:
    return step.mark.evidence if step.mark else step.found.evidence


def band_cell(total: CycleScore) -> Cell:
    """The band of a mechanism as a chip: shape, word and colour."""
    band = total.band
    if band is None:
        return Cell()
    return Cell(band.value, tone=BAND_TONES[band], shape=BAND_SHAPES[band])


def score_cell(score: int) -> Cell:
    """The score of a step as a chip."""
    return Cell(SCORES[score], tone=TONES[score], shape=SHAPES[score])


def cycle_table(selection: Selection, reader: Reader) -> Table | None:
    """The nine steps of one mechanism with the evidence of each; None on the page of all."""
    if selection.mechanism is None:
        return None
    steps = steps_of(reader, catalogue_of(reader).mechanism(selection.mechanism), selection.year or 0)
    total = score_of(steps)
    band = total.band.value if total.band else ""
    # nothing but what somebody filled in: documents where scores were stated, clauses where the order names steps
    has_document, has_clause = any(step.mark for step in steps), any(step.clause for step in steps)
    columns = (*STEP_COLUMNS, *((DOCUMENT,) if has_document else ()), *((CLAUSE,) if has_clause else ()))
    return Table(
        key="cycle-steps",
        title=f"{band.capitalize()} уровень: {total.points} из {total.most}",
        caption=f"девять шагов цикла, {format_year(selection.year or 0)} учебный год",
        columns=columns,
        rows=tuple(
            Row(
                (
                    *_step_cells(step),
                    *((Cell(step.mark.evidence if step.mark else ""),) if has_document else ()),
                    *((Cell(step.clause),) if has_clause else ()),
                )
            )
            for step in steps
        ),
        notes=(METHOD_NOTE,),
        source="Источник: записи программы и оценки управления образования",
    )


def _step_cells(step: Step) -> tuple[Cell, ...]:
    mark = step.mark
    origin = f"{STATED}: {mark.author}, {format_date(mark.at.date())}" if mark else COMPUTED
    return (
        Cell(step.title),
        score_cell(step.score),
        Cell(step.found.evidence, href=step.found.href),
        Cell(origin),
    )


def cycle_history(selection: Selection, reader: Reader) -> Table | None:
    """What people ever stated of the steps this year; None when they never did."""
    if selection.mechanism is None:
        return None
    rows = read_cycle_history(reader, selection.mechanism, selection.year or 0)
    if not rows:
        return None
    return Table(
        key="cycle-history",
        title="История оценок",
        caption="новая оценка не стирает прежних",
        columns=HISTORY_COLUMNS,
        rows=tuple(_history_row(row, reader.zone) for row in rows),
        source="Источник: оценки управления образования",
    )


def _history_row(mark: CycleMark, zone: str) -> Row:
    return Row(
        (
            Cell(format_moment(mark.at, zone)),
            Cell(STAGES[mark.stage]),
            score_cell(mark.score),
            Cell(mark.evidence),
            Cell(mark.author),
            Cell("да" if mark.is_current else ""),
        )
    )
