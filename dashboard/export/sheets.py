"""From a block to the grid of its sheet, by type of block.

A new type of block is a new registered function; a type without one is an error, not an empty sheet.
"""

from __future__ import annotations

from functools import singledispatch

from dashboard.blocks import (
    Attention,
    Bars,
    Block,
    Funnel,
    Gantt,
    Histogram,
    Letter,
    Matrix,
    Measure,
    Notice,
    Passport,
    Role,
    Series,
    Table,
    Tile,
    Tiles,
    Trend,
)
from dashboard.export.cells import (
    AXIS_TITLES,
    EMPTY,
    NUMBER_FORMATS,
    Entry,
    is_hidden,
    number_entry,
    part_entry,
    quantity_entry,
    status_entry,
    text_entry,
)
from dashboard.export.gantt import gantt_grid
from dashboard.export.grid import BarPlan, Grid, LinePlan, Stroke
from dashboard.export.looks import ACCENT, ALERT, INK, PEER, SEGMENT_COLOURS
from dashboard.export.statistics import funnel_grid, histogram_grid, letter_grid
from dashboard.export.tables import matrix_grid, table_grid

_STROKES = {
    Role.SUBJECT: Stroke(ACCENT, 2.75),
    Role.ALERT: Stroke(ALERT, 2.0),
    Role.PEER: Stroke(PEER),
}
_MANY_SERIES = 6  # with more, grey peers are nameless on the chart: their names are in the table


@singledispatch
def grid_of(block: Block) -> Grid:
    """Grid of any block. A type that cannot be exported → TypeError."""
    raise TypeError(f"no Excel sheet is known for a block of type {type(block).__name__}")


grid_of.register(Table)(table_grid)
grid_of.register(Matrix)(matrix_grid)
grid_of.register(Gantt)(gantt_grid)
grid_of.register(Histogram)(histogram_grid)
grid_of.register(Funnel)(funnel_grid)
grid_of.register(Letter)(letter_grid)


@grid_of.register
def _tiles(block: Tiles) -> Grid:
    headers = (
        "Показатель",
        "Значение",
        "Цель",
        "Статус",
        "Изменение",
        "Единица изменения",
        "Числитель",
        "Знаменатель",
        "Источник и пояснения",
    )
    return Grid(
        title=block.title,
        caption="",
        headers=headers,
        rows=tuple(_tile_row(tile, block.source) for tile in block.tiles),
        notes=tuple(_passport_note(tile.passport) for tile in block.tiles if tile.passport is not None),
        source=block.source,
    )


def _tile_row(tile: Tile, block_source: str) -> tuple[Entry, ...]:
    quantity = tile.quantity
    target = text_entry(tile.target_text) if tile.target is None else quantity_entry(tile.target)
    if is_hidden(quantity):
        # The change, the status and the caption («13 из 14») would give the hidden number away.
        word = quantity_entry(quantity)
        return (
            text_entry(tile.title),
            word,
            target,
            EMPTY,
            word,
            EMPTY,
            word,
            word,
            text_entry(block_source),
        )
    change, unit = EMPTY, ""
    if tile.change is not None:
        change, unit = quantity_entry(tile.change), AXIS_TITLES[tile.change.measure]
    remarks = dict.fromkeys(part for part in (tile.suffix, tile.caption, quantity.note) if part)
    return (
        text_entry(tile.title),
        quantity_entry(quantity),
        target,
        status_entry(tile.status),
        change,
        text_entry(unit),
        part_entry(quantity, quantity.numerator),
        part_entry(quantity, quantity.denominator),
        text_entry("; ".join(remarks) or block_source),
    )


def _passport_note(passport: Passport) -> str:
    parts = [
        f"{passport.title}: {passport.formula}",
        f"Источник: {passport.source}",
        passport.polarity[:1].upper() + passport.polarity[1:],
        f"Владелец: {passport.owner}",
        f"Правило использования: {passport.use_rule}" if passport.use_rule else "",
        "Методика проекта" if passport.is_project_method else "",
    ]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


@grid_of.register
def _trend(block: Trend) -> Grid:
    rows = [(text_entry(one.name), *map(quantity_entry, one.points)) for one in block.series]
    strokes = [_stroke(one, len(block.series)) for one in block.series]
    if block.target is not None and rows:
        target = number_entry(block.target, block.measure)
        rows.append((text_entry("Цель"), *(target for _label in block.labels)))
        strokes.append(Stroke(INK, 1.5, is_dashed=True))
    notes = dict.fromkeys(
        f"{one.name}, {label}: {point.note}"
        for one in block.series
        for label, point in zip(block.labels, one.points, strict=True)
        if point.note and not is_hidden(point)
    )
    is_drawn = bool(rows and block.labels)
    plan = LinePlan(tuple(strokes), NUMBER_FORMATS[block.measure], AXIS_TITLES[block.measure])
    return Grid(
        title=block.title,
        caption=block.caption,
        headers=("Ряд", *block.labels),
        rows=tuple(rows),
        notes=tuple(notes),
        source=block.source,
        empty=block.empty,
        chart=plan if is_drawn else None,
    )


def _stroke(series: Series, n_series: int) -> Stroke:
    stroke = _STROKES[series.role]
    is_named = series.role is not Role.PEER or n_series <= _MANY_SERIES
    return Stroke(stroke.colour, stroke.width, is_in_legend=is_named)


@grid_of.register
def _bars(block: Bars) -> Grid:
    columns = [[number_entry(count, Measure.COUNT) for count in one.counts] for one in block.segments]
    by_category = zip(block.categories, *columns, strict=True)
    rows = tuple((text_entry(category), *entries) for category, *entries in by_category)
    strokes = tuple(Stroke(SEGMENT_COLOURS.get(one.tone, PEER)) for one in block.segments)
    return Grid(
        title=block.title,
        caption=block.caption,
        headers=("Категория", *(one.name for one in block.segments)),
        rows=rows,
        source=block.source,
        empty=block.empty,
        chart=BarPlan(strokes) if rows and strokes else None,
    )


@grid_of.register
def _attention(block: Attention) -> Grid:
    rows = tuple(
        (text_entry(one.sentence), text_entry(one.detail), status_entry(one.status)) for one in block.items
    )
    rest = f"Показано {len(block.items)} из {block.total}." if block.total > len(block.items) else ""
    return Grid(
        title=block.title,
        caption="",
        headers=("Что требует внимания", "Подробности", "Статус"),
        rows=rows,
        notes=(rest,) if rest else (),
        source=block.source,
        empty=block.empty,
    )


@grid_of.register
def _notice(block: Notice) -> Grid:
    return Grid(
        title=block.title,
        caption="",
        headers=("Сообщение", "Статус"),
        rows=((text_entry(block.text), status_entry(block.status)),),
    )
