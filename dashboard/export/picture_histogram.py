"""A histogram of scores on paper: bars over the profile they are compared with, borders of marks named above."""

from __future__ import annotations

from matplotlib.axes import Axes

from dashboard.blocks import Histogram, Measure, Status
from dashboard.export.picture_font import font
from dashboard.numbers import format_number
from dashboard.ui.palette import ACCENT, INK_2, INK_3, LINE, STATUS
from dashboard.ui.scales import round_ticks

ALERT, BEHIND = STATUS[Status.BELOW], "#dfe4e8"
_ROOM = 1.25
_MOST_SCORES = 14


def draw_histogram(axes: Axes, block: Histogram) -> None:
    """Bars, the profile behind them, borders and counts of flagged bars."""
    places = range(len(block.counts))
    colours = [ALERT if at in block.flagged else ACCENT for at in places]
    if block.reference:
        axes.bar(places, block.reference, width=1.0, color=BEHIND, label=block.reference_name or "эталон")
    axes.bar(places, block.counts, width=0.76, color=colours, label=block.name or "обучающиеся")
    top = max([*block.counts, *block.reference, 1]) * _ROOM
    axes.set_ylim(0, top)
    ticks = round_ticks(0, top / _ROOM, 5, whole=True)
    axes.set_yticks(ticks, [format_number(tick, Measure.COUNT) for tick in ticks])
    step = -(-len(block.labels) // _MOST_SCORES)
    shown = list(places)[::step]
    axes.set_xticks(shown, [block.labels[at] for at in shown])
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(font(9))
        label.set_color(INK_3)
    axes.grid(axis="y", color=LINE, linewidth=0.7)
    for at, name in block.borders:
        axes.axvline(at - 0.5, color=INK_2, linewidth=0.8, linestyle=(0, (3, 3)))
        axes.text(at - 0.4, top, name, va="top", fontproperties=font(9), color=INK_2)
    for at in block.flagged:
        words = format_number(block.counts[at], Measure.COUNT)
        axes.text(at, block.counts[at], words, ha="center", va="bottom", fontproperties=font(9, bold=True))
    axes.legend(loc="upper right", frameon=False, prop=font(9))
