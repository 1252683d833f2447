"""The captions above the table of a protocol: which work it is, in which class, of which codifier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from data_access.formats import protocol_words as words
from data_access.formats.book import Sheet
from data_access.formats.cells import Cell, at, iso_date, school_year_of, shown, text
from data_access.formats.exam_words import read_codifier
from data_access.formats.names import class_grade, header_key, normalise_class, school_year
from data_access.formats.rows import Problem, SchoolRef, WorkRow
from data_access.formats.template_line import school_ref
from data_access.formats.work_protocol_sheet import SheetError, Table
from data_access.formats.work_protocol_tasks import Columns

WorkKind = Literal["kr", "dr", "akr"]

LONGEST_TITLE = 200

_CAPTIONS = {header_key(caption): caption for caption in words.CAPTIONS}
_KINDS = {header_key(word): code for code, word in words.KIND_WORDS.items()} | {
    "кр": "kr",
    "акр": "akr",
    "др": "dr",
    "административная": "akr",
}


@dataclass(frozen=True, slots=True)
class Head:
    """What the captions say."""

    school: SchoolRef
    year: int
    kind: WorkKind
    is_of_school: bool
    title: str
    subject: str
    class_name: str
    date: str
    codifier: str
    codifier_year: int | None

    @property
    def grade(self) -> int:
        return class_grade(self.class_name) or 0

    def work(self, columns: Columns) -> WorkRow:
        """The work itself, which classes share: its key holds everything that tells it from other works."""
        owner = self.school.label if self.is_of_school else ""
        parts = (self.kind, str(self.year), str(self.grade), self.subject, self.title, self.date, owner)
        return WorkRow(
            key=" | ".join(map(header_key, parts)),
            kind=self.kind,
            subject=self.subject,
            grade=self.grade,
            year=self.year,
            date=self.date,
            title=self.title,
            max_score=sum(task.max_score for _, task in columns.tasks),
            tasks=tuple(task for _, task in columns.tasks),
            codifier=self.codifier,
            codifier_year=self.codifier_year,
            is_of_school=self.is_of_school,
        )


@dataclass(frozen=True, slots=True)
class _Captions:
    """Values by caption, each with its cell."""

    sheet: Sheet
    cells: dict[str, tuple[int, int]]

    def cell(self, caption: str) -> Cell:
        if caption not in self.cells:
            return ""
        row, column = self.cells[caption]
        return at(self.sheet.rows[row], column)

    def text(self, caption: str) -> str:
        return text(self.cell(caption))

    def required(self, caption: str) -> str:
        value = self.text(caption)
        if not value:
            raise self.error(caption, f"не заполнено «{caption}»")
        return value

    def place(self, caption: str) -> tuple[int, int]:
        return self.cells.get(caption, (0, 0))

    def error(self, caption: str, rule: str) -> SheetError:
        return SheetError(self.sheet, *self.place(caption), rule, self.cell(caption))

    def problem(self, severity: Literal["error", "warning"], caption: str, rule: str) -> Problem:
        place = self.sheet.place(*self.place(caption))
        return Problem(severity, rule, place, shown(self.cell(caption)))


def read_head(sheet: Sheet, table: Table, problems: list[Problem]) -> Head:
    """All captions; `SheetError` at the first that is missing or not understood."""
    captions = _captions(sheet, table.task_row, problems)
    school = school_ref(captions.required(words.SCHOOL))
    kind = _kind(captions)
    title = captions.required(words.WORK)
    if len(title) > LONGEST_TITLE:
        raise captions.error(words.WORK, f"название работы длиннее {LONGEST_TITLE} знаков")
    subject = captions.required(words.SUBJECT)
    class_name = normalise_class(captions.required(words.CLASS))
    if not class_name:
        raise captions.error(words.CLASS, "класс не распознан: ожидается, например, «9А»")
    year, date = _year_and_date(captions, problems)
    codifier, codifier_year = _codifier(captions, problems)
    return Head(
        school,
        year,
        kind,
        _is_of_school(captions, kind),
        title,
        subject,
        class_name,
        date,
        codifier,
        codifier_year,
    )


def _captions(sheet: Sheet, task_row: int, problems: list[Problem]) -> _Captions:
    """The value of a caption is the first filled cell to the right of it: cells may be merged."""
    cells: dict[str, tuple[int, int]] = {}
    for index, row in enumerate(sheet.rows[:task_row]):
        words_of_row = text(at(row, 0))
        caption = _CAPTIONS.get(header_key(words_of_row))
        column = next((place for place, cell in enumerate(row) if place and text(cell)), None)
        if caption is not None:
            cells.setdefault(caption, (index, column or 1))
        elif words_of_row and column and header_key(words_of_row) != header_key(words.TITLE):
            rule = "строка не распознана и не прочитана"
            problems.append(Problem("warning", rule, sheet.place(index, 0), shown(words_of_row)))
    return _Captions(sheet, cells)


def _kind(captions: _Captions) -> WorkKind:
    key = header_key(captions.required(words.KIND)).removesuffix(" работа")
    if key not in _KINDS:
        allowed = ", ".join(words.KIND_WORDS.values())
        raise captions.error(words.KIND, f"вид работы не из списка: {allowed}")
    return cast(WorkKind, _KINDS[key])


def _is_of_school(captions: _Captions, kind: WorkKind) -> bool:
    held_by = header_key(captions.text(words.HELD_BY))
    if held_by not in ("", words.BY_SCHOOL, words.BY_MUNICIPALITY):
        raise captions.error(words.HELD_BY, f"ожидается «{words.BY_SCHOOL}» или «{words.BY_MUNICIPALITY}»")
    return held_by == words.BY_SCHOOL if held_by else kind != "dr"


def _year_and_date(captions: _Captions, problems: list[Problem]) -> tuple[int, str]:
    year = school_year(captions.required(words.YEAR))
    if year is None:
        raise captions.error(words.YEAR, "учебный год не распознан: ожидается, например, «2025/2026»")
    captions.required(words.DATE)
    date = iso_date(captions.cell(words.DATE))
    if date is None:
        raise captions.error(words.DATE, "дата не распознана: ожидается, например, «12.12.2025»")
    if school_year_of(date) != year:
        problems.append(captions.problem("warning", words.DATE, "дата работы не из этого учебного года"))
    return year, date


def _codifier(captions: _Captions, problems: list[Problem]) -> tuple[str, int | None]:
    """A codifier that is not understood leaves the scores as they are: only names of elements are lost."""
    if not captions.text(words.CODIFIER):
        return "", None
    try:
        return read_codifier(captions.text(words.CODIFIER))
    except ValueError as error:
        problems.append(captions.problem("error", words.CODIFIER, str(error)))
        return "", None
