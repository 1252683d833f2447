"""The law of the newest standing load, said anew in plain Python: of files that speak of one thing, the last is true.

Inside a file the first row of a key counts. People are named, so nothing here depends on ids.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select

from data_access.codifiers import read_elements, read_exam_plan
from data_access.formats.rows import NOT_TAUGHT, Parsed, ResultRow
from data_access.tables import (
    codifier_element,
    destination,
    event_result,
    exam_task,
    indicator_entry,
    person,
    person_name,
    register_row,
    subject,
    task_score,
    training_result,
    unit,
    work,
    work_result,
    work_task,
)
from tests.refresh.world import SHARED

Facts = dict[Any, Any]


def check_newest(connection: Connection, standing: list[Parsed]) -> None:
    """`standing`: files in the order in which they came."""
    assert trainings_in_force(connection) == newest(
        {
            (*pupil_key(row), row.kind, row.programme): (row.outcome, row.class_name)
            for row in first_last(rows)
        }
        for rows in (parsed.trainings for parsed in standing)
    )
    assert destinations_in_force(connection) == newest(
        {pupil_key(row): (row.kind, row.institution, row.class_name) for row in first_last(rows)}
        for rows in (parsed.destinations for parsed in standing)
    )
    assert events_in_force(connection) == newest(
        {(*pupil_key(row), row.stage): (row.outcome, row.class_name) for row in first_last(rows)}
        for rows in (parsed.events for parsed in standing)
    )
    assert entries_in_force(connection) == newest(
        {(row.school.name, row.year): row.numerator for row in first_last(rows)}
        for rows in (parsed.indicators for parsed in standing)
    )
    assert lines_in_force(connection) == newest(
        {(row.school.name, row.year, row.cells[0][1]): row.cells[1][1] for row in first_last(rows)}
        for rows in (parsed.registers for parsed in standing)
    )
    assert results_in_force(connection) == newest(results_of(parsed) for parsed in standing)
    mathematics = select(subject.c.id).where(subject.c.name == "Математика")
    for examined_in in (mathematics, select(subject.c.id).where(subject.c.name == "Алгебра")):
        check_reference(connection, connection.scalars(examined_in).one(), standing)


def first_last(rows: Iterable[Any]) -> list[Any]:
    """Rows so turned that the first of a key overwrites the others."""
    return list(rows)[::-1]


def newest(files: Iterable[Facts]) -> Facts:
    found: Facts = {}
    for facts in files:
        found |= facts
    return found


def pupil_key(row: Any) -> tuple[Any, ...]:
    return (row.school.name, row.pupil, row.year)


def results_of(parsed: Parsed) -> Facts:
    """By title, school and pupil: points of the tasks that were assigned, their sum, the mark."""
    named = [row for row in first_last(parsed.results) if row.is_name]
    return {
        (title_of(row), row.school.name, row.participant): (*points(row), row.mark, row.class_name)
        for row in named
    }


def title_of(row: ResultRow) -> str:
    return SHARED.title if row.work_key == SHARED.key else "Контрольная № 1"


def points(row: ResultRow) -> tuple[Any, int | None]:
    if row.status == "absent":
        return {}, None
    scores = {place: score for place, score in enumerate(row.scores, start=1) if score != NOT_TAUGHT}
    return scores, sum(score or 0 for score in scores.values()) if scores else None


def trainings_in_force(connection: Connection) -> Facts:
    facts = training_result.c
    columns = (facts.year, facts.kind, facts.programme, facts.outcome, unit.c.short_name)
    rows = of_pupils(connection, training_result, *columns)
    return {(school, name, *key): (outcome, of) for school, name, *key, outcome, of in rows}


def destinations_in_force(connection: Connection) -> Facts:
    facts = destination.c
    columns = (facts.year, facts.kind, facts.institution, unit.c.short_name)
    rows = of_pupils(connection, destination, *columns)
    return {(school, name, year): tuple(said) for school, name, year, *said in rows}


def events_in_force(connection: Connection) -> Facts:
    facts = event_result.c
    rows = of_pupils(connection, event_result, facts.year, facts.stage, facts.outcome, unit.c.short_name)
    return {(school, name, year, stage): tuple(said) for school, name, year, stage, *said in rows}


def entries_in_force(connection: Connection) -> Facts:
    facts = indicator_entry.c
    statement = select(unit.c.short_name, facts.year, facts.numerator).join(unit, unit.c.id == facts.unit_id)
    return {tuple(key): said for *key, said in connection.execute(statement.where(facts.is_current))}


def lines_in_force(connection: Connection) -> Facts:
    facts = register_row.c
    statement = select(unit.c.short_name, facts.year, facts.cells).join(unit, unit.c.id == facts.unit_id)
    return {
        (school, year, cells["order"]): cells["subject"]
        for school, year, cells in connection.execute(statement.where(facts.is_current))
    }


def results_in_force(connection: Connection) -> Facts:
    facts = work_result.c
    titles = {id_: title for id_, title in connection.execute(select(work.c.id, work.c.title))}
    scores: dict[int, dict[int, int | None]] = {}
    statement = select(task_score.c.result_id, work_task.c.position, task_score.c.score).join(work_task)
    for result_id, position, score in connection.execute(statement):
        scores.setdefault(result_id, {})[position + 1] = score
    rows = of_pupils(
        connection, work_result, facts.work_id, facts.id, facts.primary_score, facts.mark, unit.c.short_name
    )
    return {
        (titles[work_id], school, name): (scores.get(id_, {}), *said)
        for school, name, work_id, id_, *said in rows
    }


def of_pupils(connection: Connection, table: Any, *columns: Any) -> list[Any]:
    """Rows in force with the school and the name of their pupil."""
    places = unit.alias("places")
    statement = (
        select(places.c.short_name, person_name.c.full_name, *columns)
        .select_from(table)
        .join(person, person.c.id == table.c.pupil_id)
        .join(places, places.c.id == person.c.school_id)
        .join(person_name, person_name.c.person_id == person.c.id)
        .join(unit, unit.c.id == table.c.class_id)
        .where(table.c.is_current)
    )
    found = [tuple(row) for row in connection.execute(statement)]
    assert len(set(found)) == len(found)
    return found


def check_reference(connection: Connection, subject_id: int, standing: list[Parsed]) -> None:
    """The last file that has a codifier (a plan) is the codifier, without anything of the earlier ones.

    Algebra has the codifier of mathematics. With no such file the shipped one is in force.
    """
    codifiers = [parsed.codifiers for parsed in standing if parsed.codifiers]
    shipped = dict(read_shipped(connection, codifier_element, "code", "title"))
    expected = {row.code: row.title for row in first_last(codifiers[-1])} if codifiers else shipped
    assert read_elements(connection, "oge", subject_id, 2026) == expected
    plans = [parsed.exam_tasks for parsed in standing if parsed.exam_tasks]
    maxima = [row.task.max_score for row in plans[-1]] if plans else None
    shipped_maxima = [most for _, most in read_shipped(connection, exam_task, "position", "max_score")]
    found = read_exam_plan(connection, "oge", subject_id, 2026)
    assert [task.max_score for task in found] == (shipped_maxima if maxima is None else maxima)


def read_shipped(connection: Connection, table: Any, *columns: str) -> list[Any]:
    """Of mathematics in 2026, in the order of the first column."""
    mathematics = select(subject.c.id).where(subject.c.name == "Математика").scalar_subquery()
    statement = select(*(table.c[name] for name in columns)).where(
        table.c.exam == "oge",
        table.c.year == 2026,
        table.c.subject_id == mathematics,
        table.c.load_id.is_(None),
    )
    return sorted(tuple(row) for row in connection.execute(statement))
