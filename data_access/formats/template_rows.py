"""One line of each template table turned into its row, or into the reason why it cannot be."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from data_access.formats import template_columns as words
from data_access.formats.cells import Cell, iso_date, number, text
from data_access.formats.names import header_key, mark_code, normalise_class, period_code, school_year
from data_access.formats.rows import ClassRow, MarkRow, Place, PupilRow, SchoolRef, SchoolRow, TeachingRow
from data_access.formats.tabel import MARK_RULE

TemplateRow: TypeAlias = SchoolRow | ClassRow | PupilRow | TeachingRow | MarkRow

_LOGIN = re.compile(r"(?:edu|sch|ksh)\d{4,}", re.I)
_KINDS = {header_key(kind): kind for kind in words.SCHOOL_KINDS}
_RURAL = {"": False, words.NO: False, words.YES: True, "0": False, "1": True}


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
    """Cells of one line by column title; reading it may leave doubts."""

    cells: Mapping[str, Cell]
    place: Place
    doubts: list[Doubt] = field(default_factory=list)

    def text(self, column: str) -> str:
        return text(self.cells.get(column))

    def required(self, column: str) -> str:
        value = self.text(column)
        if not value:
            raise RowError(column, f"не заполнен столбец «{column}»")
        return value

    def school(self) -> SchoolRef:
        """A school by name, by login of ФИС ОКО (`edu…`) or, if only digits, by its code of РЦОИ."""
        value = self.required(words.SCHOOL)
        if value.isdecimal():
            return SchoolRef(oo_code=value)
        return SchoolRef(login=value.lower()) if _LOGIN.fullmatch(value) else SchoolRef(name=value)

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


def _mark(line: Line) -> MarkRow:
    value = mark_code(line.required(words.MARK))
    if value is None:
        raise RowError(words.MARK, MARK_RULE)
    period = period_code(line.required(words.PERIOD))
    if period is None:
        raise RowError(words.PERIOD, "период не распознан: ожидается, например, «1 четверть» или «год»")
    average = number(line.cells.get(words.AVERAGE))
    if average is None and line.text(words.AVERAGE):
        line.doubts.append(Doubt(words.AVERAGE, "средний балл не число и не прочитан"))
    return MarkRow(
        school=line.school(),
        class_name=line.class_name(),
        year=line.optional_year(),
        pupil=line.required(words.PUPIL),
        subject=line.required(words.SUBJECT),
        teacher=line.text(words.TEACHER),
        period=period,
        value=value,
        average=average or None,
        place=line.place,
    )


def _school(line: Line) -> SchoolRow:
    kind = _KINDS.get(header_key(line.text(words.KIND)))
    if kind is None:
        kind = words.SCHOOL_KINDS[-1]
        if line.text(words.KIND):
            allowed = ", ".join(words.SCHOOL_KINDS)
            line.doubts.append(Doubt(words.KIND, f"вид школы не из списка ({allowed}), записан как «{kind}»"))
    rural = _RURAL.get(line.text(words.RURAL).casefold())
    if rural is None:
        line.doubts.append(Doubt(words.RURAL, "ожидается «да» или «нет», записано «нет»"))
    return SchoolRow(
        short_name=line.required(words.SHORT_NAME),
        full_name=line.text(words.FULL_NAME),
        oo_code=line.text(words.OO_CODE),
        login=line.text(words.LOGIN).lower(),
        kind=kind,
        is_rural=bool(rural),
        place=line.place,
    )


def _class(line: Line) -> ClassRow:
    return ClassRow(line.school(), line.class_name(), line.year(), line.text(words.CLASS_TEACHER), line.place)


def _pupil(line: Line) -> PupilRow:
    since, until = line.date(words.SINCE), line.date(words.UNTIL)
    if since and until and until < since:
        raise RowError(words.UNTIL, "дата выбытия раньше даты прибытия")
    return PupilRow(
        line.school(), line.class_name(), line.year(), line.required(words.PUPIL), since, until, line.place
    )


def _teaching(line: Line) -> TeachingRow:
    return TeachingRow(
        line.school(),
        line.class_name(),
        line.year(),
        line.required(words.SUBJECT),
        line.required(words.TEACHER),
        line.place,
    )


READERS: dict[str, Callable[[Line], TemplateRow]] = {
    words.MARKS_SHEET: _mark,
    words.SCHOOLS_SHEET: _school,
    words.CLASSES_SHEET: _class,
    words.PUPILS_SHEET: _pupil,
    words.TEACHING_SHEET: _teaching,
}
