"""Protocols of РЦОИ (ОГЭ, ЕГЭ): several exam blocks on a sheet or in a csv, sparse (gaps of merged headers) or dense.

A block is a title «12 - Обществознание 2026.07.03», a header and rows whose first cell is a number; all other
rows (region, «Средние», «Минимальная граница», «Всего участников») are skipped. Only the columns named in
`_WANTED` are ever read, so passport columns («Серия», «Номер», «Документ») cannot reach a row, a problem or a log.
What tells ОГЭ from ЕГЭ is said by the two layouts (`oge_protocol.py`, `ege_protocol.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from data_access.formats.book import Book, Sheet
from data_access.formats.cells import Row, at, header_columns, iso_date, shown, text, whole
from data_access.formats.names import class_grade, normalise_class
from data_access.formats.oge_masks import Answers, common_shape, read_masks
from data_access.formats.rows import NOT_TAUGHT, Place, Problem, ResultRow, SchoolRef, WorkRow

_DATE = r"\d{4}[.-]\d{2}[.-]\d{2}"
_EXAM = re.compile(rf"(\d{{1,3}})\s*-\s*(.+?)\s+({_DATE})")
# Languages have a written and an oral day: «Английский язык п:2022.06.14; у:2022.06.16 (codes п:09; у:29)».
_LANGUAGE = re.compile(rf"(?:(\d{{1,3}})\s*-\s*)?(\D.+?)\s+п:\s*({_DATE})\s*;?\s*(?:у:\s*{_DATE})?.*")
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
    "балл": "test",
    "тестовый балл": "test",
    "итоговый балл": "test",
}
_REQUIRED = {"number", "school", "surname", "primary"}
_ANSWERS = {"short", "long", "oral"}
_MOST_TEST_SCORE = 100


@dataclass(frozen=True, slots=True)
class Participant:
    """One row of a protocol, reduced to what is kept."""

    school: SchoolRef
    class_name: str
    full_name: str
    answers: Answers
    primary: int | None
    test_score: int | None
    mark: int | None
    place: Place
    primary_place: Place


@dataclass(slots=True)
class Exam:
    """All rows of one exam, possibly from several pages. `has_test`: it has test scores, otherwise marks."""

    code: str
    subject: str
    date: str
    has_test: bool = False
    participants: list[Participant] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.code} {self.subject} {self.date}"

    @property
    def calendar_year(self) -> int:
        return int(self.date[:4])

    @property
    def school_year(self) -> int:
        """Exams end a school year; those of September are the last chance of the year before."""
        return self.calendar_year - 1

    @property
    def answers(self) -> list[Answers]:
        return [participant.answers for participant in self.participants]


@dataclass(slots=True)
class ReadProtocol:
    """What was read of a file. `rows_read`: rows with a participant, also those that were rejected."""

    exams: dict[str, Exam] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    rows_read: int = 0

    def reject(self, rule: str, place: Place, value: str = "") -> None:
        self.problems.append(Problem("error", rule, place, value))

    def doubt(self, rule: str, place: Place, value: str = "") -> None:
        self.problems.append(Problem("warning", rule, place, value))


# Columns of a header row by what they mean.
Columns = dict[str, int]
# What a layout says to the class of a participant: empty when they may be read, a rule otherwise; may raise Unreadable.
ClassRule = Callable[[str], str]


def find_columns(row: Row) -> Columns | None:
    """Wanted columns of a header row; None for any other row."""
    found = header_columns(row)
    columns: Columns = {}
    for header, name in _WANTED.items():
        if header in found:
            columns.setdefault(name, found[header])
    is_header = (
        columns.keys() >= _REQUIRED and columns.keys() & _ANSWERS and columns.keys() & {"mark", "test"}
    )
    return columns if is_header else None


def exam_titles(row: Row) -> Iterator[Exam]:
    """Exams that the cells of a row name."""
    for cell in row:
        words = text(cell)
        match = _EXAM.fullmatch(words) or _LANGUAGE.fullmatch(words)
        date = iso_date(match[3]) if match else None
        if match and date:
            yield Exam((match[1] or "").zfill(2), match[2], date)


def first_class(sheet: Sheet, header_row: int, columns: Columns) -> str:
    """The class of the first participant under a header that states one; empty when none does."""
    for row in sheet.rows[header_row + 1 :]:
        if whole(at(row, columns["number"])) is None:
            continue
        name = normalise_class(text(at(row, columns.get("class"))))
        if name:
            return name
    return ""


def read_protocol(book: Book, class_rule: ClassRule) -> ReadProtocol:
    """Participants of every exam block of a book."""
    found = ReadProtocol(problems=[*book.problems])
    for sheet in book.sheets:
        _read_sheet(sheet, found, class_rule)
    return found


def _read_sheet(sheet: Sheet, found: ReadProtocol, class_rule: ClassRule) -> None:
    exam: Exam | None = None
    columns: Columns | None = None
    for index, row in enumerate(sheet.rows):
        title = next(exam_titles(row), None)
        if title is not None:
            exam, columns = found.exams.setdefault(title.key, title), None
            continue
        header = find_columns(row)
        if header is not None:
            columns = header
            if exam is None:
                rule = "строки не прочитаны: над таблицей нет экзамена вида «12 - Обществознание 2026.07.03»"
                found.reject(rule, sheet.place(index, 0))
            else:
                exam.has_test |= "test" in header
        elif exam and columns and whole(at(row, columns["number"])) is not None:
            found.rows_read += 1
            participant = _Line(sheet, index, columns, found).read(class_rule)
            if participant is not None:
                exam.participants.append(participant)


@dataclass(frozen=True, slots=True)
class _Line:
    """A participant's row."""

    sheet: Sheet
    index: int
    columns: Columns
    found: ReadProtocol

    def text(self, name: str) -> str:
        return text(at(self.sheet.rows[self.index], self.columns.get(name)))

    def place(self, *names: str) -> Place:
        """The cell of the first of these columns that the table has, or else of the row's number."""
        column = next((self.columns[name] for name in names if name in self.columns), self.columns["number"])
        return self.sheet.place(self.index, column)

    def read(self, class_rule: ClassRule) -> Participant | None:
        class_name = normalise_class(self.text("class"))
        full_name = " ".join(filter(None, map(self.text, ("surname", "name", "patronymic"))))
        rule = class_rule(class_name)
        if not full_name or not self.text("school"):
            rule = "строка не прочитана: не указаны код ОО или фамилия участника"
        if rule:
            self.found.reject(rule, self.place())
            return None
        if not class_name:
            self.found.doubt("класс участника не распознан", self.place("class"), shown(self.text("class")))
        answers = read_masks(self.text("short"), self.text("long") + self.text("oral"))
        if not answers.is_clean:
            rule = "в ответах есть непонятные знаки: баллы за эти задания не прочитаны"
            self.found.doubt(rule, self.place("short", "long"))
        return Participant(
            school=SchoolRef(oo_code=self.text("school")),
            class_name=class_name,
            full_name=full_name,
            answers=answers,
            primary=whole(at(self.sheet.rows[self.index], self.columns["primary"])),
            test_score=self._within("test", 0, _MOST_TEST_SCORE, "тестовый балл не от 0 до 100, не прочитан"),
            mark=self._within("mark", 2, 5, "оценка не от 2 до 5, не прочитана"),
            place=self.place(),
            primary_place=self.place("primary"),
        )

    def _within(self, name: str, least: int, most: int, rule: str) -> int | None:
        """A whole number of a column between two borders; anything else that is written there is a doubt."""
        said = self.text(name)
        value = whole(said)
        if value is not None and least <= value <= most:
            return value
        if said:
            self.found.doubt(rule, self.place(name), shown(said))
        return None


