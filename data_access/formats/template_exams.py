"""Lines of «Кодификатор» and «План экзамена»: what an exam checks, by its exam, subject and year.

A line is read alone; `in_order` then looks at all of them: it numbers the tasks of each plan and refuses what
stands twice, because two elements under one code or two tasks under one number contradict each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import replace

from data_access.formats import template_columns as words
from data_access.formats.cells import whole
from data_access.formats.codes import codes_of_cell
from data_access.formats.exam_words import EXAM_WORDS, read_exam, read_exam_year
from data_access.formats.names import header_key
from data_access.formats.rows import CodifierRow, ExamTaskRow, Problem, TaskRow
from data_access.formats.tasks import MOST_POINTS, read_level, read_max_score, read_task_number
from data_access.formats.template_line import Doubt, Line, RowError

# What the tables keep: `codifier_element.title` and `exam_task.codes`, which holds codes joined by spaces.
LONGEST_TITLE = 400
LONGEST_CODES = 400


def read_element(line: Line) -> CodifierRow:
    """A line of «Кодификатор»."""
    exam, subject, year = _exam_of(line)
    line.required(words.CODE)
    codes, faults = codes_of_cell(line.cells.get(words.CODE))
    if faults or len(codes) != 1:
        raise RowError(words.CODE, faults[0] if faults else "ожидается один код, например, «7.2»")
    title = line.required(words.ELEMENT_TITLE)
    if len(title) > LONGEST_TITLE:
        raise RowError(words.ELEMENT_TITLE, f"название длиннее {LONGEST_TITLE} знаков")
    return CodifierRow(exam, subject, year, codes[0], title, line.place)


def read_exam_task(line: Line) -> ExamTaskRow:
    """A line of «План экзамена»; its position is given by `in_order`."""
    exam, subject, year = _exam_of(line)
    line.required(words.TASK)
    number = read_task_number(line.cells.get(words.TASK))
    if number is None:
        raise RowError(words.TASK, "номер задания не распознан: ожидается, например, «9.1» или «1К1»")
    max_score = read_max_score(line.cells.get(words.MAX_SCORE))
    if max_score is None:
        raise RowError(words.MAX_SCORE, f"максимальный балл — целое число от 1 до {MOST_POINTS}")
    level = read_level(line.text(words.LEVEL))
    if level is None:
        line.doubts.append(Doubt(words.LEVEL, "уровень не Б, П или В и не прочитан"))
    codes, faults = codes_of_cell(line.cells.get(words.CODES))
    line.doubts.extend(Doubt(words.CODES, f"код не прочитан: {fault}") for fault in faults)
    if len(" ".join(codes)) > LONGEST_CODES:
        raise RowError(words.CODES, "список кодов слишком длинный: укажите разделы вместо их элементов")
    return ExamTaskRow(exam, subject, year, 0, TaskRow(number, max_score, level or "", codes), line.place)


def _exam_of(line: Line) -> tuple[str, str, int]:
    exam = read_exam(line.required(words.EXAM))
    if exam is None:
        raise RowError(words.EXAM, f"экзамен не из списка: {', '.join(EXAM_WORDS.values())}")
    subject = line.required(words.SUBJECT)
    line.required(words.YEAR_OF_EXAM)
    try:
        year = read_exam_year(whole(line.cells.get(words.YEAR_OF_EXAM)))
    except ValueError as error:
        raise RowError(words.YEAR_OF_EXAM, str(error)) from error
    return exam, subject, year


def in_order(
    elements: Iterable[CodifierRow], tasks: Iterable[ExamTaskRow], problems: list[Problem]
) -> tuple[tuple[CodifierRow, ...], tuple[ExamTaskRow, ...]]:
    """Elements and tasks without repeats, tasks numbered from 0 within their exam, subject and year."""
    seen: set[Hashable] = set()
    kept = []
    for row in elements:
        key = (_plan_key(row), row.code)
        if key in seen:
            problems.append(Problem("error", "код повторяется: оставлена первая строка", row.place, row.code))
            continue
        seen.add(key)
        kept.append(row)
    return tuple(kept), _numbered(tasks, problems)


def _numbered(tasks: Iterable[ExamTaskRow], problems: list[Problem]) -> tuple[ExamTaskRow, ...]:
    seen: set[Hashable] = set()
    counted: Counter[Hashable] = Counter()
    kept = []
    for row in tasks:
        plan, number = _plan_key(row), row.task.number
        if (plan, number) in seen:
            rule = "номер задания повторяется: оставлена первая строка"
            problems.append(Problem("error", rule, row.place, number))
            continue
        seen.add((plan, number))
        kept.append(replace(row, position=counted[plan]))
        counted[plan] += 1
    return tuple(kept)


def _plan_key(row: CodifierRow | ExamTaskRow) -> tuple[str, str, int]:
    return row.exam, header_key(row.subject), row.year
