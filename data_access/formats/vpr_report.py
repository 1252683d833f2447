"""Aggregate reports (сводные отчёты) of ФИС ОКО on a ВПР: what the country and the region wrote.

«Статистика по отметкам», «Сравнение отметок с отметками по журналу», «Распределение первичных баллов»: a sheet is one
work, told by its title as in «Ф1»; the report is told by the columns of its table, not by its name. Rows of
municipalities and of schools are left out with one remark: those figures are counted from protocols, where they can
be checked. A row whose figures contradict each other is refused, since nobody could repair a figure of the region.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from data_access.formats.book import Book, Sheet
from data_access.formats.cells import shown
from data_access.formats.layout import Layout
from data_access.formats.names import header_key
from data_access.formats.rows import Parsed, Problem, ReportRow, Unreadable
from data_access.formats.vpr_head import VprHead, read_vpr_head
from data_access.formats.vpr_report_table import Group, Table, Unsound, find_table, read_counts, read_groups

CODE = "vpr_report"
TITLE = "ВПР: сводный отчёт ФИС ОКО (отметки, сравнение с журналом, распределение баллов)"
TITLES = {
    "marks": "ВПР: «Статистика по отметкам» (ФИС ОКО)",
    "confirmation": "ВПР: «Сравнение отметок с отметками по журналу» (ФИС ОКО)",
    "scores": "ВПР: «Распределение первичных баллов» (ФИС ОКО)",
}
NAMES = (
    "статистика по отметкам",
    "сравнение отметок с отметками по журналу",
    "распределение первичных баллов",
)
COUNTED_HERE = "муниципалитет и школы не загружаются, программа считает их по протоколам; пропущено строк"

_COUNTRY = re.compile(r"вся выборка|рф|россия|российская федерация")
_REGION = re.compile(r"\b(?:республика|область|край|автономный округ|москва|санкт-петербург|севастополь)\b")
# «(reg20_m012)», «(edu203389)», and parts of a region that bear its name: «Алтайский край (региональное подчинение)».
_INSIDE = re.compile(r"\([a-z]+\d+(?:_m\d+)?\)$|подчинени|^спо\b")


@dataclass(slots=True)
class _Reading:
    rows: list[ReportRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    rows_read: int = 0


def sniff(book: Book) -> bool:
    """A table of groups of participants, or the name of one of the reports over something that is none."""
    return any(find_table(sheet) is not None or _is_named(sheet) for sheet in book.sheets)


def _is_named(sheet: Sheet) -> bool:
    return any(header_key(words) in NAMES for words in sheet.first_texts(3))


def parse(book: Book) -> Parsed:
    """Figures of the country and the region in every sheet. Raises Unreadable when the file has none."""
    reading = _Reading(problems=[*book.problems])
    for sheet in book.sheets:
        table = find_table(sheet)
        if table is not None:
            _read_sheet(sheet, table, reading)
    if not reading.names:
        raise Unreadable(
            "В сводном отчёте ВПР нет таблицы с «Группами участников» и столбцами отметок, баллов или сравнения "
            "с журналом. Скачайте отчёт из ФИС ОКО ещё раз."
        )
    if not reading.rows and all(problem.severity != "error" for problem in reading.problems):
        raise Unreadable(
            "В сводном отчёте ВПР нет строк страны («Вся выборка») и региона, а муниципалитет и школы программа "
            "считает сама по протоколам. Скачайте отчёт со строкой региона."
        )
    title = reading.names.pop() if len(reading.names) == 1 else TITLE
    return Parsed(
        CODE, title, reading.rows_read, reports=tuple(reading.rows), problems=tuple(reading.problems)
    )


def _read_sheet(sheet: Sheet, table: Table, reading: _Reading) -> None:
    head = read_vpr_head(sheet, table.header, "со сводными результатами")
    reading.names.add(TITLES[table.report])
    _doubt_the_columns(sheet, table, head, reading)
    taken: set[str] = set()
    inside: list[Group] = []
    for group in read_groups(sheet, table):
        reading.rows_read += 1
        scope = _scope(group.name)
        if scope is None:
            inside.append(group)
        elif scope == "" or scope in taken:
            rule = "группа участников — не страна и не регион отчёта, строка не загружена"
            reading.problems.append(Problem("warning", rule, sheet.place(group.row, 0), shown(group.name)))
        else:
            taken.add(scope)
            _read_row(sheet, table, head, group, reading)
    if inside:
        place = sheet.place(inside[0].row, 0)
        reading.problems.append(Problem("warning", f"{COUNTED_HERE}: {len(inside)}", place))


def _scope(name: str) -> str | None:
    """country or region; None: a part of the region; empty: nobody knows what."""
    key = header_key(name)
    if _COUNTRY.fullmatch(key):
        return "country"
    if _INSIDE.search(key):
        return None
    return "region" if _REGION.search(key) else ""


def _doubt_the_columns(sheet: Sheet, table: Table, head: VprHead, reading: _Reading) -> None:
    last = len(table.values) - 1
    if table.report == "scores" and head.max_score not in (None, last):
        rule = f"столбцы баллов кончаются на {last}, а максимальный первичный балл {head.max_score}"
        reading.problems.append(Problem("warning", rule, sheet.place(table.header, table.name_column)))


def _read_row(sheet: Sheet, table: Table, head: VprHead, group: Group, reading: _Reading) -> None:
    place = sheet.place(group.row, table.name_column)
    try:
        counted = read_counts(sheet, table, group)
    except Unsound as fault:
        reading.problems.append(Problem("error", str(fault), place, shown(group.name)))
        return
    reading.rows.append(
        ReportRow(
            scope="country" if _scope(group.name) == "country" else "region",
            area=group.name,
            exam="vpr",
            subject=head.subject,
            grade=head.grade,
            year=head.year,
            report=table.report,
            n=counted.n,
            schools=counted.schools,
            counts=counted.counts,
            place=place,
        )
    )


LAYOUT = Layout(
    CODE, TITLE, "ФИС ОКО, раздел «Аналитика», сводный отчёт по одной работе в Excel", sniff, parse
)
