"""What facts show of the kinds of problems that an order names: beside what people stated, never instead of it.

A kind is known by its code in the profile (`docs/profile.md`). An order that names kinds gives no borders, so each fact
is told twice: as it reads (raw) and beyond chance. What could not be looked at is «не проверялся», never «нет».
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dashboard.blocks import Measure
from dashboard.methods.intervals import difference_of_shares_interval
from dashboard.methods.low_definitions import (
    Totals,
    against_others,
    lowest_quarter,
    totals_of,
    worse_than_before,
)
from dashboard.methods.low_results import LowTable
from dashboard.numbers import format_number
from dashboard.views.low_sentences import against_words, count_words, percent
from dashboard.views.special_low_results import conceals, tables_of
from data_access.queries.places import read_schools
from data_access.queries.registers import read_lines
from data_access.queries.rollups import read_values
from data_access.queries.signs import SIGN, UNCHECKED, CheckState, read_check_states
from data_access.viewer import Reader

CONTEXT, CONTESTS = "school_context", "olympiad_participants"
FALSE_ALARMS = 0.05  # q below it: a sign that stands among all checks of the year
CHANGES = ("rise", "fall")


@dataclass(frozen=True, slots=True)
class Fact:
    """`is_shown`: the fact as it reads; `is_beyond`: not by chance alone, None where no test exists."""

    is_shown: bool
    is_beyond: bool | None
    words: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that facts are made of, read once for all schools. `indexes`: social index by school, `quarter`:
    schools with the lowest."""

    year: int
    tables: Mapping[int, LowTable]
    totals: Totals
    signs: Mapping[int, list[CheckState]]
    contests: Mapping[int, tuple[int, int]]
    indexes: Mapping[int, float]
    quarter: frozenset[int]


def problem_facts(reader: Reader, year: int) -> dict[int, dict[str, Fact]]:
    """School → code of a kind → what facts show of it; a code that could not be checked is not there."""

    def find() -> dict[int, dict[str, Fact]]:
        evidence = _read(reader, year)
        return {school.id: _facts(reader, evidence, school.id) for school in read_schools(reader)}

    return reader.once(("problem facts", year), find)


def _facts(reader: Reader, evidence: Evidence, school_id: int) -> dict[str, Fact]:
    found = {code: look(evidence, school_id) for code, look in _LOOKS.items()}
    table = evidence.tables.get(school_id)
    if table is not None and conceals(reader, *table.of_year(evidence.year).values()):
        found |= dict.fromkeys(("low_gia", "unstable", "many_failed"), None)
    return {code: fact for code, fact in found.items() if fact is not None}


def _read(reader: Reader, year: int) -> Evidence:
    tables = tables_of(reader)
    signs: dict[int, list[CheckState]] = {}
    for row in read_check_states(reader, year):
        if row.state != UNCHECKED:
            signs.setdefault(row.unit_id, []).append(row)
    ids = [school.id for school in read_schools(reader)]
    contests = {
        row.unit_id: (int(row.numerator), int(row.denominator))
        for row in read_values(reader, ids, "Y", (CONTESTS,), (year,))
        if row.denominator
    }
    indexes = social_indexes(reader, year)
    quarter = lowest_quarter(indexes)
    return Evidence(year, tables, totals_of(tables.values()), signs, contests, indexes, quarter)


def social_indexes(reader: Reader, year: int) -> dict[int, float]:
    """The newest stated index of social well-being of each school, up to a year."""

    def find() -> dict[int, float]:
        lines = sorted(read_lines(reader, (CONTEXT,), year)[CONTEXT], key=lambda line: (line.year, line.id))
        return {
            line.unit_id: float(value)
            for line in lines
            if isinstance(value := line.cells.get("social_index"), int | float)
        }

    return reader.once(("social indexes", year), find)


