"""What a report is made of: sections with sentences, tables and figures. Frozen, and without a word of .docx in it.

A section that has nothing to show says why in a sentence, so that no heading stands over emptiness.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.blocks import Bars, Block, Funnel, Histogram, Matrix, Table, Trend

TABLES = (Table, Matrix)
FIGURES = (Trend, Bars, Histogram, Funnel)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report. `key` names it for the editor's paragraphs and never changes between makings.

    `sentences` are the program's, `own` the editor's, `points` a list of short sentences under them; `blocks` are
    tables and figures. `level` 2 stands inside the section before it.
    """

    key: str
    heading: str
    sentences: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    own: tuple[str, ...] = ()
    level: int = 1

    @property
    def tables(self) -> tuple[Table | Matrix, ...]:
        return tuple(block for block in self.blocks if isinstance(block, TABLES))

    @property
    def figures(self) -> tuple[Trend | Bars | Histogram | Funnel, ...]:
        return tuple(block for block in self.blocks if isinstance(block, FIGURES))


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report of one place and school year. `key` is the one of its paragraphs in the database."""

    key: str
    kind: str
    title: str  # «Аналитическая справка»
    subject: str  # what it is about, a line under the title
    place: str
    period: str  # «2025/26 учебный год»
    unit_id: int
    year: int
    mechanism: str
    document: str  # the order that the program works by
    sections: tuple[Section, ...]
