"""What an exported file must say about itself, apart from its blocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ExportContext:
    """Passport of the file, printed on its first sheet.

    `filters` are pairs in words, e.g. («Предмет», «Алгебра»). `made_at` is local time, given by the caller:
    the same page, context and data version always give the same bytes.
    """

    title: str
    unit_name: str
    filters: tuple[tuple[str, str], ...]
    made_at: datetime
    made_by: str
    data_version: int
    source: str
    small_number: int = 5  # aggregates of fewer people are hidden from those without the right to names
