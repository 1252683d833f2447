"""A funnel on paper: units by size, the limits of chance, names only of those that stand outside."""

from __future__ import annotations

from matplotlib.axes import Axes

from dashboard.blocks import Funnel, FunnelPoint, Role
from dashboard.export.picture_font import font
from dashboard.ui.numbers import format_goal
from dashboard.ui.palette import INK_2, INK_3, LINE, ROLE, ROLE_TEXT
from dashboard.ui.trend import value_axis

_MARKERS = {Role.SUBJECT: "o", Role.PEER: "o", Role.ALERT: "D"}


def draw_funnel(axes: Axes, block: Funnel) -> None:
    """Bands, the centre, points, names of the subject and of those in alert."""
    limits = [value for band in block.bands for value in (*band.low, *band.high)]
    low, high, ticks = value_axis(
        [*(one.value for one in block.points), block.centre, *limits], block.measure
    )
    axes.set_ylim(low, high)
    axes.set_yticks(ticks, [format_goal(tick, block.measure) for tick in ticks])
    axes.set_xlabel(block.size_name, fontproperties=font(9), color=INK_3)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(font(9))
        label.set_color(INK_3)
    axes.grid(axis="y", color=LINE, linewidth=0.7)
    axes.set_xlim(0, _widest(block) * 1.04)
    axes.axhline(block.centre, color=INK_2, linewidth=1)
    for number, band in enumerate(block.bands):
        style = (0, (5, 3)) if number == 0 else (0, (1, 2))
        for side in (band.low, band.high):
            axes.plot(band.sizes, side, color=INK_2, linewidth=0.9, linestyle=style)
        _beside(axes, band.name, band.high[-1])
    _beside(axes, f"в целом {format_goal(block.centre, block.measure)}", block.centre)
    for role in (Role.PEER, Role.ALERT, Role.SUBJECT):
        _points(axes, [point for point in block.points if point.role is role], role)


def _widest(block: Funnel) -> float:
    sizes = [size for band in block.bands for size in band.sizes]
    return max([*sizes, *(float(point.n) for point in block.points)])


def _beside(axes: Axes, words: str, y: float) -> None:
    """What a line is, to the right of the plot."""
    place = axes.get_yaxis_transform()
    axes.text(1.01, y, words, transform=place, va="center", fontproperties=font(9), color=INK_2)


def _points(axes: Axes, points: list[FunnelPoint], role: Role) -> None:
    axes.scatter(
        [point.n for point in points],
        [point.value for point in points],
        s=46 if role is not Role.PEER else 24,
        marker=_MARKERS[role],
        color=ROLE[role],
        edgecolors="white",
        linewidths=0.6,
        zorder=3,
    )
    if role is Role.PEER:
        return
    for point in points:
        axes.annotate(
            point.name,
            (point.n, point.value),
            (7, 4),
            textcoords="offset points",
            fontproperties=font(9, bold=True),
            color=ROLE_TEXT[role],
        )
