"""ОГЭ «Протокол проверки результатов» of РЦОИ: several exam blocks on a sheet, sparse (B1) or dense (B2).

A block is a title «12 - Обществознание 2026.07.03», a header and rows whose first cell is a number; all other
rows (region, «Средние», «Минимальная граница», «Всего участников») are skipped. Only the columns named in
`_WANTED` are ever read, so passport columns («Серия», «Номер») cannot reach a row, a problem or a log.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from data_access.formats.book import Book, Sheet
from data_access.formats.cells import Row, at, header_columns, iso_date, school_year_of, shown, text, whole
from data_access.formats.layout import Layout
from data_access.formats.names import class_grade, normalise_class
from data_access.formats.oge_masks import Answers, common_shape, read_masks, tasks_of
from data_access.formats.rows import (
    NOT_TAUGHT,
    Parsed,
    Place,
    Problem,
    ResultRow,
    SchoolRef,
    Unreadable,
    WorkRow,
)

CODE = "oge_protocol"
TITLE = "ОГЭ: протокол проверки результатов (РЦОИ)"
GRADE = 9

_EXAM = re.compile(r"(\d{1,3})\s*-\s*(.+?)\s+(\d{4}[.-]\d{2}[.-]\d{2})")
_WANTED = {
    "№": "number",
    "код оо": "school",
    "класс": "class",
    "фамилия": "surname",
    "имя": "name",
    "отчество": "patronymic",
    "задания с кратким ответом": "short",
    "ответы в краткой форме": "short",
    "часть с кратким ответом": "short",
    "задания с развернутым ответом": "long",
    "ответы в развернутой форме": "long",
    "часть с развернутым ответом": "long",
    "устная часть": "oral",
    "задания с устным ответом": "oral",
    "первичный балл": "primary",
    "оценка": "mark",
}
_REQUIRED = {"number", "school", "surname", "primary", "mark"}


@dataclass(frozen=True, slots=True)
class _Participant:
    """One row of a protocol, reduced to what is kept."""

    school: SchoolRef
    class_name: str
    full_name: str
    answers: Answers
    primary: int | None
    mark: int | None
    place: Place
    primary_place: Place


@dataclass(slots=True)
class _Exam:
    """All rows of one exam, possibly from several pages."""

    code: str
    subject: str
    date: str
    participants: list[_Participant] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"ОГЭ {self.code} {self.subject} {self.date}"


@dataclass(slots=True)
class _Reading:
    exams: dict[str, _Exam] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    rows_read: int = 0


def sniff(book: Book) -> bool:
    """A header with school code, surname, primary score, mark and at least one column of answers."""
    return any(_columns(row) for sheet in book.sheets for row in sheet.rows[:100])


def _columns(row: Row) -> dict[str, int] | None:
    """Wanted columns of a header row; None for any other row."""
    found = header_columns(row)
    columns = {name: found[header] for header, name in _WANTED.items() if header in found}
    return columns if columns.keys() >= _REQUIRED and columns.keys() & {"short", "long", "oral"} else None


def parse(book: Book) -> Parsed:
    """Works and results of all exam blocks."""
    reading = _Reading(problems=[*book.problems])
    for sheet in book.sheets:
        _read_sheet(sheet, reading)
    if not reading.rows_read:
        raise Unreadable("В протоколе ОГЭ нет ни одной строки с участником. Выгрузите протокол ещё раз.")
    works: list[WorkRow] = []
    results: list[ResultRow] = []
    for exam in reading.exams.values():
        work = _work(exam)
        works.append(work)
        results += _results(exam, work, reading)
    return Parsed(
        CODE,
        TITLE,
        reading.rows_read,
        works=tuple(works),
        results=tuple(results),
        problems=tuple(reading.problems),
    )


def _read_sheet(sheet: Sheet, reading: _Reading) -> None:
    exam: _Exam | None = None
    columns: dict[str, int] | None = None
    for index, row in enumerate(sheet.rows):
        title = next(_exam_titles(row), None)
        if title is not None:
            exam, columns = reading.exams.setdefault(title.key, title), None
            continue
        header = _columns(row)
        if header is not None:
            columns = header
            if exam is None:
                rule = "строки не прочитаны: над таблицей нет экзамена вида «12 - Обществознание 2026.07.03»"
                reading.problems.append(Problem("error", rule, sheet.place(index, 0)))
        elif exam and columns and whole(at(row, columns["number"])) is not None:
            reading.rows_read += 1
            _read_participant(sheet, index, columns, exam, reading)


def _exam_titles(row: Row) -> Iterator[_Exam]:
    for cell in row:
        match = _EXAM.fullmatch(text(cell))
        date = iso_date(match[3]) if match else None
        if match and date:
            yield _Exam(match[1].zfill(2), match[2], date)


def _read_participant(
    sheet: Sheet, index: int, columns: dict[str, int], exam: _Exam, reading: _Reading
) -> None:
    row = sheet.rows[index]

    def cell(name: str) -> str:
        return text(at(row, columns.get(name)))

    class_name = normalise_class(cell("class"))
    if (class_grade(class_name) or GRADE) > GRADE:
        raise Unreadable("Это протокол ЕГЭ: в нём ученики 10–11 классов. Протоколы ЕГЭ пока не загружаются.")
    full_name = " ".join(filter(None, (cell("surname"), cell("name"), cell("patronymic"))))
    school = cell("school")
    if not full_name or not school:
        rule = "строка не прочитана: не указаны код ОО или фамилия участника"
        reading.problems.append(Problem("error", rule, sheet.place(index, columns["number"])))
        return
    if not class_name:
        place = sheet.place(index, columns.get("class", columns["number"]))
        reading.problems.append(
            Problem("warning", "класс участника не распознан", place, shown(cell("class")))
        )
    answers = read_masks(cell("short"), cell("long") + cell("oral"))
    if not answers.is_clean:
        place = sheet.place(index, columns.get("short", columns.get("long", columns["number"])))
        rule = "в ответах есть непонятные знаки: баллы за эти задания не прочитаны"
        reading.problems.append(Problem("warning", rule, place))
    exam.participants.append(
        _Participant(
            school=SchoolRef(oo_code=school),
            class_name=class_name,
            full_name=full_name,
            answers=answers,
            primary=whole(at(row, columns["primary"])),
            mark=_mark(sheet, index, columns["mark"], reading),
            place=sheet.place(index, columns["number"]),
            primary_place=sheet.place(index, columns["primary"]),
        )
    )


def _mark(sheet: Sheet, index: int, column: int, reading: _Reading) -> int | None:
    cell = at(sheet.rows[index], column)
    mark = whole(cell)
    if mark in (2, 3, 4, 5):
        return mark
    if text(cell):
        place = sheet.place(index, column)
        reading.problems.append(Problem("warning", "оценка не от 2 до 5, не прочитана", place, shown(cell)))
    return None


def _work(exam: _Exam) -> WorkRow:
    answers = [participant.answers for participant in exam.participants]
    return WorkRow(
        key=exam.key,
        kind="oge",
        subject=exam.subject,
        grade=GRADE,
        year=school_year_of(exam.date),
        date=exam.date,
        title=f"ОГЭ {exam.subject}",
        max_score=None,
        tasks=tasks_of(answers, common_shape(answers)),
    )


def _results(exam: _Exam, work: WorkRow, reading: _Reading) -> Iterator[ResultRow]:
    shape = common_shape([participant.answers for participant in exam.participants])
    for participant in exam.participants:
        answers = participant.answers
        fits = answers.shape == shape
        is_absent = not answers.scores and participant.primary is None
        if not is_absent:
            reading.problems += _doubts(participant, fits, shape)
        yield ResultRow(
            work_key=work.key,
            school=participant.school,
            class_name=participant.class_name,
            participant=participant.full_name,
            is_name=True,
            variant="",
            scores=answers.scores if fits else (NOT_TAUGHT,) * len(work.tasks),
            primary=participant.primary,
            mark=participant.mark,
            journal_mark=None,
            status="absent" if is_absent else "wrote",
            place=participant.place,
        )


def _doubts(participant: _Participant, fits: bool, shape: tuple[int, int]) -> Iterator[Problem]:
    answers, primary = participant.answers, participant.primary
    if not fits:
        expected = f"{shape[0]} кратких и {shape[1]} развёрнутых"
        rule = f"баллы за задания не прочитаны: ответов не столько, сколько у других ({expected})"
        yield Problem("warning", rule, participant.place)
        return
    total = answers.total
    if primary is None:
        yield Problem("warning", "не указан первичный балл", participant.primary_place)
    elif primary != total:
        rule = f"сумма баллов за задания ({total}) не равна первичному баллу"
        yield Problem("warning", rule, participant.primary_place, str(primary))


LAYOUT = Layout(CODE, TITLE, "РЦОИ, протокол проверки результатов ОГЭ в Excel (.xls или .xlsx)", sniff, parse)
