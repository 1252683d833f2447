"""Content elements: sums by code and section, mastery, thresholds by level."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.methods.elements import (
    Mastery,
    TaskScore,
    Zone,
    element_shares,
    level_shares,
    level_zone,
    pupil_mastery,
    with_prefixes,
)
from dashboard.methods.share import Share

CODES = st.lists(st.sampled_from(["1", "1.1", "2.9", "2.10", "7", "7.2", "7.2.1", "7.3"]), max_size=4)


@st.composite
def task_scores(draw: st.DrawFn) -> TaskScore:
    max_score = draw(st.integers(1, 4))
    score = draw(st.none() | st.integers(0, max_score))
    return TaskScore(max_score, score, tuple(draw(CODES)), draw(st.sampled_from(["Б", "П", "В", ""])))


LISTS = st.lists(task_scores(), max_size=12)


def test_an_element_stands_under_every_section_above_it() -> None:
    assert with_prefixes("7.2.1") == ("7", "7.2", "7.2.1")
    assert with_prefixes("12") == ("12",)


def test_a_task_with_several_codes_gives_its_full_weight_to_each_and_once_to_their_section() -> None:
    found = element_shares([TaskScore(2, 1, ("7.2.1", "7.2.3", "2.4"))])
    whole = Share(1, 2)
    assert found == {"2": whole, "2.4": whole, "7": whole, "7.2": whole, "7.2.1": whole, "7.2.3": whole}


def test_tasks_of_one_element_add_points_and_maxima_not_percents() -> None:
    found = element_shares([TaskScore(1, 1, ("3.1",)), TaskScore(4, 1, ("3.1",)), TaskScore(2, 2, ("3.2",))])
    assert found == {"3": Share(4, 7), "3.1": Share(2, 5), "3.2": Share(2, 2)}


def test_a_task_not_begun_counts_as_nothing_of_its_maximum() -> None:
    assert element_shares([TaskScore(2, None, ("1",)), TaskScore(1, 1, ("1",))]) == {"1": Share(1, 3)}


def test_a_code_written_twice_counts_once() -> None:
    assert element_shares([TaskScore(1, 1, ("7", "7.2", "7.2"))]) == {"7": Share(1, 1), "7.2": Share(1, 1)}


def test_elements_stand_in_the_order_of_their_parts_as_numbers() -> None:
    found = element_shares([TaskScore(1, 1, ("2.10", "10.1", "2.9", "2.1"))])
    assert list(found) == ["2", "2.1", "2.9", "2.10", "10", "10.1"]


def test_levels_are_summed_in_their_order_and_tasks_without_a_level_are_left_out() -> None:
    scores = [
        TaskScore(4, 1, (), "В"),
        TaskScore(1, 1, (), "Б"),
        TaskScore(1, 0, (), "Б"),
        TaskScore(9, 9, ()),
    ]
    found = level_shares(scores)
    assert list(found.items()) == [("Б", Share(1, 2)), ("В", Share(1, 4))]


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (Share(1, 2), Mastery.MASTERED),
        (Share(4, 9), Mastery.NOT_MASTERED),
        (Share(1, 1), Mastery.TOO_LITTLE),
        (Share(0, 0), Mastery.TOO_LITTLE),
        (Share(0, 2), Mastery.NOT_MASTERED),
    ],
)
def test_a_pupil_masters_an_element_with_half_of_at_least_two_points(share: Share, expected: Mastery) -> None:
    assert pupil_mastery(share) is expected


def test_the_standard_of_mastery_may_be_another() -> None:
    assert pupil_mastery(Share(6, 10), standard=0.6) is Mastery.MASTERED
    assert pupil_mastery(Share(5, 10), standard=0.6) is Mastery.NOT_MASTERED
    assert pupil_mastery(Share(55, 100), standard=0.55) is Mastery.MASTERED


@pytest.mark.parametrize(
    ("points", "level", "expected"),
    [
        (600, "Б", Zone.ENOUGH),
        (599, "Б", Zone.ZONE),
        (570, "Б", Zone.ZONE),
        (569, "Б", Zone.LOW),
        (300, "П", Zone.ENOUGH),
        (285, "В", Zone.ZONE),
        (284, "В", Zone.LOW),
        (599, "", Zone.ZONE),
    ],
)
def test_zones_of_a_class_change_exactly_at_60_and_57_and_at_30_and_28_5_percent(
    points: int, level: str, expected: Zone
) -> None:
    assert level_zone(Share(points, 1000), level) is expected


def test_nothing_counted_has_no_zone_and_an_unknown_level_is_an_error() -> None:
    assert level_zone(Share(0, 0), "Б") is None
    with pytest.raises(ValueError, match="unknown level of a task 'С'"):
        level_zone(Share(1, 2), "С")


def test_every_verdict_about_an_element_has_its_own_words() -> None:
    assert [mastery.label for mastery in Mastery] == ["освоен", "не освоен", "недостаточно данных"]
    assert [zone.label for zone in Zone] == ["достаточный", "пограничный", "недостаточный"]


@given(LISTS, LISTS)
def test_shares_of_two_lists_together_are_the_sums_of_their_shares(
    first: list[TaskScore], second: list[TaskScore]
) -> None:
    parts = element_shares(first), element_shares(second)
    nothing = Share(0, 0)
    expected = {
        code: parts[0].get(code, nothing) + parts[1].get(code, nothing) for code in {*parts[0], *parts[1]}
    }
    assert element_shares([*first, *second]) == expected


@given(LISTS)
def test_no_element_gets_more_points_than_possible_and_a_section_has_at_least_those_of_its_parts(
    scores: list[TaskScore],
) -> None:
    found = element_shares(scores)
    for code, share in found.items():
        assert 0 <= share.numerator <= share.denominator
        section = found[with_prefixes(code)[0]]
        assert section.numerator >= share.numerator
        assert section.denominator >= share.denominator


@given(LISTS)
def test_levels_together_are_all_tasks_that_have_a_level(scores: list[TaskScore]) -> None:
    total = sum(level_shares(scores).values(), Share(0, 0))
    levelled = [one for one in scores if one.level]
    assert total == Share(sum(one.score or 0 for one in levelled), sum(one.max_score for one in levelled))
