"""Fields of Word (поля): contents, page numbers, numbers of tables and figures. python-docx has none.

Every field carries a result, so a document reads right before any program recounts it.
"""

from __future__ import annotations

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run


def add_field(paragraph: Paragraph, code: str, result: str) -> None:
    """A field with its result in a paragraph."""
    begin_field(paragraph, code)
    paragraph.add_run(result)
    end_field(paragraph)


def begin_field(paragraph: Paragraph, code: str) -> None:
    """The start of a field, whose result may run over several paragraphs."""
    _mark(paragraph.add_run(), "begin")
    run = paragraph.add_run()
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    run._r.append(instruction)
    _mark(paragraph.add_run(), "separate")


def end_field(paragraph: Paragraph) -> None:
    _mark(paragraph.add_run(), "end")


def _mark(run: Run, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run._r.append(mark)


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """A bookmark around the whole paragraph."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    properties = paragraph._p.pPr
    paragraph._p.insert(0 if properties is None else 1, start)
    paragraph._p.append(end)


def add_link(paragraph: Paragraph, text: str, bookmark: str) -> None:
    """A link inside the document."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), bookmark)
    link.set(qn("w:history"), "1")
    link.append(paragraph.add_run(text)._r)
    paragraph._p.append(link)


def ask_to_recount(document: Document) -> None:
    """Word recounts all fields when it opens the document: only it knows on which page a heading stands."""
    settings = document.settings.element
    recount = OxmlElement("w:updateFields")
    recount.set(qn("w:val"), "true")
    settings.insert_element_before(recount, "w:hdrShapeDefaults", "w:footnotePr", "w:endnotePr", "w:compat")
