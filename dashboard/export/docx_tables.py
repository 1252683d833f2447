"""Tables of a document: header repeated on every page, rows never broken, columns as wide as their words need."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as Docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell, _Row

from dashboard.blocks import Tone
from dashboard.export.docx_cells import Printed, Sheet
from dashboard.export.docx_styles import TABLE_TEXT
from dashboard.export.docx_text import legal_text

HEADER_FILL, TOTAL_FILL, LINE = "E9EEF2", "F4F6F8", "AEB9C2"
# Pale grounds that stay readable in grey print; the word or the sign says the same.
FILLS = {Tone.GOOD: "E4F2EB", Tone.FAIR: "EEF6F1", Tone.WARN: "FBF0D9", Tone.BAD: "F8E1DC"}
PORTRAIT, LANDSCAPE = Mm(165), Mm(257)
NARROW_COLUMNS = 6  # more of them stand on a page laid on its side
LETTER = Mm(2.1)  # width of a letter of the table's text, with a margin for capitals
PADDING = Mm(4)
TOO_MUCH = 2.4  # times the width of an upright page: with less, cells wrap and stay readable
_BOLD = 1.25  # bold letters of a header are wider
_LONGEST = 34  # letters that a column of words asks for before it wraps
_FEWEST = 5


def needs_width(sheet: Sheet) -> bool:
    """Whether the table stands on a page laid on its side."""
    return len(sheet.headers) > NARROW_COLUMNS or sum(_wishes(sheet)) > PORTRAIT * TOO_MUCH


def add_table(document: Docx, sheet: Sheet, width: Length) -> Table:
    """The table of a sheet over the given width."""
    table: Table = document.add_table(rows=1 + len(sheet.rows), cols=len(sheet.headers), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _borders(table)
    widths = _widths(sheet, width)
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = wide
    is_small = len(sheet.headers) > NARROW_COLUMNS
    first, *rest = table.rows
    _header(first, sheet.headers, widths, is_small)
    for at, (row, cells) in enumerate(zip(rest, sheet.rows, strict=True)):
        _row(row, cells, widths, at in sheet.totals, is_small)
    return table


def _wishes(sheet: Sheet) -> list[int]:
    """What each column would take: its text up to a bound, and never less than its longest word."""
    found = []
    for at, least in enumerate(_least(sheet)):
        longest = max((len(row[at].text) for row in sheet.rows), default=0)
        found.append(max(least, int(min(longest, _LONGEST) * LETTER + PADDING)))
    return found


def _least(sheet: Sheet) -> list[int]:
    """The longest word of each column."""
    found = []
    for at, header in enumerate(sheet.headers):
        words = [len(part) for row in sheet.rows for part in row[at].text.split()]
        bold = [_BOLD * len(part) for part in header.split()]
        found.append(int(max([_FEWEST, *words, *bold]) * LETTER + PADDING))
    return found


def _widths(sheet: Sheet, width: Length) -> list[Length]:
    """The wishes, stretched to the width of the page; where they are too much, every column keeps its longest word."""
    wishes, least = _wishes(sheet), _least(sheet)
    room = int(width) - sum(least)
    if sum(wishes) <= width:
        found = [int(wish * width / sum(wishes)) for wish in wishes]
    elif room > 0:
        more = [wish - few for wish, few in zip(wishes, least, strict=True)]
        found = [few + int(extra * room / sum(more)) for few, extra in zip(least, more, strict=True)]
    else:
        found = [int(few * width / sum(least)) for few in least]
    found[0] += int(width) - sum(found)
    return [Length(one) for one in found]


def _header(row: _Row, headers: Sequence[str], widths: Sequence[Length], is_small: bool) -> None:
    for cell, text, width in zip(row.cells, headers, widths, strict=True):
        _fill(cell, HEADER_FILL)
        _write(cell, Printed(text, is_strong=True), width, is_small)
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    properties.append(repeated)


def _row(
    row: _Row, cells: Sequence[Printed], widths: Sequence[Length], is_total: bool, is_small: bool
) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, printed, width in zip(row.cells, cells, widths, strict=True):
        fill = TOTAL_FILL if is_total else FILLS.get(printed.tone)
        if fill:
            _fill(cell, fill)
        shown = Printed(printed.text, printed.is_number, printed.is_strong or is_total, printed.tone)
        _write(cell, shown, width, is_small)
        if printed.is_strong:
            cell.paragraphs[0].runs[0].font.underline = True


def _write(cell: _Cell, printed: Printed, width: Length, is_small: bool) -> None:
    cell.width = width
    paragraph = cell.paragraphs[0]
    paragraph.style = TABLE_TEXT
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if printed.is_number else WD_ALIGN_PARAGRAPH.LEFT
    run = paragraph.add_run(legal_text(printed.text))
    run.bold = printed.is_strong or None
    if is_small:
        run.font.size = Pt(9.5)


def _fill(cell: _Cell, colour: str) -> None:
    shading = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
        shading.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(shading)


def _borders(table: Table) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", LINE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)
