"""Numbers and dates as a Russian reader expects them."""

from datetime import date

import pytest

from dashboard.blocks import Measure, Quantity, State
from dashboard.numbers import format_date, format_number, format_quantity, format_year, plural
from dashboard.ui.numbers import format_goal, is_shown

THIN, NARROW = "\u2009", "\u202f"


@pytest.mark.parametrize(
    ("value", "measure", "text"),
    [
        (47.23, Measure.PERCENT, "47,2"),
        (0, Measure.PERCENT, "0,0"),
        (100, Measure.PERCENT, "100,0"),
        (1.44, Measure.CHANGE, "+1,4"),
        (-0.41, Measure.CHANGE, "−0,4"),
        (-0.04, Measure.CHANGE, "0,0"),
        (3.984, Measure.MEAN, "3,98"),
        (-0.05, Measure.MEAN_CHANGE, "−0,05"),
        (1204, Measure.COUNT, f"1{THIN}204"),
        (1234567, Measure.COUNT, f"1{THIN}234{THIN}567"),
        (-2, Measure.COUNT_CHANGE, "−2"),
        (12.34, Measure.INDEX, "12,3"),
        (4, Measure.PLACE, "4"),
        (None, Measure.PERCENT, "—"),
    ],
)
def test_numbers_have_a_decimal_comma_a_true_minus_and_thin_spaces(value, measure, text):
    assert format_number(value, measure) == text


@pytest.mark.parametrize(
    ("value", "measure", "text"),
    [
        (50, Measure.PERCENT, f"50{NARROW}%"),
        (50.5, Measure.PERCENT, f"50,5{NARROW}%"),
        (3.5, Measure.MEAN, "3,5"),
        (20, Measure.COUNT, "20"),
    ],
)
def test_a_goal_has_no_empty_fraction(value, measure, text):
    assert format_goal(value, measure) == text


def test_a_share_stands_before_its_sign_after_a_space_that_does_not_break():
    assert format_quantity(Quantity(47.2, Measure.PERCENT)) == f"47,2{NARROW}%"


def test_a_figure_that_is_not_shown_is_never_written_out():
    for state in (State.HIDDEN, State.MISSING, State.NOT_APPLICABLE):
        quantity = Quantity(12.5, Measure.PERCENT, state)
        assert not is_shown(quantity)
        assert "12" not in format_quantity(quantity)


def test_not_a_number_is_not_shown():
    assert not is_shown(Quantity(float("nan"), Measure.PERCENT))


def test_dates_and_school_years():
    assert format_date(date(2026, 1, 5)) == "05.01.2026"
    assert format_year(2025) == "2025/26"
    assert format_year(1999) == "1999/00"


@pytest.mark.parametrize(
    ("count", "noun"),
    [
        (1, "класс"),
        (2, "класса"),
        (5, "классов"),
        (11, "классов"),
        (21, "класс"),
        (112, "классов"),
        (0, "классов"),
    ],
)
def test_nouns_agree_with_their_number(count, noun):
    assert plural(count, "класс", "класса", "классов") == noun
