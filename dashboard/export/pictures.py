"""Charts as crisp pictures for paper: the same blocks and colours as on the screen, lines named at their ends.

Drawn with matplotlib's own canvas and no global state, so two requests at once do not meet. A picture of 16 cm at 220
dots per inch stays sharp in print. `words_of_chart` tells the same figures to those who do not see it.
"""

from __future__ import annotations

import io

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from dashboard.blocks import Bars, Funnel, Histogram, Measure, Quantity, State, Trend
from dashboard.export.picture_bars import draw_bars
from dashboard.export.picture_funnel import draw_funnel
from dashboard.export.picture_histogram import draw_histogram
from dashboard.export.picture_trend import draw_trend
from dashboard.numbers import format_number, format_quantity
from dashboard.ui.palette import LINE

Chart = Trend | Bars | Histogram | Funnel
WIDTH_CM = 16.5
DOTS_PER_INCH = 220
CM_IN_INCH = 2.54
CATEGORY_CM = 0.72


def picture(block: Chart) -> tuple[bytes, float]:
    """PNG of a chart and its width in centimetres."""
    figure = Figure(
        figsize=(WIDTH_CM / CM_IN_INCH, _height(block) / CM_IN_INCH), dpi=DOTS_PER_INCH, facecolor="white"
    )
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    _bare(axes)
    if isinstance(block, Trend):
        draw_trend(axes, block)
    elif isinstance(block, Bars):
        draw_bars(axes, block)
    elif isinstance(block, Histogram):
        draw_histogram(axes, block)
    else:
        draw_funnel(axes, block)
    written = io.BytesIO()
    figure.savefig(written, format="png", bbox_inches="tight", pad_inches=0.04, metadata={"Software": None})
    return written.getvalue(), WIDTH_CM


def _height(block: Chart) -> float:
    if isinstance(block, Bars):
        return 1.6 + CATEGORY_CM * len(block.categories)
    return 7.2


def _bare(axes: Axes) -> None:
    """No frame: only a thin line under the chart."""
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(LINE)
    axes.tick_params(length=0)
    axes.set_axisbelow(True)


def words_of_chart(block: Chart) -> str:
    """The figures of a chart in a sentence: the alternative text of its picture."""
    if isinstance(block, Trend):
        parts = [_series_words(block, at) for at in range(len(block.series))]
    elif isinstance(block, Bars):
        parts = [_category_words(block, at) for at in range(len(block.categories))]
    elif isinstance(block, Histogram):
        parts = [
            f"{label}: {count}" for label, count in zip(block.labels, block.counts, strict=True) if count
        ]
    else:
        parts = [
            f"{point.name}: {format_quantity(Quantity(point.value, block.measure))}, {block.size_name} {point.n}"
            for point in block.points
        ]
    return f"{block.title}. {block.caption}. {'; '.join(parts)}."


def _series_words(block: Trend, at: int) -> str:
    series = block.series[at]
    points = ", ".join(
        f"{label} {format_quantity(point)}"
        for label, point in zip(block.labels, series.points, strict=True)
        if point.state is not State.MISSING
    )
    return f"{series.name}: {points or 'нет данных'}"


def _category_words(block: Bars, at: int) -> str:
    parts = ", ".join(
        f"{segment.name} — {format_number(segment.counts[at], Measure.COUNT)}" for segment in block.segments
    )
    return f"{block.categories[at]}: {parts}"
