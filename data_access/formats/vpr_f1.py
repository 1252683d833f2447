"""ВПР «Ф1 Индивидуальные результаты» of ФИС ОКО: one work per sheet, one or more schools.

Columns are found by their words; the row above the header holds task levels; a caption line per school
declares how many took part. A score outside the task's scale rejects the row: an official file that
disagrees with its own header must be looked at, not repaired. «Х» and «-» mean not begun, «Н/п» and «не пройд.»
not taught; neither adds to the primary score.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from data_access.formats.book import Book, Sheet
from data_access.formats.cells import Row, at, header_columns, shown, text, whole
from data_access.formats.codes import codes_of_cell
from data_access.formats.layout import Layout
from data_access.formats.names import header_key, normalise_class, to_cyrillic
from data_access.formats.rows import (
    NOT_TAUGHT,
    Parsed,
    Problem,
    ResultRow,
    SchoolRef,
    TaskRow,
    Unreadable,
    WorkRow,
)
from data_access.formats.tasks import read_level
from data_access.formats.vpr_head import HEADER_WITHIN, read_vpr_head

CODE = "vpr_f1"
TITLE = "ВПР: Ф1 «Индивидуальные результаты» (ФИС ОКО)"

_TASK = re.compile(r"(\d+(?:[.,]\d+)?(?:\s*\(\d+\))?(?:[КK]\d+)?)\s*\((\d+)\s*б\)")
_SCHOOL = re.compile(r"(.*?)\s*\(([a-z]+\d{4,})\)\s*(?:\|\s*Кол-во участников:\s*(\d+))?", re.I)
_NOT_BEGUN = {"", "х", "-", "—", "–"}
_NOT_TAUGHT = {"не пройд", "не пройдено", "н/п", "нп"}
_CODES_ROW = {"коды кэс", "код кэс"}


@dataclass(frozen=True, slots=True)
class _Header:
    row: int
    columns: dict[str, int]
    tasks: tuple[tuple[int, TaskRow], ...]

    def cell(self, row: Row, name: str) -> str:
        return text(at(row, self.columns.get(name)))


@dataclass(slots=True)
class _Reading:
    works: dict[str, WorkRow] = field(default_factory=dict)
    results: list[ResultRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows_read: int = 0


def sniff(book: Book) -> bool:
    """Participants by code with primary scores, and no names (those are exam protocols)."""
    return any(_header_row(sheet) is not None for sheet in book.sheets)


def _header_row(sheet: Sheet) -> int | None:
    for index, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        keys = header_columns(row)
        if "код участника" in keys and "первичный балл" in keys and "фамилия" not in keys:
            return index
    return None


def parse(book: Book) -> Parsed:
    """Works and results of all sheets in this layout."""
    reading = _Reading(problems=[*book.problems])
    for sheet in book.sheets:
        row = _header_row(sheet)
        if row is not None:
            _read_sheet(sheet, _read_header(sheet, row, reading.problems), reading)
    if not reading.rows_read:
        raise Unreadable("В файле нет ни одного участника ВПР. Скачайте отчёт «Ф1» из ФИС ОКО ещё раз.")
    return Parsed(
        CODE,
        TITLE,
        reading.rows_read,
        works=tuple(reading.works.values()),
        results=tuple(reading.results),
        problems=tuple(reading.problems),
    )


def _read_header(sheet: Sheet, row: int, problems: list[Problem]) -> _Header:
    codes_row = next((index for index in range(row) if _is_codes_row(sheet.rows[index])), None)
    level_row = row - 1 if codes_row != row - 1 else row - 2
    levels = sheet.rows[level_row] if level_row >= 0 else []
    tasks = []
    for column, cell in enumerate(sheet.rows[row]):
        match = _TASK.fullmatch(text(cell))
        if match:
            number = re.sub(r"\s", "", to_cyrillic(match[1])).replace(",", ".")
            level = read_level(text(at(levels, column))) or ""
            codes = _codes(sheet, codes_row, column, problems)
            tasks.append((column, TaskRow(number, int(match[2]), level, codes)))
    if not tasks:
        raise Unreadable(
            f"На листе «{sheet.title}» нет столбцов заданий вида «1 (2б)». "
            "Скачайте отчёт «Ф1» из ФИС ОКО ещё раз."
        )
    return _Header(row, header_columns(sheet.rows[row]), tuple(tasks))


def _is_codes_row(row: Row) -> bool:
    return any(header_key(text(cell)) in _CODES_ROW for cell in row)


def _codes(sheet: Sheet, row: int | None, column: int, problems: list[Problem]) -> tuple[str, ...]:
    """Codes of a task, where a school has added a row of them above the header."""
    if row is None:
        return ()
    cell = at(sheet.rows[row], column)
    codes, faults = codes_of_cell(cell)
    for fault in faults:
        rule = f"код не прочитан: {fault}"
        problems.append(Problem("error", rule, sheet.place(row, column), shown(cell)))
    return codes


def _read_work(sheet: Sheet, header: _Header, reading: _Reading) -> WorkRow:
    head = read_vpr_head(sheet, header.row, "«Ф1»")
    total = sum(task.max_score for _, task in header.tasks)
    if head.max_score is not None and head.max_score != total:
        rule = f"сумма баллов за задания ({total}) не равна максимальному первичному баллу ({head.max_score})"
        reading.problems.append(Problem("warning", rule, sheet.place(header.row, header.tasks[0][0])))
    work = WorkRow(
        key=f"{head.title} {head.date}".strip(),
        kind="vpr",
        subject=head.subject,
        grade=head.grade,
        year=head.year,
        date=head.date,
        title=head.title,
        max_score=head.max_score,
        tasks=tuple(task for _, task in header.tasks),
    )
    known = reading.works.setdefault(work.key, work)
    if known.tasks == work.tasks:
        return known
    raise Unreadable(
        f"Две разные работы с одним названием «{work.title}» в одном файле. Загрузите их по отдельности."
    )


def _read_sheet(sheet: Sheet, header: _Header, reading: _Reading) -> None:
    work = _read_work(sheet, header, reading)
    caption = SchoolRef()
    declared: dict[SchoolRef, tuple[int, int]] = {}
    present: Counter[SchoolRef] = Counter()
    for index in range(header.row + 1, len(sheet.rows)):
        row = sheet.rows[index]
        code = header.cell(row, "код участника")
        if code:
            school = _school(header.cell(row, "оо"), header.cell(row, "название оо")) or caption
            present[school] += 1
            reading.rows_read += 1
            _read_result(sheet, index, header, work, school, reading)
            continue
        match = _SCHOOL.fullmatch(next(filter(None, (text(cell) for cell in row)), ""))
        if match:
            caption = SchoolRef(name=match[1], login=match[2].lower())
            if match[3]:
                declared[caption] = (int(match[3]), index)
    for school, (expected, index) in declared.items():
        if present[school] != expected:
            rule = f"в файле заявлено участников: {expected}, а строк с результатами: {present[school]}"
            reading.problems.append(Problem("warning", rule, sheet.place(index, 0)))


def _school(login: str, name: str) -> SchoolRef | None:
    match = _SCHOOL.fullmatch(name)
    if match:
        return SchoolRef(name=match[1], login=match[2].lower())
    return SchoolRef(name=name, login=login.lower()) if login or name else None


def _read_result(
    sheet: Sheet, index: int, header: _Header, work: WorkRow, school: SchoolRef, reading: _Reading
) -> None:
    row = sheet.rows[index]
    scores, wrong = _scores(row, header)
    for column, task in wrong:
        rule = f"балл вне шкалы задания {task.number}: допустимы числа от 0 до {task.max_score} и «Х»"
        reading.problems.append(Problem("error", rule, sheet.place(index, column), shown(at(row, column))))
    if wrong:
        return
    primary = whole(at(row, header.columns["первичный балл"]))
    mark = _mark(sheet, index, header, "отметка", reading)
    points = [score for score in scores if score is not None and score != NOT_TAUGHT]
    total = sum(points)
    is_absent = not points and not primary and mark is None
    if not is_absent and primary is not None and primary != total:
        rule = f"сумма баллов за задания ({total}) не равна первичному баллу"
        place = sheet.place(index, header.columns["первичный балл"])
        reading.problems.append(Problem("warning", rule, place, str(primary)))
    reading.results.append(
        ResultRow(
            work_key=work.key,
            school=school,
            class_name=_class_name(header.cell(row, "класс"), work.grade),
            participant=header.cell(row, "код участника"),
            is_name=False,
            variant=header.cell(row, "вариант"),
            scores=scores,
            primary=None if is_absent else primary,
            mark=mark,
            journal_mark=_mark(sheet, index, header, "отметка по журналу", reading),
            status="absent" if is_absent else "wrote",
            place=sheet.place(index, header.columns["код участника"]),
        )
    )


def _scores(row: Row, header: _Header) -> tuple[tuple[int | None, ...], list[tuple[int, TaskRow]]]:
    scores: list[int | None] = []
    wrong: list[tuple[int, TaskRow]] = []
    for column, task in header.tasks:
        score = whole(at(row, column))
        words = to_cyrillic(text(at(row, column))).casefold().rstrip(".")
        is_right = words in _NOT_BEGUN | _NOT_TAUGHT if score is None else 0 <= score <= task.max_score
        if not is_right:
            wrong.append((column, task))
        scores.append(NOT_TAUGHT if words in _NOT_TAUGHT else score)
    return tuple(scores), wrong


def _mark(sheet: Sheet, index: int, header: _Header, name: str, reading: _Reading) -> int | None:
    cell = at(sheet.rows[index], header.columns.get(name))
    mark = whole(cell)
    if mark in (2, 3, 4, 5):
        return mark
    if text(cell) and not header_key(text(cell)).startswith("нет"):
        place = sheet.place(index, header.columns[name])
        reading.problems.append(
            Problem("warning", f"«{name}»: отметка не от 2 до 5, не прочитана", place, shown(cell))
        )
    return None


def _class_name(words: str, grade: int) -> str:
    """The ordinal number of the class as it is; a letter alone belongs to the grade of the work."""
    if words.isdigit():
        return words
    return normalise_class(words) or normalise_class(f"{grade}{words}")


LAYOUT = Layout(CODE, TITLE, "ФИС ОКО, раздел «Аналитика», отчёт по одной работе в Excel", sniff, parse)
