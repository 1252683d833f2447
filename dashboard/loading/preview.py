"""What the person sees before confirming: what the file is, what is new, what changes, every problem."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from dashboard.loading.comparison import (
    Comparison,
    compare_destinations,
    compare_reports,
    compare_results,
    compare_trainings,
)
from dashboard.loading.comparison_statements import compare_entries, compare_events, compare_lines, jumps
from dashboard.loading.plan import Plan, PlannedMark, Question, Token
from dashboard.loading.reference_checks import named_references, reference_problems
from data_access.formats.rows import Problem
from data_access.tables import period_mark, subject, unit
from data_access.viewer import Reader

SHOWN_CHANGES = 200
# (pupil, subject, year, period) → row of period_mark in force
Current = dict[tuple[Token, Token, int, str], Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One mark that the file would change."""

    class_name: str
    subject: str
    period: str
    before: str
    after: str
    cell: str


@dataclass(frozen=True, slots=True)
class Preview:
    """Counts are rows; `problems` come with their places in the file."""

    load_id: int
    file_name: str
    layout_title: str
    rows_read: int
    schools: tuple[str, ...]
    classes: tuple[str, ...]
    years: tuple[int, ...]
    periods: tuple[str, ...]
    works: tuple[str, ...]
    references: tuple[str, ...]  # codifiers, exam plans and reports of the region
    questions: tuple[Question, ...]
    counts: tuple[tuple[str, int], ...]
    changes: tuple[Change, ...]
    new_pupils: tuple[tuple[str, str], ...]  # class, name
    problems: tuple[Problem, ...]
    blocked: str  # a sentence, or empty when it may be confirmed

    @property
    def errors(self) -> int:
        return sum(problem.severity == "error" for problem in self.problems)


def make_preview(load_id: int, file_name: str, plan: Plan, reader: Reader, duplicate: str) -> Preview:
    """The preview of a plan against the marks now in force."""
    current = _current_marks(reader, plan)
    new, changed, same = _compare(plan.marks, current)
    in_file = {(mark.pupil, mark.subject, mark.year, mark.period) for mark in plan.marks}
    periods = {(mark.in_class, mark.year, mark.period) for mark in plan.marks}
    gone = sum(
        (row.class_id, row.year, row.period) in periods and key not in in_file for key, row in current.items()
    )
    problems = [*plan.problems, *reference_problems(reader.connection, plan), *jumps(plan, reader)]
    if gone:
        rule = f"Ранее загруженных отметок этих классов и периодов, которых в файле нет: {gone}. Они остаются"
        problems.append(Problem("warning", rule))
    parsed = plan.parsed
    return Preview(
        load_id=load_id,
        file_name=file_name,
        layout_title=parsed.title,
        rows_read=parsed.rows_read,
        schools=(*plan.school_tokens.values(), *plan.above.values()),
        classes=_class_names(reader, plan),
        years=tuple(sorted(_years(plan))),
        periods=tuple(sorted({mark.period for mark in plan.marks})),
        works=tuple(dict.fromkeys(planned.row.title for planned in plan.works.values())),
        references=named_references(reader.connection, plan),
        questions=tuple(plan.questions),
        counts=_counts(plan, Comparison(new, len(changed), same), reader),
        changes=_describe(reader, changed[:SHOWN_CHANGES], current),
        new_pupils=tuple(sorted((person.detail, person.name) for person in plan.pupils.values())),
        problems=tuple(problems),
        blocked=_blocked(plan, duplicate),
    )


def _blocked(plan: Plan, duplicate: str) -> str:
    if duplicate:
        return duplicate
    if plan.open_questions:
        return f"Ответьте на вопросы: {len(plan.open_questions)}"
    if not plan.rows:
        return "В файле нет строк, которые можно загрузить"
    return ""


def _current_marks(reader: Reader, plan: Plan) -> Current:
    classes = {mark.in_class for mark in plan.marks if isinstance(mark.in_class, int)}
    if not classes:
        return {}
    marks = period_mark.c
    statement = select(
        marks.pupil_id, marks.subject_id, marks.year, marks.period, marks.value, marks.class_id
    ).where(marks.class_id.in_(classes), marks.is_current, reader.schools(marks.school_id))
    return {
        (row.pupil_id, row.subject_id, row.year, row.period): row
        for row in reader.connection.execute(statement)
    }


