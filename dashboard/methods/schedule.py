"""When work of the profile falls in a school year, and how it stands there.

Recurring work (ежегодно, раз в полугодие, по итогам четверти, ежемесячно, постоянно, по мере необходимости) comes
back each school year and ends only after the calendar year that its profile names. Work that is done once belongs
to the school year of its date and, until it is done, to the years after it. A span over 31 August belongs to the
school year in which it ends.

Work is overdue when its last day in the school year has passed and nobody marked it done. What is older than the
previous school year and never marked is «нет отметки»: nobody knows what became of it, so it is not an accusation.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.blocks import Span, WorkState

ONCE, ALWAYS, AS_NEEDED = "once", "always", "as_needed"
# Periods of the school year as (first month and day, last month and day). The last ones end with June, when the
# results of the year are summed up.
PERIODS: dict[str, tuple[tuple[str, str], ...]] = {
    "yearly": (("09-01", "08-31"),),
    "half_yearly": (("09-01", "12-31"), ("01-01", "06-30")),
    "quarterly": (("09-01", "10-31"), ("11-01", "12-31"), ("01-01", "03-31"), ("04-01", "06-30")),
    "monthly": (
        *(("09-01", "09-30"), ("10-01", "10-31"), ("11-01", "11-30"), ("12-01", "12-31")),
        *(("01-01", "01-31"), ("02-01", "02-29"), ("03-01", "03-31"), ("04-01", "04-30")),
        *(("05-01", "05-31"), ("06-01", "06-30"), ("07-01", "07-31"), ("08-01", "08-31")),
    ),
}


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How work comes back. `start`, `end`: MM-DD inside a school year; `on`: the day of work that is done once;
    `until`: the last calendar year of recurring work."""

    repeat: str
    start: str = ""
    end: str = ""
    on: date | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """What people said last about work in a school year: planned, doing, done or dropped; progress 0–100."""

    status: str
    progress: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """Work in one school year. `deadline` may be of an earlier year; None: the work has no last day."""

    state: WorkState
    progress: int
    spans: tuple[Span, ...]
    deadline: date | None
    is_now: bool  # a term with a last day is running today and the work is not closed

    @property
    def counts(self) -> bool:
        """Whether it is one of the things that were to be done this year."""
        return self.state not in (WorkState.DROPPED, WorkState.AS_NEEDED, WorkState.NO_MARK)


def school_year_of(day: date) -> int:
    """The calendar year of 1 September of the school year that holds the day."""
    return day.year if day.month >= 9 else day.year - 1


def year_span(year: int) -> Span:
    """A school year: 1 September to 31 August."""
    return Span(date(year, 9, 1), date(year + 1, 8, 31))


def day_in_year(month_day: str, year: int) -> date:
    """MM-DD as a day of the school year; 29 February is the 28th where there is none."""
    month, day = int(month_day[:2]), int(month_day[3:])
    calendar_year = year if month >= 9 else year + 1
    if (month, day) == (2, 29) and not isleap(calendar_year):
        day = 28
    return date(calendar_year, month, day)


def spans_in_year(work: Recurrence, year: int) -> tuple[Span, ...]:
    """When recurring work runs in a school year, in order: one span per period, inside the year. Nothing after
    `until`, nothing for work as needed. Of work done once: its day, if it is in this year."""
    if work.on is not None:
        return (Span(work.on, work.on),) if school_year_of(work.on) == year else ()
    if work.repeat == AS_NEEDED:
        return ()
    spans = _recurring(work, year)
    return tuple(span for span in spans if work.until is None or span.start.year <= work.until)


def standing(work: Recurrence, year: int, today: date, marks: Mapping[int, Mark]) -> Standing | None:
    """How the work stands in a school year; None when it is not of this year. `marks`: by school year."""
    if work.on is not None:
        return _done_once(work.on, year, today, marks)
    spans = spans_in_year(work, year)
    if not spans and work.repeat != AS_NEEDED:
        return None
    deadline = spans[-1].end if spans and work.repeat != ALWAYS else None
    state = _state(work.repeat, year, deadline, today, marks.get(year), has_mark=year in marks)
    return _standing(state, marks.get(year), spans, deadline, today)


def _done_once(day: date, year: int, today: date, marks: Mapping[int, Mark]) -> Standing | None:
    own_year = school_year_of(day)
    closed = [of for of, mark in marks.items() if mark.status in ("done", "dropped")]
    if own_year > year or any(of < year for of in closed):
        return None
    has_mark = any(of <= year for of in marks)
    state = _state(ONCE, year, day, today, marks.get(year), has_mark=has_mark)
    return _standing(state, marks.get(year), (Span(day, day),), day, today)


def _standing(
    state: WorkState, mark: Mark | None, spans: tuple[Span, ...], deadline: date | None, today: date
) -> Standing:
    progress = 100 if state is WorkState.DONE else mark.progress if mark else 0
    is_open = state in (WorkState.PLANNED, WorkState.DOING) and deadline is not None
    is_running = any(_term(span).start <= today <= span.end for span in spans)
    return Standing(state, progress, spans, deadline, is_open and is_running)


def _term(span: Span) -> Span:
    """A single day is prepared for a month before it."""
    return span if span.start < span.end else Span(span.end - timedelta(days=30), span.end)


def _state(
    repeat: str, year: int, deadline: date | None, today: date, mark: Mark | None, *, has_mark: bool
) -> WorkState:
    if mark is not None and mark.status in ("done", "dropped"):
        return WorkState(mark.status)
    if deadline is not None and deadline < today:
        is_recent = school_year_of(deadline) >= school_year_of(today) - 1
        return WorkState.OVERDUE if is_recent or has_mark else WorkState.NO_MARK
    if mark is not None:
        return WorkState(mark.status)
    if repeat == AS_NEEDED:
        return WorkState.AS_NEEDED
    return WorkState.NO_MARK if year_span(year).end < today else WorkState.PLANNED


def _recurring(work: Recurrence, year: int) -> list[Span]:
    windows = _windows(work, year)
    periods = PERIODS.get(work.repeat)
    if periods is None or work.repeat == "yearly":  # always, and what the profile gives only a window for
        return windows
    found = []
    for start, end in periods:
        period = Span(day_in_year(start, year), day_in_year(end, year))
        shared = [_shared(period, window) for window in windows]
        found += [span for span in shared if span is not None][:1]
    return found or windows


def _windows(work: Recurrence, year: int) -> list[Span]:
    """The part of the school year that the profile names. One over 31 August ends in this year; what comes back
    several times a year has its other part at the end of it."""
    whole = year_span(year)
    start = day_in_year(work.start, year) if work.start else whole.start
    end = day_in_year(work.end, year) if work.end else whole.end
    if start <= end:
        return [Span(start, end)]
    tail = [] if work.repeat == "yearly" else [Span(start, whole.end)]
    return [Span(whole.start, end), *tail]


def _shared(one: Span, other: Span) -> Span | None:
    start, end = max(one.start, other.start), min(one.end, other.end)
    return Span(start, end) if start <= end else None
