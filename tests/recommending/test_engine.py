"""One cause, one recommendation: what looking at the rules again does, and never does."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.cycle import Recommendations
from dashboard.cycle_measures import About, Measures, Plan, Report
from tests.recommending.world import AFTER_TERM, FIRST, GARDEN, LYCEUM, SECOND, YEAR, World, make_world

PLAN = Plan("Разобрать по классам", "Не ниже 98,5 %", "директор СОШ № 1", "2026-08-10")
PROGRAM = "Программа"


def fall(world: World, now: float = 80) -> None:
    world.value("pass_rate", FIRST, YEAR - 1, 99)
    world.value("pass_rate", FIRST, YEAR, now)


def test_a_rule_fires_once_for_one_cause(world: World) -> None:
    fall(world)
    world.refresh()
    world.refresh()
    world.value("pass_rate", FIRST, YEAR - 1, 99, checkpoint="Q1")
    world.refresh([FIRST])
    assert len(world.found("fell")) == 1
    assert world.events(record=world.one("fell").id) == [("fired", PROGRAM, "")]


def test_another_year_is_another_cause(world: World) -> None:
    fall(world)
    world.refresh()
    world.value("pass_rate", FIRST, YEAR + 1, 60)
    world.refresh()
    assert [(row.year, row.status) for row in world.found("fell")] == [(YEAR, "outdated"), (YEAR + 1, "new")]


def test_a_cause_that_is_gone_outdates_it_and_one_that_is_back_renews_it(world: World) -> None:
    fall(world)
    world.refresh()
    fall(world, 97)
    world.refresh()
    assert world.one("fell").status == "outdated"
    fall(world, 70)
    world.refresh()
    row = world.one("fell")
    assert row.status == "new"
    assert "70,0" in row.text
    assert [action for action, _, _ in world.events(record=row.id)] == ["fired", "outdated", "fired again"]


def test_the_next_quarter_renews_the_figures_and_the_history_keeps_the_old_words(world: World) -> None:
    for checkpoint, now in (("Q1", 80), ("H1", 75)):
        world.value("pass_rate", FIRST, YEAR - 1, 99, checkpoint=checkpoint)
        world.value("pass_rate", FIRST, YEAR, now, checkpoint=checkpoint)
        world.refresh()
    row = world.one("fell")
    assert (row.checkpoint, row.numbers["values"][0][2]) == ("H1", 75.0)
    action, author, note = world.events(record=row.id)[-1]
    assert (action, author) == ("updated", PROGRAM)
    assert "80,0" in note


def test_what_a_person_answered_is_never_touched(peopled: World) -> None:
    world = peopled
    fall(world)
    world.value("quality", SECOND, YEAR, 20)
    world.refresh()
    acts, head = Recommendations(world.house), world.viewer("head")
    acts.accept(head, world.one("fell").id)
    red = next(row for row in world.found("red") if row.indicator == "quality")
    acts.reject(head, red.id, "Уже работают")
    before = [row for row in world.found() if row.status in ("accepted", "rejected")]
    fall(world, 50)
    world.value("quality", SECOND, YEAR, 90)
    world.refresh()
    fall(world, 99)
    world.refresh()
    after = [row for row in world.found() if row.status in ("accepted", "rejected")]
    assert len(before) == 2
    assert after == before


def test_a_text_that_a_person_edited_stays_while_the_figures_are_renewed(peopled: World) -> None:
    fall(peopled)
    peopled.refresh()
    first = peopled.one("fell")
    Recommendations(peopled.house).edit(
        peopled.viewer("head"), first.id, "Директору: разберите до педсовета."
    )
    fall(peopled, 70)
    peopled.refresh()
    row = peopled.one("fell")
    assert row.text == "Директору: разберите до педсовета."
    assert row.numbers["values"][0][2] == 70.0
    assert row.status == "new"


def test_a_measure_silences_red_until_it_is_closed(peopled: World) -> None:
    world, head = peopled, peopled.viewer("head")
    world.value("quality", FIRST, YEAR, 20)
    world.refresh()
    assert world.one("red").status == "new"
    measures = Measures(world.house)
    made = measures.create(head, About("preparation", world.unit(FIRST), YEAR, "quality"), PLAN)
    assert world.one("red").status == "outdated"
    measures.report(head, made, Report("done", 100, "отчёт"))
    assert world.one("red").status == "new"


def test_a_measure_for_another_indicator_or_place_does_not_silence(peopled: World) -> None:
    world, head = peopled, peopled.viewer("head")
    world.value("quality", FIRST, YEAR, 20)
    measures = Measures(world.house)
    measures.create(head, About("preparation", world.unit(FIRST), YEAR, "pass_rate"), PLAN)
    measures.create(head, About("preparation", world.unit(SECOND), YEAR, "quality"), PLAN)
    world.refresh()
    assert world.one("red").status == "new"


def state(world: World) -> tuple[list[object], list[object]]:
    return world.found(), list(world.events())


def in_words(world: World) -> list[tuple[object, ...]]:
    return sorted(
        (row.rule, row.unit_id, row.cause, row.status, row.text, str(row.numbers)) for row in world.found()
    )


FIGURES = st.lists(
    st.tuples(
        st.sampled_from(["quality", "pass_rate", "low_share", "near"]),
        st.sampled_from([FIRST, SECOND, LYCEUM]),
        st.integers(YEAR - 3, YEAR + 1),
        st.integers(0, 40),
        st.sampled_from(["Q1", "H1", "Y"]),
    ),
    max_size=14,
)


@settings(max_examples=12)
@given(first=FIGURES, second=FIGURES)
def test_looking_twice_changes_nothing_and_parts_equal_the_whole(
    first: list[tuple[str, str, int, int, str]], second: list[tuple[str, str, int, int, str]]
) -> None:
    with TemporaryDirectory() as folder:
        worlds = [make_world(Path(folder) / name, now=AFTER_TERM) for name in ("a", "b")]
        try:
            whole, parts = worlds
            for figures in (first, second):
                for world in worlds:
                    for code, name, year, above, checkpoint in figures:
                        world.value(code, name, year, above, 40, checkpoint)
                whole.refresh()
                for name in (FIRST, SECOND, LYCEUM, GARDEN):
                    parts.refresh([name])
            assert in_words(whole) == in_words(parts)
            for world in worlds:
                before = state(world)
                world.refresh()
                assert state(world) == before
        finally:
            for world in worlds:
                world.house.database.engine.dispose()


def test_recommendations_are_kept_alike_on_both_engines(any_world: World) -> None:
    fall(any_world)
    any_world.refresh()
    fall(any_world, 99)
    any_world.refresh([FIRST])
    assert any_world.one("fell").status == "outdated"
