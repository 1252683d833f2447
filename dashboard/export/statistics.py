"""Histogram, funnel and letter as grids, and their native Excel charts.

A funnel's limits are curves, not rows: they are written beside the table, outside the print area, and drawn from there.
"""

from __future__ import annotations

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from dashboard.blocks import Funnel, Histogram, Letter, Measure, Role
from dashboard.export.cells import NUMBER_FORMATS, number_entry, text_entry
from dashboard.export.grid import Curve, Grid, ProfilePlan, ScatterPlan, Stroke
from dashboard.export.layout import Placed
from dashboard.export.looks import ACCENT, ALERT, CAPTION, INK, LINE, PEER, SECOND, Looks
from dashboard.export.texts import clean_text

COPY_TITLE = "Для диаграммы"
_FONT = {"color": SECOND, "size": 9}
_COLOURS = {Role.SUBJECT: ACCENT, Role.ALERT: ALERT, Role.PEER: PEER}
_ROLE_WORDS = {Role.SUBJECT: "выбрана", Role.ALERT: "за границей", Role.PEER: ""}


def histogram_grid(block: Histogram) -> Grid:
    """A row per score: pupils, the profile of the reference, the mark that begins there, whether a sign is about it."""
    borders = dict(block.borders)
    reference = block.reference or (None,) * len(block.counts)
    rows = tuple(
        (
            text_entry(label),
            number_entry(count, Measure.COUNT),
            text_entry("") if usual is None else number_entry(usual, Measure.INDEX),
            text_entry(borders.get(at, "")),
            text_entry("признак" if at in block.flagged else ""),
        )
        for at, (label, count, usual) in enumerate(zip(block.labels, block.counts, reference, strict=True))
    )
    plan = ProfilePlan(Stroke(ACCENT), Stroke(INK, 1.75), bool(block.reference), "обучающихся")
    return Grid(
        title=block.title,
        caption=block.caption,
        headers=(
            "Балл",
            block.name or "Обучающихся",
            block.reference_name or "Эталон",
            "Отметка с",
            "Признак",
        ),
        rows=rows,
        notes=block.notes,
        source=block.source,
        empty=block.empty,
        chart=plan if any(block.counts) else None,
    )


def funnel_grid(block: Funnel) -> Grid:
    """A row per unit; the limits go with the chart."""
    rows = tuple(
        (
            text_entry(point.name),
            number_entry(point.n, Measure.COUNT),
            number_entry(point.value, block.measure),
            text_entry(_ROLE_WORDS[point.role]),
            text_entry(point.note),
        )
        for point in block.points
    )
    largest = float(max((point.n for point in block.points), default=0))
    scale = 100 if block.measure is Measure.PERCENT else 1  # as the cells of the table hold percents
    centre = block.centre / scale
    curves = [Curve("среднее", (0.0, largest), (centre, centre), Stroke(INK, 1.25))]
    for band in block.bands:
        stroke = Stroke(PEER, 1.0, is_dashed=band.name.startswith("95"))
        for word, limits in (("низ", band.low), ("верх", band.high)):
            scaled = tuple(limit / scale for limit in limits)
            curves.append(Curve(f"{band.name}, {word}", band.sizes, scaled, stroke))
    plan = ScatterPlan(
        tuple(Stroke(_COLOURS[point.role]) for point in block.points),
        tuple(curves),
        block.size_name,
        block.caption,
        NUMBER_FORMATS[block.measure],
    )
    return Grid(
        title=block.title,
        caption=block.caption,
        headers=("Организация", block.size_name.capitalize(), "Значение", "Отмечена", "Примечание"),
        rows=rows,
        notes=block.notes,
        source=block.source,
        empty=block.empty,
        chart=plan if rows else None,
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
    )


