"""The look of an official letter (деловое письмо) as real Word styles: whoever edits the text keeps the look.

A4, Times New Roman 14, margins 30 and 15 mm at the sides and 20 mm above and below, headings numbered by Word itself.
"""

from __future__ import annotations

from docx import Document
from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

FONT = "Times New Roman"
LANGUAGE = "ru-RU"
WIDTH, HEIGHT = Mm(210), Mm(297)
LEFT, RIGHT, ABOVE, BELOW = Mm(30), Mm(15), Mm(20), Mm(20)
BODY, TABLE_TEXT, SOURCE, POINT = "Body Text", "Table Text", "Table Source", "List Bullet"
TITLE, SUBTITLE, TITLE_LINE, CONTENTS_TITLE = "Title", "Subtitle", "Title Line", "Contents Title"
CONTENTS = ("toc 1", "toc 2")
CAPTION = "Caption"
INK = RGBColor(0x14, 0x20, 0x2B)
# Bold headings: (style, size, before, after).
_HEADINGS = (("Heading 1", 16, 18, 8), ("Heading 2", 14, 12, 6))
_THEME = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


def new_document() -> Docx:
    """An empty document with the page and the styles of a letter."""
    document = Document()
    _page(document.sections[0])
    _language(document)
    normal = _paragraph(document, "Normal", 14)
    normal.paragraph_format.space_after = Pt(0)
    body = _paragraph(document, BODY, 14)
    body.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    body.paragraph_format.first_line_indent = Mm(12.5)
    body.paragraph_format.line_spacing = 1.15
    body.paragraph_format.space_after = Pt(4)
    _headings(document)
    _of_tables(document)
    _of_titles(document)
    _contents(document)
    return document


def _page(section: Section) -> None:
    section.page_width, section.page_height = WIDTH, HEIGHT
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.top_margin, section.bottom_margin = ABOVE, BELOW
    section.header_distance = section.footer_distance = Mm(10)


def _paragraph(document: Docx, name: str, size: float, *, bold: bool = False) -> ParagraphStyle:
    """A paragraph style in the font of the letter, made where the template has none."""
    names = {style.name for style in document.styles}
    style = (
        document.styles[name] if name in names else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    )
    assert isinstance(style, ParagraphStyle)
    font = style.font
    font.name, font.size, font.bold, font.italic = FONT, Pt(size), bold, False
    font.color.rgb = INK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in _THEME:
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for look in ("w:spacing", "w:kern"):
        for old in style.element.rPr.findall(qn(look)):
            style.element.rPr.remove(old)
    for kind in ("w:eastAsia", "w:cs"):
        fonts.set(qn(kind), FONT)
    style.quick_style = True
    return style


def _language(document: Docx) -> None:
    """Russian for the whole document: spelling is checked and words are broken in it."""
    for properties in document.styles.element.iter(qn("w:rPr")):
        if properties.getparent().tag != qn("w:rPrDefault"):
            continue
        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
        language = OxmlElement("w:lang")
        for name in ("w:val", "w:eastAsia", "w:bidi"):
            language.set(qn(name), LANGUAGE)
        properties.append(language)


def _headings(document: Docx) -> None:
    numbering = _add_numbering(document)
    for level, (name, size, before, after) in enumerate(_HEADINGS):
        style = _paragraph(document, name, size, bold=True)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.keep_with_next = True
        properties = style.element.get_or_add_pPr()
        number = parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{numbering}"/></w:numPr>'
        )
        properties.insert_element_before(number, "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def _add_numbering(document: Docx) -> int:
    """«1.», «1.1.»: a list of two levels that the heading styles stand on; its number."""
    element = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:pStyle w:val="Heading{level + 1}"/><w:suff w:val="space"/><w:lvlText w:val="{text}"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
        for level, text in enumerate(("%1.", "%1.%2."))
    )
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>'
        f"{levels}</w:abstractNum>"
    )
    first = element.find(qn("w:num"))
    if first is None:
        element.append(abstract)
    else:
        first.addprevious(abstract)
    return int(element.add_num(90).numId)


def _of_tables(document: Docx) -> None:
    caption = _paragraph(document, CAPTION, 12)
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(8), Pt(4)
    caption.paragraph_format.keep_with_next = True
    text = _paragraph(document, TABLE_TEXT, 10.5)
    text.paragraph_format.space_before = text.paragraph_format.space_after = Pt(1)
    source = _paragraph(document, SOURCE, 10)
    source.font.italic = True
    source.paragraph_format.space_before, source.paragraph_format.space_after = Pt(2), Pt(2)
    point = _paragraph(document, POINT, 14)
    point.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    point.paragraph_format.space_after = Pt(2)


def _of_titles(document: Docx) -> None:
    title = _paragraph(document, TITLE, 20, bold=True)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(12)
    borders = title.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:
        borders.getparent().remove(borders)
    subtitle = _paragraph(document, SUBTITLE, 16)
    subtitle.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    subtitle.paragraph_format.space_after = Pt(6)
    line = _paragraph(document, TITLE_LINE, 12)
    line.paragraph_format.space_after = Pt(2)
    contents = _paragraph(document, CONTENTS_TITLE, 16, bold=True)
    contents.paragraph_format.space_after = Pt(10)


def _contents(document: Docx) -> None:
    width = WIDTH - LEFT - RIGHT
    for level, name in enumerate(CONTENTS):
        style = _paragraph(document, name, 12)
        style.paragraph_format.left_indent = Mm(8 * level)
        style.paragraph_format.right_indent = Mm(10)
        style.paragraph_format.space_after = Pt(2)
        style.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
