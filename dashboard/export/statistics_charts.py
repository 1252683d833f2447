"""Native Excel charts of a histogram and of a funnel, bound to the cells.

A funnel's limits are curves, not rows. They are written beside the page and under the last row of the table, where
neither a filter hides them nor sorting moves them, and are drawn from there.
"""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from dashboard.export.grid import COPY_TITLE, Curve, Dots, ProfilePlan, ScatterPlan, Stroke
from dashboard.export.layout import Placed
from dashboard.export.looks import CAPTION, CHART_FONT, LINE, Looks
from dashboard.export.texts import clean_text


def draw_statistics(
    book: Workbook, sheet: Worksheet, plan: ProfilePlan | ScatterPlan, placed: Placed, looks: Looks
) -> Chart:
    """The chart of a histogram or of a funnel."""
    if isinstance(plan, ProfilePlan):
        return _profile(book, sheet, plan, placed)
    return _scatter(book, sheet, plan, placed, looks)


def _profile(book: Workbook, sheet: Worksheet, plan: ProfilePlan, placed: Placed) -> Chart:
    chart = book.add_chart({"type": "column"})
    columns = {**_column(sheet, placed, 1), "fill": {"color": plan.column.colour}, "gap": 20}
    if plan.flagged:
        columns |= _flags(plan, placed)
    chart.add_series(columns)
    if plan.line is not None:
        line = book.add_chart({"type": "line"})
        stroke = {"color": plan.line.colour, "width": plan.line.width}
        line.add_series({**_column(sheet, placed, 2), "line": stroke, "marker": {"type": "none"}})
        chart.combine(line)
    chart.set_x_axis(
        {
            "name": "балл",
            "name_font": {**CHART_FONT, "bold": False},
            "num_font": CHART_FONT,
            "line": {"color": LINE},
        }
    )
    chart.set_y_axis(_value_axis(plan.axis_title, "0"))
    chart.set_legend({"position": "bottom", "font": CHART_FONT})
    return chart


def _flags(plan: ProfilePlan, placed: Placed) -> dict[str, Any]:
    """Columns of the flagged rows in their colour, with their number; the other numbers are not shown."""
    rows = range(placed.last_row - placed.first_row + 1)
    fill = {"fill": {"color": plan.flag.colour}}
    return {
        "points": [fill if at in plan.flagged else None for at in rows],
        "data_labels": {
            "value": True,
            "font": {"color": plan.flag.colour, "bold": True},
            "custom": [None if at in plan.flagged else {"delete": True} for at in rows],
        },
    }


def _column(sheet: Worksheet, placed: Placed, column: int) -> dict[str, Any]:
    """A series of a column of the table over the first one."""
    name = sheet.get_name()
    return {
        "name": [name, placed.header_row, column],
        "categories": [name, placed.first_row, 0, placed.last_row, 0],
        "values": [name, placed.first_row, column, placed.last_row, column],
    }


def _scatter(book: Workbook, sheet: Worksheet, plan: ScatterPlan, placed: Placed, looks: Looks) -> Chart:
    chart = book.add_chart({"type": "scatter", "subtype": "straight"})
    column, row = placed.page_column + 2, placed.last_row + 2
    sheet.write_string(row, column, COPY_TITLE, looks.format(CAPTION))
    for at, curve in enumerate(plan.curves):
        chart.add_series(_curve(sheet, curve, row + 1, column + 2 * at, plan, looks))
    for dots in plan.dots:
        chart.add_series(_dots(sheet, dots, placed))
    # A reference, not the text: XlsxWriter would take a text that begins with «=» for a formula.
    across = [sheet.get_name(), placed.header_row, 1]
    chart.set_x_axis({**_value_axis(across, "0"), "min": 0})
    lowest = {} if plan.lowest is None else {"min": plan.lowest}
    chart.set_y_axis({**_value_axis(plan.y_title, plan.number_format), **lowest})
    unnamed = [at for at, curve in enumerate(plan.curves) if not curve.stroke.is_in_legend]
    chart.set_legend({"position": "bottom", "font": CHART_FONT, "delete_series": unnamed})
    return chart


def _dots(sheet: Worksheet, dots: Dots, placed: Placed) -> dict[str, Any]:
    name = sheet.get_name()
    colour = {"color": dots.stroke.colour}
    series = {
        **_column(sheet, placed, dots.column),
        "categories": [name, placed.first_row, 1, placed.last_row, 1],
        "line": {"none": True},
        "marker": {"type": dots.symbol, "size": dots.size, "fill": colour, "border": colour},
    }
    if dots.is_named:
        rows = range(placed.first_row, placed.last_row + 1)
        cells = [xl_rowcol_to_cell(row, 0, row_abs=True, col_abs=True) for row in rows]
        series["data_labels"] = {
            "value": True,
            "position": "right",
            "font": colour,
            "custom": [{"value": f"={quote_sheetname(name)}!{cell}"} for cell in cells],
        }
    return series


def _curve(
    sheet: Worksheet, curve: Curve, header_row: int, column: int, plan: ScatterPlan, looks: Looks
) -> dict[str, Any]:
    """Write the curve under its headings and give its series."""
    name, first, look = sheet.get_name(), header_row + 1, looks.format(CAPTION)
    last = first + len(curve.x) - 1
    sheet.write_string(header_row, column, clean_text(plan.x_title), look)
    sheet.write_string(header_row, column + 1, clean_text(curve.name), look)
    for row, (x, y) in enumerate(zip(curve.x, curve.y, strict=True), start=first):
        sheet.write_number(row, column, x, look)
        sheet.write_number(row, column + 1, y, look)
    return {
        "name": [name, header_row, column + 1],
        "categories": [name, first, column, last, column],
        "values": [name, first, column + 1, last, column + 1],
        "line": _line(curve.stroke),
        "marker": {"type": "none"},
    }


def _line(stroke: Stroke) -> dict[str, Any]:
    line: dict[str, Any] = {"color": stroke.colour, "width": stroke.width}
    return {**line, "dash_type": "dash"} if stroke.is_dashed else line


def _value_axis(title: str | list[str | int], number_format: str) -> dict[str, Any]:
    return {
        "name": title,
        "name_font": {**CHART_FONT, "bold": False},
        "num_font": CHART_FONT,
        "num_format": number_format,
        "major_gridlines": {"visible": True, "line": {"color": LINE}},
        "line": {"none": True},
    }
