"""«Протокол работы»: every sheet is one work in one class, with tasks, levels and codes above the pupils."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from data_access.formats import protocol_words as w
from data_access.formats.exam_words import codifier_words
from data_access.formats.template_columns import year_words
from seed.demo.model import Municipality
from seed.demo.school_works import Answer, WorkInClass
from seed.demo.sheets import Value, open_workbook, russian_date, write_rows
from seed.demo.work_plans import WorkPlan


def write_protocols(path: Path, demo: Municipality, year: int, works: Iterable[WorkInClass]) -> int:
    """Writes a sheet for each work and returns the number of pupils on them; no works, no file."""
    sheets = list(works)
    if not sheets:
        return 0
    with open_workbook(path, year, streaming=True) as book:
        for number, work in enumerate(sheets, start=1):
            write_rows(book.add_worksheet(f"{number} {work.school_class.key.name}"), _rows(demo, work))
    return sum(len(work.answers) for work in sheets)


def _rows(demo: Municipality, work: WorkInClass) -> Iterator[Sequence[Value]]:
    yield [w.TITLE]
    yield from ([caption, value] for caption, value in _captions(demo, work).items() if value)
    yield []
    tasks, plan = work.plan.tasks, work.plan
    yield [w.TASK_ROW, w.VARIANT, *(_number(task.number) for task in tasks), *_mark_head(plan)]
    yield [w.MAX_ROW, None, *(task.maximum for task in tasks)]
    yield [w.LEVEL_ROW, None, *(task.level for task in tasks)]
    if plan.exam:
        yield [w.CODES_ROW, None, *(task.code_list for task in tasks)]
    yield [w.PUPIL_ROW]
    yield from (_line(work, answer) for answer in work.answers)


def _captions(demo: Municipality, work: WorkInClass) -> dict[str, str]:
    plan, key = work.plan, work.school_class.key
    return {
        w.SCHOOL: demo.profile(key.school).full_name,
        w.YEAR: year_words(key.year),
        w.KIND: w.KIND_WORDS[plan.kind],
        w.HELD_BY: w.BY_MUNICIPALITY if plan.kind == "dr" else w.BY_SCHOOL,
        w.WORK: f"Контрольная работа «{plan.title}»" if plan.kind == "kr" else plan.title,
        w.SUBJECT: plan.subject,
        w.CLASS: key.name,
        w.DATE: russian_date(plan.day),
        w.CODIFIER: codifier_words(plan.exam, key.year + 1) if plan.exam else "",
    }


def _mark_head(plan: WorkPlan) -> list[Value]:
    return [w.MARK] if plan.is_marked else []


def _line(work: WorkInClass, answer: Answer) -> list[Value]:
    """A pupil: points, «Н/п» in tasks that were not taught, «Х» where nothing was begun, «н» alone when absent."""
    if not answer.scores:
        return [answer.pupil.name, None, w.ABSENT]
    cells: list[Value] = [
        w.NOT_TAUGHT if number in work.not_taught else w.NOT_BEGUN if score is None else score
        for number, score in enumerate(answer.scores)
    ]
    return [answer.pupil.name, answer.variant, *cells, answer.mark]


def _number(number: str) -> Value:
    return int(number) if number.isdigit() else number
