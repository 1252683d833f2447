"""What became of a school with low results in a year, and who may be on the next list.

A change of status is told by the procedures behind it: which became low, which ceased to be, which the school did not
write or nobody held. An early warning (раннее предупреждение, методика проекта) is said of schools that are not on the
list: one step away, low in one procedure now (the same one would list it next year), or with a cohort that goes on to
ОГЭ from a weak ВПР-8. Each warning keeps its numbers, so that a reader sees how little may stand behind it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from dashboard.methods.intervals import differ_significantly
from dashboard.methods.low_results import LowCell, LowTable, LowYear, pupils_to_leave, way_to_list
from dashboard.methods.papers import Procedure

LAST_BEFORE_OGE = 8
# A cohort is watched from two thirds of the threshold on, when chance alone may carry it over.
NEAR_PARTS = (2, 3)


class Turn(StrEnum):
    """What happened to a procedure since the year before."""

    BECAME_LOW = "became_low"
    STAYED_LOW = "stayed_low"
    CEASED = "ceased"
    NOT_WRITTEN = "not_written"  # low before; others wrote it, the school did not
    NOT_HELD = "not_held"  # low before; nobody wrote it this year


@dataclass(frozen=True, slots=True)
class ProcedureTurn:
    """A procedure that was low in one of the two years. A missing cell: no results in that year."""

    procedure: Procedure
    turn: Turn
    before: LowCell | None
    now: LowCell | None

    @property
    def is_chance(self) -> bool:
        """Both years are there and the interval of the difference of their shares holds 0."""
        if self.before is None or self.now is None:
            return False
        return not differ_significantly(self.now.below, self.now.n, self.before.below, self.before.n)


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A school in a year against the year before. `to_leave`, `to_enter`: pupils fewer or more below the minimum
    with which the verdict would be the other one, 0: it is; None: no number would do."""

    before: LowYear | None
    now: LowYear | None
    turns: tuple[ProcedureTurn, ...]
    to_leave: int
    to_enter: int | None

    @property
    def is_changed(self) -> bool:
        """On the list in one of the two years only."""
        return _listed(self.before) != _listed(self.now)

    def of(self, *kinds: Turn) -> tuple[ProcedureTurn, ...]:
        return tuple(turn for turn in self.turns if turn.turn in kinds)


def _listed(verdict: LowYear | None) -> bool:
    return verdict is not None and verdict.is_listed


def status_change(table: LowTable, year: int, held: Collection[Procedure]) -> StatusChange:
    """`held`: procedures that any school wrote in the year."""
    before, now = table.of_year(year - 1), table.of_year(year)
    way = way_to_list(table, year)
    turns = [
        ProcedureTurn(one, _turn(before.get(one), now.get(one), one in held), before.get(one), now.get(one))
        for one in table.procedures
        if _is_low(before.get(one)) or _is_low(now.get(one))
    ]
    return StatusChange(
        table.verdicts.get(year - 1),
        table.verdicts.get(year),
        tuple(turns),
        pupils_to_leave(table, year),
        way.pupils if way else None,
    )


def _is_low(cell: LowCell | None) -> bool:
    return cell is not None and cell.is_low


def _turn(before: LowCell | None, now: LowCell | None, is_held: bool) -> Turn:
    if now is None:
        return Turn.NOT_WRITTEN if is_held else Turn.NOT_HELD
    if not now.is_low:
        return Turn.CEASED
    return Turn.STAYED_LOW if _is_low(before) else Turn.BECAME_LOW


class Cause(StrEnum):
    """Why a school may be on the next list."""

    STEP = "step"  # so few pupils more that it would be on this one
    REPEAT = "repeat"  # low now: low again, it is on the list
    COHORT = "cohort"  # those who wrote ВПР-8 weakly write ОГЭ next year


@dataclass(frozen=True, slots=True)
class EarlyWarning:
    """One reason with the cell it rests on. `step`: pupils to the list (of STEP); `next`: what will be written."""

    cause: Cause
    procedure: Procedure
    cell: LowCell
    threshold: float
    step: int = 0
    next: Procedure | None = None

    @property
    def is_within(self) -> bool:
        """Whether the threshold lies inside the interval of the share: chance alone can move it over."""
        return self.cell.interval.low <= self.threshold <= self.cell.interval.high


def warnings_of(table: LowTable, year: int) -> tuple[EarlyWarning, ...]:
    """Reasons of a school that is not on the list of the year; of a listed one, or one without results: none."""
    verdict = table.verdicts.get(year)
    if verdict is None or verdict.is_listed:
        return ()
    cells, threshold = table.of_year(year), table.rule.percent / 100
    found = [*_steps(table, year, threshold)]
    found += [EarlyWarning(Cause.REPEAT, one, cells[one], threshold) for one in verdict.low]
    for procedure, cell in cells.items():
        after = _after(procedure)
        if after is not None and _is_weak(table, cell):
            found.append(EarlyWarning(Cause.COHORT, procedure, cell, threshold, next=after))
    return tuple(found)


def _steps(table: LowTable, year: int, threshold: float) -> list[EarlyWarning]:
    """The procedures of the shortest way to the list, where it is a step."""
    way = way_to_list(table, year)
    if way is None or not 0 < way.pupils <= table.rule.near:
        return []
    return [
        EarlyWarning(Cause.STEP, one, table.cells[one, year], threshold, way.pupils) for one in way.procedures
    ]


def _after(procedure: Procedure) -> Procedure | None:
    """What the same pupils write next year: only ОГЭ counts, the last chance to help is the year between."""
    is_last = procedure.exam == "vpr" and procedure.grade == LAST_BEFORE_OGE
    return Procedure("oge", LAST_BEFORE_OGE + 1, procedure.subject) if is_last else None


def _is_weak(table: LowTable, cell: LowCell) -> bool:
    """Low already, or at two thirds of the threshold with the threshold inside the interval."""
    if cell.left is None:
        return False
    parts, whole = NEAR_PARTS
    is_close = whole * 100 * cell.below >= parts * table.rule.percent * cell.n
    return cell.is_low or (is_close and 100 * cell.interval.high >= table.rule.percent)
