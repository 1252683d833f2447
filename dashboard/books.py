"""Excel books of opened pages: what a file says about itself comes from the pages it holds and from the desk.

The same blocks that were drawn on the screen are written, so a figure, a hidden one too, is the same in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from dashboard.blocks import Block, Heading
from dashboard.export.context import ExportContext
from dashboard.export.workbook import workbook
from dashboard.house import House
from dashboard.methods.comparable import checkpoint_title
from dashboard.numbers import format_year
from dashboard.page import Opened
from data_access.queries.places import read_municipality
from data_access.viewer import NotFound, Reader

LONGEST_NAME = 100  # letters in the name of a file; systems take 255 bytes
PREFIX = "Источник: "
_APART = re.compile(r"[,;](?![^«(]*[»)])")  # a comma inside brackets or quotes parts nothing
_WHEN = re.compile(r"\d{4}/\d{2}|\d{2}\.\d{2}\.\d{4}")


def page_book(house: House, pages: Sequence[Opened], reader: Reader, block_key: str = "") -> bytes:
    """The workbook of pages of one place, or of one block. Raises NotFound for a block that no page has.

    The first page names the book.
    """
    blocks = [block for page in pages for block in page.blocks if block_key in ("", block.key)]
    if not blocks:
        raise NotFound("На этой странице нет такого блока.")
    heading = pages[0].heading
    context = ExportContext(
        title=heading.title,
        unit_name=_unit_name(heading, reader),
        filters=filters_of(pages[0]),
        made_at=_local(house),
        made_by=reader.viewer.display_name,
        data_version=reader.version,
        source=_sources(blocks),
        small_number=reader.small_number,
    )
    return workbook(heading, blocks, context)


def filters_of(page: Opened) -> tuple[tuple[str, str], ...]:
    """What the page was narrowed to, in words: year, period and the choices in its heading."""
    selection = page.selection
    pairs = []
    if selection.year is not None:
        pairs.append(("Учебный год", format_year(selection.year)))
    if selection.period is not None:
        pairs.append(("Период", checkpoint_title(selection.period)))
    return (*pairs, *_picked(page.heading))


def book_name(title: str, filters: Iterable[tuple[str, str]], ending: str = "xlsx") -> str:
    """«Лицей, 2025/26.xlsx» as systems take it in the name of a file."""
    words = ", ".join(text for _, text in filters)[:LONGEST_NAME] or "все периоды"
    return f"{title[:LONGEST_NAME]}, {words}.{ending}".replace("/", "-").replace('"', "")


def _unit_name(heading: Heading, reader: Reader) -> str:
    """The way to the page; one that begins at the top is named after the municipality."""
    words = [crumb.text for crumb in heading.crumbs]
    if len(words) == 1 and reader.viewer.sees_municipality:
        words.insert(0, read_municipality(reader).short_name)
    return " › ".join(words)


def _picked(heading: Heading) -> list[tuple[str, str]]:
    found = []
    for picker in heading.pickers:
        chosen = next((choice.text for choice in picker.choices if choice.is_current), "")
        if chosen:
            found.append((picker.name, chosen))
    return found


def _sources(blocks: Iterable[Block]) -> str:
    """Every source that a block names, once, in the order of the sheets; each sheet gives its own in full."""
    named = (getattr(block, "source", "").removeprefix(PREFIX) for block in blocks)
    parts = (part.strip() for text in named for part in _APART.split(text))
    return ", ".join(dict.fromkeys(part for part in parts if part and not _WHEN.match(part))) or "на листах"


def _local(house: House) -> datetime:
    """The clock of the people who read, without a zone: it is what is printed."""
    zone = ZoneInfo(house.settings.time_zone)
    return house.now().replace(tzinfo=UTC, microsecond=0).astimezone(zone).replace(tzinfo=None)
