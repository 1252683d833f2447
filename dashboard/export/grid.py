"""The shape every block takes before it is drawn: one table with headers, notes and perhaps a chart.

A block is turned into a grid without touching Excel, a grid is drawn without knowing the block.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.export.cells import Entry

COPY_TITLE = "Для диаграммы"  # above numbers that only a chart reads, outside the print area


@dataclass(frozen=True, slots=True)
class Stroke:
    """How one series of a chart looks."""

    colour: str
    width: float = 1.25
    is_dashed: bool = False
    is_in_legend: bool = True


@dataclass(frozen=True, slots=True)
class LinePlan:
    """Line chart: a series per row of the grid, the headers after the first are its categories."""

    strokes: tuple[Stroke, ...]
    number_format: str
    axis_title: str


@dataclass(frozen=True, slots=True)
class BarPlan:
    """Stacked horizontal bars: a series per column after the first, the first column holds the categories."""

    strokes: tuple[Stroke, ...]


@dataclass(frozen=True, slots=True)
class ProfilePlan:
    """Columns of the second column of the grid over its first, and a line of the third where there is a stroke for it.

    `flagged`: rows whose columns stand out, with their number above them.
    """

    column: Stroke
    line: Stroke | None
    flag: Stroke
    flagged: tuple[int, ...]
    axis_title: str


@dataclass(frozen=True, slots=True)
class Dots:
    """Points of a scatter chart: the grid's column of their heights. `is_named`: with the names of their rows."""

    column: int
    stroke: Stroke
    symbol: str = "circle"
    size: int = 5
    is_named: bool = False


@dataclass(frozen=True, slots=True)
class Curve:
    """A line of a scatter chart that is no row of the table: it is written beside it."""

    name: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    stroke: Stroke


@dataclass(frozen=True, slots=True)
class ScatterPlan:
    """The second column of the grid goes across; `lowest`: where the axis of heights begins, None: Excel decides."""

    dots: tuple[Dots, ...]
    curves: tuple[Curve, ...]
    x_title: str
    y_title: str
    number_format: str
    lowest: float | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet's table. Every row is as long as `headers`; `totals` are indices of total rows."""

    title: str
    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Entry, ...], ...]
    totals: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()
    source: str = ""
    empty: str = ""
    is_personal: bool = False
    chart: LinePlan | BarPlan | ProfilePlan | ScatterPlan | None = None
    is_prose: bool = (
        False  # sentences to be read, not values to be compared: wide columns, rows as high as their text
    )

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.headers):
                raise ValueError(
                    f"«{self.title}»: row {number} has {len(row)} cells, the header has {len(self.headers)}"
                )