def _low_exams(evidence: Evidence, school_id: int) -> Fact | None:
    """Below the minimum in ОГЭ or ЕГЭ more often than the other schools."""
    table = evidence.tables.get(school_id)
    found = against_others(table, evidence.totals, evidence.year) if table else {}
    exams = {one: pair for one, pair in found.items() if one.exam != "vpr"}
    if not exams:
        return None
    behind = {one: pair for one, pair in exams.items() if pair.is_behind}
    words = "; ".join(f"{one.label}: {against_words(pair)}" for one, pair in behind.items())
    return Fact(bool(behind), any(pair.is_beyond_chance for pair in behind.values()), words)


def _biased(evidence: Evidence, school_id: int) -> Fact | None:
    return _of_signs([row for row in evidence.signs.get(school_id, ()) if row.exam == "vpr"])


def _of_signs(rows: list[CheckState]) -> Fact | None:
    """Official signs: raw as the method has them, beyond chance after the control of false alarms."""
    if not rows:
        return None
    signs = [row for row in rows if row.state == SIGN]
    sure = [row for row in signs if row.q is not None and row.q <= FALSE_ALARMS]
    words = f"официальных признаков {len(signs)} из {len(rows)} проверенных, с поправкой {len(sure)}"
    return Fact(bool(signs), bool(sure), words)


def _unstable(evidence: Evidence, school_id: int) -> Fact | None:
    """A share below the minimum that grew since last year beyond chance, or a cohort with a sharp change."""
    table = evidence.tables.get(school_id)
    if table is None or not table.of_year(evidence.year - 1) or not table.of_year(evidence.year):
        return None
    grown = worse_than_before(table, evidence.year)
    changes = _of_signs([row for row in evidence.signs.get(school_id, ()) if row.kind in CHANGES])
    words = [
        f"{one.label}: {pair.others_below} из {pair.others_n} → {pair.below} из {pair.n}"
        for one, pair in grown
    ]
    words += [changes.words] if changes and changes.is_shown else []
    return Fact(bool(words), bool(grown) or bool(changes and changes.is_beyond), "; ".join(words))


def _many_failed(evidence: Evidence, school_id: int) -> Fact | None:
    """A low procedure by the threshold of the rule in force; beyond chance when the whole interval is above it."""
    table = evidence.tables.get(school_id)
    cells = table.of_year(evidence.year) if table else {}
    if table is None or not cells:
        return None
    low = {one: cell for one, cell in cells.items() if cell.is_low}
    words = "; ".join(f"{one.label}: {count_words(cell)}" for one, cell in low.items())
    sure = any(100 * cell.interval.low >= table.rule.percent for cell in low.values())
    return Fact(bool(low), sure, words)


def _few_contestants(evidence: Evidence, school_id: int) -> Fact | None:
    """A smaller share of participants of the olympiad than at the other schools."""
    own = evidence.contests.get(school_id)
    rest = [pair for id_, pair in evidence.contests.items() if id_ != school_id]
    if own is None or not rest:
        return None
    others = (sum(above for above, _ in rest), sum(below for _, below in rest))
    difference = difference_of_shares_interval(*own, *others)
    words = f"участников {own[0]} из {own[1]} против {others[0]} из {others[1]} ({percent(others[0] / others[1])})"
    return Fact(own[0] * others[1] < others[0] * own[1], difference.high < 0, words)


def _social(evidence: Evidence, school_id: int) -> Fact | None:
    """The index of social well-being among the lowest quarter of the schools: the orders give no border."""
    value = evidence.indexes.get(school_id)
    if value is None or not evidence.quarter:
        return None
    border = max(evidence.indexes[place] for place in evidence.quarter)
    own, lowest = format_number(value, Measure.INDEX), format_number(border, Measure.INDEX)
    return Fact(school_id in evidence.quarter, None, f"индекс {own}; четверть с наименьшим — до {lowest}")


def known_codes() -> tuple[str, ...]:
    """Codes of kinds that facts can show."""
    return tuple(_LOOKS)


_LOOKS: dict[str, Callable[[Evidence, int], Fact | None]] = {
    "low_gia": _low_exams,
    "biased_vpr": _biased,
    "unstable": _unstable,
    "many_failed": _many_failed,
    "low_contests": _few_contestants,
    "social": _social,
}
