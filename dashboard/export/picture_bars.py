"""Stacked bars on paper: one scale for all categories, figures inside the segments that hold them."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.patches import Patch

from dashboard.blocks import Bars, Measure
from dashboard.export.picture_font import font
from dashboard.numbers import format_number
from dashboard.ui.palette import ACCENT, INK, INK_2, INK_3

# The colours of `assets/50-tokens.css`: fill and the ink on it.
FILLS = {
    "5": ("#1e7f5c", "#ffffff"),
    "4": ("#8cc5a3", INK),
    "3": ("#f0c35a", INK),
    "2": ("#c64d37", "#ffffff"),
    "na": ("#d5dbe0", INK),
    "plain": (ACCENT, "#ffffff"),
    "deep": (INK_2, "#ffffff"),
}
_SAME = {"good": "5", "fair": "4", "warn": "3", "bad": "2", "muted": "na"}
_NARROWEST = 0.035  # of the longest bar: a figure needs as much


def draw_bars(axes: Axes, block: Bars) -> None:
    """The bars from above downwards, the sum at the end, a key of one line above."""
    count = len(block.categories)
    totals = [sum(one.counts[at] for one in block.segments) for at in range(count)]
    longest = max(totals) or 1.0
    starts = [0.0] * count
    for segment in block.segments:
        fill, ink = fill_of(segment.tone)
        axes.barh(range(count), segment.counts, left=starts, height=0.66, color=fill)
        for at, width in enumerate(segment.counts):
            if width >= _NARROWEST * longest:
                _figure(axes, width, starts[at] + width / 2, at, ink, "center")
            starts[at] += width
    for at, total in enumerate(totals):
        _figure(axes, total, total + 0.01 * longest, at, INK_3, "left")
    axes.set_yticks(range(count), block.categories)
    axes.invert_yaxis()
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.set_xlim(0, longest * 1.08)
    for label in axes.get_yticklabels():
        label.set_fontproperties(font(9))
        label.set_color(INK)
    handles = [Patch(color=fill_of(one.tone)[0], label=one.name) for one in block.segments]
    axes.legend(
        handles=handles,
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        ncols=min(len(handles), 6),
        frameon=False,
        prop=font(9),
        handlelength=1,
        borderaxespad=0.2,
        columnspacing=1.4,
    )


def fill_of(tone: str) -> tuple[str, str]:
    """Fill and ink of a tone."""
    return FILLS[_SAME.get(tone, tone)]


def _figure(axes: Axes, value: float, x: float, y: float, ink: str, anchor: str) -> None:
    axes.text(
        x, y, format_number(value, Measure.COUNT), ha=anchor, va="center", fontproperties=font(8.5), color=ink
    )
