"""Blocks into a section: what is a table or a figure stays one, the rest becomes words; what is empty says why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dashboard.blocks import (
    Attention,
    Bars,
    Block,
    Funnel,
    Histogram,
    Letter,
    Matrix,
    Notice,
    State,
    Table,
    Trend,
)
from dashboard.reports.shapes import FIGURES, TABLES, Section
from dashboard.reports.sources import attention_points

NOTHING = "Сведений для этого раздела в программе пока нет."


def section(
    key: str,
    heading: str,
    sentences: Iterable[str] = (),
    points: Iterable[str] = (),
    blocks: Iterable[Block | None] = (),
    level: int = 1,
) -> Section:
    """A section from whatever a page gave: never empty, an absent block leaves nothing behind."""
    said, told, kept = list(sentences), list(points), []
    for block in blocks:
        if block is None:
            continue
        if isinstance(block, Attention):
            told += attention_points(block)
        if is_exhibit(block):
            kept.append(block)
        else:
            said += words_of(block)
    if not (said or told or kept):
        said = [NOTHING]
    return Section(key, heading, tuple(dict.fromkeys(said)), tuple(told), tuple(kept), level=level)


def is_exhibit(block: Block) -> bool:
    """Whether it is a table or a figure with something in it."""
    return isinstance(block, (*TABLES, *FIGURES)) and not is_empty(block)


def words_of(block: Block) -> list[str]:
    """What a block without a table or a figure says."""
    if isinstance(block, Letter):
        return list(block.paragraphs) or [_why(block.title, block.empty)]
    if isinstance(block, Notice):
        return [block.text]
    if isinstance(block, Attention):
        return [] if block.items else [_why(block.title, block.empty)]
    return [_why(block.title, getattr(block, "empty", ""))]


def _why(title: str, empty: str) -> str:
    if not empty:
        return f"{title}: нет данных."
    return empty if empty.startswith(title.split(":")[0]) else f"{title}. {empty}"


def is_empty(block: Block) -> bool:
    """A chart without a point or a table without a row."""
    if isinstance(block, Table | Matrix):
        return not block.rows
    if isinstance(block, Trend):
        return not any(point.state is State.OK for one in block.series for point in one.points)
    if isinstance(block, Bars):
        return not any(count for segment in block.segments for count in segment.counts)
    if isinstance(block, Histogram):
        return not any(block.counts)
    return isinstance(block, Funnel) and not block.points


def only(table: Table, keys: Iterable[str]) -> Table:
    """The table with these columns, in its own order."""
    wanted = set(keys)
    kept = [at for at, column in enumerate(table.columns) if column.key in wanted]
    return replace(
        table,
        columns=tuple(table.columns[at] for at in kept),
        rows=tuple(replace(row, cells=tuple(row.cells[at] for at in kept)) for row in table.rows),
    )
