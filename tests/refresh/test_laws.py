"""Laws of loading and refresh that hold after any sequence of loads and undos, on generated files.

1. Marts equal a full rebuild.
2. The state depends only on which loads stand and in which order they came, never on the way there.
3. Undoing everything leaves the database as before the first load.
4. Counts add up from class to school to municipality, and from marks to roll-ups.
5. Of standing loads that speak of one thing the newest is in force (`tests/refresh/newest.py`).

Named protocols of exams are left out: whom they know depends on the rosters of the day they came.
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
from dashboard.refresh import rebuild
from dashboard.settings import Settings
from dashboard.store import DiskStore
from data_access.formats.rows import MarkRow, Parsed, SchoolRef, TeachingRow
from data_access.tables import (
    MARTS,
    class_rollup,
    enrolment,
    indicator_value,
    mark_rollup,
    microcomponent,
    period,
    period_mark,
    person_name,
    subject,
    unit,
)
from tests.conftest import NOW, make_house
from tests.loading.loader import ADD_ALL, Loader, rows_of
from tests.loading.snapshots import contents, in_words, read_contents
from tests.refresh.newest import check_newest
from tests.refresh.world import HERE, SCHOOLS, STEPS, TEACHERS

pytestmark = pytest.mark.slow

SCHOOL = SchoolRef(SCHOOLS[0])

# The number of a class in its parallel means other classes at other times: here it is never used.
ANSWERS = ADD_ALL | {"*:ordinal": "none"}


@pytest.fixture
def loader(sqlite_house: House) -> Loader:
    return Loader(sqlite_house)


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


@settings(max_examples=20)
@given(steps=STEPS)
def test_laws_hold_after_any_sequence_of_loads_and_undos(template: Path, steps: list[Parsed | int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(template, Path(folder) / "var")
        made = build_house(Settings(var_dir=Path(folder) / "var", _env_file=None), lambda: NOW)
        try:
            check_laws(made, steps)
        finally:
            made.database.engine.dispose()
            assert isinstance(made.store, DiskStore)
            made.store._cache.close()


def test_laws_hold_on_postgresql(new_postgres: str, tmp_path: Path) -> None:
    made = make_house(tmp_path / "var", new_postgres)

    @settings(max_examples=3)
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
        check_micro(connection)
        check_newest(connection, list(standing.values()))
    check_rebuild(house)
    unwind(loader, standing)
    assert contents(house) == empty
    for parsed in standing.values():
        loader.load_rows(parsed, ANSWERS)
    assert in_words(house) == state


def play(loader: Loader, steps: list[Parsed | int]) -> dict[int, Parsed]:
    """Loads and undoes; returns what stands at the end, by the number of the load, in order."""
    standing: dict[int, Parsed] = {}
    for step in steps:
        if isinstance(step, Parsed):
            if step not in standing.values():  # the same file cannot stand twice
                standing[loader.load_rows(step, ANSWERS)] = step
        elif standing:
            load_id = list(standing)[step % len(standing)]
            loader.undo(load_id)
            del standing[load_id]
    return standing


def unwind(loader: Loader, standing: dict[int, Parsed]) -> None:
    """Takes back one load after another, the newest first: each gives back what it had replaced."""
    left = dict(standing)
    while left:
        load_id, _ = left.popitem()
        loader.undo(load_id)
        with loader.house.database.reading() as connection:
            check_newest(connection, list(left.values()))


def check_rebuild(house: House) -> None:
    with house.database.engine.connect() as connection:
        before = read_contents(connection, MARTS)
        rebuild(connection)
        after = read_contents(connection, MARTS)
        connection.rollback()
    assert before == after


def check_sums(connection: Connection) -> None:
    """Journal indicators are sums of class roll-ups, level by level; the formulas are written out here anew."""
    parents = {id_: parent for id_, parent in connection.execute(select(unit.c.id, unit.c.parent_id))}
    expected: dict[tuple[str, int, int, str], list[float]] = {}
    for table, formulas in ((class_rollup, of_pupils), (mark_rollup, of_marks)):
        for row in connection.execute(select(table)):
            school = parents[row.class_id]
            for name, numerator, denominator in formulas(row):
                for place in (row.class_id, school, parents[school]):
                    sums = expected.setdefault((name, place, row.year, row.checkpoint), [0.0, 0.0])
                    sums[0] += numerator
                    sums[1] += denominator
    of_journal = select(indicator_value).where(indicator_value.c.indicator.in_({key[0] for key in expected}))
    found = {
        (row.indicator, row.unit_id, row.year, row.checkpoint): [
            row.numerator * (100 if row.indicator == "sou" else 1),
            row.denominator,
        ]
        for row in connection.execute(of_journal)
    }
    assert found == {key: pytest.approx(sums) for key, sums in expected.items() if sums[1]}


def of_pupils(row: Any) -> list[tuple[str, float, float]]:
    good = row.n_exc + row.n_good
    return [
        ("quality", good, row.n),
        ("pass_rate", good + row.n_sat, row.n),
        ("forecast_quality", good + row.n_one3, row.n),
        ("problem_index", 100 * (row.micro_d + row.micro_na + row.micro_r3), row.n),
    ]


def of_marks(row: Any) -> list[tuple[str, float, float]]:
    numbers = row.n5 + row.n4 + row.n3 + row.n2
    worth = 100 * row.n5 + 64 * row.n4 + 36 * row.n3 + 16 * row.n2 + 7 * row.n_na
    mean = 5 * row.n5 + 4 * row.n4 + 3 * row.n3 + 2 * row.n2
    return [("sou", worth, numbers + row.n_na), ("mean_mark", mean, numbers)]


def check_marks(connection: Connection) -> None:
    """Roll-ups over subjects and teachers hold every graded mark in force of a pupil who is counted.

    Of two marks of one pupil and subject that end at one checkpoint (a quarter and a half-year) the later code stands.
    """
    columns = {"5": "n5", "4": "n4", "3": "n3", "2": "n2", "1": "n2", "na": "n_na", "ex": "n_exempt"}
    seats = {
        (row.class_id, row.pupil_id): (row.since, row.until)
        for row in connection.execute(select(enrolment).where(enrolment.c.is_current))
    }
    marks = select(period_mark, period.c.ends_on, period.c.checkpoint).join(period).join(subject)
    in_force = marks.where(period_mark.c.is_current, subject.c.is_graded).order_by(period_mark.c.period)
    standing = {
        (mark.class_id, mark.pupil_id, mark.subject_id, mark.year, mark.checkpoint): mark
        for mark in connection.execute(in_force)
    }
    expected: Counter[Any] = Counter()
    for mark in standing.values():
        since, until = seats[mark.class_id, mark.pupil_id]
        is_here = (since is None or since <= mark.ends_on) and (until is None or until >= mark.ends_on)
        if is_here and mark.value in columns:
            expected[mark.class_id, mark.year, mark.checkpoint, columns[mark.value]] += 1
    found: Counter[Any] = Counter()
    for row in connection.execute(select(mark_rollup)).mappings():
        for column in set(columns.values()):
            found[row["class_id"], row["year"], row["checkpoint"], column] += row[column]
    assert +found == expected


def check_micro(connection: Connection) -> None:
    """Every microcomponent is counted once in the roll-up of marks and once in that of pupils."""
    kinds = ("d", "na", "r3", "r33", "r4")
    listed: Counter[Any] = Counter()
    for row in connection.execute(select(microcomponent)):
        listed[row.class_id, row.year, row.checkpoint, row.kind] += 1
    of_marks: Counter[Any] = Counter()
    for mark_row in connection.execute(select(mark_rollup)).mappings():
        for kind in kinds:
            place = (mark_row["class_id"], mark_row["year"], mark_row["checkpoint"])
            of_marks[*place, kind] += mark_row[f"micro_{kind}"]
    assert +of_marks == listed
    for pupils in connection.execute(select(class_rollup)).mappings():
        place = (pupils["class_id"], pupils["year"], pupils["checkpoint"])
        assert [pupils[f"micro_{kind}"] for kind in kinds[:3]] == [listed[*place, kind] for kind in kinds[:3]]


def test_quarters_and_half_years_of_one_class_are_one_checkpoint(loader: Loader) -> None:
    """Physics by half-years beside algebra by quarters: the pupil is counted once and judged by both marks."""
    rows = tuple(
        MarkRow(SCHOOL, "7А", 2024, "Грушин Глеб", name, "", of_period, value, None, HERE)
        for name, of_period, value in (("Алгебра", "Q2", "5"), ("Физика", "H1", "3"), ("Алгебра", "Q1", "5"))
    )
    loader.load_rows(Parsed("template", "Шаблон", 3, marks=rows))
    columns = class_rollup.c
    counted = select(columns.checkpoint, columns.n, columns.n_exc, columns.n_one3, columns.micro_r3)
    assert rows_of(loader.house, counted) == [("H1", 1, 0, 1, 1), ("Q1", 1, 1, 0, 0)]
    quality = select(indicator_value.c.numerator, indicator_value.c.denominator).where(
        indicator_value.c.indicator == "forecast_quality", indicator_value.c.checkpoint == "H1"
    )
    assert set(rows_of(loader.house, quality)) == {(1.0, 1.0)}
    kept = select(microcomponent.c.period, microcomponent.c.kind)
    assert rows_of(loader.house, kept) == [("H1", "r3")]


def test_a_mark_that_a_pupil_got_back_in_the_old_class_is_counted_there_again(loader: Loader) -> None:
    """A pupil changed class: the new class's file replaced the mark, and is then taken back."""

    def file(name: str, value: str) -> Parsed:
        row = MarkRow(SCHOOL, name, 2024, "Грушин Глеб", "Физика", "", "Q1", value, None, HERE)
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


def test_a_mark_belongs_to_its_own_teacher_or_else_to_the_only_one_of_the_class(loader: Loader) -> None:
    def mark(pupil: str, name: str, teacher: str) -> MarkRow:
        return MarkRow(SCHOOL, name, 2024, pupil, "Физика", teacher, "Q1", "4", None, HERE)

    def taught(name: str, teacher: str) -> TeachingRow:
        return TeachingRow(SCHOOL, name, 2024, "Физика", teacher, HERE)

    first, second = TEACHERS
    marks = (mark("А А", "7А", ""), mark("Б Б", "7Б", ""), mark("В В", "7Б", second))
    teaching = (taught("7А", first), taught("7Б", first), taught("7Б", second))
    loader.load_rows(Parsed("template", "Шаблон", 3, marks=marks, teaching=teaching))
    counts = (
        select(unit.c.short_name, func.coalesce(person_name.c.full_name, ""), mark_rollup.c.n4)
        .join_from(mark_rollup, unit, unit.c.id == mark_rollup.c.class_id)
        .outerjoin(person_name, person_name.c.person_id == mark_rollup.c.teacher_id)
    )
    assert rows_of(loader.house, counts) == [("7А", first, 1), ("7Б", "", 1), ("7Б", second, 1)]
