"""How many stated values, lines of registers and results of olympiads are new, change what is in force, or repeat it;
and which values jump against the year before, as the form of the program would ask about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from dashboard.catalogue import catalogue_of
from dashboard.entry_checks import Amount, jump
from dashboard.loading.comparison import Comparison, compare
from dashboard.loading.plan import Plan, Token
from data_access.formats.rows import Problem
from data_access.tables import event_result, indicator_entry, register_row
from data_access.viewer import Reader

SHOWN_JUMPS = 50


def compare_entries(plan: Plan, reader: Reader) -> Comparison:
    """By indicator, place and school year; a note alone is a change, too."""
    planned = {
        (entry.row.indicator, entry.unit, entry.row.year): (
            entry.numerator,
            entry.denominator,
            entry.row.note,
        )
        for entry in plan.entries
    }
    return compare(planned, _known_entries(plan, reader))


def _known_entries(plan: Plan, reader: Reader) -> dict[tuple[str, Token, int], tuple[Any, ...]]:
    facts = indicator_entry.c
    units = _ids(entry.unit for entry in plan.entries)
    if not units:
        return {}
    statement = select(
        facts.indicator, facts.unit_id, facts.year, facts.numerator, facts.denominator, facts.note
    ).where(facts.unit_id.in_(units), facts.is_current, _seen(reader, facts.unit_id))
    return {(row[0], row[1], row[2]): tuple(row[3:]) for row in reader.connection.execute(statement)}


def jumps(plan: Plan, reader: Reader) -> list[Problem]:
    """Doubts about values that differ much from last year's and do not say why: the form would not take them so."""
    known = {key: Amount(said[0], said[1]) for key, said in _known_entries(plan, reader).items()}
    # a file may bring several years at once
    known |= {
        (entry.row.indicator, entry.unit, entry.row.year): Amount(entry.numerator, entry.denominator)
        for entry in plan.entries
    }
    found = []
    for entry in plan.entries:
        indicator = catalogue_of(reader).indicators[entry.row.indicator]
        before = known.get((indicator.code, entry.unit, entry.row.year - 1))
        leap = jump(indicator, Amount(entry.numerator, entry.denominator), before)
        if leap and not entry.row.note:
            rule = f"показатель «{indicator.title}»: {leap} Проверьте или напишите в примечании, почему"
            found.append(Problem("warning", rule, entry.row.place))
    if len(found) > SHOWN_JUMPS:
        rest = f"резких изменений против прошлого года ещё: {len(found) - SHOWN_JUMPS}"
        return [*found[:SHOWN_JUMPS], Problem("warning", rest)]
    return found


def compare_lines(plan: Plan, reader: Reader) -> Comparison:
    """By register, place, school year and key of the line."""
    facts = register_row.c
    planned = {
        (line.register, line.unit, line.year, line.line_key): ("active", dict(line.cells))
        for line in plan.lines
    }
    units = _ids(line.unit for line in plan.lines)
    if not units:
        return compare(planned, {})
    statement = select(
        facts.register, facts.unit_id, facts.year, facts.line_key, facts.status, facts.cells
    ).where(facts.unit_id.in_(units), facts.is_current, _seen(reader, facts.unit_id))
    known = {tuple(row[:4]): (row.status, row.cells) for row in reader.connection.execute(statement)}
    return compare(planned, known)


def compare_events(plan: Plan, reader: Reader) -> Comparison:
    """By pupil, event, stage, subject and school year."""
    facts = event_result.c
    planned = {
        (event.pupil, event.row.event, event.row.stage, event.subject, event.row.year): (event.row.outcome,)
        for event in plan.events
    }
    statement = select(
        facts.pupil_id, facts.event, facts.stage, facts.subject_id, facts.year, facts.outcome
    ).where(
        facts.pupil_id.in_(_ids(event.pupil for event in plan.events)),
        facts.is_current,
        reader.schools(facts.school_id),
    )
    known = {tuple(row[:5]): (row.outcome,) for row in reader.connection.execute(statement)}
    return compare(planned, known)


def _ids(tokens: Iterable[Token]) -> list[int]:
    return sorted({token for token in tokens if isinstance(token, int)})


def _seen(reader: Reader, unit_id: Any) -> ColumnElement[bool]:
    return or_(reader.schools(unit_id), reader.municipalities(unit_id))
