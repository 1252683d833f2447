"""Makes a report: opens the address with the viewer's rights, builds its sections, adds the editor's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from dashboard.catalogue import catalogue_of
from dashboard.page import Page
from dashboard.reports.half_year import half_year_sections
from dashboard.reports.kinds import HALF_YEARLY, KINDS, NOTE, YEARLY, open_report, period_words, report_key
from dashboard.reports.note import note_sections
from dashboard.reports.shapes import Report, Section
from dashboard.reports.sources import Sources
from dashboard.reports.yearly import yearly_sections
from dashboard.selection import Selection
from data_access.queries.places import read_municipality
from data_access.queries.report_paragraphs import read_paragraphs
from data_access.viewer import Reader

BUILDERS: dict[str, Callable[[Sources], tuple[Section, ...]]] = {
    NOTE: lambda read: note_sections(read, read.selection.mechanism or ""),
    YEARLY: yearly_sections,
    HALF_YEARLY: half_year_sections,
}


def make_report(selection: Selection, reader: Reader, pages: Mapping[str, Page]) -> Report:
    """The report of an address. Raises Refused or NotFound with a sentence."""
    chosen = open_report(selection, reader)
    kind, known = chosen.kind or YEARLY, catalogue_of(reader)
    place, key = read_municipality(reader), report_key(chosen)
    own = read_paragraphs(reader, key, place.id, chosen.year or 0)
    sections = BUILDERS[kind](Sources(pages, chosen, reader))
    subject = known.mechanism(chosen.mechanism).title if chosen.mechanism else known.profile.title
    return Report(
        key=key,
        kind=kind,
        title=KINDS[kind].title,
        subject=subject if kind == NOTE else "",
        place=place.full_name or place.short_name,
        period=period_words(chosen),
        unit_id=place.id,
        year=chosen.year or 0,
        mechanism=chosen.mechanism or "",
        document=known.profile.document,
        sections=tuple(replace(one, own=paragraphs_of(own.get(one.key, ""))) for one in sections),
    )


def paragraphs_of(text: str) -> tuple[str, ...]:
    """The editor's text as paragraphs: one per line that says something."""
    return tuple(line.strip() for line in text.split("\n") if line.strip())
