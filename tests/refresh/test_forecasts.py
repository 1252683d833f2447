"""Forecasts of exams in the database: what they are made from, what checks them, when they are made anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, Table, delete, select, update

from dashboard.forecasts import FORECASTS, changed_kinds, forecasts_change, refresh_forecasts
from dashboard.house import House
from dashboard.refresh import rebuild, refresh
from data_access.tables import (
    MARTS,
    exam_forecast,
    exam_task,
    expected_completion,
    forecast_check,
    period_mark,
    work,
    work_result,
)
from tests.loading.snapshots import read_contents
from tests.refresh.exam_world import PUPILS, SCHOOLS, YEARS, World, ability, fill_years, make_world

FIRST, MIDDLE, LAST = YEARS
OGE = 30 + 2  # the exam of the last year


@pytest.fixture
def world(sqlite_house: House) -> Iterator[World]:
    """Three years of exams, in a transaction that is not kept."""
    yield from _filled(sqlite_house)


@pytest.fixture
def both_worlds(house: House) -> Iterator[World]:
    """The same on each engine."""
    yield from _filled(house)


def _filled(house: House) -> Iterator[World]:
    with house.database.engine.connect() as connection:
        made = make_world(connection)
        fill_years(made)
        yield made
        connection.rollback()


def rows(connection: Connection, table: Table, **wanted: Any) -> list[Any]:
    where = [table.c[name] == value for name, value in wanted.items()]
    return list(connection.execute(select(table).where(*where).order_by(*table.primary_key.columns)))


def checks(connection: Connection, year: int) -> dict[str, Any]:
    return {row.method: row for row in rows(connection, forecast_check, year=year)}


def test_every_pupil_of_a_ninth_class_has_a_forecast_in_every_year(both_worlds: World) -> None:
    connection = both_worlds.connection
    refresh_forecasts(connection)
    found = rows(connection, exam_forecast, exam="oge", subject_id=both_worlds.maths)
    assert len(found) == PUPILS * len(YEARS)
    assert {row.status for row in found} == {"ok"}
    assert {(row.n_works, row.tasks_covered, row.tasks, row.max_score) for row in found} == {(2, 10, 10, 12)}
    for row in found:
        assert row.p2 + row.p3 + row.p4 + row.p5 == pytest.approx(1.0, abs=1e-3)
        assert 0 <= row.low <= row.expected <= row.high <= 12
        assert row.mark == 2 + max(range(4), key=(row.p2, row.p3, row.p4, row.p5).__getitem__)


def test_the_first_forecasts_are_the_formula_by_hand(world: World) -> None:
    refresh_forecasts(world.connection)
    # The weakest pupil: no point in two works, last mark «3» (average 2,6), ten basic tasks.
    weakest = next(place for place in range(PUPILS) if ability(place) == 0 and place % 3 == 0)
    found = rows(world.connection, exam_forecast, pupil_id=1000 + weakest)[0]
    prior = 4 * 0.65
    chances = [prior / 8] * 4 + [prior / 6] * 4 + [prior / 8] * 2
    points = [1] * 8 + [2] * 2
    assert found.method == "formula"
    assert found.expected == pytest.approx(sum(p * c for p, c in zip(points, chances, strict=True)), abs=1e-4)
    variance = sum(p * p * c * (1 - c) for p, c in zip(points, chances, strict=True))
    assert found.deviation == pytest.approx(variance**0.5, abs=1e-4)


def test_all_methods_are_checked_on_the_same_pupils_and_their_errors_add_up(both_worlds: World) -> None:
    connection = both_worlds.connection
    refresh_forecasts(connection)
    assert set(checks(connection, FIRST)) == {"formula", "last_mark"}
    assert set(checks(connection, LAST)) == {"formula", "ridge", "last_mark", "school_mean"}
    assert {row.n for year in YEARS for row in checks(connection, year).values()} == {PUPILS}
    results = {
        row.pupil_id: row.primary_score
        for row in connection.execute(select(work_result).where(work_result.c.work_id == 12))
    }
    made = rows(connection, exam_forecast, year=FIRST, exam="oge", subject_id=both_worlds.maths)
    formula = checks(connection, FIRST)["formula"]
    errors = [abs(row.expected - results[row.pupil_id]) for row in made]
    assert formula.error_points == pytest.approx(sum(errors), abs=1e-2)
    inside = sum(row.low <= results[row.pupil_id] <= row.high for row in made)
    assert formula.covered == inside


def test_last_mark_of_the_first_year_is_the_middle_of_its_band(world: World) -> None:
    refresh_forecasts(world.connection)
    middle = {2: 1.5, 3: 5.0, 4: 8.0, 5: 11.0}
    errors = 0.0
    for row in world.connection.execute(select(work_result).where(work_result.c.work_id == 12)):
        value = world.connection.scalar(
            select(period_mark.c.value).where(
                period_mark.c.pupil_id == row.pupil_id, period_mark.c.period == "Q3"
            )
        )
        errors += abs(middle[int(value or 0)] - row.primary_score)
    assert checks(world.connection, FIRST)["last_mark"].error_points == pytest.approx(errors, abs=1e-3)


def test_school_mean_is_of_the_year_before(world: World) -> None:
    refresh_forecasts(world.connection)
    results = list(world.connection.execute(select(work_result).where(work_result.c.work_id.in_((12, 22)))))
    errors = 0.0
    for school in SCHOOLS:
        before = [row.primary_score for row in results if row.work_id == 12 and row.school_id == school]
        mean = sum(before) / len(before)
        now = [row.primary_score for row in results if row.work_id == 22 and row.school_id == school]
        errors += sum(abs(mean - score) for score in now)
    assert checks(world.connection, MIDDLE)["school_mean"].error_points == pytest.approx(errors, abs=1e-3)


def test_the_model_is_used_only_after_it_beat_the_formula(world: World) -> None:
    refresh_forecasts(world.connection)
    methods = {row.year: row.method for row in rows(world.connection, exam_forecast, exam="oge")}
    middle = checks(world.connection, MIDDLE)
    assert middle["ridge"].error_points < middle["formula"].error_points
    assert methods == {FIRST: "formula", MIDDLE: "formula", LAST: "ridge"}
    shown = {year: [m for m, row in checks(world.connection, year).items() if row.is_used] for year in YEARS}
    assert shown == {year: [method] for year, method in methods.items()}


def test_a_forecast_does_not_know_the_results_of_its_own_year(world: World) -> None:
    connection = world.connection
    exam_of_middle = work_result.c.work_id == 22
    refresh_forecasts(connection)
    before = {year: rows(connection, exam_forecast, year=year) for year in YEARS}
    connection.execute(
        update(work_result).where(exam_of_middle).values(primary_score=12 - work_result.c.primary_score)
    )
    refresh_forecasts(connection)
    assert rows(connection, exam_forecast, year=FIRST) == before[FIRST]
    assert rows(connection, exam_forecast, year=MIDDLE) == before[MIDDLE]
    assert rows(connection, exam_forecast, year=LAST) != before[LAST]


def test_a_forecast_does_not_know_the_works_of_later_years(world: World) -> None:
    connection = world.connection
    refresh_forecasts(connection)
    before = rows(connection, exam_forecast, year=MIDDLE)
    stayed = before[0].pupil_id
    for later in (30, 31):
        world.add_result(later, stayed, SCHOOLS[0], (2, 2, 1, 1, 2))
    world.add_mark(stayed, 10 * SCHOOLS[0] + 2, SCHOOLS[0], LAST, "5", 5.0)
    refresh_forecasts(connection)
    assert rows(connection, exam_forecast, year=MIDDLE) == before


def test_works_of_the_year_before_are_evidence_too(world: World) -> None:
    connection = world.connection
    newest = work_result.c.work_id.in_((30, 31))
    connection.execute(update(work_result).where(newest).values(is_current=False))
    pupil = 3000
    for earlier in (20, 21):
        world.add_result(earlier, pupil, SCHOOLS[0], (2, 2, 1, 1, 2))
    refresh_forecasts(connection)
    found = {row.pupil_id: row for row in rows(connection, exam_forecast, year=LAST)}
    assert (found[pupil].status, found[pupil].n_works) == ("ok", 2)
    assert {row.status for row in found.values() if row.pupil_id != pupil} == {"few_works"}


def test_spread_of_the_formula_is_widened_by_earlier_errors(world: World) -> None:
    refresh_forecasts(world.connection)
    formula = {
        year: rows(world.connection, exam_forecast, year=year, method="formula") for year in (FIRST, MIDDLE)
    }
    width = {year: {round(row.expected, 3): row.deviation for row in made} for year, made in formula.items()}
    both = set(width[FIRST]) & set(width[MIDDLE])
    factors = {round(width[MIDDLE][expected] / width[FIRST][expected], 2) for expected in both}
    assert len(factors) == 1
    assert factors.pop() > 1.2


def test_the_order_in_which_pupils_were_loaded_changes_nothing(sqlite_house: House) -> None:
    found = []
    for backwards in (False, True):
        with sqlite_house.database.engine.connect() as connection:
            fill_years(make_world(connection), backwards)
            refresh_forecasts(connection)
            numbers = [
                row[4:5] + row[6:] for row in rows(connection, exam_forecast)
            ]  # all but the pupil's id and the class's
            found.append((sorted(numbers, key=repr), rows(connection, forecast_check)))
            connection.rollback()
    assert found[0] == found[1]


def test_hidden_forecasts_say_why_and_carry_no_numbers(world: World) -> None:
    connection = world.connection
    pupils = [3000, 3001, 3002]
    connection.execute(delete(period_mark).where(period_mark.c.pupil_id == pupils[0]))
    second = (work_result.c.pupil_id == pupils[1], work_result.c.work_id == 31)
    connection.execute(update(work_result).where(*second).values(is_current=False))
    refresh_forecasts(connection)
    found = {row.pupil_id: row for row in rows(connection, exam_forecast, year=LAST)}
    assert [found[pupil].status for pupil in pupils] == ["no_marks", "few_works", "ok"]
    assert (found[pupils[0]].n_works, found[pupils[1]].n_works) == (2, 1)
    for pupil in pupils[:2]:
        hidden = found[pupil]
        assert {hidden.expected, hidden.deviation, hidden.low, hidden.p2, hidden.mark} == {None}


def test_works_of_another_codifier_are_no_evidence(world: World) -> None:
    world.connection.execute(update(work).where(work.c.id == 31).values(codifier="ege"))
    refresh_forecasts(world.connection)
    assert {row.status for row in rows(world.connection, exam_forecast, year=LAST)} == {"few_works"}


def test_without_a_plan_of_as_many_points_there_is_no_forecast(world: World) -> None:
    world.connection.execute(update(exam_task).where(exam_task.c.position == 0).values(max_score=2))
    refresh_forecasts(world.connection)
    statuses = {row.year: row.status for row in rows(world.connection, exam_forecast, exam="oge")}
    assert statuses[FIRST] == "no_plan"
    assert statuses[LAST] == "ok"  # its own plan, whatever the scale says


def test_completion_sums_points_by_the_mark_before_the_work(both_worlds: World) -> None:
    world, connection = both_worlds, both_worlds.connection
    world.add_class(500, SCHOOLS[0], 5, LAST)
    world.add_work(90, "kr", 5, LAST, [(2, ""), (3, "")], "", date(LAST, 12, 10), world.algebra)
    for pupil, value, scores in ((5001, "4", (2, 1)), (5002, "4", (None, 3)), (5003, "1", (1,))):
        world.add_pupil(pupil, 500, SCHOOLS[0])
        world.add_mark(pupil, 500, SCHOOLS[0], LAST, value, None, "Q1")
        world.add_mark(pupil, 500, SCHOOLS[0], LAST, "5", None, "Q3")  # comes after the work
        world.add_result(90, pupil, SCHOOLS[0], scores)
    refresh_forecasts(connection)
    found = rows(connection, expected_completion, kind="kr", grade=5)[0]
    assert found.subject_id == world.maths
    assert (found.got4, found.possible4, found.n4) == (6, 10, 2)
    assert (found.got2, found.possible2, found.n2) == (1, 2, 1)  # its second task was not set
    assert (found.n5, found.n3) == (0, 0)


def test_completion_of_vpr_takes_the_journal_mark_of_the_protocol(world: World) -> None:
    world.add_work(91, "vpr", 6, LAST, [(4, "")], "")
    world.add_result(91, 3000, SCHOOLS[0], (3,), journal_mark=5)
    world.add_result(91, 3001, SCHOOLS[1], (), journal_mark=3, primary_score=1)
    refresh_forecasts(world.connection)
    found = rows(world.connection, expected_completion, kind="vpr")[0]
    assert (found.got5, found.possible5, found.n5) == (3, 4, 1)
    assert (found.got3, found.possible3, found.n3) == (1, 4, 1)


def test_forecasts_are_made_anew_for_grades_that_take_exams_and_for_named_works(world: World) -> None:
    connection = world.connection
    world.add_class(400, SCHOOLS[0], 4, LAST)
    world.add_work(91, "vpr", 4, LAST, [(4, "")], "")
    assert not forecasts_change(connection, [], [])
    assert not forecasts_change(connection, [400], [91])
    assert forecasts_change(connection, [10 * SCHOOLS[0]], [])
    assert forecasts_change(connection, [], [91, OGE])


def test_sums_are_made_anew_for_marks_before_a_work_and_for_every_work(world: World) -> None:
    connection = world.connection
    world.add_class(400, SCHOOLS[0], 4, LAST)
    world.add_class(401, SCHOOLS[0], 3, LAST - 1)
    world.add_class(402, SCHOOLS[1], 4, LAST)
    world.add_class(403, SCHOOLS[0], 3, LAST)
    places = (400, 401, 402, 403)
    assert not any(changed_kinds(connection, [class_id], []) for class_id in places)
    world.add_pupil(4000, 400, SCHOOLS[0])
    world.add_work(92, "kr", 4, LAST, [(2, "")], "", date(LAST, 12, 10))
    world.add_work(93, "vpr", 4, LAST, [(2, "")], "")
    for work_id in (92, 93):
        world.add_result(work_id, 4000, SCHOOLS[0], (1,))
    changed = [changed_kinds(connection, [class_id], []) for class_id in places]
    assert changed == [("kr",), ("kr",), (), ()]
    assert changed_kinds(connection, [], [93]) == ("vpr",)
    assert changed_kinds(connection, [400], [93]) == ("kr", "vpr")


def test_marks_of_classes_that_need_no_refresh_change_no_sum(world: World) -> None:
    """A mark in another grade, which `changed_kinds` passes over, is not the mark before the work either."""
    connection = world.connection
    world.add_class(400, SCHOOLS[0], 4, LAST)
    world.add_class(403, SCHOOLS[0], 3, LAST)
    world.add_pupil(4000, 400, SCHOOLS[0])
    world.add_work(92, "kr", 4, LAST, [(2, "")], "", date(LAST, 12, 10))
    world.add_result(92, 4000, SCHOOLS[0], (1,))
    world.add_mark(4000, 403, SCHOOLS[0], LAST, "5", None, "Q1")
    refresh_forecasts(connection)
    assert rows(connection, expected_completion, kind="kr", grade=4) == []


def test_refresh_of_what_changed_equals_a_full_rebuild(both_worlds: World) -> None:
    connection = both_worlds.connection
    rebuild(connection)
    made = read_contents(connection, FORECASTS)
    assert all(made.values())
    class_id = 10 * SCHOOLS[0] + 2
    of_class = period_mark.c.class_id == class_id
    connection.execute(update(period_mark).where(of_class).values(value="2", average=2.1))
    refresh(connection, [class_id])
    after_marks = read_contents(connection, FORECASTS)
    assert after_marks != made
    _equals_rebuild(connection)
    world = both_worlds
    world.add_class(400, SCHOOLS[0], 4, LAST)
    refresh(connection, [400])
    _equals_rebuild(connection)
    connection.execute(update(work_result).where(work_result.c.work_id == 22).values(primary_score=7))
    refresh(connection, (), SCHOOLS, [22])
    assert read_contents(connection, FORECASTS) != after_marks
    _equals_rebuild(connection)


def _equals_rebuild(connection: Connection) -> None:
    before = read_contents(connection, MARTS)
    rebuild(connection)
    assert read_contents(connection, MARTS) == before
