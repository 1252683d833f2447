"""The state of a database in words: ids replaced by what they stand for, so that two histories can be compared."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table, select

from dashboard.house import House
from data_access.tables import (
    FACTS,
    MARTS,
    codifier_element,
    enrolment,
    exam_task,
    load,
    period_mark,
    person,
    person_name,
    subject,
    subject_alias,
    unit,
    user_account,
    work,
    work_result,
    work_task,
)

WORLD = (unit, person, person_name, subject, subject_alias)
REFERENCE = (codifier_element, exam_task)
EVERYTHING = (*WORLD, *FACTS, *MARTS, *REFERENCE)
UNSEEN = {"id", "path", "created_load_id", "code"}  # a work's code holds the id of its subject


def contents(house: House, tables: Iterable[Table] = EVERYTHING) -> dict[str, list[Any]]:
    """Every row of every table, ids and all."""
    with house.database.reading() as connection:
        return read_contents(connection, tables)


def read_contents(connection: Connection, tables: Iterable[Table] = EVERYTHING) -> dict[str, list[Any]]:
    return {
        table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
        for table in tables
    }


def digest(house: House, tables: Iterable[Table] = EVERYTHING) -> str:
    return hashlib.sha256(repr(contents(house, tables)).encode()).hexdigest()


def in_words(house: House) -> dict[str, list[Any]]:
    """The same by names: equal for two databases that say the same, whatever their ids."""
    with house.database.reading() as connection:
        names = _names(connection)
        return {table.name: _table_in_words(connection, table, names) for table in EVERYTHING}


def _table_in_words(connection: Connection, table: Table, names: dict[str, dict[Any, Any]]) -> list[Any]:
    shown = [column for column in table.c if column.name not in UNSEEN]
    sources = [_source(table, column.name) for column in shown]
    found = [
        tuple(names[source][value] if source else value for source, value in zip(sources, row, strict=True))
        for row in connection.execute(select(*shown))
    ]
    return sorted(found, key=repr)


def _source(table: Table, column: str) -> str:
    if column == "teacher_id":  # of roll-ups: 0 stands for nobody, so it is no foreign key
        return "person"
    if column == "participant":  # of pupils who are known it holds the id
        return "participant"
    keys = [key.column.table.name for key in table.c[column].foreign_keys]
    return keys[0] if keys and table.c[column].name not in ("year", "period") else ""


def _names(connection: Connection) -> dict[str, dict[Any, Any]]:
    units: dict[int | None, Any] = {None: None}
    for id_, parent, short, year in connection.execute(
        select(unit.c.id, unit.c.parent_id, unit.c.short_name, unit.c.year).order_by(unit.c.kind.desc())
    ):
        units[id_] = (parent, short, year)
    units = {id_: _path(units, id_) for id_ in units}
    cohorts = _cohorts(connection)
    people: dict[int | None, Any] = {None: None, 0: None}
    for id_, school, kind, name in connection.execute(
        select(person.c.id, person.c.school_id, person.c.kind, person_name.c.full_name).join(person_name)
    ):
        people[id_] = (units[school], kind, name, cohorts.get(id_))
    order = list(
        connection.scalars(select(load.c.id).where(load.c.status == "applied").order_by(load.c.applied_no))
    )
    works: dict[int | None, Any] = {
        id_: (*said, units[school])
        for id_, school, *said in connection.execute(
            select(work.c.id, work.c.school_id, work.c.title, work.c.year)
        )
    }
    tasks = connection.execute(select(work_task.c.id, work_task.c.work_id, work_task.c.position))
    results = connection.execute(
        select(work_result.c.id, work_result.c.work_id, work_result.c.participant, work_result.c.pupil_id)
    ).all()
    participants = {
        participant: participant if pupil is None else people[pupil] for _, _, participant, pupil in results
    }
    return {
        "unit": units,
        "person": people,
        "subject": _plain(connection, select(subject.c.id, subject.c.name)),
        "work": works,
        "work_task": {id_: (works[of_work], position) for id_, of_work, position in tasks},
        "work_result": {id_: (works[of_work], participants[said]) for id_, of_work, said, _ in results},
        "participant": participants,
        "user_account": _plain(connection, select(user_account.c.id, user_account.c.login)),
        "load": {None: None, **{id_: place for place, id_ in enumerate(order)}},
    }


def _plain(connection: Connection, statement: Any) -> dict[int | None, Any]:
    return {None: None, **{row[0]: tuple(row[1:]) for row in connection.execute(statement)}}


def _path(units: dict[int | None, Any], id_: int | None) -> Any:
    if id_ is None:
        return ()
    parent, short, year = units[id_]
    return (*_path(units, parent), (short, year))


def _cohorts(connection: Connection) -> dict[int, int]:
    found = {}
    for table in (enrolment, period_mark):
        statement = select(table.c.pupil_id, unit.c.year - unit.c.grade).join(
            unit, unit.c.id == table.c.class_id
        )
        found.update({pupil: cohort for pupil, cohort in connection.execute(statement)})
    return found
