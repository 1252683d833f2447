"""Works of classes (контрольные, диагностические, ВПР): sums by work and class, and the subjects that have any.

One statement serves a page. Results of a work in a class are put together when pupils have the same status, marks and
history of journal marks: no person is named, yet the expected index, the marks of the period and what was confirmed
can all be worked out from the counts, for every viewer alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, Subquery, and_, case, distinct, func, select

from data_access.queries.expected import HISTORY, MARKS, Counts, Marks, histories, marks_of
from data_access.queries.work_results import Scope, listed_results, of_subject
from data_access.tables import (
    expected_completion,
    period,
    period_mark,
    subject,
    task_score,
    unit,
    work,
    work_task,
)
from data_access.viewer import Reader

HIGHER_LEVELS = ("П", "В")
SYSTEMS = ("Q", "T", "H")  # quarters, trimesters, half-years


@dataclass(frozen=True, slots=True)
class WorkSubject:
    """A subject in which there are works; `examined_in`: name of the subject in which it is examined."""

    id: int
    name: str
    short: str
    exam_id: int
    examined_in: str


@dataclass(frozen=True, slots=True)
class Work:
    """A work as it was set. `periods`: by system (Q, T, H) the code of the period it fell into; empty after all or
    when no date is known. `counts`: what such works show of each journal mark, empty when the mart has none."""

    id: int
    kind: str
    title: str
    held_on: date | None
    year: int
    grade: int
    codifier: str
    codifier_year: int | None
    subject: WorkSubject
    periods: Mapping[str, str]
    counts: Counts


@dataclass(frozen=True, slots=True)
class Group:
    """`n` results that are alike. Points got and possible are sums over them: of all tasks, of the basic level (Б or
    none), of the higher ones (П, В)."""

    status: str
    mark: int | None
    journal_mark: int | None
    n: int
    got: int
    possible: int
    basic_got: int
    basic_possible: int
    higher_got: int
    higher_possible: int
    marks: Marks


@dataclass(frozen=True, slots=True)
class ClassWork:
    """A work in one class."""

    work: Work
    class_id: int
    class_name: str
    school_id: int
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Works:
    """Works of a scope with every subject that has any, the one with most results first."""

    subjects: tuple[WorkSubject, ...]
    of_classes: tuple[ClassWork, ...]


def read_works(reader: Reader, scope: Scope) -> Works:
    """Works of the scope with the counts of alike results, the latest last."""

    def read() -> Works:
        listed = listed_results(reader, scope)
        statement = _statement(listed, scope, _marks_seen(reader, scope))
        return _collect(reader.connection.execute(statement).all(), scope.year)

    return reader.once(("works", scope), read)


def _marks_seen(reader: Reader, scope: Scope) -> ColumnElement[bool] | None:
    """Of one pupil a mark of the period is personal: only of subjects shown to the viewer. Counts need no such rule."""
    if scope.pupil_id is None:
        return None
    marks = period_mark.c
    return reader.subjects(marks.school_id, marks.class_id, marks.subject_id)


def _scores(listed: CTE) -> Subquery:
    """Points of each result. «Н/п» has no row and leaves both sums; a task not begun is 0 of its maximum."""
    got = func.coalesce(task_score.c.score, 0)
    is_higher = work_task.c.level.in_(HIGHER_LEVELS)
    parts = {
        "got": got,
        "possible": work_task.c.max_score,
        "higher_got": case((is_higher, got), else_=0),
        "higher_possible": case((is_higher, work_task.c.max_score), else_=0),
    }
    return (
        select(task_score.c.result_id, *(func.sum(part).label(name) for name, part in parts.items()))
        .join(work_task, work_task.c.id == task_score.c.task_id)
        .where(task_score.c.result_id.in_(select(listed.c.id)))
        .group_by(task_score.c.result_id)
        .subquery("scores")
    )


def _sums(listed: CTE, year: int, seen: ColumnElement[bool] | None) -> Subquery:
    """Alike results of a work in a class, counted. Without scores of tasks the primary score stands for them."""
    scores = _scores(listed)
    pupils = select(listed.c.pupil_id).where(listed.c.pupil_id.is_not(None))
    history = histories(year, pupils, select(listed.c.subject_id), seen)
    has_primary = and_(listed.c.primary_score.is_not(None), listed.c.max_score.is_not(None))
    wrote = listed.c.status == "wrote"
    got = func.coalesce(scores.c.got, case((has_primary, listed.c.primary_score), else_=0))
    possible = func.coalesce(scores.c.possible, case((has_primary, listed.c.max_score), else_=0))
    key = (
        listed.c.work_id,
        listed.c.class_id,
        listed.c.status,
        listed.c.mark,
        listed.c.journal_mark,
        *(history.c[name] for name in HISTORY),
    )
    sums = {
        "got": got,
        "possible": possible,
        "higher_got": func.coalesce(scores.c.higher_got, 0),
        "higher_possible": func.coalesce(scores.c.higher_possible, 0),
        # without tasks no level is known
        "known_got": func.coalesce(scores.c.got, 0),
        "known_possible": func.coalesce(scores.c.possible, 0),
    }
    return (
        select(
            *key,
            func.count().label("n"),
            *(func.sum(case((wrote, part), else_=0)).label(name) for name, part in sums.items()),
        )
        .select_from(listed)
        .outerjoin(scores, scores.c.result_id == listed.c.id)
        .outerjoin(
            history,
            and_(history.c.pupil_id == listed.c.pupil_id, history.c.subject_id == listed.c.subject_id),
        )
        .group_by(*key)
        .subquery("sums")
    )


def _statement(listed: CTE, scope: Scope, seen: ColumnElement[bool] | None) -> Select[Any]:
    """Subjects of the scope, each with the sums of its works; a subject that is not asked for has one bare row."""
    sums = _sums(of_subject(listed, scope), scope.year, seen)
    counted = (
        select(listed.c.subject_id, func.count(distinct(listed.c.id)).label("results"))
        .group_by(listed.c.subject_id)
        .subquery("counted")
    )
    of_work, examined = subject.alias("of_work"), subject.alias("examined")
    own, of_exam = expected_completion.alias("own"), expected_completion.alias("of_exam")
    shown = work.alias("shown")
    return (
        select(
            of_work.c.id.label("subject_id"),
            of_work.c.name,
            of_work.c.short,
            examined.c.id.label("exam_id"),
            examined.c.name.label("examined_in"),
            *(shown.c[name].label(f"work_{name}") for name in _WORK),
            unit.c.short_name.label("class_name"),
            unit.c.parent_id.label("school_id"),
            *(column for column in sums.c if column.name != "work_id"),
            *(_period(shown, system).label(f"period_{system}") for system in SYSTEMS),
            *(func.coalesce(own.c[name], of_exam.c[name]).label(name) for name in _COUNTS),
        )
        .select_from(counted)
        .join(of_work, of_work.c.id == counted.c.subject_id)
        .join(examined, examined.c.id == func.coalesce(of_work.c.exam_subject_id, of_work.c.id))
        .outerjoin(
            shown.join(sums, sums.c.work_id == shown.c.id).join(unit, unit.c.id == sums.c.class_id),
            shown.c.subject_id == counted.c.subject_id,
        )
        .outerjoin(own, _completion_of(own, shown, of_work.c.id))
        .outerjoin(of_exam, _completion_of(of_exam, shown, examined.c.id))
        .order_by(
            counted.c.results.desc(), of_work.c.name, shown.c.held_on, shown.c.id, unit.c.grade, unit.c.letter
        )
    )


_WORK = ("id", "kind", "title", "held_on", "year", "grade", "codifier", "codifier_year")
_COUNTS = tuple(f"{name}{mark}" for mark in MARKS for name in ("got", "possible", "n"))


def _completion_of(completion: Any, of_work: Any, subject_id: Any) -> ColumnElement[bool]:
    return and_(
        completion.c.kind == of_work.c.kind,
        completion.c.subject_id == subject_id,
        completion.c.grade == of_work.c.grade,
    )


def _period(of_work: Any, system: str) -> Any:
    """The first period of the system that ends on the day of the work or later."""
    return (
        select(period.c.code)
        .where(
            period.c.year == of_work.c.year,
            period.c.code.like(f"{system}%"),
            period.c.ends_on >= of_work.c.held_on,
        )
        .order_by(period.c.ends_on)
        .limit(1)
        .scalar_subquery()
    )


def _collect(rows: Any, year: int) -> Works:
    subjects: dict[int, WorkSubject] = {}
    works: dict[int, Work] = {}
    first: dict[tuple[int, int], Any] = {}
    groups: dict[tuple[int, int], list[Group]] = {}
    for row in rows:
        of_work = subjects.setdefault(
            row.subject_id, WorkSubject(row.subject_id, row.name, row.short, row.exam_id, row.examined_in)
        )
        if row.work_id is None:
            continue
        key = (row.work_id, row.class_id)
        if row.work_id not in works:
            works[row.work_id] = _work(row, of_work)
        first.setdefault(key, row)
        groups.setdefault(key, []).append(_group(row, year))
    of_classes = (
        ClassWork(works[key[0]], key[1], row.class_name, row.school_id, tuple(groups[key]))
        for key, row in first.items()
    )
    return Works(tuple(subjects.values()), tuple(of_classes))


def _work(row: Any, of_work: WorkSubject) -> Work:
    fields = row._mapping
    found = {system: fields[f"period_{system}"] for system in SYSTEMS}
    counts = {mark: (fields[f"got{mark}"], fields[f"possible{mark}"], fields[f"n{mark}"]) for mark in MARKS}
    return Work(
        **{name: fields[f"work_{name}"] for name in _WORK},
        subject=of_work,
        periods={system: code for system, code in found.items() if code},
        counts={} if row.got5 is None else counts,
    )


def _group(row: Any, year: int) -> Group:
    fields = row._mapping
    higher_got, higher_possible = int(row.higher_got), int(row.higher_possible)
    return Group(
        status=row.status,
        mark=row.mark,
        journal_mark=row.journal_mark,
        n=row.n,
        got=int(row.got),
        possible=int(row.possible),
        basic_got=int(row.known_got) - higher_got,
        basic_possible=int(row.known_possible) - higher_possible,
        higher_got=higher_got,
        higher_possible=higher_possible,
        marks=marks_of([fields[name] for name in HISTORY], year),
    )