def _compare(marks: list[PlannedMark], current: Current) -> tuple[int, list[PlannedMark], int]:
    new = same = 0
    changed = []
    for mark in marks:
        before = current.get((mark.pupil, mark.subject, mark.year, mark.period))
        if before is None:
            new += 1
        elif before.value == mark.value:
            same += 1
        else:
            changed.append(mark)
    return new, changed, same


def _counts(plan: Plan, marks: Comparison, reader: Reader) -> tuple[tuple[str, int], ...]:
    listed = (
        ("новых отметок", marks.new),
        ("изменится отметок", marks.changed),
        ("отметок без изменений", marks.same),
        *_compared("результаты работ", "результатов работ", len(plan.results), compare_results(plan, reader)),
        ("кодификатор: элементов", len(plan.elements)),
        ("план экзамена: заданий", len(plan.exam_tasks)),
        *_compared(
            "строк страны и региона",
            "строк страны и региона",
            len(plan.reports),
            compare_reports(plan, reader),
        ),
        *_compared(
            "профподготовка", "записей о профподготовке", len(plan.trainings), compare_trainings(plan, reader)
        ),
        *_compared(
            "выпускники", "записей о выпускниках", len(plan.destinations), compare_destinations(plan, reader)
        ),
        *_compared("олимпиады", "записей об олимпиадах", len(plan.events), compare_events(plan, reader)),
        *_compared("показатели", "значений показателей", len(plan.entries), compare_entries(plan, reader)),
        *_compared("строк реестров", "строк реестров", len(plan.lines), compare_lines(plan, reader)),
        ("мест в списках классов", sum(stated for _, _, stated in plan.enrolments.values())),
        ("записей о нагрузке", len(plan.teaching) if plan.parsed.teaching else 0),
        ("классных руководителей", len(plan.class_teachers)),
        ("сведений о школах", len(plan.records)),
        ("новых муниципалитетов", len(plan.municipalities)),
        ("новых школ", len(plan.schools)),
        ("новых классов", len(plan.classes)),
        ("новых педагогов", len(plan.teachers)),
        ("новых обучающихся", len(plan.pupils)),
    )
    return tuple((label, count) for label, count in listed if count)


def _compared(label: str, of_many: str, total: int, found: Comparison) -> tuple[tuple[str, int], ...]:
    return (
        (label, total),
        (f"изменится {of_many}", found.changed),
        (f"{of_many} без изменений", found.same),
    )


def _describe(reader: Reader, changed: list[PlannedMark], current: Current) -> tuple[Change, ...]:
    if not changed:
        return ()
    rows = reader.connection.execute(select(subject.c.id, subject.c.name))
    subjects: dict[Token, str] = {id_: name for id_, name in rows}
    ids = {mark.in_class for mark in changed if isinstance(mark.in_class, int)}
    found = reader.connection.execute(select(unit.c.id, unit.c.short_name).where(unit.c.id.in_(ids)))
    classes: dict[Token, str] = {id_: name for id_, name in found}
    return tuple(
        Change(
            classes.get(mark.in_class, ""),
            subjects.get(mark.subject, ""),
            mark.period,
            current[mark.pupil, mark.subject, mark.year, mark.period].value,
            mark.value,
            mark.place.cell,
        )
        for mark in changed
    )


def _class_names(reader: Reader, plan: Plan) -> tuple[str, ...]:
    tokens: set[Token] = {mark.in_class for mark in plan.marks}
    tokens |= {in_class for in_class, _ in plan.enrolments} | set(plan.class_teachers)
    tokens |= {result.in_class for result in plan.results if result.in_class is not None}
    known = {token for token in tokens if isinstance(token, int)}
    statement = select(unit.c.grade, unit.c.letter).where(
        unit.c.id.in_(known), reader.schools(unit.c.parent_id)
    )
    names = {(grade, letter) for grade, letter in reader.connection.execute(statement)}
    names |= {(made.grade, made.letter) for token, made in plan.classes.items() if token in tokens}
    return tuple(f"{grade}{letter}" for grade, letter in sorted(names))


def _years(plan: Plan) -> set[int]:
    return (
        {mark.year for mark in plan.marks}
        | {planned.row.year for planned in plan.reports}
        | {row.year for row in plan.parsed.pupils}
        | {row.year for row in plan.parsed.classes}
        | {row.year for row in plan.parsed.teaching}
        | {planned.row.year for planned in plan.works.values()}
        | {planned.row.year for planned in plan.trainings}
        | {planned.row.year for planned in plan.destinations}
        | {planned.row.year for planned in plan.events}
        | {planned.row.year for planned in plan.entries}
        | {planned.year for planned in plan.lines}
    )
