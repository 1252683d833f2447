"""Checkpoints: what may be compared with what, and who is counted in a period."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.methods.comparable import (
    CHECKPOINTS,
    are_comparable,
    checkpoint_of,
    checkpoint_title,
    counted_in_period,
    period_title,
    previous_checkpoint,
    same_checkpoint_last_year,
)

PERIOD_END = date(2025, 12, 30)


def test_every_period_belongs_to_one_of_exactly_five_checkpoints() -> None:
    assert CHECKPOINTS == ("Q1", "H1", "Q3", "H2", "Y")
    periods = ["Q1", "T1", "Q2", "T2", "H1", "Q3", "Q4", "T3", "H2", "Y"]
    expected = ["Q1", "Q1", "H1", "H1", "H1", "Q3", "H2", "H2", "H2", "Y"]
    assert [checkpoint_of(period) for period in periods] == expected
    assert sorted(period for point in CHECKPOINTS for period in point.periods) == sorted(periods)


def test_titles_for_the_picker_are_russian() -> None:
    assert [checkpoint_title(code) for code in CHECKPOINTS] == [
        "1 четверть",
        "2 четверть / 1 полугодие",
        "3 четверть",
        "4 четверть / 2 полугодие",
        "Год",
    ]


def test_a_period_has_its_own_title() -> None:
    assert [period_title(code) for code in ("Q2", "H1", "T1", "Y")] == [
        "2 четверть",
        "1 полугодие",
        "1 триместр",
        "Год",
    ]


def test_previous_checkpoint_stays_inside_the_year() -> None:
    assert [previous_checkpoint(code) for code in CHECKPOINTS] == [None, "Q1", "H1", "Q3", None]


def test_before_the_second_half_year_of_grade_10_comes_the_first_half_year() -> None:
    assert previous_checkpoint("H2", kept=("H1", "H2", "Y")) == "H1"
    assert previous_checkpoint("H1", kept=("H1", "H2", "Y")) is None


def test_a_part_of_a_year_is_never_compared_with_a_whole_one() -> None:
    assert not are_comparable("H2", "Y")
    assert are_comparable("Q1", "H2")
    assert are_comparable("Y", "Y")


def test_the_same_checkpoint_of_the_year_before() -> None:
    assert same_checkpoint_last_year(2025, "H1") == (2024, "H1")


@pytest.mark.parametrize("function", [checkpoint_of, checkpoint_title, period_title, previous_checkpoint])
def test_an_unknown_code_is_an_error_that_names_it(function: object) -> None:
    with pytest.raises(ValueError, match="'Q5'"):
        function("Q5")  # type: ignore[operator]


@pytest.mark.parametrize(
    ("since", "until", "is_counted"),
    [
        (None, None, True),
        (None, date(2025, 12, 29), False),
        (None, PERIOD_END, True),
        (date(2025, 11, 10), None, True),
        (PERIOD_END, None, True),
        (date(2026, 1, 12), None, False),
        (date(2025, 10, 1), date(2025, 12, 1), False),
    ],
)
def test_only_pupils_in_the_class_on_the_last_day_of_a_period_are_counted(
    since: date | None, until: date | None, is_counted: bool
) -> None:
    assert counted_in_period(since, until, PERIOD_END) is is_counted


def test_leaving_before_joining_is_an_error() -> None:
    with pytest.raises(ValueError, match="before joining"):
        counted_in_period(date(2025, 12, 1), date(2025, 11, 1), PERIOD_END)
