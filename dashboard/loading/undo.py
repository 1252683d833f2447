"""Takes a load back: its facts go, the facts it had replaced stand again, what only it had made disappears.

The load itself stays in the history with its problems: nothing that was said is lost.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    delete,
    exists,
    not_,
    select,
    update,
)

from dashboard.loading.commit import Touched
from data_access.settling import settle_classes, settle_works
from data_access.tables import (
    access_grant,
    class_rollup,
    class_teacher,
    context_value,
    enrolment,
    event_result,
    indicator_value,
    load,
    mark_rollup,
    period_mark,
    person,
    school_record,
    subject,
    teaching,
    unit,
    work,
    work_result,
    work_task,
)

OF_CLASSES = (period_mark, enrolment, class_teacher, teaching)


def remove_facts(connection: Connection, load_id: int) -> Touched:
    """Deletes the facts of one load and settles what is left. The marts are refreshed by the caller."""
    touched = touched_by(connection, load_id)
    for table in (*OF_CLASSES, work_result, school_record, context_value, event_result):
        connection.execute(delete(table).where(table.c.load_id == load_id))
    settle_classes(connection, sorted(touched.classes))
    settle_works(connection, sorted(touched.works))
    return touched


def touched_by(connection: Connection, load_id: int) -> Touched:
    """Classes, works and schools that a load speaks of."""
    touched = Touched()
    for table in OF_CLASSES:
        found = connection.scalars(select(table.c.class_id).where(table.c.load_id == load_id).distinct())
        touched.classes |= set(found)
    results = work_result.c
    touched.works |= set(
        connection.scalars(select(results.work_id).where(results.load_id == load_id).distinct())
    )
    for column, of_load in (
        (results.school_id, results.load_id),
        (school_record.c.unit_id, school_record.c.load_id),
    ):
        touched.schools |= set(connection.scalars(select(column).where(of_load == load_id).distinct()))
    of_classes = select(unit.c.parent_id).where(unit.c.id.in_(touched.classes))
    touched.schools |= set(connection.scalars(of_classes))
    return touched


def copy_school_records(connection: Connection, school_ids: set[int]) -> None:
    """Names and codes of schools as the newest applied roster gives them."""
    for school_id in school_ids:
        newest = (
            connection.execute(
                select(school_record)
                .join(load, load.c.id == school_record.c.load_id)
                .where(school_record.c.unit_id == school_id)
                .order_by(load.c.applied_no.desc())
                .limit(1)
            )
            .mappings()
            .first()
        )
        if newest is not None:
            values = {name: newest[name] for name in newest if name not in {"unit_id", "load_id"}}
            connection.execute(update(unit).where(unit.c.id == school_id).values(**values))


def sweep(connection: Connection) -> None:
    """Removes places, persons, subjects and works that a load made and nothing speaks of any more."""
    applied = select(load.c.id).where(load.c.status == "applied")
    _sweep(
        connection,
        person,
        applied,
        [
            (enrolment.c.pupil_id, person.c.id),
            (period_mark.c.pupil_id, person.c.id),
            (period_mark.c.teacher_id, person.c.id),
            (class_teacher.c.teacher_id, person.c.id),
            (teaching.c.teacher_id, person.c.id),
            (work_result.c.pupil_id, person.c.id),
            (access_grant.c.person_id, person.c.id),
        ],
    )
    orphans = not_(exists().where(work_result.c.work_id == work.c.id))
    gone = select(work.c.id).where(work.c.created_load_id.is_not(None), orphans)
    connection.execute(delete(work_task).where(work_task.c.work_id.in_(gone)))
    connection.execute(delete(work).where(work.c.created_load_id.is_not(None), orphans))
    _sweep(
        connection,
        subject,
        applied,
        [
            (period_mark.c.subject_id, subject.c.id),
            (teaching.c.subject_id, subject.c.id),
            (work.c.subject_id, subject.c.id),
        ],
    )
    used_by_class = [
        (table.c.class_id, unit.c.id) for table in (*OF_CLASSES, work_result, class_rollup, mark_rollup)
    ]
    children = unit.alias("child")
    used = [
        *used_by_class,
        (children.c.parent_id, unit.c.id),
        (person.c.school_id, unit.c.id),
        (period_mark.c.school_id, unit.c.id),
        (work_result.c.school_id, unit.c.id),
        (school_record.c.unit_id, unit.c.id),
        (access_grant.c.unit_id, unit.c.id),
    ]
    for kind in ("class", "school"):
        of_gone = unit.c.kind == kind
        unused = and_(of_gone, unit.c.created_load_id.is_not(None), unit.c.created_load_id.not_in(applied))
        ids = list(connection.scalars(select(unit.c.id).where(unused, *_unused(used))))
        connection.execute(delete(indicator_value).where(indicator_value.c.unit_id.in_(ids)))
        connection.execute(delete(unit).where(unit.c.id.in_(ids)))


Usage = list[tuple[Column[int], Column[int]]]


def _unused(used: Usage) -> list[ColumnElement[bool]]:
    return [not_(exists().where(column == of)) for column, of in used]


def _sweep(connection: Connection, table: Table, applied: Select[tuple[int]], used: Usage) -> None:
    made_by_gone = and_(table.c.created_load_id.is_not(None), table.c.created_load_id.not_in(applied))
    connection.execute(delete(table).where(made_by_gone, *_unused(used)))
