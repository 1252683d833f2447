"""«Табель успеваемости учащегося» of «Сетевой город», a whole class on one sheet.

One block per pupil: lines «Учебный год», «Класс», «Ученик», then a table with up to four header rows, whose
columns are found by their words, anew in every block. Marks are text, means are numbers, 0 stands for «no
mean». An empty mark is no row; a mark outside the scale is an error with its cell and no row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from data_access.formats.book import Book, Sheet
from data_access.formats.cells import Cell, Row, at, header_columns, number, shown, text, whole
from data_access.formats.layout import Layout
from data_access.formats.names import header_key, mark_code, normalise_class, period_code, school_year
from data_access.formats.rows import MarkRow, Parsed, Problem, SchoolRef, Unreadable

CODE = "tabel"
TITLE = "Табель успеваемости учащегося («Сетевой город»)"
MARK_RULE = "отметка вне шкалы: допустимы 5, 4, 3, 2, 1, н/а, осв, зач, незач"

_LABEL = re.compile(r"(учебный год|класс|ученик|учащийся|обучающийся)\s*:\s*(.*)", re.I)
_MARK_HEADERS = {"итог", "оценка", "отметка"}
_AVERAGE_HEADER = "средний балл"
_SILENT_HEADERS = {
    "ср. взв. балл",
    "учебные периоды",
    "предмет",
    "№",
    "п/п",
    "№ п/п",
    _AVERAGE_HEADER,
    *_MARK_HEADERS,
}
_HEADER_ROWS = 6


@dataclass(frozen=True, slots=True)
class _Period:
    code: str
    mark: int
    average: int | None


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where things stand in one block; `ignored` are headers that are read by nobody (exam marks)."""

    subject: int
    number: int | None
    periods: tuple[_Period, ...]
    ignored: tuple[tuple[str, int], ...]

    def is_subject_row(self, row: Row) -> bool:
        return bool(text(at(row, self.subject))) and (
            self.number is None or whole(at(row, self.number)) is not None
        )


@dataclass(slots=True)
class _Block:
    """Whose table is being read: filled by the label lines, started anew after every table."""

    year: int | None = None
    class_name: str = ""
    pupil: str = ""
    columns: _Columns | None = None
    has_table: bool = False

    def take(self, label: str, value: str) -> None:
        if self.has_table:
            self.pupil, self.has_table, self.columns = "", False, None
        if label == "учебный год":
            self.year = school_year(value)
        elif label == "класс":
            self.class_name = normalise_class(value)
        else:
            self.pupil = value