def draw_statistics(
    book: Workbook, sheet: Worksheet, plan: ProfilePlan | ScatterPlan, placed: Placed, looks: Looks
) -> Chart:
    """The chart of a histogram or of a funnel, bound to the cells."""
    if isinstance(plan, ProfilePlan):
        return _profile(book, sheet, plan, placed)
    return _scatter(book, sheet, plan, placed, looks)


def _profile(book: Workbook, sheet: Worksheet, plan: ProfilePlan, placed: Placed) -> Chart:
    chart = book.add_chart({"type": "column"})
    chart.add_series({**_column(sheet, placed, 1), "fill": {"color": plan.column.colour}, "gap": 20})
    if plan.has_line:
        line = book.add_chart({"type": "line"})
        stroke = {"color": plan.line.colour, "width": plan.line.width}
        line.add_series({**_column(sheet, placed, 2), "line": stroke, "marker": {"type": "none"}})
        chart.combine(line)
    chart.set_x_axis({"num_font": _FONT, "line": {"color": LINE}})
    chart.set_y_axis(_value_axis(plan.axis_title, "0"))
    chart.set_legend({"position": "bottom", "font": _FONT})
    return chart


def _column(sheet: Worksheet, placed: Placed, column: int) -> dict[str, object]:
    name = sheet.get_name()
    return {
        "name": [name, placed.header_row, column],
        "categories": [name, placed.first_row, 0, placed.last_row, 0],
        "values": [name, placed.first_row, column, placed.last_row, column],
    }


def _scatter(book: Workbook, sheet: Worksheet, plan: ScatterPlan, placed: Placed, looks: Looks) -> Chart:
    chart = book.add_chart({"type": "scatter", "subtype": "straight"})
    name = sheet.get_name()
    points = [{"fill": {"color": one.colour}, "border": {"color": one.colour}} for one in plan.strokes]
    chart.add_series(
        {
            "name": [name, placed.header_row, 2],
            "categories": [name, placed.first_row, 1, placed.last_row, 1],
            "values": [name, placed.first_row, 2, placed.last_row, 2],
            "line": {"none": True},
            "marker": {"type": "circle", "size": 6, "fill": {"color": PEER}, "border": {"color": PEER}},
            "points": points,
        }
    )
    column = placed.page_column + 2
    sheet.write_string(placed.header_row - 1, column, COPY_TITLE, looks.format(CAPTION))
    for curve in plan.curves:
        _curve(sheet, chart, curve, placed, column, looks)
        column += 2
    chart.set_x_axis({**_value_axis(plan.x_title, "0"), "min": 0})
    chart.set_y_axis(_value_axis("", plan.number_format))
    chart.set_legend({"position": "bottom", "font": _FONT})
    return chart


def _curve(sheet: Worksheet, chart: Chart, curve: Curve, placed: Placed, column: int, looks: Looks) -> None:
    name, first = sheet.get_name(), placed.first_row
    sheet.write_string(placed.header_row, column + 1, clean_text(curve.name), looks.format(CAPTION))
    for at, (x, y) in enumerate(zip(curve.x, curve.y, strict=True)):
        sheet.write_number(first + at, column, x, looks.format(CAPTION))
        sheet.write_number(first + at, column + 1, y, looks.format(CAPTION))
    last = first + len(curve.x) - 1
    line = {"color": curve.stroke.colour, "width": curve.stroke.width}
    chart.add_series(
        {
            "name": [name, placed.header_row, column + 1],
            "categories": [name, first, column, last, column],
            "values": [name, first, column + 1, last, column + 1],
            "line": {**line, "dash_type": "dash"} if curve.stroke.is_dashed else line,
            "marker": {"type": "none"},
        }
    )


def _value_axis(title: str, number_format: str) -> dict[str, object]:
    return {
        "name": title,
        "name_font": {**_FONT, "bold": False},
        "num_font": _FONT,
        "num_format": number_format,
        "major_gridlines": {"visible": True, "line": {"color": LINE}},
        "line": {"none": True},
    }
