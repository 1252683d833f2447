"""Talents: the olympiad funnel by subject and by school, winners, coverage by programmes, the register of children.

Results of olympiads are published by their organisers, so the counts of stages are shown as they are; names of
children stand only in the register and only for those with the right to names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dashboard.blocks import Bars, Cell, Column, Kind, Measure, Quantity, Row, Segment, Table
from dashboard.methods.ordering import natural_key
from dashboard.numbers import format_year
from dashboard.selection import Selection
from dashboard.views.register_scene import (
    count_cell,
    empty_words,
    register_href,
    register_source,
    scene,
    total,
    words,
)
from data_access.queries.events import EventCount, read_event_counts
from data_access.queries.places import read_schools
from data_access.queries.registers import Line
from data_access.queries.rollups import read_subjects
from data_access.viewer import Reader

STAGES = {
    "school": "Школьный",
    "municipal": "Муниципальный",
    "region": "Региональный",
    "final": "Всероссийский",
}
WON = ("prize", "winner")
NO_EVENTS = "Результатов олимпиад за этот год нет: их загружают таблицей «Олимпиады» шаблона."
GIFTED, PROGRAMMES = "Реестр одарённых детей", "Программы и смены для одарённых детей"
STAGE_COLUMNS = tuple(
    column
    for code, title in STAGES.items()
    for column in (
        Column(code, title, Kind.QUANTITY, Measure.COUNT, f"{title.lower()} этап: участий"),
        Column(f"{code}_won", "Призовых", Kind.QUANTITY, Measure.COUNT, f"{title.lower()}: победы и призы"),
    )
)  # fmt: skip


def _counts(selection: Selection, reader: Reader) -> list[EventCount]:
    return [row for row in read_event_counts(reader) if row.year == selection.year]


def _source(selection: Selection) -> str:
    return f"Источник: протоколы олимпиад, {format_year(selection.year or 0)} учебный год"


def _figures(rows: Iterable[EventCount]) -> tuple[Cell, ...]:
    listed = list(rows)
    cells = []
    for stage in STAGES:
        of_stage = [row for row in listed if row.stage == stage]
        cells.append(count_cell(sum(row.n for row in of_stage)))
        cells.append(count_cell(sum(row.n for row in of_stage if row.outcome in WON)))
    return tuple(cells)


def funnel(selection: Selection, reader: Reader) -> Bars:
    """How many come through from stage to stage: winners and the others."""
    rows = _counts(selection, reader)

    def sums(is_wanted: Callable[[EventCount], bool]) -> tuple[float, ...]:
        return tuple(sum(row.n for row in rows if row.stage == stage and is_wanted(row)) for stage in STAGES)

    segments = (
        Segment("победители и призёры", "good", sums(lambda row: row.outcome in WON)),
        Segment("участники", "plain", sums(lambda row: row.outcome not in WON)),
    )
    return Bars(
        key="funnel",
        title="Воронка олимпиад: от школы до страны",
        caption="участий на этапе; один обучающийся в двух предметах — два участия",
        categories=tuple(STAGES.values()) if rows else (),
        segments=segments if rows else (),
        source=_source(selection),
        empty=NO_EVENTS,
    )


def by_subject(selection: Selection, reader: Reader) -> Table:
    """The funnel of each subject, the most numerous at the school stage first."""
    rows, subjects = _counts(selection, reader), read_subjects(reader)
    ids = sorted(
        {row.subject_id for row in rows},
        key=lambda id_: (-sum(row.n for row in rows if row.subject_id == id_), subjects[id_].name),
    )
    lines = tuple(
        Row((Cell(subjects[id_].name), *_figures(row for row in rows if row.subject_id == id_)))
        for id_ in ids
    )
    return _table(selection, "by_subject", "Олимпиады по предметам", "Предмет", lines, rows)


def by_school(selection: Selection, reader: Reader) -> Table:
    """The funnel of each school, in the order of names."""
    rows = _counts(selection, reader)
    schools = sorted(read_schools(reader), key=lambda school: natural_key(school.short_name))
    present = {row.school_id for row in rows}
    lines = tuple(
        Row(
            (
                Cell(school.short_name, href=selection.at("/school", unit=school.id).address),
                *_figures(row for row in rows if row.school_id == school.id),
            )
        )
        for school in schools
        if school.id in present
    )
    return _table(selection, "by_school", "Олимпиады по школам", "Школа", lines, rows)


def _table(
    selection: Selection, key: str, title: str, first: str, lines: tuple[Row, ...], rows: list[EventCount]
) -> Table:
    total_row = (Row((Cell("Всего"), *_figures(rows)), is_total=True),) if lines else ()
    return Table(
        key=key,
        title=title,
        caption="участий и призовых мест на каждом этапе",
        columns=(Column("name", first), *STAGE_COLUMNS),
        rows=(*lines, *total_row),
        source=_source(selection),
        empty=NO_EVENTS,
    )


def programmes(selection: Selection, reader: Reader) -> Table:
    """Programmes and camps of all organisations together, and the share of their pupils that each reaches."""
    found = scene(selection, reader)
    lines = found.of_year("talent_programmes")
    by_programme: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        by_programme.setdefault((words(line, "field"), words(line, "programme")), []).append(line)
    rows = tuple(
        Row(
            (
                Cell(programme, href=register_href(selection, "talent_programmes")),
                Cell(field),
                count_cell(total(own, "pupils")),
                Cell(
                    quantity=Quantity.share(total(own, "pupils"), total(own, "total")),
                    note=", ".join(dict.fromkeys(found.name(line) for line in own)),
                ),
            )
        )
        for (field, programme), own in sorted(by_programme.items())
    )
    return Table(
        key="programmes",
        title="Охват программами для одарённых детей",
        caption=f"участников: {total(lines, 'pupils'):g}",
        columns=(
            Column("programme", "Программа"),
            Column("field", "Направление"),
            Column("pupils", "Участников", Kind.QUANTITY, Measure.COUNT),
            Column("share", "Охват", Kind.BAR, Measure.PERCENT, "от обучающихся организаций, где она идёт"),
        ),
        rows=rows,
        source=register_source(selection, PROGRAMMES),
        empty=empty_words(PROGRAMMES),
    )


def gifted(selection: Selection, reader: Reader) -> Table:
    """The register of gifted children: lines for everybody, names for those with the right."""
    found = scene(selection, reader)
    lines = found.of_year("gifted")
    rows = tuple(
        Row(
            (
                Cell(words(line, "pupil")),
                Cell(found.name(line), href=register_href(selection, "gifted", line.unit_id)),
                Cell(words(line, "field")),
                Cell(words(line, "achievement")),
                Cell(words(line, "support")),
            )
        )
        for line in lines
    )
    return Table(
        key="gifted",
        title="Реестр одарённых детей",
        caption=f"в реестре: {len(rows)}",
        columns=(
            Column("pupil", "ФИО"),
            Column("unit", "Организация"),
            Column("field", "Область"),
            Column("achievement", "Достижение"),
            Column("support", "Поддержка"),
        ),
        rows=rows,
        source=register_source(selection, GIFTED),
        empty=empty_words(GIFTED),
        is_personal=reader.viewer.sees_names,
    )
