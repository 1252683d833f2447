"""Native Excel charts over the cells of a drawn grid: they follow the cells when a reader edits them.

Excel draws a word in place of a number as zero. So where a grid holds words («скрыто», «нет данных») the
chart reads a copy of the numbers beside the table, outside the print area, in which those cells are empty.
"""

from __future__ import annotations

from math import ceil

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from dashboard.export.cells import EMPTY
from dashboard.export.grid import COPY_TITLE, BarPlan, Grid, LinePlan
from dashboard.export.layout import Placed, write_entry
from dashboard.export.looks import CAPTION, CHART_FONT, LINE, SECOND, Look, Looks
from dashboard.export.statistics_charts import draw_statistics
from dashboard.export.texts import clean_text

_WIDEST, _CHARACTER_PIXELS = 960, 7
_LINE_HEIGHT, _BAR_HEIGHT, _BAR_MARGIN, _TALLEST = 380, 26, 140, 1400
_ROW_PIXELS = 20


def draw_chart(book: Workbook, sheet: Worksheet, grid: Grid, placed: Placed, looks: Looks) -> int:
    """Draw the chart of a grid, if it has one, under its notes. Returns the first free row under it all."""
    if grid.chart is None:
        return placed.free_row
    if isinstance(grid.chart, LinePlan):
        chart, height = _line(book, sheet, grid, grid.chart, placed, looks), _LINE_HEIGHT
    elif isinstance(grid.chart, BarPlan):
        chart = _bars(book, sheet, grid.chart, placed)
        height = min(_TALLEST, _BAR_MARGIN + _BAR_HEIGHT * len(grid.rows))
    else:
        chart, height = draw_statistics(book, sheet, grid.chart, placed, looks), _LINE_HEIGHT
    chart.set_title({"none": True})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": min(_WIDEST, int(placed.page_width * _CHARACTER_PIXELS)), "height": height})
    chart.show_blanks_as("gap")
    row = placed.free_row + 1
    sheet.insert_chart(row, 0, chart, {"description": clean_text(grid.title), "object_position": 2})
    return row + ceil(height / _ROW_PIXELS) + 1


def _line(
    book: Workbook, sheet: Worksheet, grid: Grid, plan: LinePlan, placed: Placed, looks: Looks
) -> Chart:
    chart = book.add_chart({"type": "line"})
    first_column = _numbers_column(sheet, grid, placed, looks)
    name = sheet.get_name()
    for index, stroke in enumerate(plan.strokes):
        row = placed.first_row + index
        line = {"color": stroke.colour, "width": stroke.width}
        marker = {
            "type": "circle",
            "size": 5,
            "fill": {"color": stroke.colour},
            "border": {"color": stroke.colour},
        }
        chart.add_series(
            {
                "name": [name, row, 0],
                "categories": [name, placed.header_row, 1, placed.header_row, placed.last_column],
                "values": [name, row, first_column, row, first_column + placed.last_column - 1],
                "line": {**line, "dash_type": "dash"} if stroke.is_dashed else line,
                "marker": {"type": "none"} if stroke.is_dashed else marker,
            }
        )
    chart.set_x_axis({"num_font": CHART_FONT, "line": {"color": LINE}})
    chart.set_y_axis(
        {
            "name": plan.axis_title,
            "name_font": {**CHART_FONT, "bold": False},
            "num_font": CHART_FONT,
            "num_format": plan.number_format,
            "major_gridlines": {"visible": True, "line": {"color": LINE}},
            "line": {"none": True},
        }
    )
    unnamed = [index for index, stroke in enumerate(plan.strokes) if not stroke.is_in_legend]
    chart.set_legend({"position": "bottom", "font": CHART_FONT, "delete_series": unnamed})
    return chart


def _bars(book: Workbook, sheet: Worksheet, plan: BarPlan, placed: Placed) -> Chart:
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    name = sheet.get_name()
    for column, stroke in enumerate(plan.strokes, start=1):
        chart.add_series(
            {
                "name": [name, placed.header_row, column],
                "categories": [name, placed.first_row, 0, placed.last_row, 0],
                "values": [name, placed.first_row, column, placed.last_row, column],
                "fill": {"color": stroke.colour},
                "border": {"color": "#FFFFFF", "width": 0.5},
                "gap": 40,
            }
        )
    # Excel draws the first category at the bottom; reversed, the chart reads in the order of the table.
    chart.set_y_axis({"reverse": True, "num_font": CHART_FONT, "line": {"color": LINE}})
    chart.set_x_axis(
        {
            "min": 0,
            "num_font": CHART_FONT,
            "num_format": "0",
            "major_gridlines": {"visible": True, "line": {"color": LINE}},
        }
    )
    chart.set_legend({"position": "bottom", "font": CHART_FONT})
    return chart


def _numbers_column(sheet: Worksheet, grid: Grid, placed: Placed, looks: Looks) -> int:
    """First column of the numbers to draw: in the table, or in a copy of it without words."""
    if not any(entry.is_word for row in grid.rows for entry in row):
        return 1
    first = placed.page_column + 2
    sheet.write_string(placed.header_row - 1, first, COPY_TITLE, looks.format(CAPTION))
    for column, header in enumerate(grid.headers[1:], start=first):
        sheet.write_string(placed.header_row, column, clean_text(header), looks.format(CAPTION))
    for row, entries in enumerate(grid.rows, start=placed.first_row):
        for column, entry in enumerate(entries[1:], start=first):
            look = Look(font_color=SECOND, num_format=entry.number_format or "General")
            write_entry(sheet, row, column, EMPTY if entry.is_word else entry, look, looks)
    return first
