"""The schema that migrations make is the one the code speaks of; a killed migration leaves the old one."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import insert, inspect, select, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from dashboard.house import House
from data_access.database import Database, make_engine
from data_access.migrations import alembic_config, is_current, upgrade
from data_access.tables import (
    audit_event,
    class_rollup,
    enrolment,
    load,
    metadata,
    period_mark,
    person,
    subject,
    unit,
    work,
    work_result,
)
from seed import install
from seed.install import prepare
from tests.conftest import NOW
from tests.loading.children import counting, killer, run_in_child


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Database]:
    """An SQLite file without a schema."""
    database = Database(make_engine(f"sqlite:///{tmp_path / 'new.db'}"))
    yield database
    database.engine.dispose()


def tables(database: Database) -> set[str]:
    with database.reading() as connection:
        return set(inspect(connection).get_table_names())


def test_the_migrated_schema_is_the_one_of_the_tables(house: House) -> None:
    with house.database.reading() as connection:
        options = {"compare_type": True, "compare_server_default": False}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_every_check_of_the_tables_is_in_the_migrated_schema(house: House) -> None:
    """Alembic does not compare CHECK constraints."""
    with house.database.reading() as connection:
        inspector = inspect(connection)
        for table in metadata.sorted_tables:
            expected = {
                str(check.name) for check in table.constraints if type(check).__name__ == "CheckConstraint"
            }
            found = {str(check["name"]) for check in inspector.get_check_constraints(table.name)}
            assert found == expected, table.name


def test_a_new_database_is_not_current_and_an_upgraded_one_is(empty: Database) -> None:
    assert not is_current(empty)
    upgrade(empty)
    assert is_current(empty)
    before = tables(empty)
    upgrade(empty)
    assert tables(empty) == before


def test_a_database_of_an_older_version_is_not_current(sqlite_house: House) -> None:
    with sqlite_house.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    assert not is_current(sqlite_house.database)


@pytest.mark.parametrize("share", [0.2, 0.6, 1.0])
def test_a_killed_upgrade_leaves_the_old_version_and_a_retry_passes(empty: Database, share: float) -> None:
    counted = Database(make_engine(f"{empty.engine.url}.counted"))
    with counting(counted.engine) as seen:
        upgrade(counted)
    counted.engine.dispose()

    def act() -> None:
        own = Database(make_engine(str(empty.engine.url)))
        with counting(own.engine, killer(int(len(seen) * share))):
            upgrade(own)

    assert run_in_child(act) == -signal.SIGKILL
    assert tables(empty) == set()
    assert not is_current(empty)
    upgrade(empty)
    assert is_current(empty)


# -- an installation that is already in use ----------------------------------------------------------------


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database of the first version, once on each engine."""
    url = f"sqlite:///{tmp_path / 'old.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("new_postgres")
    database = Database(make_engine(url))
    with database.loading() as connection:
        command.upgrade(alembic_config(connection), "0001")
    yield database
    database.engine.dispose()


# In the order in which rows refer to each other. Columns that later versions add are not named.
IN_USE: tuple[tuple[str, dict[str, Any]], ...] = (
    (
        "load",
        {
            "id": 1,
            "status": "applied",
            "file_name": "впр.xlsx",
            "sha256": "1",
            "size": 1,
            "created_at": "2026-06-20 09:30:00",
            "answers": "{}",
            "counts": "{}",
        },
    ),
    ("unit", {"id": 10, "kind": "municipality", "short_name": "Округ"}),
    ("unit", {"id": 11, "kind": "school", "parent_id": 10, "short_name": "СОШ № 1", "created_load_id": 1}),
    ("subject", {"id": 1, "name": "Математика", "short": "Мат"}),
    ("subject_alias", {"name_key": "математика", "subject_id": 1}),
    ("person", {"id": 21, "kind": "pupil", "school_id": 11, "created_load_id": 1}),
    ("person_name", {"person_id": 21, "full_name": "Абрикосова Анна", "name_key": "абрикосова анна"}),
    (
        "work",
        {
            "id": 31,
            "code": "vpr-2025-7-1-",
            "kind": "vpr",
            "subject_id": 1,
            "grade": 7,
            "year": 2025,
            "title": "ВПР",
            "max_score": 3,
            "created_load_id": 1,
        },
    ),
    ("work_task", {"id": 41, "work_id": 31, "position": 0, "number": "1", "max_score": 2, "level": "Б"}),
    ("work_task", {"id": 42, "work_id": 31, "position": 1, "number": "2", "max_score": 1}),
    (
        "work_result",
        {
            "id": 51,
            "work_id": 31,
            "school_id": 11,
            "participant": "70001",
            "load_id": 1,
            "primary_score": 2,
            "mark": 4,
            "status": "wrote",
            "is_current": True,
        },
    ),
    ("task_score", {"result_id": 51, "task_id": 41, "score": 2}),
    ("task_score", {"result_id": 51, "task_id": 42, "score": None}),
)


