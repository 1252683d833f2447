"""A page as an Excel workbook: a first sheet about the file, then one sheet per block.

The workbook is made in memory and never touches the disk: it may hold personal data. It has no clock: equal
input gives equal bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO

from xlsxwriter import Workbook

from dashboard.blocks import Block, Heading
from dashboard.export.charts import draw_chart
from dashboard.export.context import ExportContext
from dashboard.export.cover import COVER_NAME, draw_cover
from dashboard.export.layout import draw_grid
from dashboard.export.looks import Looks
from dashboard.export.names import sheet_names
from dashboard.export.sheets import grid_of

# Nothing that comes as text may turn into a formula, a link or a number on its own.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(heading: Heading, blocks: Sequence[Block], context: ExportContext) -> bytes:
    """The xlsx file of a page: bytes to be sent as they are.

    A block of unknown type → TypeError; rows of unequal length, or more rows than a sheet holds → ValueError.
    """
    grids = [grid_of(block) for block in blocks]
    names = sheet_names((grid.title for grid in grids), taken=(COVER_NAME,))
    is_personal = heading.is_personal or any(grid.is_personal for grid in grids)
    file = BytesIO()
    book = Workbook(file, _OPTIONS)
    book.set_properties(
        {
            "title": context.title,
            "author": context.made_by,
            "comments": f"Версия данных: {context.data_version}",
            "created": _utc(context.made_at),
        }
    )
    looks = Looks(book)
    cover = book.add_worksheet(COVER_NAME)
    contents = [(name, grid.title) for name, grid in zip(names, grids, strict=True)]
    draw_cover(cover, heading, context, contents, looks, is_personal=is_personal)
    for name, grid in zip(names, grids, strict=True):
        sheet = book.add_worksheet(name)
        placed = draw_grid(sheet, grid, context, looks)
        free_row = draw_chart(book, sheet, grid, placed, looks)
        sheet.print_area(0, 0, free_row - 1, placed.page_column)
    book.close()
    return file.getvalue()


def _utc(moment: datetime) -> datetime:
    """The format stores this property in UTC; a moment without a zone is taken as it is."""
    return moment.astimezone(UTC) if moment.tzinfo is not None else moment
