"""Figures of a work in a class: completion, ИОР, marks of the work beside marks of the period, what was confirmed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dashboard.methods.comparable import checkpoint_of
from dashboard.methods.expected import (
    Expectation,
    Variant,
    Verdict,
    completion_in_use,
    expectation,
    previous_mark,
    verdict,
)
from dashboard.methods.share import Share
from dashboard.methods.totals import MarkCounts
from dashboard.methods.works import Confirmation, completion, confirmation
from data_access.queries.works import ClassWork, Group
from data_access.viewer import Reader

WHOLE_YEAR = "Y"
FIRST_GRADE_OF_HALVES = 10  # grades 10–11 live by half-years
NUMERIC = {"5": 5, "4": 4, "3": 3, "2": 2, "1": 1}


@dataclass(frozen=True)
class WorkSum:
    """`period`: code of the journal period the work fell into, the year when no date is known.

    Absent pupils are on the list and in no sum. Marks of the period are of those who wrote.
    """

    of_class: ClassWork
    period: str
    n_list: int
    n_wrote: int
    completion: Share
    basic: Share
    higher: Share
    work_marks: MarkCounts
    period_marks: MarkCounts
    confirmed: Confirmation
    expected: Expectation
    verdict: Verdict | None

    @property
    def deviation(self) -> float | None:
        """Fact minus ИОР, п.п."""
        if not self.expected.is_computed or self.expected.percent is None or self.completion.percent is None:
            return None
        return self.completion.percent - self.expected.percent


def work_sum(reader: Reader, of_class: ClassWork) -> WorkSum:
    """Adds up the counts of a work in one class."""
    wrote = [group for group in of_class.groups if group.status == "wrote"]
    period = work_period(of_class)
    checkpoint = checkpoint_of(period).value
    year = of_class.work.year
    previous = [
        mark for group in of_class.groups for mark in [previous_mark(year, checkpoint, group.marks)] * group.n
    ]
    work = of_class.work
    in_use = completion_in_use(
        Variant(reader.methods.ior_method), work.subject.examined_in, work.grade, work.counts
    )
    expected = expectation(previous, in_use)
    fact = completion((group.got, group.possible) for group in wrote)
    return WorkSum(
        of_class=of_class,
        period=period,
        n_list=sum(group.n for group in of_class.groups),
        n_wrote=sum(group.n for group in wrote),
        completion=fact,
        basic=completion((group.basic_got, group.basic_possible) for group in wrote),
        higher=completion((group.higher_got, group.higher_possible) for group in wrote),
        work_marks=_counts([(str(group.mark), group.n) for group in wrote if group.mark is not None]),
        period_marks=_counts([(_journal(group, year, period), group.n) for group in wrote]),
        confirmed=confirmation(
            (group.mark, NUMERIC.get(_journal(group, year, period)))
            for group in wrote
            for _ in range(group.n)
        ),
        expected=expected,
        verdict=verdict(fact.percent, expected.percent, reader.methods.ior_tolerance)
        if expected.is_computed
        else None,
    )


def work_period(of_class: ClassWork) -> str:
    """Code of the period, in the system (quarters, trimesters, half-years) that the pupils' marks are kept in."""
    year, used = of_class.work.year, Counter[str]()
    for group in of_class.groups:
        for of_year, code in group.marks:
            if of_year == year and code != WHOLE_YEAR:
                used[code[0]] += group.n
    usual = "H" if of_class.work.grade >= FIRST_GRADE_OF_HALVES else "Q"
    system = max(sorted(used), key=used.__getitem__) if used else usual
    return of_class.work.periods.get(system, WHOLE_YEAR)


def _journal(group: Group, year: int, period: str) -> str:
    """The mark of the journal: stated in the protocol (ВПР), or kept for the period."""
    if group.journal_mark is not None:
        return str(group.journal_mark)
    return group.marks.get((year, period), "")


def _counts(marks: list[tuple[str, int]]) -> MarkCounts:
    found: Counter[str] = Counter()
    for value, n in marks:
        found[value] += n
    return MarkCounts(found["5"], found["4"], found["3"], found["2"] + found["1"], found["na"])
