"""The official list of schools with signs of doubtful results (список ОО с признаками необъективности) of a region.

One line is a school in a year: how many markers it has, and in which of four works. It becomes a line of the register
`official_signs` and is never mixed with what the program counts itself. «Год» is the year in which the works were
written, so «2026» is the school year 2025/26. A list of the whole region may be loaded as it is: schools of other
municipalities are passed over where rows are matched.
"""

from __future__ import annotations

import re

from data_access.formats.book import Book, Sheet
from data_access.formats.cells import Cell, at, header_columns, shown, text, whole
from data_access.formats.layout import Layout
from data_access.formats.names import header_key, school_year, to_cyrillic
from data_access.formats.rows import Parsed, Problem, RegisterLine, SchoolRef, Unreadable

CODE = "signs_list"
TITLE = "Официальный список школ с признаками необъективности"
REGISTER = "official_signs"  # code of the register in the catalogue

YEAR, MUNICIPALITY, LOGIN, SCHOOL = "Год", "Муниципалитет", "Логин", "ОО"
COUNT = "Количество маркеров"
WORKS = ("4 РУ", "4 МА", "5 РУ", "5 МА")
THREE_YEARS = "Школа в списке за 3 года"

_HEADER_WITHIN = 15
_YES, _NO = {"+", "да", "х", "v", "√", "✓", "есть"}, {"-", "–", "—", "нет"}
_LOGIN_INSIDE = re.compile(r"(.*?)\s*\(([a-z]+\d{4,})\)", re.I)


class _Wrong(Exception):
    """A cell that cannot be read: its column and a Russian rule."""

    def __init__(self, column: str, rule: str) -> None:
        super().__init__(rule)
        self.column = column
        self.rule = rule


def sniff(book: Book) -> bool:
    """A table with a number of markers of schools by year."""
    return any(_header_row(sheet) is not None for sheet in book.sheets)


def _header_row(sheet: Sheet) -> int | None:
    for index, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
        keys = header_columns(row).keys()
        if header_key(COUNT) in keys and header_key(YEAR) in keys and keys & {"оо", "логин"}:
            return index
    return None


def parse(book: Book) -> Parsed:
    """A line of the register for every school and year of every sheet in this layout."""
    lines: list[RegisterLine] = []
    problems = [*book.problems]
    rows_read = 0
    for sheet in book.sheets:
        header = _header_row(sheet)
        if header is None:
            continue
        columns = header_columns(sheet.rows[header])
        for index in range(header + 1, len(sheet.rows)):
            if not any(text(cell) for cell in sheet.rows[index]):
                continue
            rows_read += 1
            try:
                lines.append(_read_line(sheet, index, columns))
            except _Wrong as wrong:
                column = columns.get(header_key(wrong.column), 0)
                value = shown(at(sheet.rows[index], column))
                problems.append(Problem("error", wrong.rule, sheet.place(index, column), value))
    if not rows_read:
        raise Unreadable(f"{TITLE} пуст: под заголовком нет ни одной школы.")
    return Parsed(CODE, TITLE, rows_read, registers=tuple(lines), problems=tuple(problems))


def _read_line(sheet: Sheet, index: int, columns: dict[str, int]) -> RegisterLine:
    row = sheet.rows[index]

    def cell(title: str) -> Cell:
        return at(row, columns.get(header_key(title)))

    works = {title: _markers(title, cell(title)) for title in WORKS}
    known = [count for count in works.values() if count is not None]
    total = _markers(COUNT, cell(COUNT))
    if total is None and not known:
        raise _Wrong(COUNT, "не указано количество маркеров, строка не загружена")
    said = {
        COUNT: str(sum(known) if total is None else total),
        **{title: str(count) for title, count in works.items() if count is not None},
        THREE_YEARS: text(cell(THREE_YEARS)),
    }
    return RegisterLine(
        school=_school(text(cell(SCHOOL)), text(cell(LOGIN))),
        year=_year(cell(YEAR)),
        register=REGISTER,
        cells=tuple((title, words) for title, words in said.items() if words),
        place=sheet.place(index, columns.get(header_key(SCHOOL), columns.get(header_key(LOGIN), 0))),
        municipality=text(cell(MUNICIPALITY)),
    )


def _school(name: str, login: str) -> SchoolRef:
    inside = _LOGIN_INSIDE.fullmatch(name)
    if inside:
        name, login = inside[1], login or inside[2]
    if not name and not login:
        raise _Wrong(SCHOOL, "не указана школа, строка не загружена")
    return SchoolRef(name=name, login=login.lower())


def _year(cell: Cell) -> int:
    """The school year in whose spring the works were written; «2024/2025» says it by itself."""
    written = whole(cell)
    year = written - 1 if written is not None else school_year(text(cell))
    if year is None or not 2000 <= year <= 2100:
        raise _Wrong(YEAR, "год не распознан: ожидается, например, «2026»")
    return year


def _markers(title: str, cell: Cell) -> int | None:
    """A number of markers or a sign that there is one; None for an empty cell."""
    words = to_cyrillic(text(cell)).casefold()
    if not words:
        return None
    if words in _YES | _NO:
        return int(words in _YES)
    count = whole(cell)
    if count is None or not 0 <= count <= 100:
        raise _Wrong(title, f"«{title}»: ожидается количество маркеров, строка не загружена")
    return count


LAYOUT = Layout(
    CODE, TITLE, "региональный оператор ВПР или орган управления образованием региона", sniff, parse
)
