"""One line of a template table: its cells by column title, and what each of them must be.

A cell that cannot be read rejects its line (`RowError`); one that only makes doubt leaves a `Doubt`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from data_access.formats import template_columns as words
from data_access.formats.cells import Cell, iso_date, number, text
from data_access.formats.names import header_key, normalise_class, school_year
from data_access.formats.rows import Place, SchoolRef

_LOGIN = re.compile(r"(?:edu|sch|ksh)\d{4,}", re.I)


def school_ref(value: str) -> SchoolRef:
    """A school by name, by login of ФИС ОКО (`edu…`) or, if only digits, by its code of РЦОИ."""
    if value.isdecimal():
        return SchoolRef(oo_code=value)
    return SchoolRef(login=value.lower()) if _LOGIN.fullmatch(value) else SchoolRef(name=value)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A warning about one cell of a line that was read all the same."""

    column: str
    rule: str


class RowError(Exception):
    """The line cannot be read: the column at fault and a Russian rule."""

    def __init__(self, column: str, rule: str) -> None:
        super().__init__(rule)
        self.column = column
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Line:
    """Cells of one line by column title; reading it may leave doubts.

    `others`: columns of a table that is open to any of them (a register), by their titles as written.
    """

    cells: Mapping[str, Cell]
    place: Place
    doubts: list[Doubt] = field(default_factory=list)
    others: Mapping[str, Cell] = field(default_factory=dict)

    def text(self, column: str) -> str:
        return text(self.cells.get(column))

    def required(self, column: str) -> str:
        value = self.text(column)
        if not value:
            raise RowError(column, f"не заполнен столбец «{column}»")
        return value

    def school(self) -> SchoolRef:
        return school_ref(self.required(words.SCHOOL))

    def organisation(self) -> SchoolRef:
        return school_ref(self.required(words.ORGANISATION))

    def number(self, column: str) -> float | None:
        """A number; None for an empty cell."""
        return self.required_number(column) if self.text(column) else None

    def required_number(self, column: str) -> float:
        """A number; spaces between thousands are allowed."""
        value = number(re.sub(r"\s", "", self.required(column)))
        if value is None:
            raise RowError(column, "ожидается число, например, «12» или «3,5»")
        return value

    def class_name(self) -> str:
        name = normalise_class(self.required(words.CLASS))
        if not name:
            raise RowError(words.CLASS, "класс не распознан: ожидается, например, «8А»")
        return name

    def year(self) -> int:
        year = school_year(self.required(words.YEAR))
        if year is None:
            raise RowError(words.YEAR, "учебный год не распознан: ожидается, например, «2024/2025»")
        return year

    def optional_year(self) -> int | None:
        return self.year() if self.text(words.YEAR) else None

    def date(self, column: str) -> str:
        value = iso_date(self.cells.get(column))
        if value is None:
            raise RowError(column, "дата не распознана: ожидается, например, «01.09.2024»")
        return value

    def choice(self, column: str, codes: Mapping[str, str]) -> str:
        """Code of one of the allowed words (code → word), however the word is written."""
        key = header_key(self.required(column))
        for code, word in codes.items():
            if header_key(word) == key:
                return code
        raise RowError(column, f"значение не из списка: {', '.join(codes.values())}")
