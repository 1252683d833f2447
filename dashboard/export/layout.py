"""Draws a grid on a worksheet: title and filters above, one table, notes and source under it, printable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil

from xlsxwriter.worksheet import Worksheet

from dashboard.export.cells import Entry, shown_length
from dashboard.export.context import ExportContext
from dashboard.export.grid import Grid
from dashboard.export.looks import CAPTION, HEADER, TITLE, WARNING, Look, Looks, entry_look
from dashboard.export.texts import CELL_LIMIT, PAGE_HEADER_LIMIT, clean_text, page_header_text

PERSONAL, SOURCE = "Персональные данные", "Источник:"
MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384

_NARROWEST, _WIDEST, _WIDEST_PROSE = 9, 48, 100
_TEXT_WIDTH = 100  # characters a line of running text should have room for
_LINE_HEIGHT = 14.0
_BOLD = 1.1  # how much wider than an ordinary letter
_MAX_HEIGHT = 405.0
_A4 = 9
_FILTER_BUTTON = 3


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the table came to stand (zero-based, inclusive) and what is free under and beside it."""

    header_row: int
    first_row: int
    last_row: int
    last_column: int
    page_column: int  # last column of the printed page: running text may be wider than the table
    page_width: float  # in characters
    free_row: int


def draw_grid(sheet: Worksheet, grid: Grid, context: ExportContext, looks: Looks) -> Placed:
    """Draw everything but the chart. More rows or columns than a sheet has → ValueError: nothing is cut."""
    _check_size(grid)
    widths = column_widths(grid)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    lines = _Lines(sheet, looks, widths)
    for text, look in _head_lines(grid, context):
        lines.write(text, look)
    header_row = lines.row + 1
    last_row = header_row + max(1, len(grid.rows))
    _write_header(sheet, grid, looks, header_row, widths)
    _write_body(sheet, grid, looks, header_row + 1)
    lines.row = last_row + 2
    for text in _foot_lines(grid):
        lines.write(text, CAPTION)
    sheet.freeze_panes(header_row + 1, 1)
    _set_filter(sheet, grid, header_row)
    # Codes such as «2.10» are text on purpose: no green corners.
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MAX_ROWS}"})
    set_page(sheet, grid.title, context, is_personal=grid.is_personal)
    sheet.repeat_rows(header_row)
    return Placed(
        header_row,
        header_row + 1,
        last_row,
        len(grid.headers) - 1,
        lines.last_column,
        lines.room,
        lines.row,
    )


def column_widths(grid: Grid) -> list[float]:
    """Width of each column, in characters, fitted to its longest word in the header and its longest cell."""
    columns = zip(*grid.rows, strict=True) if grid.rows else (() for _header in grid.headers)
    widest = _WIDEST_PROSE if grid.is_prose else _WIDEST
    return [_width(header, column, widest) for header, column in zip(grid.headers, columns, strict=True)]