def results_of(exam: Exam, work: WorkRow, found: ReadProtocol) -> Iterator[ResultRow]:
    """A result for each participant; doubts about their scores are added to what was found."""
    shape = common_shape(exam.answers)
    for participant in exam.participants:
        answers = participant.answers
        fits = answers.shape == shape
        is_absent = not answers.scores and participant.primary is None
        if not is_absent:
            _doubt_scores(participant, fits, shape, found)
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
            test_score=participant.test_score,
        )


def _doubt_scores(participant: Participant, fits: bool, shape: tuple[int, int], found: ReadProtocol) -> None:
    answers, primary = participant.answers, participant.primary
    if not fits:
        expected = f"{shape[0]} кратких и {shape[1]} развёрнутых"
        rule = f"баллы за задания не прочитаны: ответов не столько, сколько у других ({expected})"
        found.doubt(rule, participant.place)
    elif primary is None:
        found.doubt("не указан первичный балл", participant.primary_place)
    elif primary != answers.total:
        rule = f"сумма баллов за задания ({answers.total}) не равна первичному баллу"
        found.doubt(rule, participant.primary_place, str(primary))


def grade_of(class_name: str) -> int | None:
    """The grade of a class as the protocol writes it; None when it is not said."""
    return class_grade(class_name) if class_name else None
