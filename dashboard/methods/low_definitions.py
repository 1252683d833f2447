"""A school behind the others for two years running: a definition that an order gives beside the rule in force.

«Устойчиво неуспешные»: for not less than two years, by all criteria, results below those of the other schools. The
criteria here are the procedures that the school wrote in both years, a result is the share below the minimum, the
others are all the other schools together (методика проекта: the order names neither). Being behind is said twice: raw,
as the definition reads, and beyond chance, when the interval of the difference of shares leaves 0 out in each year. A
raw «below others» alone is met by about half of all schools in any single procedure, so it decides nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.methods.intervals import Interval, difference_of_shares_interval
from dashboard.methods.low_results import LowTable
from dashboard.methods.papers import Procedure
from dashboard.methods.share import Share

Totals = Mapping[tuple[Procedure, int], tuple[int, int]]  # procedure, year → (n, below) of all schools


@dataclass(frozen=True, slots=True)
class Against:
    """One procedure in one year: the school and all the others, as pupils below the minimum of those who wrote."""

    below: int
    n: int
    others_below: int
    others_n: int

    @property
    def own(self) -> Share:
        return Share(self.below, self.n)

    @property
    def others(self) -> Share:
        return Share(self.others_below, self.others_n)

    @property
    def difference(self) -> Interval:
        """Of the shares, school minus others; above 0: the school is worse."""
        return difference_of_shares_interval(self.below, self.n, self.others_below, self.others_n)

    @property
    def is_behind(self) -> bool:
        """The school's share below the minimum is higher; whole numbers, so that equal shares are equal."""
        return self.below * self.others_n > self.others_below * self.n

    @property
    def is_beyond_chance(self) -> bool:
        return self.difference.is_known and self.difference.low > 0


@dataclass(frozen=True, slots=True)
class Lag:
    """A procedure that the school wrote in a year and the year before it."""

    procedure: Procedure
    before: Against
    now: Against

    @property
    def is_behind(self) -> bool:
        return self.before.is_behind and self.now.is_behind

    @property
    def is_beyond_chance(self) -> bool:
        return self.before.is_beyond_chance and self.now.is_beyond_chance


@dataclass(frozen=True, slots=True)
class TwoYears:
    """The verdict. Without a procedure of both years nothing can be said: `is_known` is False."""

    lags: tuple[Lag, ...]

    @property
    def is_known(self) -> bool:
        return bool(self.lags)

    @property
    def is_behind(self) -> bool:
        """Raw: behind the others in every procedure, two years running."""
        return self.is_known and all(lag.is_behind for lag in self.lags)

    @property
    def is_beyond_chance(self) -> bool:
        return self.is_known and all(lag.is_beyond_chance for lag in self.lags)

    @property
    def behind(self) -> tuple[Lag, ...]:
        return tuple(lag for lag in self.lags if lag.is_behind)


def totals_of(tables: Iterable[LowTable]) -> Totals:
    """All schools together, by procedure and year."""
    found: dict[tuple[Procedure, int], tuple[int, int]] = {}
    for table in tables:
        for key, cell in table.cells.items():
            n, below = found.get(key, (0, 0))
            found[key] = (n + cell.n, below + cell.below)
    return found


def two_years(table: LowTable, totals: Totals, year: int) -> TwoYears:
    """The school against all the others in a year and the year before. `totals` include the school itself."""
    now, before = against_others(table, totals, year), against_others(table, totals, year - 1)
    both = [one for one in table.procedures if one in now and one in before]
    return TwoYears(tuple(Lag(one, before[one], now[one]) for one in both))


def against_others(table: LowTable, totals: Totals, year: int) -> dict[Procedure, Against]:
    """Procedures of a year that somebody else wrote too; those of too few pupils for the rule are left out."""
    found = {}
    for procedure, cell in table.of_year(year).items():
        n, below = totals[procedure, year]
        if cell.left is not None and n > cell.n:
            found[procedure] = Against(cell.below, cell.n, below - cell.below, n - cell.n)
    return found


def worse_than_before(table: LowTable, year: int) -> tuple[tuple[Procedure, Against], ...]:
    """Procedures whose share below the minimum grew beyond chance since the year before; `others`: that year."""
    earlier = table.of_year(year - 1)
    pairs = [
        (one, Against(cell.below, cell.n, earlier[one].below, earlier[one].n))
        for one, cell in table.of_year(year).items()
        if one in earlier and cell.left is not None and earlier[one].left is not None
    ]
    return tuple((one, pair) for one, pair in pairs if pair.is_beyond_chance)


def lowest_quarter(values: Mapping[int, float]) -> frozenset[int]:
    """Places whose value is among the lowest quarter (at least one, ties included); of fewer than four: nobody."""
    if len(values) < 4:
        return frozenset()
    border = _ordered(values)[len(values) // 4 - 1]
    return frozenset(place for place, value in values.items() if value <= border)


def _ordered(values: Mapping[int, float]) -> Sequence[float]:
    return sorted(values.values())
