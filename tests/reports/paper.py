"""Reads a .docx back as a person would: sections with their text, captions with their tables and pictures."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

CAPTION = re.compile(r"(Таблица|Рисунок) (\d+) — (.+)", re.DOTALL)
SPACES = str.maketrans({"\u202f": " ", "\u00a0": " ", "\u2009": ""})


def plain(text: str) -> str:
    """Text with ordinary spaces and no thin ones inside numbers."""
    return text.translate(SPACES)


@dataclass
class Part:
    """A section as it is read: its heading, sentences, and captions in order with what they stand at."""

    level: int
    heading: str
    sentences: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)
    captions: list[tuple[str, int, str]] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    pictures: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.sentences or self.points or self.tables or self.pictures)


class Paper:
    """A document."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.document = Document(io.BytesIO(content))
        self.title: list[str] = []
        self.contents: list[str] = []
        self.parts: list[Part] = []
        for element in self._elements():
            if isinstance(element, Table):
                rows = [[plain(cell.text) for cell in row.cells] for row in element.rows]
                self.parts[-1].tables.append(rows)
            else:
                self._paragraph(element)

    def _elements(self) -> Iterator[Paragraph | Table]:
        for child in self.document.element.body.iterchildren():
            if child.tag.endswith("}p"):
                yield Paragraph(child, self.document)
            elif child.tag.endswith("}tbl"):
                yield Table(child, self.document)

    def _paragraph(self, paragraph: Paragraph) -> None:
        style, text = str(paragraph.style.name), plain(paragraph.text)
        if style.startswith("Heading"):
            self.parts.append(Part(int(style[-1]), text))
        elif style.startswith("toc"):
            self.contents.append(text)
        elif not self.parts:
            self.title.append(text)
        elif style == "Body Text":
            self.parts[-1].sentences.append(text)
        elif style == "List Bullet":
            self.parts[-1].points.append(text.rstrip(";."))
        elif style == "Caption":
            found = CAPTION.fullmatch(text)
            assert found, text
            self.parts[-1].captions.append((found[1], int(found[2]), found[3]))
        elif paragraph._p.xpath(".//pic:pic"):
            self.parts[-1].pictures += 1

    def part(self, heading: str) -> Part:
        return next(part for part in self.parts if part.heading == heading)

    def table(self, title: str) -> list[list[str]]:
        """The table under the caption that begins so."""
        for part in self.parts:
            titles = [words for kind, _, words in part.captions if kind == "Таблица"]
            for words, rows in zip(titles, part.tables, strict=True):
                if words.startswith(title):
                    return rows
        raise AssertionError(f"no table «{title}»")

    @property
    def captions(self) -> list[tuple[str, int, str]]:
        return [caption for part in self.parts for caption in part.captions]

    @property
    def files(self) -> dict[str, bytes]:
        """Every file inside the document."""
        with zipfile.ZipFile(io.BytesIO(self.content)) as packed:
            return {name: packed.read(name) for name in packed.namelist()}

    @property
    def xml(self) -> str:
        """All text of all parts, thin spaces of numbers taken out."""
        names = [name for name in self.files if name.endswith((".xml", ".rels"))]
        return plain("\n".join(self.files[name].decode("utf-8") for name in names))