def write_entry(sheet: Worksheet, row: int, column: int, entry: Entry, look: Look, looks: Looks) -> None:
    """Write a typed cell. Text is always written as text, so no text can become a formula or a link."""
    cell_format = looks.format(look)
    if entry.value is None:
        sheet.write_blank(row, column, None, cell_format)
    elif isinstance(entry.value, str):
        sheet.write_string(row, column, entry.value, cell_format)
    else:
        sheet.write_number(row, column, entry.value, cell_format)
    if entry.comment:
        sheet.write_comment(row, column, clean_text(entry.comment, CELL_LIMIT // 2), {"author": ""})


def set_page(sheet: Worksheet, title: str, context: ExportContext, *, is_personal: bool) -> None:
    """A4 landscape, one page wide, with who, when and which data version on every page."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    sheet.hide_gridlines(2)
    warning = f"&C{PERSONAL}" if is_personal else ""
    half = (PAGE_HEADER_LIMIT - len(warning)) // 2
    sheet.set_header(
        f"&L{page_header_text(title, half)}{warning}&R{page_header_text(context.unit_name, half - 4)}"
    )
    made = f"Выгружено {context.made_at:%d.%m.%Y %H:%M}, {context.made_by}"
    # two lines on the left: a long name of who took it would run into a text in the middle
    version = f"Версия данных: {context.data_version}"
    sheet.set_footer(f"&L{page_header_text(made, 150)}\n{version}&RСтраница &P из &N")


class _Lines:
    """Writes running text line by line over as many columns as it needs to be readable."""

    def __init__(self, sheet: Worksheet, looks: Looks, widths: Sequence[float]) -> None:
        self.row = 0
        self._sheet, self._looks = sheet, looks
        padded = [*widths, *([_NARROWEST] * ceil(_TEXT_WIDTH / _NARROWEST))]
        sums = list(accumulate(padded))
        wide_enough = next(index for index, width in enumerate(sums) if width >= _TEXT_WIDTH)
        self.last_column = max(wide_enough, 1)
        self.room = sums[self.last_column]
        for column in range(len(widths), self.last_column + 1):
            sheet.set_column(column, column, _NARROWEST)

    def write(self, text: str, look: Look) -> None:
        cell_format = self._looks.format(look)
        scale = look.font_size / 10
        n_lines = sum(ceil(max(1, len(line)) * scale / self.room) for line in text.splitlines() or [""])
        self._sheet.merge_range(self.row, 0, self.row, self.last_column, "", cell_format)
        self._sheet.write_string(self.row, 0, clean_text(text), cell_format)
        self._sheet.set_row(self.row, min(_MAX_HEIGHT, n_lines * scale * _LINE_HEIGHT + 2))
        self.row += 1


def _head_lines(grid: Grid, context: ExportContext) -> list[tuple[str, Look]]:
    chosen = (context.unit_name, *(f"{name}: {value}" for name, value in context.filters))
    filters = " · ".join(part for part in chosen if part)
    lines = [(grid.title, TITLE), (grid.caption, CAPTION), (filters, CAPTION)]
    if grid.is_personal:
        lines.append((PERSONAL, WARNING))
    return [(text, look) for text, look in lines if text]


def _foot_lines(grid: Grid) -> list[str]:
    named = grid.source.startswith(SOURCE) or not grid.source
    lines = [*grid.notes, grid.source if named else f"{SOURCE} {grid.source}"]
    return [line for line in lines if line]


def _write_header(sheet: Worksheet, grid: Grid, looks: Looks, row: int, widths: Sequence[float]) -> None:
    # said outright: not every program fits the height of a row to its wrapped words
    n_lines = max(
        (_lines_of(header, width) for header, width in zip(grid.headers, widths, strict=True)), default=1
    )
    sheet.set_row(row, n_lines * _LINE_HEIGHT + 2)
    for column, header in enumerate(grid.headers):
        sheet.write_string(row, column, clean_text(header), looks.format(HEADER))


def _lines_of(header: str, width: float) -> int:
    """Lines that a bold heading takes when it is wrapped between words."""
    lines, room = 1, 0.0
    for word in header.split():
        taken = _BOLD * (len(word) + 1)
        lines, room = (lines + 1, taken) if room and room + taken > width else (lines, room + taken)
    return lines


def _write_body(sheet: Worksheet, grid: Grid, looks: Looks, first_row: int) -> None:
    if not grid.rows:
        sheet.write_string(first_row, 0, clean_text(grid.empty or "Нет данных"), looks.format(Look()))
    for index, entries in enumerate(grid.rows):
        is_total = index in grid.totals
        if grid.is_prose:
            sheet.set_row(first_row + index, _prose_height(entries))
        for column, entry in enumerate(entries):
            look = entry_look(entry, is_total=is_total)
            write_entry(sheet, first_row + index, column, entry, look, looks)


def _set_filter(sheet: Worksheet, grid: Grid, header_row: int) -> None:
    """Filter over the rows above the closing totals, which must stay where they are."""
    n_rows = len(grid.rows)
    while n_rows and n_rows - 1 in grid.totals:
        n_rows -= 1
    if n_rows:
        sheet.autofilter(header_row, 0, header_row + n_rows, len(grid.headers) - 1)


def _width(header: str, entries: Sequence[Entry], widest: int) -> float:
    longest_word = max((len(word) for word in header.split()), default=0)
    heading = max(longest_word, ceil(len(header) / 3)) + _FILTER_BUTTON
    body = max((shown_length(entry) for entry in entries), default=0) + 2
    return float(min(widest, max(_NARROWEST, heading, body)))


def _prose_height(entries: Sequence[Entry]) -> float:
    """Height of wrapped text, with a line to spare: not every program fits rows to their text by itself."""
    lines = max(
        sum(ceil(len(line) / _WIDEST_PROSE) for line in str(entry.value or "").splitlines())
        for entry in entries
    )
    return min(_MAX_HEIGHT, (lines + 1) * _LINE_HEIGHT)


def _check_size(grid: Grid) -> None:
    n_lines = len(grid.rows) + len(grid.notes) + 20
    if n_lines > MAX_ROWS or len(grid.headers) > MAX_COLUMNS:
        size = f"{len(grid.rows)} × {len(grid.headers)}"
        raise ValueError(f"«{grid.title}»: {size} cells do not fit an Excel sheet; narrow the choice")
