"""Laws of loading and refresh that hold after any sequence of loads and undos, on generated files.

1. Marts equal a full rebuild.
2. The state depends only on which loads stand and in which order they came, never on the way there.
3. Undoing everything leaves the database as before the first load.
4. Counts add up from class to school to municipality, and from marks to roll-ups.

Named exam protocols are left out: whom they know depends on the rosters of the day they came.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from sqlalchemy import Connection, func, select

from dashboard.house import House, build_house
from dashboard.indicators import OF_MARKS, OF_PUPILS
from dashboard.loading import LoadRefused
from dashboard.refresh import rebuild
from dashboard.settings import Settings
from data_access.formats.rows import Parsed
from data_access.tables import (
    MARTS,
    class_rollup,
    enrolment,
    indicator_value,
    load,
    mark_rollup,
    period,
    period_mark,
    subject,
    unit,
)
from tests.conftest import NOW, make_house
from tests.loading.loader import ADD_ALL, Loader, rows_of
from tests.loading.snapshots import contents, in_words, read_contents
from tests.refresh.world import STEPS

# The number of a class in its parallel means other classes at other times: here it is never used.
ANSWERS = ADD_ALL | {"*:ordinal": "none"}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A prepared database that examples copy."""
    folder = tmp_path_factory.mktemp("template") / "var"
    made = make_house(folder)
    with made.database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    made.database.engine.dispose()
    return folder


@settings(max_examples=30)
@given(steps=STEPS)
def test_laws_hold_after_any_sequence_of_loads_and_undos(template: Path, steps: list[Parsed | int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(template, Path(folder) / "var")
        made = build_house(Settings(var_dir=Path(folder) / "var", _env_file=None), lambda: NOW)  # type: ignore[call-arg]
        try:
            check_laws(made, steps)
        finally:
            made.database.engine.dispose()
            made.store._cache.close()  # type: ignore[attr-defined]


def test_laws_hold_on_postgresql(new_postgres: str, tmp_path: Path) -> None:
    made = make_house(tmp_path / "var", new_postgres)

    @settings(max_examples=5)
    @given(steps=STEPS)
    def law(steps: list[Parsed | int]) -> None:
        Loader(made).undo_everything()
        check_laws(made, steps)

    try:
        law()
    finally:
        made.database.engine.dispose()


def check_laws(house: House, steps: list[Parsed | int]) -> None:
    loader = Loader(house)
    empty = contents(house)
    standing = play(loader, steps)
    state = in_words(house)
    with house.database.reading() as connection:
        check_sums(connection)
        check_marks(connection)
    check_rebuild(house)
    loader.undo_everything()
    assert contents(house) == empty
    for parsed in standing:
        loader.load_rows(parsed, ANSWERS)
    assert in_words(house) == state


def play(loader: Loader, steps: list[Parsed | int]) -> list[Parsed]:
    """Loads and undoes; returns what stands at the end, in order."""
    standing: dict[int, Parsed] = {}
    for step in steps:
        if isinstance(step, Parsed):
            try:
                standing[loader.load_rows(step, ANSWERS)] = step
            except LoadRefused as error:
                assert "уже загружен" in str(error)
        elif standing:
            load_id = list(standing)[step % len(standing)]
            loader.undo(load_id)
            del standing[load_id]
    return list(standing.values())


def check_rebuild(house: House) -> None:
    with house.database.engine.connect() as connection:
        before = read_contents(connection, MARTS)
        rebuild(connection)
        after = read_contents(connection, MARTS)
        connection.rollback()
    assert before == after


def check_sums(connection: Connection) -> None:
    """Indicators are sums of class roll-ups, level by level; counted here anew in Python."""
    parents = dict(connection.execute(select(unit.c.id, unit.c.parent_id)).tuples().all())
    expected: dict[tuple[str, int, int, str], list[float]] = {}
    for table, indicators in ((class_rollup, OF_PUPILS), (mark_rollup, OF_MARKS)):
        for name, (numerator, denominator) in indicators.items():
            statement = select(
                table.c.class_id, table.c.year, table.c.checkpoint, numerator, denominator
            ).select_from(table)
            for class_id, year, checkpoint, top, bottom in connection.execute(statement):
                school = parents[class_id]
                for place in (class_id, school, parents[school]):
                    sums = expected.setdefault((name, place, year, checkpoint), [0.0, 0.0])
                    sums[0] += top
                    sums[1] += bottom
    found = {
        (row.indicator, row.unit_id, row.year, row.checkpoint): [row.numerator, row.denominator]
        for row in connection.execute(select(indicator_value))
    }
    assert found == {key: sums for key, sums in expected.items() if sums[1]}


def check_marks(connection: Connection) -> None:
    """Roll-ups over subjects and teachers hold every graded mark in force of a pupil who is counted."""
    columns = {"5": "n5", "4": "n4", "3": "n3", "2": "n2", "1": "n2", "na": "n_na", "ex": "n_exempt"}
    seats = {
        (row.class_id, row.pupil_id): (row.since, row.until)
        for row in connection.execute(select(enrolment).where(enrolment.c.is_current))
    }
    marks = select(period_mark, period.c.ends_on).join(period).join(subject)
    expected: Counter[Any] = Counter()
    for mark in connection.execute(marks.where(period_mark.c.is_current, subject.c.is_graded)):
        since, until = seats[mark.class_id, mark.pupil_id]
        is_here = (since is None or since <= mark.ends_on) and (until is None or until >= mark.ends_on)
        if is_here and mark.value in columns:
            expected[mark.class_id, mark.year, mark.period, columns[mark.value]] += 1
    found: Counter[Any] = Counter()
    for row in connection.execute(select(mark_rollup)).mappings():
        for column in set(columns.values()):
            found[row["class_id"], row["year"], row["period"], column] += row[column]
    assert +found == expected


def test_a_mark_that_a_pupil_got_back_in_the_old_class_is_counted_there_again(loader: Loader) -> None:
    """A pupil changed class: the new class's file replaced the mark, and is then taken back."""
    from tests.refresh.world import HERE, MarkRow, SchoolRef

    def file(name: str, value: str) -> Parsed:
        row = MarkRow(SchoolRef("СОШ № 1"), name, 2024, "Грушин Глеб", "Физика", "", "Q1", value, None, HERE)
        return Parsed("template", "Шаблон", 1, marks=(row,))

    in_force = (
        select(unit.c.short_name, func.sum(class_rollup.c.n))
        .join(class_rollup, class_rollup.c.class_id == unit.c.id)
        .group_by(unit.c.short_name)
    )
    loader.load_rows(file("7А", "4"))
    moved = loader.load_rows(file("7Б", "5"))
    assert rows_of(loader.house, in_force) == [("7Б", 1)]
    loader.undo(moved)
    assert rows_of(loader.house, in_force) == [("7А", 1)]


def test_no_standing_load_is_forgotten_by_the_history(loader: Loader) -> None:
    from tests.refresh.world import HERE, MarkRow, SchoolRef

    row = MarkRow(SchoolRef("СОШ № 1"), "7А", 2024, "Грушин Глеб", "Физика", "", "Q1", "5", None, HERE)
    loader.undo(loader.load_rows(Parsed("template", "Шаблон", 1, marks=(row,))))
    assert rows_of(loader.house, select(load.c.status)) == [("undone",)]


@pytest.fixture
def loader(sqlite_house: House) -> Loader:
    return Loader(sqlite_house)
