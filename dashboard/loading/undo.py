"""Takes a load back: its facts go, the facts it had replaced stand again, what only it had made disappears.

The load itself stays in the history with its problems: nothing that was said is lost.
"""

from __future__ import annotations

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    delete,
    exists,
    not_,
    select,
)

from dashboard.loading.ledger import Touched
from data_access.codifiers import works_examined_in
from data_access.settling import (
    displaced_classes,
    settle_classes,
    settle_references,
    settle_statements,
    settle_works,
)
from data_access.tables import (
    class_teacher,
    codifier_element,
    destination,
    enrolment,
    event_result,
    exam_task,
    indicator_entry,
    indicator_value,
    load,
    metadata,
    period_mark,
    person,
    reference_result,
    register_row,
    school_record,
    subject,
    teaching,
    training_result,
    unit,
    work,
    work_result,
)

OF_CLASSES = (
    period_mark,
    enrolment,
    class_teacher,
    teaching,
    training_result,
    destination,
    event_result,
)
STATEMENTS = (indicator_entry, register_row)
OTHERS = (work_result, school_record, codifier_element, exam_task, reference_result, *STATEMENTS)


def remove_facts(connection: Connection, load_id: int) -> Touched:
    """Deletes the facts of one load and settles what is left. The marts are refreshed by the caller."""
    touched = touched_by(connection, load_id)
    planned = select(exam_task.c.subject_id).where(exam_task.c.load_id == load_id).distinct()
    of_plans = works_examined_in(connection, connection.scalars(planned).all())
    for table in (*OF_CLASSES, *OTHERS):
        connection.execute(delete(table).where(table.c.load_id == load_id))
    settle_classes(connection, sorted(touched.classes))
    settle_works(connection, sorted(touched.works))
    settle_statements(connection, touched.places)
    settle_references(connection, sorted(touched.reference_years))
    # After settling: forecasts of these works change with the plan, their results do not.
    touched.works |= of_plans
    return touched


def touched_by(connection: Connection, load_id: int) -> Touched:
    """Classes, works, schools and years of the region's figures that a load speaks of."""
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
    touched.above |= _stated_above(connection, load_id)
    figures = select(reference_result.c.year).where(reference_result.c.load_id == load_id)
    touched.reference_years |= set(connection.scalars(figures.distinct()))
    touched.classes |= displaced_classes(connection, load_id)
    of_classes = select(unit.c.parent_id).where(unit.c.id.in_(touched.classes))
    touched.schools |= set(connection.scalars(of_classes))
    return touched


def _stated_above(connection: Connection, load_id: int) -> set[int]:
    """Municipalities and regions of which this load states something; its schools have a record each."""
    found: set[int] = set()
    for table in STATEMENTS:
        places = select(table.c.unit_id).join(unit, unit.c.id == table.c.unit_id)
        of_load = places.where(table.c.load_id == load_id, unit.c.kind != "school")
        found |= set(connection.scalars(of_load.distinct()))
    return found


def made_municipalities(connection: Connection) -> set[int]:
    """Municipalities of a region that loads brought: with their last roster they go."""
    made = select(unit.c.id).where(unit.c.kind == "municipality", unit.c.created_load_id.is_not(None))
    return set(connection.scalars(made))


def sweep(connection: Connection) -> None:
    """Removes places, persons, subjects and works that a load made and nothing speaks of any more."""
    applied = select(load.c.id).where(load.c.status == "applied")
    orphans = not_(exists().where(work_result.c.work_id == work.c.id))
    connection.execute(delete(work).where(work.c.created_load_id.is_not(None), orphans))
    for table in (person, subject):
        connection.execute(delete(table).where(_made_by_gone(table, applied), *_unused(table)))
    for kind in ("class", "school", "municipality"):
        unused = and_(unit.c.kind == kind, _made_by_gone(unit, applied), *_unused(unit))
        ids = list(connection.scalars(select(unit.c.id).where(unused)))
        connection.execute(delete(indicator_value).where(indicator_value.c.unit_id.in_(ids)))
        connection.execute(delete(unit).where(unit.c.id.in_(ids)))


def _made_by_gone(table: Table, applied: Select[tuple[int]]) -> ColumnElement[bool]:
    return and_(table.c.created_load_id.is_not(None), table.c.created_load_id.not_in(applied))


def _unused(table: Table) -> list[ColumnElement[bool]]:
    """Nothing refers to the row: asked of the schema itself, so that a new table cannot be forgotten.

    Rows that go with it (ON DELETE CASCADE) and indicator values, which are deleted first, do not count.
    """
    keys = [
        (other.alias("child") if other is table else other, key)
        for other in metadata.sorted_tables
        for key in other.foreign_keys
        if other is not indicator_value
    ]
    return [
        not_(exists().where(source.c[key.parent.name] == table.c.id))
        for source, key in keys
        if key.column is table.c.id and key.ondelete != "CASCADE"
    ]
