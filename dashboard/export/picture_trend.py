"""A trend on paper: the subject thick, others grey, the target dashed, names at the ends of the lines."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from dashboard.blocks import Role, Series, Trend
from dashboard.export.picture_font import font
from dashboard.numbers import format_number
from dashboard.ui.end_labels import label_lines
from dashboard.ui.numbers import format_goal, is_shown
from dashboard.ui.palette import INK_2, INK_3, LINE, ROLE, ROLE_TEXT
from dashboard.ui.spread import spread
from dashboard.ui.trend import value_axis

_ORDER = {Role.PEER: 1, Role.ALERT: 2, Role.SUBJECT: 3}
_RANK = {Role.SUBJECT: 0, Role.ALERT: 1, Role.PEER: 2}
_LETTERS = 22
_LINE = 0.068  # height of a line of a label, as a part of the axis
_POINT_LABELS = 4  # with so few years each point of the subject carries its figure


def draw_trend(axes: Axes, block: Trend) -> None:
    """The lines, their scale and their names."""
    values = [float(point.value or 0) for one in block.series for point in one.points if is_shown(point)]
    low, high, ticks = value_axis(values if block.target is None else [*values, block.target], block.measure)
    last = max(len(block.labels) - 1, 0)
    axes.set_ylim(low, high)
    axes.set_xlim(-0.1 - 0.02 * last, last + (0.04 * last or 0.15))
    axes.set_yticks(ticks, [format_goal(tick, block.measure) for tick in ticks])
    axes.set_xticks(range(len(block.labels)), block.labels)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(font(9))
        label.set_color(INK_3)
    axes.grid(axis="y", color=LINE, linewidth=0.7)
    if block.target is not None:
        axes.axhline(block.target, color=INK_2, linewidth=1, linestyle=(0, (5, 3)), zorder=1)
    for series in sorted(block.series, key=lambda one: _ORDER[one.role]):
        _line(axes, series)
    _figures(axes, block)
    _names(axes, block, low, high)


def _line(axes: Axes, series: Series) -> None:
    is_subject = series.role is Role.SUBJECT
    heights = [point.value if is_shown(point) else float("nan") for point in series.points]
    axes.plot(
        range(len(heights)),
        heights,  # type: ignore[arg-type]
        color=ROLE[series.role],
        linewidth=2.4 if is_subject else 1.4,
        marker="o",
        markersize=5.5 if is_subject else 3.6,
        zorder=1 + _ORDER[series.role],
        clip_on=False,
    )


def _figures(axes: Axes, block: Trend) -> None:
    """Figures over the points of the subject, except the last one, which stands with its name."""
    subject = next((one for one in block.series if one.role is Role.SUBJECT), None)
    if subject is None or len(block.labels) > _POINT_LABELS:
        return
    for at, point in enumerate(subject.points[:-1]):
        if is_shown(point) and point.value is not None:
            axes.annotate(
                format_number(point.value, block.measure),
                (at, point.value),
                (0, 6),
                textcoords="offset points",
                ha="center",
                fontproperties=font(9, bold=True),
                color=ROLE_TEXT[Role.SUBJECT],
                path_effects=[withStroke(linewidth=2.5, foreground="white")],
                zorder=6,
            )


def _names(axes: Axes, block: Trend, low: float, high: float) -> None:
    """Names and last figures to the right of the lines, kept apart; those that do not fit are left out."""
    wished: list[tuple[str, float, str, bool]] = []
    if block.target is not None:
        wished.append((f"цель {format_goal(block.target, block.measure)}", block.target, INK_2, False))
    for series in sorted(block.series, key=lambda one: _RANK[one.role]):
        point = series.points[-1] if series.points else None
        if point is not None and is_shown(point) and point.value is not None:
            words = f"{series.name} {format_number(point.value, block.measure)}"
            wished.append((words, point.value, ROLE_TEXT[series.role], series.role is not Role.PEER))
    lines = [label_lines(words, _LETTERS) for words, *_ in wished]
    kept = _fitting([len(one) * _LINE for one in lines])
    wanted = [(value - low) / (high - low) for _, value, *_ in wished[:kept]]
    places = spread(wanted, [len(one) * _LINE for one in lines[:kept]], 0.0, 1.0)
    for (_, _, colour, is_bold), of_one, place in zip(wished[:kept], lines[:kept], places, strict=True):
        axes.text(
            1.015,
            place,
            "\n".join(of_one),
            transform=axes.transAxes,
            va="center",
            fontproperties=font(9, bold=is_bold),
            color=colour,
        )


def _fitting(heights: list[float]) -> int:
    """How many labels, in order, stand above one another."""
    total = 0.0
    for count, height in enumerate(heights):
        total += height
        if total > 1.0:
            return count
    return len(heights)