def rows_in_use(database: Database) -> dict[str, list[Any]]:
    """Every table of the first version, by the columns that it had then."""
    columns: dict[str, list[str]] = {}
    for table, values in IN_USE:
        columns.setdefault(table, []).extend(name for name in values if name not in columns.get(table, ()))
    with database.reading() as connection:
        return {
            table: sorted(
                (tuple(row) for row in connection.execute(text(f"SELECT {', '.join(names)} FROM {table}"))),
                key=repr,
            )
            for table, names in columns.items()
        }


def test_an_upgrade_keeps_works_tasks_and_scores(old: Database) -> None:
    with old.writing() as connection:
        for table, values in IN_USE:
            names = ", ".join(values)
            places = ", ".join(f":{name}" for name in values)
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({places})"), values)
    before = rows_in_use(old)
    assert sum(map(len, before.values())) == len(IN_USE)
    upgrade(old)
    assert is_current(old)
    assert rows_in_use(old) == before
    with old.reading() as connection:
        said = select(work.c.school_id, work.c.codifier, work.c.codifier_year)
        assert connection.execute(said).all() == [(None, "", None)]
        assert connection.execute(select(subject.c.exam_subject_id)).all() == [(None,)]


def test_an_upgraded_database_refuses_a_work_of_no_school(old: Database) -> None:
    """References of added columns are checked as those of a new database are."""
    upgrade(old)
    values = {"code": "w", "kind": "kr", "grade": 7, "year": 2025, "title": "КР", "school_id": 999}
    with old.writing() as connection:
        connection.execute(insert(subject).values(id=1, name="Математика", short="Мат"))
    with pytest.raises(IntegrityError), old.writing() as connection:
        connection.execute(insert(work).values(subject_id=1, **values))
    with old.writing() as connection:
        connection.execute(insert(work).values(subject_id=1, **(values | {"school_id": None})))


# -- constraints -----------------------------------------------------------------------------------------


@pytest.fixture
def world(house: House) -> House:
    """One school, class, pupil and load with known ids."""
    with house.database.writing() as connection:
        connection.execute(
            insert(load).values(
                id=1,
                status="applied",
                file_name="",
                sha256="1",
                size=1,
                created_at=NOW,
                answers={},
                counts={},
            )
        )
        connection.execute(insert(unit).values(id=11, kind="school", parent_id=1, short_name="СОШ № 1"))
        of_class = {"year": 2024, "grade": 7, "letter": "А"}
        connection.execute(
            insert(unit).values(id=12, kind="class", parent_id=11, short_name="7А", **of_class)
        )
        connection.execute(insert(person).values(id=21, kind="pupil", school_id=11))
        connection.execute(
            insert(work).values(id=31, code="w", kind="vpr", subject_id=1, grade=7, year=2024, title="ВПР")
        )
    return house


MARK = {
    "pupil_id": 21,
    "subject_id": 1,
    "year": 2024,
    "period": "Q1",
    "load_id": 1,
    "school_id": 11,
    "class_id": 12,
    "value": "5",
    "is_current": True,
}
RESULT = {
    "work_id": 31,
    "school_id": 11,
    "participant": "70001",
    "load_id": 1,
    "status": "wrote",
    "is_current": True,
}
SEAT = {"class_id": 12, "pupil_id": 21, "load_id": 1, "is_stated": True, "is_current": True}
CLASS = {"kind": "class", "parent_id": 11, "short_name": "7Б", "year": 2024, "grade": 7, "letter": "Б"}

