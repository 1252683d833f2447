"""A report as .docx in the style of an official letter: title page, contents, sections, numbered tables and figures.

Everything is text and real Word styles that an editor may change; only charts are pictures, with their figures in words
behind them. The same report and context always give the same document.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime

from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.section import Section as Page
from docx.shared import Cm, Mm, Pt
from docx.text.paragraph import Paragraph

from dashboard.export import docx_styles as styles
from dashboard.export.docx_cells import Sheet, sheets_of
from dashboard.export.docx_fields import (
    add_bookmark,
    add_field,
    add_link,
    ask_to_recount,
    begin_field,
    end_field,
)
from dashboard.export.docx_tables import LANDSCAPE, PORTRAIT, add_table, needs_width
from dashboard.export.docx_text import legal_text
from dashboard.export.pictures import Chart, picture, words_of_chart
from dashboard.reports.numbering import numbered
from dashboard.reports.shapes import Report, Section

PROGRAM = "Качество образования"
CONTENTS_CODE = 'TOC \\o "1-2" \\h \\z \\u'


@dataclass(frozen=True, slots=True)
class Making:
    """How a document came to be, printed on its title page. `made_at` is local time, given by the caller."""

    made_at: datetime
    made_by: str
    data_version: int
    data_as_of: str


def report_bytes(report: Report, making: Making) -> bytes:
    """The document."""
    document = styles.new_document()
    _properties(document, report, making)
    _title_page(document, report, making)
    _contents(document, report)
    writer = _Writer(document)
    for number, section in enumerate(report.sections):
        writer.section(section, bookmark_of(number), number)
    _footers(document)
    ask_to_recount(document)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def bookmark_of(number: int) -> str:
    return f"_Toc{number + 1:08d}"


def _properties(document: Docx, report: Report, making: Making) -> None:
    """Core properties: the program is the author, no person is named."""
    core = document.core_properties
    core.title = ", ".join(part for part in (report.title, report.subject, report.period) if part)
    core.author = core.last_modified_by = PROGRAM
    core.subject, core.language, core.comments, core.keywords = report.place, styles.LANGUAGE, "", ""
    core.created = core.modified = making.made_at.replace(tzinfo=None)
    core.revision = 1


def _title_page(document: Docx, report: Report, making: Making) -> None:
    place = document.add_paragraph(legal_text(report.place), styles.SUBTITLE)
    place.paragraph_format.space_after = Mm(75)
    document.add_paragraph(legal_text(report.title), styles.TITLE)
    if report.subject:
        document.add_paragraph(legal_text(report.subject), styles.SUBTITLE)
    period = document.add_paragraph(legal_text(report.period), styles.SUBTITLE)
    period.paragraph_format.space_after = Mm(70)
    lines = (
        f"Дата составления: {making.made_at:%d.%m.%Y}",
        f"Составитель: {making.made_by}",
        f"Данные на {making.data_as_of}, версия данных {making.data_version}",
        f"Основание: {report.document}",
        f"Составлено в программе «{PROGRAM}». «Скрыто» — число закрыто правилом малых групп, «нет данных» — сведений "
        "нет, «не применимо» — показатель к организации не относится.",
    )
    for line in lines:
        document.add_paragraph(legal_text(line), styles.TITLE_LINE)


def _contents(document: Docx, report: Report) -> None:
    """A real field of contents, already filled in, so that it is not empty before a program recounts it.

    Pages are added by that program: nobody else knows them, and a guessed page would be a wrong one.
    """
    title = document.add_paragraph("Содержание", styles.CONTENTS_TITLE)
    title.paragraph_format.page_break_before = True
    paragraph = title
    for number, (section, words) in enumerate(numbered(report.sections)):
        paragraph = document.add_paragraph("", styles.CONTENTS[section.level - 1])
        if number == 0:
            begin_field(paragraph, CONTENTS_CODE)
        add_link(paragraph, f"{words} {legal_text(section.heading)}", bookmark_of(number))
    end_field(paragraph)


def _footers(document: Docx) -> None:
    """The number of the page below, on every page but the first."""
    document.sections[0].different_first_page_header_footer = True
    footer = document.sections[0].footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_field(footer, "PAGE", "2")
    for page in document.sections[1:]:
        page.different_first_page_header_footer = False


class _Writer:
    """Writes sections one after another and counts tables and figures."""

    def __init__(self, document: Docx) -> None:
        self.document = document
        self.tables = self.figures = 0
        self.is_wide = False

    def section(self, section: Section, bookmark: str, number: int) -> None:
        tables = [sheets_of(block) for block in section.tables]
        self._turn(False)
        heading = self.document.add_heading(legal_text(section.heading), section.level)
        heading.paragraph_format.page_break_before = number == 0
        add_bookmark(heading, bookmark, number)
        self._words(section)
        for chart in section.figures:
            self._figure(chart)
        # what fits an upright page goes first, so that a section turns at most once; parts of a table stay together
        for sheets in sorted(tables, key=_is_wide):
            self._turn(_is_wide(sheets))
            for sheet in sheets:
                self._table(sheet)

    def _words(self, section: Section) -> None:
        for sentence in section.sentences:
            self.document.add_paragraph(legal_text(sentence), styles.BODY)
        for at, point in enumerate(section.points):
            end = "." if at == len(section.points) - 1 else ";"
            self.document.add_paragraph(legal_text(point + end), styles.POINT)
        for paragraph in section.own:
            self.document.add_paragraph(legal_text(paragraph), styles.BODY)

    def _figure(self, chart: Chart) -> None:
        content, width = picture(chart)
        paragraph = self.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_before = Pt(8)
        drawn = paragraph.add_run().add_picture(io.BytesIO(content), Cm(width))
        properties = drawn._inline.docPr
        properties.set("title", legal_text(chart.title))
        properties.set("descr", legal_text(words_of_chart(chart)))
        self.figures += 1
        caption = self._caption("Рисунок", self.figures, f"{chart.title} ({chart.caption})")
        caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
        caption.paragraph_format.keep_with_next = False
        caption.paragraph_format.space_after = Pt(10)
        if chart.source:
            source = self.document.add_paragraph(legal_text(chart.source), styles.SOURCE)
            source.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def _table(self, sheet: Sheet) -> None:
        self.tables += 1
        words = f"{sheet.title} ({sheet.caption})" if sheet.caption else sheet.title
        self._caption("Таблица", self.tables, words)
        add_table(self.document, sheet, LANDSCAPE if self.is_wide else PORTRAIT)
        for line in (*sheet.notes, sheet.source):
            if line:
                self.document.add_paragraph(legal_text(line), styles.SOURCE)
        self.document.add_paragraph("", styles.SOURCE)

    def _caption(self, word: str, number: int, text: str) -> Paragraph:
        caption = self.document.add_paragraph(f"{word} ", styles.CAPTION)
        add_field(caption, f"SEQ {word} \\* ARABIC", str(number))
        caption.add_run(f" — {legal_text(text)}")
        return caption

    def _turn(self, is_wide: bool) -> None:
        """A page laid on its side for what is wide, and back."""
        if is_wide == self.is_wide:
            return
        self.is_wide = is_wide
        page = self.document.add_section(WD_SECTION.NEW_PAGE)
        _lay(page, is_wide)


def _is_wide(sheets: tuple[Sheet, ...]) -> bool:
    return any(needs_width(sheet) for sheet in sheets)


def _lay(page: Page, is_wide: bool) -> None:
    page.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    across, along = (styles.HEIGHT, styles.WIDTH) if is_wide else (styles.WIDTH, styles.HEIGHT)
    page.page_width, page.page_height = across, along
    sides = (styles.ABOVE, styles.BELOW, styles.LEFT, styles.RIGHT)
    if not is_wide:
        sides = (styles.LEFT, styles.RIGHT, styles.ABOVE, styles.BELOW)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = sides
