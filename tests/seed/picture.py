"""Counting by hand what the tests of the demonstration look at, apart from the product's own methods."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from seed.demo import vpr
from seed.demo.model import Municipality


def marks_by_pupil(demo: Municipality, school: str, year: int, period: str) -> Iterator[list[str]]:
    """Marks of each pupil of a school in a period, without «осв» and «зач»."""
    for school_class in demo.classes_of(school, year):
        of_pupil: dict[int, list[str]] = {}
        for cell in demo.marks[school_class.key]:
            if cell.period == period and cell.value not in ("ex", "pass"):
                of_pupil.setdefault(cell.pupil.number, []).append(cell.value)
        yield from of_pupil.values()


def categories(demo: Municipality, school: str, year: int, period: str = "Y") -> Counter[str]:
    """How many pupils are failing, have one «3», more of them, one «4», or are good."""
    return Counter(_category(marks) for marks in marks_by_pupil(demo, school, year, period))


def quality(demo: Municipality, school: str, year: int) -> float:
    """Percent of pupils without «3» and lower in the year's marks."""
    counted = categories(demo, school, year)
    return 100 * (counted["good"] + counted["one 4"]) / counted.total()


def share_below_journal(demo: Municipality, school: str) -> float:
    """Percent of ВПР marks that are lower than the journal mark, all works of all years."""
    pairs = [
        (result.mark, result.journal)
        for work in vpr.works(demo.years)
        for result in vpr.results(demo, work, school)
        if result.journal is not None
    ]
    return 100 * sum(mark < journal for mark, journal in pairs) / len(pairs)


def _category(marks: list[str]) -> str:
    if any(mark in ("2", "na") for mark in marks):
        return "failing"
    threes, fours = marks.count("3"), marks.count("4")
    if threes:
        return "one 3" if threes == 1 else "more 3"
    return "one 4" if fours == 1 else "good"
