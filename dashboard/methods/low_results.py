"""Schools with low results (ШНОР): which procedures are low, whether the school is on the list, how near it is.

The rule in force (§3.7 of the methods): in a procedure at least 30 % of those who wrote stayed below the minimum; a
school is on the list with two such procedures in a year, or with the same procedure in two years running. The act
joins the two by «а также», which may mean OR or AND: ФИОКО takes OR, a department may choose. The least number of
pupils is a методика проекта.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

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


@dataclass(frozen=True, slots=True)
class LowCell:
    """A procedure of a school in a year: `below` of `n` stayed below the minimum.

    `left`: how many more would make it low («до порога осталось»), 0 when it is; None when too few wrote to count.
    """

    n: int
    below: int
    is_low: bool
    left: int | None

    @property
    def share(self) -> Share:
        return Share(self.below, self.n)

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


Counts = Mapping[tuple[Procedure, int], tuple[int, int]]  # procedure, year → (n, below)


def low(n: int, below: int, rule: LowRule = LowRule()) -> LowCell:
    """One procedure of one year."""
    is_low = n >= rule.fewest and 100 * below >= rule.percent * n
    left = -(-rule.percent * n // 100) - below
    return LowCell(n, below, is_low, max(left, 0) if n >= rule.fewest else None)


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
    return LowTable(procedures, years, cells, {year: _verdict(cells, year, rule) for year in years})


def _verdict(cells: Mapping[tuple[Procedure, int], LowCell], year: int, rule: LowRule) -> LowYear:
    own = {procedure: cell for (procedure, of_year), cell in cells.items() if of_year == year}
    before = {
        procedure for (procedure, of_year), cell in cells.items() if of_year == year - 1 and cell.is_low
    }
    lows = {procedure for procedure, cell in own.items() if cell.is_low}
    is_listed = _is_listed(lows, before, rule)
    close = [item for item, cell in own.items() if cell.left is not None and 0 < cell.left <= rule.near]
    return LowYear(
        low=tuple(item for item in PROCEDURES if item in lows),
        repeated=tuple(item for item in PROCEDURES if item in lows & before),
        is_listed=is_listed,
        is_near=not is_listed and any(_is_listed(lows | {item}, before, rule) for item in close),
        n=max(cell.n for cell in own.values()),
    )


def _is_listed(lows: set[Procedure], before: set[Procedure], rule: LowRule) -> bool:
    criteria = (len(lows) >= 2, bool(lows & before))
    return any(criteria) if rule.logic == "or" else all(criteria)
