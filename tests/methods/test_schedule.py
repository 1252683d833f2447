"""When work of the roadmap falls in a school year, by hand and for any recurrence; how it stands there."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.blocks import Span, WorkState
from dashboard.methods.schedule import (
    AS_NEEDED,
    PERIODS,
    Mark,
    Recurrence,
    day_in_year,
    school_year_of,
    spans_in_year,
    standing,
    year_span,
)

TODAY = date(2026, 2, 10)  # inside 2025/26


def once(day: date) -> Recurrence:
    return Recurrence("once", on=day)


def test_a_school_year_begins_on_the_first_of_september() -> None:
    assert school_year_of(date(2025, 8, 31)) == 2024
    assert school_year_of(date(2025, 9, 1)) == 2025
    assert day_in_year("10-01", 2025) == date(2025, 10, 1)
    assert day_in_year("05-31", 2025) == date(2026, 5, 31)
    assert day_in_year("02-29", 2025) == date(2026, 2, 28)
    assert day_in_year("02-29", 2023) == date(2024, 2, 29)


def test_yearly_work_with_months_stands_once_in_each_year() -> None:
    work = Recurrence("yearly", "03-01", "05-31")
    assert spans_in_year(work, 2025) == (Span(date(2026, 3, 1), date(2026, 5, 31)),)
    assert spans_in_year(work, 2026) == (Span(date(2027, 3, 1), date(2027, 5, 31)),)
    assert spans_in_year(Recurrence("yearly"), 2025) == (year_span(2025),)


def test_yearly_work_over_the_summer_belongs_to_the_year_in_which_it_ends() -> None:
    work = Recurrence("yearly", "08-15", "09-30")
    assert spans_in_year(work, 2025) == (Span(date(2025, 9, 1), date(2025, 9, 30)),)


def test_quarterly_work_stands_four_times_and_half_yearly_work_twice() -> None:
    ends = [span.end for span in spans_in_year(Recurrence("quarterly"), 2025)]
    assert ends == [date(2025, 10, 31), date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30)]
    halves = spans_in_year(Recurrence("half_yearly"), 2025)
    assert [span.end for span in halves] == [date(2025, 12, 31), date(2026, 6, 30)]


def test_monthly_work_keeps_to_the_months_it_names() -> None:
    months = spans_in_year(Recurrence("monthly", "09-15", "05-31"), 2025)
    assert len(months) == 9
    assert months[0] == Span(date(2025, 9, 15), date(2025, 9, 30))
    assert months[5] == Span(date(2026, 2, 1), date(2026, 2, 28))


def test_work_as_needed_has_no_dates_and_constant_work_the_whole_year() -> None:
    assert spans_in_year(Recurrence(AS_NEEDED), 2025) == ()
    assert spans_in_year(Recurrence("always"), 2025) == (year_span(2025),)


def test_recurring_work_ends_only_after_the_year_that_the_profile_names() -> None:
    assert spans_in_year(Recurrence("yearly", "03-01", "05-31"), 2040) != ()
    ended = Recurrence("yearly", "03-01", "05-31", until=2024)
    assert spans_in_year(ended, 2023) == (Span(date(2024, 3, 1), date(2024, 5, 31)),)
    assert spans_in_year(ended, 2024) == ()
    assert standing(ended, 2024, TODAY, {}) is None


def test_work_done_once_stands_in_the_year_of_its_day() -> None:
    work = once(date(2026, 4, 30))
    assert standing(work, 2024, TODAY, {}) is None
    now = standing(work, 2025, TODAY, {})
    assert now is not None
    assert (now.state, now.deadline) == (WorkState.PLANNED, date(2026, 4, 30))


def test_work_done_once_that_was_not_done_is_overdue_until_it_is() -> None:
    work = once(date(2025, 4, 30))  # of the previous school year
    late = standing(work, 2025, TODAY, {})
    assert late is not None
    assert late.state is WorkState.OVERDUE
    done_late = {2025: Mark("done", 100)}
    closed = standing(work, 2025, TODAY, done_late)
    assert closed is not None
    assert closed.state is WorkState.DONE
    assert standing(work, 2026, date(2026, 10, 1), done_late) is None


def test_work_of_long_ago_that_nobody_marked_has_no_mark_and_is_not_overdue() -> None:
    work = once(date(2021, 3, 31))
    silent = standing(work, 2025, TODAY, {})
    assert silent is not None
    assert silent.state is WorkState.NO_MARK
    assert not silent.counts
    begun = standing(work, 2025, TODAY, {2021: Mark("doing", 40)})
    assert begun is not None
    assert begun.state is WorkState.OVERDUE


@pytest.mark.parametrize(
    ("today", "mark", "state"),
    [
        (date(2026, 2, 10), None, WorkState.PLANNED),
        (date(2026, 5, 31), None, WorkState.PLANNED),
        (date(2026, 6, 1), None, WorkState.OVERDUE),
        (date(2026, 6, 1), Mark("doing", 90), WorkState.OVERDUE),
        (date(2026, 6, 1), Mark("planned"), WorkState.OVERDUE),
        (date(2026, 6, 1), Mark("done", 100), WorkState.DONE),
        (date(2026, 6, 1), Mark("dropped"), WorkState.DROPPED),
        (date(2026, 4, 1), Mark("doing", 30), WorkState.DOING),
        (date(2027, 4, 1), None, WorkState.OVERDUE),  # still the previous school year
        (date(2027, 9, 1), None, WorkState.NO_MARK),
    ],
)
def test_yearly_work_is_overdue_after_its_last_day_unless_done(
    today: date, mark: Mark | None, state: WorkState
) -> None:
    work = Recurrence("yearly", "03-01", "05-31")
    found = standing(work, 2025, today, {2025: mark} if mark else {})
    assert found is not None
    assert found.state is state


def test_the_mark_of_one_year_says_nothing_about_the_next() -> None:
    work = Recurrence("yearly", "09-01", "09-30")
    found = standing(work, 2026, date(2026, 9, 10), {2025: Mark("done", 100)})
    assert found is not None
    assert (found.state, found.progress, found.is_now) == (WorkState.PLANNED, 0, True)


def test_quarterly_work_is_not_late_before_the_last_quarter_ends() -> None:
    found = standing(Recurrence("quarterly"), 2025, date(2026, 4, 15), {2025: Mark("doing", 50)})
    assert found is not None
    assert found.state is WorkState.DOING
    assert found.is_now


def test_constant_work_and_work_as_needed_are_never_overdue() -> None:
    for repeat in ("always", AS_NEEDED):
        found = standing(Recurrence(repeat), 2025, date(2026, 8, 31), {})
        assert found is not None
        assert found.deadline is None
        assert found.state is not WorkState.OVERDUE
        assert not found.is_now
    unmarked = standing(Recurrence(AS_NEEDED), 2025, TODAY, {})
    assert unmarked is not None
    assert not unmarked.counts
    used = standing(Recurrence(AS_NEEDED), 2025, TODAY, {2025: Mark("done", 100)})
    assert used is not None
    assert used.counts


def test_a_day_is_in_work_a_month_before_it() -> None:
    work = once(date(2026, 3, 1))
    near, far = standing(work, 2025, date(2026, 2, 10), {}), standing(work, 2025, date(2026, 1, 10), {})
    assert near is not None
    assert near.is_now
    assert far is not None
    assert not far.is_now


YEARS = st.integers(2015, 2040)
DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: f"{day:%m-%d}")
WINDOWS = st.one_of(st.just(("", "")), st.tuples(DAYS, DAYS))
REPEATS = st.sampled_from(sorted(PERIODS))


@given(repeat=REPEATS, year=YEARS)
def test_recurring_work_stands_exactly_once_in_each_period_of_each_year(repeat: str, year: int) -> None:
    spans = spans_in_year(Recurrence(repeat), year)
    periods = [Span(day_in_year(start, year), day_in_year(end, year)) for start, end in PERIODS[repeat]]
    assert list(spans) == periods


@given(repeat=REPEATS, window=WINDOWS, year=YEARS)
def test_spans_lie_inside_the_school_year_in_order_and_apart(
    repeat: str, window: tuple[str, str], year: int
) -> None:
    spans = spans_in_year(Recurrence(repeat, *window), year)
    whole = year_span(year)
    assert spans, "recurring work comes back every year"
    assert len(spans) == 1 or repeat != "yearly"
    assert all(whole.start <= span.start <= span.end <= whole.end for span in spans)
    assert all(one.end < other.start for one, other in itertools.pairwise(spans))
    for start, end in PERIODS[repeat]:
        period = Span(day_in_year(start, year), day_in_year(end, year))
        inside = [span for span in spans if period.start <= span.start and span.end <= period.end]
        assert len(inside) <= 1


@given(
    repeat=REPEATS,
    window=WINDOWS,
    year=YEARS,
    days=st.integers(-200, 1500),
    status=st.sampled_from(["", "planned", "doing", "done", "dropped"]),
)
def test_work_is_overdue_only_after_its_day_and_never_when_closed(
    repeat: str, window: tuple[str, str], year: int, days: int, status: str
) -> None:
    today = year_span(year).start + timedelta(days=days)
    marks = {year: Mark(status)} if status else {}
    found = standing(Recurrence(repeat, *window), year, today, marks)
    assert found is not None
    assert found.deadline is not None
    if found.state is WorkState.OVERDUE:
        assert found.deadline < today
        assert status not in ("done", "dropped")
    if status in ("planned", "doing") and found.deadline < today:
        assert found.state is WorkState.OVERDUE


@given(day=st.dates(date(2015, 1, 1), date(2040, 12, 31)), year=YEARS)
def test_work_done_once_and_in_time_stands_in_one_year_only(day: date, year: int) -> None:
    own = school_year_of(day)
    found = standing(once(day), year, day, {own: Mark("done", 100)})
    assert (found is not None) == (year == own)
