"""The head of a ВПР report of ФИС ОКО: which work it is about. Every report of the system begins alike.

A title such as «ВПР 2026 Русский язык 4 класс», then captions («Предмет:», «Максимальный первичный балл:», «Дата:»).
The date decides the school year where there is one: works of 2020 and 2022 were written in autumn, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from data_access.formats.book import Sheet
from data_access.formats.cells import iso_date, school_year_of, text, whole
from data_access.formats.names import collapse, header_key
from data_access.formats.rows import Unreadable

HEADER_WITHIN = 30
_TITLE = re.compile(r"ВПР\s+(\d{4})\s+(.+?)\s+(\d+)\s*класс", re.I)


@dataclass(frozen=True, slots=True)
class VprHead:
    """The work of a sheet. `year` is the calendar year of 1 September, `date` ISO or empty."""

    title: str
    subject: str
    grade: int
    year: int
    date: str
    max_score: int | None


def read_vpr_head(sheet: Sheet, header_row: int, report: str) -> VprHead:
    """What stands above the header. Raises Unreadable when no title names the work; `report`: what to download anew."""
    captions = _captions(sheet, header_row)
    title = next(filter(None, (_TITLE.search(words) for words in sheet.first_texts(header_row))), None)
    if title is None:
        raise Unreadable(
            f"На листе «{sheet.title}» нет заголовка вида «ВПР 2026 Русский язык 4 класс»: "
            f"непонятно, какая это работа. Скачайте отчёт {report} из ФИС ОКО ещё раз."
        )
    date = iso_date(captions.get("дата", "")) or ""
    return VprHead(
        title=collapse(title[0]),
        subject=captions.get("предмет") or title[2],
        grade=int(title[3]),
        year=school_year_of(date) if date else int(title[1]) - 1,
        date=date,
        max_score=whole(captions.get("максимальный первичный балл", "")),
    )


def _captions(sheet: Sheet, header_row: int) -> dict[str, str]:
    """«Предмет: | Русский язык»: the caption and the next filled cell, or what follows the colon."""
    found: dict[str, str] = {}
    for row in sheet.rows[:header_row]:
        words = [*filter(None, (text(cell) for cell in row))]
        if not words or ":" not in words[0]:
            continue
        caption, _, inside = words[0].partition(":")
        found[header_key(caption).split(" проведения")[0]] = collapse(inside) or (
            words[1] if len(words) > 1 else ""
        )
    return found
