"""Numbers of sections, as Word gives them to its headings: «2.», «2.1.»."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.reports.shapes import Section


def numbered(sections: tuple[Section, ...]) -> Iterator[tuple[Section, str]]:
    """Sections with the numbers of their headings, in order."""
    first = second = 0
    for section in sections:
        first, second = (first + 1, 0) if section.level == 1 else (first, second + 1)
        yield section, f"{first}." if section.level == 1 else f"{first}.{second}."
