"""How many facts of a file are new, change what is in force, or say the same again.

Marks are compared in `preview.py`, which lists their changes one by one; here are results of works, figures of the
region, vocational preparation and graduates, of which the preview shows counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from dashboard.loading.identity import work_code
from dashboard.loading.plan import Plan, PlannedResult, Token
from data_access.formats.rows import NOT_TAUGHT
from data_access.queries.references import read_references
from data_access.tables import destination, task_score, training_result, work, work_result, work_task
from data_access.viewer import Reader

# (school, participant, code of the work) → (status, primary score, test score, mark, score by position of the task)
Said = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rows of one kind of fact."""

    new: int = 0
    changed: int = 0
    same: int = 0


def compare(planned: Mapping[Any, Said], known: Mapping[Any, Said]) -> Comparison:
    """What the file says against what is in force, by key."""
    met = [key for key in planned if key in known]
    same = sum(planned[key] == known[key] for key in met)
    return Comparison(len(planned) - len(met), len(met) - same, same)


def compare_trainings(plan: Plan, reader: Reader) -> Comparison:
    """By pupil, year, kind and programme."""
    planned = {
        (row.pupil, row.row.year, row.row.kind, row.row.programme): (row.row.outcome,)
        for row in plan.trainings
    }
    facts = training_result.c
    statement = select(facts.pupil_id, facts.year, facts.kind, facts.programme, facts.outcome).where(
        facts.pupil_id.in_(_ids(row.pupil for row in plan.trainings)),
        facts.is_current,
        reader.schools(facts.school_id),
    )
    known = {tuple(row[:4]): (row.outcome,) for row in reader.connection.execute(statement)}
    return compare(planned, known)


def compare_destinations(plan: Plan, reader: Reader) -> Comparison:
    """By pupil and year."""
    planned = {
        (row.pupil, row.row.year): (row.row.kind, row.row.institution, row.row.speciality)
        for row in plan.destinations
    }
    facts = destination.c
    statement = select(facts.pupil_id, facts.year, facts.kind, facts.institution, facts.speciality).where(
        facts.pupil_id.in_(_ids(row.pupil for row in plan.destinations)),
        facts.is_current,
        reader.schools(facts.school_id),
    )
    known = {tuple(row[:2]): tuple(row[2:]) for row in reader.connection.execute(statement)}
    return compare(planned, known)


def compare_reports(plan: Plan, reader: Reader) -> Comparison:
    """By country or region, work and report."""
    planned = {
        (row.scope, row.year, row.exam, row.grade, of.subject, row.report): (
            row.n,
            row.schools,
            dict(row.counts),
        )
        for of in plan.reports
        for row in (of.row,)
    }
    if not planned:
        return Comparison()
    known = {
        (row.scope, row.year, row.exam, row.grade, row.subject_id, row.report): (
            row.n,
            row.schools,
            row.counts,
        )
        for row in read_references(reader.connection)
    }
    return compare(planned, known)


def compare_results(plan: Plan, reader: Reader) -> Comparison:
    """By work, school and participant; a changed score of one task is a change."""
    planned = {_key(plan, result): _said(result) for result in plan.results}
    codes = {key[0] for key in planned if isinstance(key[0], str)}
    return compare(planned, _known_results(codes, reader))


def _ids(tokens: Iterable[Token]) -> list[int]:
    return sorted({token for token in tokens if isinstance(token, int)})


def _key(plan: Plan, result: PlannedResult) -> tuple[Any, ...]:
    """A result of a work, school or pupil that is still to be made has tokens in its key and meets no other."""
    planned = plan.works[result.work]
    code: Any = (result.work, planned.subject)
    if isinstance(planned.subject, int) and not isinstance(planned.school, tuple):
        code = work_code(planned.row, planned.subject, planned.school)
    participant = result.row.participant if result.pupil is None else result.pupil
    return code, result.school, participant if isinstance(participant, str | tuple) else f"p{participant}"


def _said(result: PlannedResult) -> Said:
    row = result.row
    given = () if row.status == "absent" else row.scores
    scores = {place: score for place, score in enumerate(given) if score != NOT_TAUGHT}
    return row.status, row.primary, row.test_score, row.mark, scores


def _known_results(codes: Collection[str], reader: Reader) -> dict[tuple[Any, ...], Said]:
    if not codes:
        return {}
    facts = work_result.c
    here = (work.c.code.in_(codes), facts.is_current, reader.schools(facts.school_id))
    statement = (
        select(facts.id, work_task.c.position, task_score.c.score)
        .join_from(work_result, work, work.c.id == facts.work_id)
        .join(task_score, task_score.c.result_id == facts.id)
        .join(work_task, work_task.c.id == task_score.c.task_id)
    )
    scores: dict[int, dict[int, int | None]] = {}
    for result_id, position, score in reader.connection.execute(statement.where(*here)):
        scores.setdefault(result_id, {})[position] = score
    results = select(
        work.c.code,
        facts.school_id,
        facts.participant,
        facts.status,
        facts.primary_score,
        facts.test_score,
        facts.mark,
        facts.id,
    ).join_from(work_result, work, work.c.id == facts.work_id)
    return {
        tuple(row[:3]): (row.status, row.primary_score, row.test_score, row.mark, scores.get(row.id, {}))
        for row in reader.connection.execute(results.where(*here))
    }