WRONG: dict[str, tuple[Any, dict[str, Any]]] = {
    "a mark 6": (period_mark, MARK | {"value": "6"}),
    "an average 7": (period_mark, MARK | {"average": 7.0}),
    "a period that does not exist": (period_mark, MARK | {"period": "Q9"}),
    "a year without periods": (period_mark, MARK | {"year": 1999}),
    "a mark of nobody": (period_mark, MARK | {"pupil_id": 999}),
    "a mark of no load": (period_mark, MARK | {"load_id": 999}),
    "a class without a year": (unit, CLASS | {"year": None}),
    "a class of grade 13": (unit, CLASS | {"grade": 13}),
    "the same class twice": (unit, CLASS | {"letter": "А"}),
    "a school that is a class too": (unit, CLASS | {"kind": "school"}),
    "a place that ends before it begins": (
        enrolment,
        SEAT | {"since": date(2025, 1, 1), "until": date(2024, 9, 1)},
    ),
    "an exam mark 1": (work_result, RESULT | {"mark": 1}),
    "a parent as a person": (person, {"kind": "parent", "school_id": 11}),
    "a load of no status": (
        load,
        {
            "status": "x",
            "file_name": "",
            "sha256": "2",
            "size": 1,
            "created_at": NOW,
            "answers": {},
            "counts": {},
        },
    ),
}


def add(house: House, table: Any, values: dict[str, Any]) -> None:
    with house.database.writing() as connection:
        connection.execute(insert(table).values(**values))


def test_right_values_are_stored(world: House) -> None:
    for table, values in ((period_mark, MARK), (work_result, RESULT), (enrolment, SEAT), (unit, CLASS)):
        add(world, table, values)


def test_wrong_values_are_refused(world: House) -> None:
    stored = [name for name, (table, values) in WRONG.items() if not is_refused(world, table, values)]
    assert stored == []


def is_refused(house: House, table: Any, values: dict[str, Any]) -> bool:
    try:
        add(house, table, values)
    except IntegrityError:
        return True
    return False


def test_of_two_marks_for_one_period_only_one_is_in_force(world: House) -> None:
    add(world, load, WRONG["a load of no status"][1] | {"id": 2, "status": "applied"})
    add(world, period_mark, MARK)
    with pytest.raises(IntegrityError):
        add(world, period_mark, MARK | {"load_id": 2})
    add(world, period_mark, MARK | {"load_id": 2, "is_current": False})


def test_the_same_file_cannot_stand_twice(world: House) -> None:
    with pytest.raises(IntegrityError):
        add(world, load, WRONG["a load of no status"][1] | {"status": "applied", "sha256": "1"})


def test_what_is_referred_to_cannot_be_deleted(world: House) -> None:
    add(world, period_mark, MARK)
    for table, key in ((unit, 11), (unit, 12), (person, 21), (subject, 1)):
        with pytest.raises(IntegrityError), world.database.writing() as connection:
            connection.execute(table.delete().where(table.c.id == key))


def test_a_mart_of_no_class_is_refused(world: House) -> None:
    values: dict[str, Any] = {column.name: 1 for column in class_rollup.c}
    with pytest.raises(IntegrityError):
        add(world, class_rollup, values | {"class_id": 999, "year": 2024, "period": "Q1", "checkpoint": "Q1"})


@pytest.mark.parametrize("statement", ["UPDATE audit_event SET login = 'x'", "DELETE FROM audit_event"])
def test_the_audit_trail_only_grows(world: House, statement: str) -> None:
    add(world, audit_event, {"at": NOW, "login": "head", "action": "login", "object": ""})
    with pytest.raises(DatabaseError), world.database.writing() as connection:
        connection.execute(text(statement))
    with world.database.reading() as connection:
        assert connection.scalar(select(audit_event.c.login)) == "head"


def test_reading_cannot_write_on_postgresql(new_postgres: str) -> None:
    database = Database(make_engine(new_postgres))
    upgrade(database)
    write: Callable[[Any], Any] = lambda connection: connection.execute(insert(unit).values(kind="region"))  # noqa: E731
    with pytest.raises(DatabaseError, match="read-only"), database.reading() as connection:
        write(connection)
    database.engine.dispose()


def test_an_upgraded_installation_makes_its_marts_anew(own_demo: House) -> None:
    """What an older program has counted is counted again by the new one; what people loaded is untouched."""
    with own_demo.database.loading() as connection:
        before = sorted(map(tuple, connection.execute(select(class_rollup))))
        version = connection.scalar(text("SELECT version FROM data_version"))
        connection.execute(class_rollup.delete())
    prepare(own_demo)
    with own_demo.database.reading() as connection:
        assert connection.execute(select(class_rollup)).all() == [], "a current schema is left alone"
    with own_demo.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'head is not this'"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(install, "upgrade", lambda _: None)
        prepare(own_demo)
    with own_demo.database.reading() as connection:
        assert sorted(map(tuple, connection.execute(select(class_rollup)))) == before
        assert connection.scalar(text("SELECT version FROM data_version")) == version + 1
