"""Score profiles in the mart: what a school wrote, how the journal was confirmed, and that units above hold sums."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from dashboard.computed import refresh_computed
from dashboard.computed.signs import refresh_signs
from dashboard.house import House
from data_access.queries.signs import ProfileRow, read_above, read_profiles
from data_access.tables import score_profile, work_result
from data_access.viewer import SYSTEM, NotFound, Reader, Viewer
from tests.refresh.quality_world import (
    MATHS,
    NORTH,
    REGION,
    RUSSIAN,
    SCHOOLS,
    SOUTH,
    YEAR,
    QualityWorld,
    make_quality_world,
)

FIRST, SECOND, THIRD, FAR = SCHOOLS
Paper = tuple[int, int, int]  # primary score, mark of the work, mark of the journal
paper = st.tuples(st.integers(0, 20), st.integers(2, 5), st.integers(2, 5))


@pytest.fixture
def world(house: House) -> Iterator[QualityWorld]:
    """Places without facts, in a transaction that is not kept; once on each engine."""
    with house.database.engine.connect() as connection:
        yield make_quality_world(connection)
        connection.rollback()


@pytest.fixture
def sqlite_world(sqlite_house: House) -> Iterator[QualityWorld]:
    with sqlite_house.database.engine.connect() as connection:
        yield make_quality_world(connection)
        connection.rollback()


def write(world: QualityWorld, work_id: int, school: int, papers: list[Paper]) -> None:
    for number, (score, mark, journal) in enumerate(papers):
        said: dict[str, Any] = {"primary_score": score, "mark": mark, "journal_mark": journal}
        world.result(work_id, school, f"{work_id}-{number}", **said)


def profile(world: QualityWorld, unit_id: int, exam: str = "vpr") -> Any:
    columns = score_profile.c
    statement = select(score_profile).where(columns.unit_id == unit_id, columns.exam == exam)
    return world.connection.execute(statement).one_or_none()


def test_the_example_of_confirmation_two_lowered_two_confirmed_one_raised(world: QualityWorld) -> None:
    pairs = [(3, 4), (4, 4), (5, 4), (2, 4), (3, 3)]
    write(world, world.work("vpr", 5, MATHS, max_score=20), FIRST, [(3 * m, m, j) for m, j in pairs])
    refresh_computed(world.connection, SCHOOLS)
    found = profile(world, FIRST)
    assert (found.lowered, found.confirmed, found.raised, found.gap2, found.pairs) == (2, 2, 1, 1, 5)
    assert found.scores == [[6, 1], [9, 2], [12, 1], [15, 1]]
    assert (found.n, found.total, found.squares, found.possible, found.max_score) == (5, 51, 567, 100, 20)
    assert (found.n2, found.n3, found.n4, found.n5) == (1, 2, 1, 1)


def test_the_annual_mark_stands_in_for_the_mark_that_a_protocol_of_oge_does_not_give(
    world: QualityWorld,
) -> None:
    exam = world.work("oge", 9, MATHS, max_score=31)
    place = world.pupil(1, FIRST, 9)
    world.annual_mark(1, place, "Алгебра", "5")
    world.result(exam, FIRST, 1, primary_score=17, mark=4)
    world.result(exam, FIRST, "stranger", primary_score=17, mark=4)
    refresh_computed(world.connection, SCHOOLS)
    found = profile(world, FIRST, "oge")
    assert (found.n, found.pairs, found.lowered) == (2, 1, 1)


def test_scores_of_an_exam_of_hundred_points_are_test_scores_and_have_no_marks(world: QualityWorld) -> None:
    exam = world.work("ege", 11, RUSSIAN, max_score=50)
    world.result(exam, FIRST, "a", primary_score=30, test_score=62)
    refresh_computed(world.connection, SCHOOLS)
    found = profile(world, FIRST, "ege")
    assert (found.scores, found.possible, found.n5, found.pairs) == ([[62, 1]], 100, 0, 0)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(paper, max_size=6), min_size=4, max_size=4))
def test_units_above_hold_the_sums_of_their_schools(house: House, of_schools: list[list[Paper]]) -> None:
    with house.database.engine.connect() as connection:
        world = make_quality_world(connection)
        exam = world.work("vpr", 4, RUSSIAN, max_score=20)
        for school, papers in zip(SCHOOLS, of_schools, strict=True):
            write(world, exam, school, papers)
        refresh_signs(connection, {YEAR})
        for place, below in ((NORTH, (FIRST, SECOND, THIRD)), (SOUTH, (FAR,)), (REGION, (NORTH, SOUTH))):
            parts = [row for unit_id in below if (row := profile(world, unit_id))]
            found = profile(world, place)
            assert (found is None) == (not parts)
            for name in ("n", "total", "squares", "possible", "n2", "n5", "pairs", "lowered", "gap2"):
                assert not parts or getattr(found, name) == sum(getattr(part, name) for part in parts)
            if found:
                assert sum(pupils for _, pupils in found.scores) == found.n
        connection.rollback()


def test_what_nobody_wrote_any_more_leaves_no_profile(sqlite_world: QualityWorld) -> None:
    write(sqlite_world, sqlite_world.work("vpr", 4, RUSSIAN, max_score=20), FIRST, [(10, 3, 3)])
    refresh_signs(sqlite_world.connection, {YEAR})
    assert profile(sqlite_world, REGION)
    sqlite_world.connection.execute(delete(work_result))
    refresh_signs(sqlite_world.connection, {YEAR})
    assert not profile(sqlite_world, FIRST)
    assert not profile(sqlite_world, REGION)


def test_a_director_reads_the_own_school_and_the_sums_above_it(sqlite_world: QualityWorld) -> None:
    exam = sqlite_world.work("vpr", 4, RUSSIAN, max_score=20)
    for school in (FIRST, SECOND):
        write(sqlite_world, exam, school, [(10, 3, 3), (15, 4, 4)])
    refresh_signs(sqlite_world.connection, {YEAR})
    viewer = Viewer("d", "Директор", "director", school_ids=frozenset({FIRST}))
    reader = Reader(viewer, sqlite_world.connection)
    assert [row.unit_id for row in read_profiles(reader, SCHOOLS)] == [FIRST]
    assert [(row.unit_id, row.n) for row in read_above(reader, FIRST)] == [(REGION, 4)]
    with pytest.raises(NotFound):
        read_above(reader, SECOND)
    everybody: list[ProfileRow] = read_profiles(Reader(SYSTEM, sqlite_world.connection), SCHOOLS)
    assert {row.unit_id for row in everybody} == {FIRST, SECOND}
