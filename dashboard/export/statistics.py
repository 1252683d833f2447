"""Histogram, funnel and letter as grids.

What the screen shows by colour is a column here: the mark that begins at a score, a sign, which school is chosen and
which stand outside the limits. So a chart drawn over the columns stays right when a reader sorts or filters the table.
"""

from __future__ import annotations

from collections.abc import Callable
from math import floor

from dashboard.blocks import Funnel, Histogram, Letter, Measure, Role
from dashboard.export.cells import AXIS_TITLES, EMPTY, NUMBER_FORMATS, Entry, number_entry, text_entry
from dashboard.export.grid import Curve, Dots, Grid, ProfilePlan, ScatterPlan, Stroke
from dashboard.export.looks import ACCENT, ALERT, INK, PEER
from dashboard.export.tables import measured_title

Columns = list[tuple[str, Callable[[int], Entry]]]


def histogram_grid(block: Histogram) -> Grid:
    """A row per score: pupils, the profile of the reference, the mark that begins there, whether a sign is about it."""
    borders = dict(block.borders)
    columns: Columns = [
        ("Балл", lambda at: _score(block.labels[at])),
        (_named("Обучающихся", block.name), lambda at: number_entry(block.counts[at], Measure.COUNT)),
    ]
    if block.reference:
        title = _named("Эталон", block.reference_name)
        columns.append((title, lambda at: number_entry(block.reference[at], Measure.INDEX)))
    if borders:
        columns.append(("Отметка с этого балла", lambda at: text_entry(borders.get(at, ""))))
    if block.flagged:
        columns.append(("Признак", lambda at: text_entry("признак" if at in block.flagged else "")))
    line = Stroke(INK, 1.75) if block.reference else None
    plan = ProfilePlan(Stroke(ACCENT), line, Stroke(ALERT), block.flagged, "обучающихся")
    return Grid(
        title=block.title,
        caption=block.caption,
        headers=tuple(title for title, _ in columns),
        rows=tuple(tuple(make(at) for _, make in columns) for at in range(len(block.labels))),
        notes=block.notes,
        source=block.source,
        empty=block.empty,
        chart=plan if any(block.counts) else None,
    )


def funnel_grid(block: Funnel) -> Grid:
    """A row per unit. The value of the chosen unit and of those outside stands once more in a column of theirs."""
    points = block.points
    columns: Columns = [
        ("Организация", lambda at: text_entry(points[at].name)),
        (block.size_name.capitalize(), lambda at: number_entry(points[at].n, Measure.COUNT)),
        (
            measured_title("Значение", block.measure),
            lambda at: number_entry(points[at].value, block.measure),
        ),
    ]
    dots = [Dots(2, Stroke(PEER))]
    for role, title, stroke, symbol in (
        (Role.SUBJECT, "Выбрана", Stroke(ACCENT), "circle"),
        (Role.ALERT, "За границами", Stroke(ALERT), "diamond"),
    ):
        if any(point.role is role for point in points):
            dots.append(Dots(len(columns), stroke, symbol, 9, is_named=True))
            columns.append((title, _values_of(role, block)))
    if any(point.note for point in points):
        columns.append(("Примечание", lambda at: text_entry(points[at].note)))
    return Grid(
        title=block.title,
        caption=block.caption,
        headers=tuple(title for title, _ in columns),
        rows=tuple(tuple(make(at) for _, make in columns) for at in range(len(points))),
        notes=block.notes,
        source=block.source,
        empty=block.empty,
        chart=_scatter_plan(block, tuple(dots)) if points else None,
    )


def letter_grid(block: Letter) -> Grid:
    """A row per paragraph."""
    return Grid(
        title=block.title,
        caption=block.caption,
        headers=("Текст",),
        rows=tuple((text_entry(paragraph),) for paragraph in block.paragraphs),
        notes=block.notes,
        source=block.source,
        empty=block.empty,
        is_prose=True,
    )


def _score(label: str) -> Entry:
    """A score that Excel sorts as a number; a label of another kind stays the text it is."""
    is_number = label.isascii() and label.isdigit() and str(int(label)) == label
    return number_entry(float(label), Measure.COUNT) if is_number else text_entry(label)


def _named(title: str, name: str) -> str:
    return f"{title}: {name}" if name else title


def _values_of(role: Role, block: Funnel) -> Callable[[int], Entry]:
    """Maker of a column that is empty for units of other roles."""

    def make(at: int) -> Entry:
        point = block.points[at]
        return number_entry(point.value, block.measure) if point.role is role else EMPTY

    return make


def _scatter_plan(block: Funnel, dots: tuple[Dots, ...]) -> ScatterPlan:
    """Curves in the unit of the cells, which hold percents as fractions."""
    scale = 100.0 if block.measure is Measure.PERCENT else 1.0
    largest = max([point.n for point in block.points] + [size for band in block.bands for size in band.sizes])
    centre = block.centre / scale
    curves = [Curve("в целом", (0.0, float(largest)), (centre, centre), Stroke(INK, 1.25))]
    for band in block.bands:
        stroke = Stroke(PEER, 1.0, is_dashed=band is not block.bands[-1])
        for limits, is_in_legend in ((band.high, True), (band.low, False)):
            of_side = Stroke(stroke.colour, stroke.width, stroke.is_dashed, is_in_legend)
            scaled = tuple(limit / scale for limit in limits)
            curves.append(Curve(f"граница {band.name}", band.sizes, scaled, of_side))
    return ScatterPlan(
        dots,
        tuple(curves),
        block.size_name,
        AXIS_TITLES[block.measure],
        NUMBER_FORMATS[block.measure],
        _lowest(block) if block.measure is Measure.PERCENT else None,
    )


def _lowest(block: Funnel) -> float:
    """The tens of percents under everything drawn: Excel by itself would leave half of the chart empty."""
    drawn = [point.value for point in block.points] + [limit for band in block.bands for limit in band.low]
    return max(0, floor(min(drawn) / 10)) / 10
