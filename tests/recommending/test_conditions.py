"""What makes each rule fire: the border itself, the year and checkpoint, the words and the figures."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.recommending.world import AFTER_TERM, FIRST, GARDEN, LYCEUM, SECOND, YEAR, World

MUNICIPALITY = ""


# -- moved against a year before --------------------------------------------------------------------------


@pytest.mark.parametrize(("now", "fires"), [(80.0, True), (80.1, False), (70.0, True), (95.0, False)])
def test_a_fall_fires_from_its_limit_on(now: float, fires: bool, world: World) -> None:
    world.value("pass_rate", FIRST, YEAR - 1, 90)
    world.value("pass_rate", FIRST, YEAR, now)
    world.refresh()
    assert bool(world.found("fell")) is fires


@pytest.mark.parametrize(("now", "fires"), [(15.0, True), (14.9, False), (4.0, False)])
def test_a_rise_of_what_should_be_low_fires_from_its_limit_on(now: float, fires: bool, world: World) -> None:
    world.value("low_share", FIRST, YEAR - 1, 5)
    world.value("low_share", FIRST, YEAR, now)
    world.refresh()
    assert bool(world.found("rose")) is fires


def test_a_limit_reached_but_for_binary_digits_is_reached(world: World) -> None:
    """16,4 % − 6,4 % is 9,999… in the machine."""
    world.value("pass_rate", FIRST, YEAR - 1, 164, 1000)
    world.value("pass_rate", FIRST, YEAR, 64, 1000)
    world.refresh()
    assert world.found("fell")


def test_the_text_is_addressed_and_carries_the_figures(world: World) -> None:
    world.value("pass_rate", SECOND, YEAR - 1, 98)
    world.value("pass_rate", SECOND, YEAR, 84)
    world.refresh()
    row = world.one("fell")
    text = row.text.replace("\u202f", " ")
    assert text == (
        "Директору СОШ № 2: за 2025/26 учебный год 84,0 %, было 98,0 % (−14,0 п.п.), цель 98,5 %."
    )
    assert (row.role, row.year, row.checkpoint, row.indicator) == ("director", YEAR, "Y", "pass_rate")
    assert row.numbers["values"] == [[YEAR, "Y", 84.0, 100.0], [YEAR - 1, "Y", 98.0, 100.0]]
    assert row.numbers["target"] == 98.5
    assert row.mechanism == "preparation"


def test_a_fall_that_chance_could_make_says_so(world: World) -> None:
    world.value("pass_rate", FIRST, YEAR - 1, 9, 10)
    world.value("pass_rate", FIRST, YEAR, 8, 10)
    world.value("pass_rate", SECOND, YEAR - 1, 900, 1000)
    world.value("pass_rate", SECOND, YEAR, 800, 1000)
    world.refresh()
    texts = {row.unit_id: row.text for row in world.found("fell")}
    assert texts[world.unit(FIRST)].endswith("такая разница могла получиться и случайно.")
    assert "случайно" not in texts[world.unit(SECOND)]


def test_a_procedure_that_may_not_rank_says_so_in_every_recommendation(world: World) -> None:
    world.value("low_share", FIRST, YEAR - 1, 5)
    world.value("low_share", FIRST, YEAR, 30)
    world.refresh()
    assert {row.rule for row in world.found()} == {"rose", "red"}
    for row in world.found():
        assert row.text.endswith("Показатель не служит для рейтингов и оценки педагогов.")


def test_a_quarter_is_compared_with_the_same_quarter(world: World) -> None:
    world.value("pass_rate", FIRST, YEAR - 1, 99, checkpoint="Q1")
    world.value("pass_rate", FIRST, YEAR - 1, 85)
    world.value("pass_rate", FIRST, YEAR, 85, checkpoint="Q1")
    world.refresh()
    row = world.one("fell")
    assert row.checkpoint == "Q1"
    assert "за период «1 четверть» 2025/26 учебного года" in row.text


def test_only_the_newest_checkpoint_counts(world: World) -> None:
    for year, first, second in ((YEAR - 1, 95, 95), (YEAR, 80, 95)):
        world.value("pass_rate", FIRST, year, first, checkpoint="Q1")
        world.value("pass_rate", FIRST, year, second, checkpoint="H1")
    world.refresh()
    assert not world.found("fell")


def test_a_value_years_older_than_the_newest_of_its_school_says_nothing(world: World) -> None:
    for year, number in ((YEAR - 2, 5), (YEAR - 1, 40)):
        world.value("low_share", FIRST, year, number)
    world.refresh()
    assert world.found("rose", "new")
    world.value("quality", FIRST, YEAR + 1, 70)
    world.refresh()
    assert not world.found("rose", "new")


def test_an_indicator_that_no_mechanism_shows_is_not_spoken_of(world: World) -> None:
    world.value("hidden_one", FIRST, YEAR - 1, 99)
    world.value("hidden_one", FIRST, YEAR, 10)
    world.refresh()
    assert world.found() == []


# -- years under the target ---------------------------------------------------------------------------------


def test_the_third_year_under_the_target_fires_and_the_second_does_not(world: World) -> None:
    for year, number in ((YEAR - 2, 39), (YEAR - 1, 57), (YEAR, 57)):
        world.value("quality", FIRST, year, number)
    for year, number in ((YEAR - 2, 41), (YEAR - 1, 57), (YEAR, 57)):
        world.value("quality", SECOND, year, number)  # 41 is over the target that the order set for that year
    world.refresh()
    row = world.one("years")
    assert row.unit_id == world.unit(FIRST)
    assert "третий год ниже цели, 57,0" in row.text
    assert [told[0] for told in row.numbers["values"]] == [YEAR, YEAR - 1, YEAR - 2]


def test_a_missing_year_breaks_the_row(world: World) -> None:
    for year in (YEAR - 3, YEAR - 1, YEAR):
        world.value("quality", FIRST, year, 20)
    world.refresh()
    assert not world.found("years")


def test_quarters_are_no_years(world: World) -> None:
    for checkpoint in ("Q1", "H1", "Q3", "H2"):
        world.value("quality", FIRST, YEAR, 50, checkpoint=checkpoint)
    world.refresh()
    assert not world.found("years")


# -- a single «3» -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("one3", "n", "fires"), [(5, 100, True), (4, 100, False), (5, 200, False)])
def test_the_reserve_needs_enough_pupils_and_enough_gain(
    one3: int, n: int, fires: bool, world: World
) -> None:
    world.pupils(FIRST, n, good=50, one3=one3, year=YEAR + 1, checkpoint="Q1")
    world.refresh()
    assert bool(world.found("threes")) is fires


def test_the_reserve_says_what_quality_would_become(world: World) -> None:
    world.pupils(LYCEUM, 40, good=20, one3=6, year=YEAR + 1, checkpoint="Q1")
    world.refresh()
    row = world.one("threes")
    assert row.text.replace("\u202f", " ") == "Директору лицея: одна «3» у 6 из 40: 50,0 % → 65,0 %."
    assert row.numbers["values"] == [[YEAR + 1, "Q1", 20, 40]]
    assert row.numbers["count"] == 6
    assert (row.cause, row.indicator) == (f"one3:{YEAR + 1}", "quality")


# -- red without a measure ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "fires"), [(44.9, True), (45.0, False), (58.0, False)])
def test_red_is_below_the_border_of_risk(number: float, fires: bool, world: World) -> None:
    world.value("quality", FIRST, YEAR, number)
    world.refresh()
    assert bool(world.found("red")) is fires


def test_each_red_indicator_of_a_place_is_a_cause_of_its_own(world: World) -> None:
    world.value("quality", FIRST, YEAR, 20)
    world.value("pass_rate", FIRST, YEAR, 20)
    world.value("quality", SECOND, YEAR, 20)
    world.refresh()
    assert sorted((row.unit_id, row.cause) for row in world.found("red")) == sorted(
        [
            (world.unit(FIRST), f"pass_rate:{YEAR}"),
            (world.unit(FIRST), f"quality:{YEAR}"),
            (world.unit(SECOND), f"quality:{YEAR}"),
        ]
    )
    assert {row.mechanism for row in world.found("red")} == {"preparation"}


def test_only_what_the_tiles_show_is_red(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.recommending.figures.MOST_TILES", 1)
    world.value("quality", FIRST, YEAR, 20)  # the first tile
    world.value("pass_rate", FIRST, YEAR, 20)  # the lead of another mechanism
    world.value("low_share", FIRST, YEAR, 50)
    world.refresh()
    assert {row.indicator for row in world.found("red")} == {"quality", "pass_rate"}


def test_the_total_of_the_municipality_has_no_rule_of_a_school(world: World) -> None:
    world.value("quality", MUNICIPALITY, YEAR, 20)
    world.refresh()
    assert world.found() == []


# -- one step from the list -----------------------------------------------------------------------------------


def test_a_school_one_step_from_the_list_is_told(world: World) -> None:
    world.value("near", FIRST, YEAR, 1, 1)
    world.value("near", SECOND, YEAR, 0, 1)
    world.refresh()
    row = world.one("step")
    assert (row.unit_id, row.mechanism) == (world.unit(FIRST), "low_results")


# -- not sent in time ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "are_late"), [(10, False), (15, False), (16, True)])
def test_nothing_is_late_until_its_last_day_is_over(day: int, are_late: bool, world: World) -> None:
    world.at(datetime(2026, 6, day, 23)).refresh()
    assert bool(world.found("late")) is are_late


def test_what_is_not_submitted_after_its_term_is_told_once_per_mechanism(world: World) -> None:
    late = world.at(AFTER_TERM)
    late.submit("hikes", FIRST)
    late.submit("clubs", FIRST, status="draft")
    late.refresh()
    texts = {row.unit_id: row for row in late.found("late")}
    assert texts[world.unit(FIRST)].text == "Директору СОШ № 1: за 2025/26 учебный год не сдано 1: «Кружки»."
    assert texts[world.unit(FIRST)].numbers == {"count": 1, "missing": ["clubs"]}
    assert texts[world.unit(SECOND)].text.endswith("не сдано 2: «Кружки», «Походы».")
    assert texts[world.unit(GARDEN)].text.startswith("Руководителю детского сада «Ромашка»:")
    assert texts[world.unit(GARDEN)].numbers["missing"] == ["groups"]
    assert {row.cause for row in texts.values()} == {f"upbringing:{YEAR}"}


def test_the_department_is_told_of_its_own(world: World) -> None:
    late = world.at(AFTER_TERM)
    late.refresh()
    row = late.one("late_us")
    assert (row.unit_id, row.role) == (world.unit(), "coordinator")
    assert row.text == "Координатору механизма «Воспитание»: не внесено 1: «Приказы»."
    late.submit("orders", MUNICIPALITY)
    late.refresh()
    assert late.one("late_us").status == "outdated"


def test_a_year_before_the_first_marks_owes_nothing(world: World) -> None:
    """In 2025/26 before the term, 2024/25 is past its own; but the program knows nothing of that year."""
    world.refresh()
    assert not world.found("late")
    world.pupils(FIRST, 10, 5, 0, year=YEAR - 1)
    world.refresh()
    assert {row.year for row in world.found("late")} == {YEAR - 1}
