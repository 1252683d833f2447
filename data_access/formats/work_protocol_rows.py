"""Pupils of a protocol: each row becomes a result, or an error at the cell that cannot be one.

«Х» and a dash are 0 points of the maximum (not begun); «Н/п» leaves the task out of every sum; «н» in a row
without scores means that the pupil was not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data_access.formats import protocol_words as words
from data_access.formats.book import Sheet
from data_access.formats.cells import Cell, at, shown, text, whole
from data_access.formats.names import header_key, to_cyrillic
from data_access.formats.rows import NOT_TAUGHT, Problem, ResultRow, TaskRow
from data_access.formats.work_protocol_head import Head
from data_access.formats.work_protocol_tasks import Columns

MARKS = (2, 3, 4, 5)

_NOT_BEGUN = frozenset({"х", "-", "—", "–"})
_NOT_TAUGHT = frozenset({"н/п", "нп", "не пройд", "не пройдено"})
_ABSENT = frozenset({"н", "нб", "н/б", "отс", "отсутствовал", "отсутствовала", "отсутствует"})
_NO_MARK = _NOT_BEGUN | _ABSENT | {"", "нет", "нет отметки"}
_LONGEST_VARIANT = 20


@dataclass(frozen=True, slots=True)
class _Scores:
    """Cells of one row, sorted by what they say; columns of the tasks are kept for the places of problems."""

    values: tuple[int | None, ...]
    wrong: tuple[tuple[int, TaskRow], ...]
    empty: tuple[int, ...]
    is_said_absent: bool

    @property
    def has_points(self) -> bool:
        return any(value is not None and value != NOT_TAUGHT for value in self.values)

    @property
    def is_blank(self) -> bool:
        return len(self.empty) == len(self.values)


def read_pupils(
    sheet: Sheet,
    pupils: tuple[int, ...],
    head: Head,
    columns: Columns,
    work_key: str,
    problems: list[Problem],
) -> Iterator[ResultRow]:
    """Results of the rows that can be read; the others become problems."""
    for index in pupils:
        row = sheet.rows[index]
        name = text(at(row, 0))
        if not name:
            rule = f"строка не прочитана: не заполнен столбец «{words.PUPIL_ROW}»"
            problems.append(Problem("error", rule, sheet.place(index, 0)))
            continue
        scores = _scores(row, columns)
        faults = [*_wrong_cells(sheet, index, columns, scores)]
        problems += faults
        if not faults:
            yield _result(sheet, index, head, columns, work_key, scores, problems)


def _scores(row: list[Cell], columns: Columns) -> _Scores:
    values: list[int | None] = []
    wrong: list[tuple[int, TaskRow]] = []
    empty: list[int] = []
    said_absent: list[tuple[int, TaskRow]] = []
    for column, task in columns.tasks:
        cell = at(row, column)
        score, word = whole(cell), _word(cell)
        values.append(NOT_TAUGHT if word in _NOT_TAUGHT else score)
        if not word:
            empty.append(column)
        elif word in _ABSENT:
            said_absent.append((column, task))
        elif not (word in _NOT_TAUGHT or word in _NOT_BEGUN or _is_in_scale(score, task)):
            wrong.append((column, task))
    is_absent = bool(said_absent) or _word(at(row, columns.variant)) in _ABSENT
    scores = _Scores(tuple(values), tuple(wrong), tuple(empty), is_absent)
    if said_absent and (wrong or scores.has_points):
        # «н» beside scores: not a pupil who was away, but a slip in one cell
        return _Scores(tuple(values), (*wrong, *said_absent), tuple(empty), False)
    return scores


def _word(cell: Cell) -> str:
    return to_cyrillic(text(cell)).casefold().rstrip(".").strip()


def _is_in_scale(score: int | None, task: TaskRow) -> bool:
    return score is not None and 0 <= score <= task.max_score


def _wrong_cells(sheet: Sheet, index: int, columns: Columns, scores: _Scores) -> Iterator[Problem]:
    row = sheet.rows[index]
    for column, task in scores.wrong:
        rule = (
            f"строка не прочитана: балл за задание {task.number} — целое число от 0 до {task.max_score}, "
            f"«{words.NOT_BEGUN}» или «{words.NOT_TAUGHT}»"
        )
        yield Problem("error", rule, sheet.place(index, column), shown(at(row, column)))
    mark = at(row, columns.mark)
    if whole(mark) not in MARKS and _word(mark) not in _NO_MARK:
        rule = "строка не прочитана: отметка — 2, 3, 4, 5 или пусто"
        yield Problem("error", rule, sheet.place(index, columns.mark or 0), shown(mark))


def _result(
    sheet: Sheet,
    index: int,
    head: Head,
    columns: Columns,
    work_key: str,
    scores: _Scores,
    problems: list[Problem],
) -> ResultRow:
    row = sheet.rows[index]
    mark = whole(at(row, columns.mark))
    is_absent = not scores.has_points and (scores.is_said_absent or mark is None)
    problems += _doubts(sheet, index, scores, is_absent, mark)
    has_mark_only = not is_absent and scores.is_blank
    values = (NOT_TAUGHT,) * len(scores.values) if has_mark_only else scores.values
    return ResultRow(
        work_key=work_key,
        school=head.school,
        class_name=head.class_name,
        participant=text(at(row, 0)),
        is_name=True,
        variant=_variant(sheet, index, columns, problems),
        scores=(None,) * len(values) if is_absent else values,
        primary=None if is_absent or has_mark_only else sum(_points(value) for value in values),
        mark=None if is_absent else mark,
        journal_mark=None,
        status="absent" if is_absent else "wrote",
        place=sheet.place(index, 0),
    )


def _points(score: int | None) -> int:
    return 0 if score is None or score == NOT_TAUGHT else score


def _doubts(
    sheet: Sheet, index: int, scores: _Scores, is_absent: bool, mark: int | None
) -> Iterator[Problem]:
    if is_absent and mark is not None:
        yield Problem("warning", "отметка отсутствовавшего не прочитана", sheet.place(index, 0), str(mark))
    elif is_absent:
        return
    elif scores.is_blank:
        yield Problem("warning", "баллов за задания нет, прочитана только отметка", sheet.place(index, 0))
    elif scores.empty:
        rule = (
            "пустая ячейка прочитана как «не приступал» (0 баллов); если задание не проходили, "
            f"впишите «{words.NOT_TAUGHT}»"
        )
        yield Problem("warning", rule, sheet.place(index, scores.empty[0]))


def _variant(sheet: Sheet, index: int, columns: Columns, problems: list[Problem]) -> str:
    cell = at(sheet.rows[index], columns.variant)
    variant = text(cell)
    if header_key(variant) in _ABSENT:
        return ""
    if len(variant) <= _LONGEST_VARIANT:
        return variant
    rule = f"вариант длиннее {_LONGEST_VARIANT} знаков и не прочитан"
    problems.append(Problem("warning", rule, sheet.place(index, columns.variant or 0), shown(cell)))
    return ""
