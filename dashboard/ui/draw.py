"""From a block to a component: the only thing a page needs to know about how blocks look."""

from __future__ import annotations

from functools import singledispatch

from dash.development.base_component import Component

from dashboard.blocks import (
    Attention,
    Bars,
    Block,
    Funnel,
    Gantt,
    Histogram,
    Letter,
    Matrix,
    Notice,
    Table,
    Tiles,
    Trend,
)
from dashboard.ui.attention import draw_attention, draw_notice
from dashboard.ui.bars import draw_bars
from dashboard.ui.funnel import draw_funnel
from dashboard.ui.gantt import draw_gantt
from dashboard.ui.histogram import draw_histogram
from dashboard.ui.letter import draw_letter
from dashboard.ui.matrix import draw_matrix
from dashboard.ui.tables import draw_table
from dashboard.ui.tiles import draw_tiles
from dashboard.ui.trend import draw_trend


@singledispatch
def _draw(block: object, export_href: str = "") -> Component:
    raise TypeError(f"A block of the type {type(block).__name__} has no way to be drawn.")


_draw.register(Tiles, draw_tiles)
_draw.register(Trend, draw_trend)
_draw.register(Bars, draw_bars)
_draw.register(Histogram, draw_histogram)
_draw.register(Funnel, draw_funnel)
_draw.register(Table, draw_table)
_draw.register(Matrix, draw_matrix)
_draw.register(Gantt, draw_gantt)
_draw.register(Attention, draw_attention)
_draw.register(Letter, draw_letter)
_draw.register(Notice, draw_notice)


def draw(block: Block, export_href: str = "") -> Component:
    """The block as a card; with an address for Excel the card gets its small link."""
    return _draw(block, export_href)