@dataclass(slots=True)
class _Reading:
    marks: list[MarkRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ignored: set[str] = field(default_factory=set)
    rows_read: int = 0


def sniff(book: Book) -> bool:
    """The title, or a table header that names subjects and school periods."""
    return any(_is_tabel(sheet) for sheet in book.sheets)


def _is_tabel(sheet: Sheet) -> bool:
    if any(header_key(words).startswith("табель успеваемости") for words in sheet.first_texts(10)):
        return True
    return any({"предмет", "учебные периоды"} <= header_columns(row).keys() for row in sheet.rows[:60])


def parse(book: Book) -> Parsed:
    """Marks of all pupils of all sheets in this layout."""
    reading = _Reading(problems=[*book.problems])
    for sheet in filter(_is_tabel, book.sheets):
        _read_sheet(sheet, reading)
    if not reading.rows_read:
        raise Unreadable("В табеле нет ни одной строки с предметом. Выгрузите отчёт из журнала ещё раз.")
    return Parsed(
        CODE, TITLE, reading.rows_read, marks=tuple(reading.marks), problems=tuple(reading.problems)
    )


def _read_sheet(sheet: Sheet, reading: _Reading) -> None:
    school = _school(sheet)
    if not school.name:
        reading.problems.append(Problem("warning", "в начале листа не указана школа", sheet.place(0, 0)))
    block = _Block()
    for index, row in enumerate(sheet.rows):
        labels = [*_labels(row)]
        for label, value in labels:
            block.take(label, value)
        if labels:
            continue
        if "предмет" in header_columns(row):
            _start_table(sheet, index, block, reading)
        elif block.columns and block.columns.is_subject_row(row):
            reading.rows_read += 1
            _read_subject(sheet, index, school, block, block.columns, reading)
            _warn_about_ignored(sheet, index, block.columns, reading)


def _school(sheet: Sheet) -> SchoolRef:
    """The first words of the sheet, unless they are already the title or a label."""
    first = next(sheet.first_texts(10), "")
    is_name = first and not _LABEL.fullmatch(first) and not header_key(first).startswith("табель")
    return SchoolRef(name=first if is_name else "")


def _labels(row: Row) -> Iterator[tuple[str, str]]:
    """«Класс: 8А» in one cell, or «Класс:» with the value in the next filled cell."""
    for column, cell in enumerate(row):
        match = _LABEL.fullmatch(text(cell))
        if match:
            following = (text(value) for value in row[column + 1 :])
            yield match[1].lower(), match[2] or next(filter(None, following), "")


def _start_table(sheet: Sheet, index: int, block: _Block, reading: _Reading) -> None:
    block.columns, block.has_table = None, True
    columns = _find_columns(sheet.rows, index)
    missing = [
        name
        for name, is_missing in (
            ("класс", not block.class_name),
            ("ученик", not block.pupil),
            ("учебные периоды", not columns.periods),
        )
        if is_missing
    ]
    if missing:
        place = sheet.place(index, columns.subject)
        reading.problems.append(
            Problem(
                "error", f"таблица не прочитана: не указаны или не распознаны {', '.join(missing)}", place
            )
        )
        return
    block.columns = columns


def _find_columns(rows: list[list[Cell]], start: int) -> _Columns:
    subject = header_columns(rows[start])["предмет"]
    header: list[dict[int, str]] = []
    for row in rows[start : start + _HEADER_ROWS]:
        if header and text(at(row, subject)):
            break
        header.append({column: header_key(text(cell)) for column, cell in enumerate(row) if text(cell)})
    words = [(column, key) for line in header for column, key in line.items()]
    number_column = next((column for column, key in words if key.startswith("№")), None)
    ignored = tuple(
        (key, column) for column, key in words if key not in _SILENT_HEADERS and period_code(key) is None
    )
    return _Columns(subject, number_column, tuple(_periods(words)), ignored)


def _periods(words: list[tuple[int, str]]) -> Iterator[_Period]:
    """A period owns the columns up to the next top-level header; without «Итог» its own one is the mark."""
    starts = sorted(column for column, key in words if key not in _SILENT_HEADERS)
    for column, key in sorted(words):
        code = period_code(key)
        if code is None:
            continue
        end = next((start for start in starts if start > column), column + 4)
        own = {name: place for place, name in reversed(words) if column <= place < end}
        mark = next((own[name] for name in own if name in _MARK_HEADERS), column)
        yield _Period(code, mark, own.get(_AVERAGE_HEADER))


def _warn_about_ignored(sheet: Sheet, index: int, columns: _Columns, reading: _Reading) -> None:
    """Exam and final marks are no period marks: said once per file and column, and only when filled."""
    for name, column in columns.ignored:
        if name not in reading.ignored and text(at(sheet.rows[index], column)):
            reading.ignored.add(name)
            rule = f"столбец «{name.capitalize()}» заполнен, но не загружается"
            reading.problems.append(Problem("warning", rule, sheet.place(index, column)))


def _read_subject(
    sheet: Sheet, index: int, school: SchoolRef, block: _Block, columns: _Columns, reading: _Reading
) -> None:
    row = sheet.rows[index]
    for period in columns.periods:
        words = text(at(row, period.mark))
        if not words:
            continue
        place = sheet.place(index, period.mark)
        value = mark_code(words)
        if value is None:
            reading.problems.append(Problem("error", MARK_RULE, place, shown(words)))
            continue
        reading.marks.append(
            MarkRow(
                school=school,
                class_name=block.class_name,
                year=block.year,
                pupil=block.pupil,
                subject=text(at(row, columns.subject)),
                teacher="",
                period=period.code,
                value=value,
                average=number(at(row, period.average)) or None,
                place=place,
            )
        )


LAYOUT = Layout(
    CODE, TITLE, "Журнал «Сетевой город. Образование», отчёт по всему классу в Excel", sniff, parse
)
