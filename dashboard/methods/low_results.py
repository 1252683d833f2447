"""Schools with low results (ШНОР): which procedures are low, whether the school is on the list, how near it is.

The rule in force (§3.7 of the methods): in a procedure at least 30 % of those who wrote stayed below the minimum; a
school is on the list with two such procedures in a year, or with the same procedure in two years running. The act
joins the two by «а также», which may mean OR or AND: ФИОКО takes OR, a department may choose. The least number of
pupils is a методика проекта. How many pupils stand between a school and the other verdict is counted exactly: the
cheapest set of procedures that would have to change, not a sum of all distances.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from dashboard.methods.intervals import Interval, wilson_interval
from dashboard.methods.papers import MATHS, RUSSIAN, Procedure
from dashboard.methods.share import Share

PROCEDURES = (
    *(Procedure("vpr", grade, subject) for grade in range(4, 9) for subject in (RUSSIAN, MATHS)),
    Procedure("oge", 9, RUSSIAN),
    Procedure("oge", 9, MATHS),
    Procedure("ege", 11, RUSSIAN),
    Procedure("ege_base", 11, MATHS),
    Procedure("ege", 11, MATHS),
)
SMALL_SAMPLE = 10


@dataclass(frozen=True, slots=True)
class LowRule:
    """Parameters of the rule. `near`: how many more pupils below the minimum count as one step from the list."""

    percent: int = 30
    fewest: int = 5
    logic: Literal["or", "and"] = "or"
    near: int = 1

    def least_below(self, n: int) -> int:
        """How many of n below the minimum make a procedure low."""
        return -(-self.percent * n // 100)


@dataclass(frozen=True, slots=True)
class LowCell:
    """A procedure of a school in a year: `below` of `n` stayed below the minimum.

    `left`: how many more would make it low («до порога осталось»), 0 when it is; None when too few wrote to count.
    `spare`: how many fewer would have kept it from being low, 0 when it is not.
    """

    n: int
    below: int
    is_low: bool
    left: int | None
    spare: int = 0

    @property
    def share(self) -> Share:
        return Share(self.below, self.n)

    @property
    def interval(self) -> Interval:
        """Wilson's 95 % interval of the share: what a few pupils more or less could have made of it."""
        return wilson_interval(self.below, self.n)

    @property
    def is_small(self) -> bool:
        """Counted, but of few pupils: one of them moves the share by more than 10 points."""
        return self.n < SMALL_SAMPLE


@dataclass(frozen=True, slots=True)
class LowYear:
    """The verdict of a year. `repeated`: low now and the year before; `n`: pupils of the largest procedure."""

    low: tuple[Procedure, ...]
    repeated: tuple[Procedure, ...]
    is_listed: bool
    is_near: bool
    n: int


@dataclass(frozen=True)
class LowTable:
    """The identification table of a school: procedures × years, in order, with a verdict under each year."""

    procedures: tuple[Procedure, ...]
    years: tuple[int, ...]
    cells: Mapping[tuple[Procedure, int], LowCell]
    verdicts: Mapping[int, LowYear]
    rule: LowRule = LowRule()

    def of_year(self, year: int) -> dict[Procedure, LowCell]:
        """Cells of a year, in the order of procedures."""
        return {one: self.cells[one, year] for one in self.procedures if (one, year) in self.cells}

    def low_before(self, year: int) -> frozenset[Procedure]:
        """Procedures that were low the year before: what repeats them puts the school on the list."""
        return frozenset(one for one, cell in self.of_year(year - 1).items() if cell.is_low)


@dataclass(frozen=True, slots=True)
class Way:
    """So many further pupils below the minimum, in these procedures, would put a school on the list."""

    pupils: int
    procedures: tuple[Procedure, ...]


Counts = Mapping[tuple[Procedure, int], tuple[int, int]]  # procedure, year → (n, below)


def low(n: int, below: int, rule: LowRule = LowRule()) -> LowCell:
    """One procedure of one year."""
    if n < rule.fewest:
        return LowCell(n, below, is_low=False, left=None)
    left = rule.least_below(n) - below
    return LowCell(n, below, left <= 0, max(left, 0), max(1 - left, 0))


def low_table(counts: Counts, rule: LowRule = LowRule()) -> LowTable:
    """The table of a school; a procedure that nobody wrote in any year has no row, an unknown one is left out."""
    cells = {
        (procedure, year): low(n, below, rule)
        for (procedure, year), (n, below) in counts.items()
        if procedure in PROCEDURES and n
    }
    years = tuple(sorted({year for _, year in cells}))
    present = {procedure for procedure, _ in cells}
    procedures = tuple(procedure for procedure in PROCEDURES if procedure in present)
    verdicts = {year: _verdict(cells, year, rule) for year in years}
    return LowTable(procedures, years, cells, verdicts, rule)


def _verdict(cells: Mapping[tuple[Procedure, int], LowCell], year: int, rule: LowRule) -> LowYear:
    own = {procedure: cell for (procedure, of_year), cell in cells.items() if of_year == year}
    before = {
        procedure for (procedure, of_year), cell in cells.items() if of_year == year - 1 and cell.is_low
    }
    lows = {procedure for procedure, cell in own.items() if cell.is_low}
    way = _way(own, before, rule)
    return LowYear(
        low=tuple(item for item in PROCEDURES if item in lows),
        repeated=tuple(item for item in PROCEDURES if item in lows & before),
        is_listed=_is_listed(lows, before, rule),
        is_near=way is not None and 0 < way.pupils <= rule.near,
        n=max(cell.n for cell in own.values()),
    )


def _is_listed(lows: set[Procedure], before: set[Procedure], rule: LowRule) -> bool:
    criteria = (len(lows) >= 2, bool(lows & before))
    return any(criteria) if rule.logic == "or" else all(criteria)


def way_to_list(table: LowTable, year: int) -> Way | None:
    """The cheapest way of the school to the list of a year; of no pupils when it is there, None where none leads."""
    return _way(table.of_year(year), set(table.low_before(year)), table.rule)


def _way(cells: Mapping[Procedure, LowCell], before: set[Procedure], rule: LowRule) -> Way | None:
    """Of nothing, one and two more low procedures: two are enough for either sign, and for both together."""
    lows = {one for one, cell in cells.items() if cell.is_low}
    lefts = {one: cell.left for one, cell in cells.items() if not cell.is_low and cell.left is not None}
    ways = [
        Way(sum(lefts[one] for one in more), more)
        for size in (0, 1, 2)
        for more in combinations(lefts, size)
        if _is_listed(lows | set(more), before, rule)
    ]
    return min(ways, key=lambda way: way.pupils, default=None)


def pupils_to_leave(table: LowTable, year: int) -> int:
    """The least number of pupils fewer below the minimum with which the school would not be on the list of a year.

    0: it is not on it. Of several low procedures all but the dearest have to go, of repeated ones every one.
    """
    spares = {one: cell.spare for one, cell in table.of_year(year).items() if cell.is_low}
    repeated = {one for one in spares if one in table.low_before(year)}
    if not _is_listed(set(spares), set(table.low_before(year)), table.rule):
        return 0
    all_but_one = sum(spares.values()) - max(spares.values())
    every_repeated = sum(spares[one] for one in repeated)
    if table.rule.logic == "and":
        return min(all_but_one, every_repeated)
    others = [price for one, price in spares.items() if one not in repeated]
    return every_repeated + sum(others) - max(others, default=0)
